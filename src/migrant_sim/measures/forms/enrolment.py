"""Households that take part one after the other: how many have come in by a month, and what is theirs this month."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import ClassVar

import numpy as np

from ...fields import param
from ...kernels.support import give, give_each, present
from ...state import State, Streams
from ..base import Repeating
from .roster import admitted, roster


def progress(since: float, months: float) -> float:
    """Part of all places that have opened `since` months after the first, evenly over `months`."""
    return min(max(since / months, 0.0), 1.0)


@dataclass(frozen=True, kw_only=True)
class Enrolment(Repeating, ABC):
    """Places open evenly over `ramp` months after `delay`, in the order of the roster, and last while in force.

    Instruments say what a place is: a lever of the household's own, or a sum on the income line `LINE`.
    """

    INCREMENT: ClassVar[str] = ""
    FOR: ClassVar[str] = "labour"
    FIRST: ClassVar[str] = ""
    LINE: ClassVar[str] = "operating"

    places: float | None = param(
        None, unit="share of eligible households", doc="households reached in the end", low=0, high=1, source="setting"
    )
    delay: float = param(0.0, unit="months", doc="from start to first places", low=0, high=120, source="setting")
    ramp: float = param(24.0, unit="months", doc="over which places open", low=1, high=240, source="setting")

    def act(self, state: State, streams: Streams) -> None:
        """Serve those who take part this month."""
        if (reach := self.reach(state.month)) > 0.0:
            order, homes = self.order(state, streams), state.households
            count = len(order)
            newly = reach * count - self.reach(state.month - 1) * count
            room = state.once("rows of those who take part", lambda: np.empty(len(homes), order.dtype))
            first, last = admitted(state, self.name(), count, reach * count)
            count, people = present.run(order, first, last, homes.size, room)
            self.note(state, newly=newly, people=people)
            self.serve(state, streams, room[:count])

    @abstractmethod
    def serve(self, state: State, streams: Streams, rows: np.ndarray) -> None:
        """Raise the levers of households `rows` (k,), all with members, or `pay` them."""

    def order(self, state: State, streams: Streams) -> np.ndarray:
        """(n,) rows of those who may take part, in the order of admission; contiguous, as kernels expect."""
        return roster(state, streams, self.name(), self.FOR, self.FIRST)

    def reach(self, month: int) -> float:
        """Share of those who may take part that has come in by a month."""
        return self._path[min(max(month - self.start + 1, 0), len(self._path) - 1)]

    @cached_property
    def _path(self) -> list[float]:
        """The same by month, from the one before the start until all places are open or the window closes."""
        last = min(self.stop - self.start + 1, ceil(self.delay + self.ramp))
        return [min(self._share * progress(months - self.delay, self.ramp), 1.0) for months in range(last + 1)]

    @cached_property
    def _share(self) -> float:
        """Share of those who may take part that comes in."""
        return self.amount(self.places, self.INCREMENT)

    def pay(self, state: State, rows: np.ndarray, yuan: np.ndarray | float, payer: str) -> float:
        """Pay households `rows` (k,) this month's `yuan`, (k,) or one, on `LINE` and book it; below zero, they pay.

        The government pays as much of it as the fund can.
        """
        if payer == "government":
            yuan = yuan * state.paying[1]
        size, line = state.households.size, vars(state.households)[self.LINE]
        if isinstance(yuan, float):
            paid, _ = give_each.run(rows, yuan, size, line)
        else:
            paid, _ = give.run(rows, yuan, size, line)
        self.book(state, paid, payer)
        return paid

    def book(self, state: State, paid: float, payer: str) -> None:
        """Book what households were paid; below zero, they have paid."""
        flow = (payer, "households") if paid >= 0.0 else ("households", payer)
        state.books.book(*flow, self.name(), abs(paid))
