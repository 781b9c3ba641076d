"""What every process is: a frozen set of documented parameters with a step."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..fields import check_bounds
from ..kernels.queue import Queue, queue_of
from ..state import State, Streams


@dataclass(frozen=True, kw_only=True)
class Process(ABC):
    """One part of the month. `prepare` runs once, on the state as the population left it."""

    matched: ClassVar[bool] = False  # whether `prepare` matches flows to what the other processes have set

    def __post_init__(self) -> None:
        check_bounds(self, f"process.{type(self).__name__.lower()}.")

    def prepare(self, state: State, streams: Streams) -> None:  # noqa: B027 - most processes need nothing
        """Set what the process needs before the first month; nothing by default."""

    @abstractmethod
    def step(self, state: State, streams: Streams) -> None:
        """Do this month's part."""


def known_until(years: Mapping[str, int], information: str, fit_until: int) -> int:
    """The last calendar year whose figures a run knows: by information set, and ex ante no later than a back-test."""
    return min(fit_until, years["ex_post"]) if fit_until and information == "ex_ante" else years[information]


def line_of(state: State) -> Queue:
    """Room for the applicants of one settlement, the largest: scratch that processes take turns with."""
    return state.once("line of applicants", lambda: queue_of(state.persons.settlement))
