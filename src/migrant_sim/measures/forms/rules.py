"""Levers of rules that hold for everybody: what an instance asks of one."""

from ...state import State


def ask(state: State, lever: str, by: float) -> None:
    """Raise a lever of `Rules`; instances add up, and the process that reads it knows how far it can go."""
    vars(state.rules)[lever][0] += by
