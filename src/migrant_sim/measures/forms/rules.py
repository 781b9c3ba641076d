"""Levers of rules that hold for everybody: what an instance asks of one, and its part of what all have used."""

from ...state import State


def ask(state: State, lever: str, by: float) -> None:
    """Raise a lever of `Rules`; instances add up, and the process that reads it knows how far it can go."""
    vars(state.rules)[lever][0] += by


def part(state: State, lever: str, mine: float) -> float:
    """An instance's part of what a lever has caused: as large as that of what it asked in all that was asked."""
    asked = float(vars(state.rules)[lever][0])
    return mine / asked if asked > 0.0 else 0.0
