"""Households that take part one after the other: how many have come in by a month, and what is theirs this month."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import ClassVar, TypeVar

import numpy as np

from ...fields import param
from ...kernels.support import Reach, give
from ...state import Flow, State, Streams
from ..base import Repeating
from .roster import admitted, roster
from .supports import both_ways

Yuan = TypeVar("Yuan", float, np.ndarray)


def progress(since: float, months: float) -> float:
    """Part of all places that have opened `since` months after the first, evenly over `months`."""
    return min(max(since / months, 0.0), 1.0)


@dataclass(frozen=True, kw_only=True)
class Enrolment(Repeating, ABC):
    """Places open evenly over `ramp` months after `delay`, in the order of the roster, and last while in force.

    Instruments say what a place is: a lever of the household's own, or a sum on the income line `LINE` that the sector
    `PAYER` pays.
    """

    INCREMENT: ClassVar[str] = ""
    FOR: ClassVar[str] = "labour"
    FIRST: ClassVar[str] = ""
    LINE: ClassVar[str] = "operating"
    PAYER: ClassVar[str] = "outside"

    places: float | None = param(
        None, unit="share of eligible households", doc="households reached in the end", low=0, high=1, source="setting"
    )
    delay: float = param(0.0, unit="months", doc="from start to first places", low=0, high=120, source="setting")
    ramp: float = param(24.0, unit="months", doc="over which places open", low=1, high=240, source="setting")

    def act(self, state: State, streams: Streams) -> None:
        """Serve those who take part this month."""
        if (reach := self.reach(state.month)) > 0.0:
            order = self.order(state, streams)
            count = len(order)
            newly = reach * count - self.reach(state.month - 1) * count
            first, last = admitted(state, self.name(), count, reach * count)
            self.note(state, newly=newly, people=self.serve(state, streams, order[first:last]))

    @abstractmethod
    def serve(self, state: State, streams: Streams, rows: np.ndarray) -> float:
        """Raise the levers of those of households `rows` (k,) that have members, or `pay` them; their members."""

    def order(self, state: State, streams: Streams) -> np.ndarray:
        """(n,) rows of those who may take part, in the order of admission; contiguous, as kernels expect."""
        return roster(state, streams, self.name(), self.FOR, self.FIRST)

    def reach(self, month: int) -> float:
        """Share of those who may take part that has come in by a month."""
        return min(self._share * self.opened(month), 1.0)

    def opened(self, month: int) -> float:
        """Part of the places that has opened by a month."""
        return self._path[min(max(month - self.start + 1, 0), len(self._path) - 1)]

    @cached_property
    def _path(self) -> list[float]:
        """The same by month, from the one before the start until all places are open or the window closes."""
        last = min(self.stop - self.start + 1, ceil(self.delay + self.ramp))
        return [progress(months - self.delay, self.ramp) for months in range(last + 1)]

    @cached_property
    def _share(self) -> float:
        """Share of those who may take part that comes in."""
        return self.amount(self.places, self.INCREMENT)

    def pay(self, state: State, rows: np.ndarray, yuan: np.ndarray) -> Reach:
        """Pay those of households `rows` (k,) that have members `yuan` (k,) on `LINE`, and book it; below zero, they
        pay.

        The government pays as much of it as the fund can.
        """
        homes = vars(state.households)
        reached = give.run(rows, self.paid(state, yuan), homes["size"], homes[self.LINE])
        self.book(state, reached[0])
        return reached

    def paid(self, state: State, yuan: Yuan) -> Yuan:
        """What can be paid of what is due."""
        return yuan * state.paying[1] if self.PAYER == "government" else yuan

    def book(self, state: State, paid: float) -> None:
        """Book what households were paid; below zero, they have paid."""
        state.books.add(self._ways[paid < 0.0], abs(paid))

    @cached_property
    def _ways(self) -> tuple[Flow, Flow]:
        """What households are paid, and what they pay."""
        return both_ways(self.PAYER, self.name())
