"""Support of households that take part: so many places, a net sum a year each, on one of the four income lines."""

from abc import ABC
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from ...fields import param
from ...kernels.support import give, give_each
from ...months import month_of_year, year_of
from ...state import State, Streams
from ..base import Measure
from .enrolment import progress
from .roster import admitted, roster


@dataclass(frozen=True, kw_only=True)
class Support(Measure, ABC):
    """Places open evenly over `ramp` months after `delay`, in the order of the roster, and last while it is in force.

    Instruments say whom it is for (`FOR`, those of `FIRST` first), what a place's sum is counted by (`BASIS`, a column
    of households, or one a household), on which line it arrives and which sector pays it. A payer other than the
    government pays on top of the public cost of the place; the government's own payment is part of the cost.
    The year's sum comes in equal parts in the months of `SEASON`, the first to the last; places stand all year. In a
    year that fails, drawn for each settlement and instrument, they bring only the part `if_failed` of it, or a loss.
    """

    INCREMENT: ClassVar[str] = ""
    FOR: ClassVar[str] = "labour"
    FIRST: ClassVar[str] = ""
    BASIS: ClassVar[str] = ""
    LINE: ClassVar[str] = "operating"
    PAYER: ClassVar[str] = "outside"
    SEASON: ClassVar[tuple[int, int]] = (1, 12)

    places: float | None = param(
        None, unit="share of eligible households", doc="households reached in the end", low=0, high=1, source="setting"
    )
    net: float = param(0.0, unit="yuan/yr", doc="net income of a place, yuan of 2020", source="setting")
    cost_per_place: float = param(
        0.0,
        unit="yuan/household/yr",
        doc="public cost of a place, payments to the household apart",
        low=0,
        source="setting",
    )
    delay: float = param(0.0, unit="months", doc="from start to first places", low=0, high=120, source="setting")
    ramp: float = param(24.0, unit="months", doc="over which places open", low=1, high=240, source="setting")
    capital: float = param(
        0.0, unit="yuan/household", doc="public capital, once, when a place opens", low=0, source="setting"
    )
    failure: float = param(
        0.0, unit="1/yr", doc="chance that a settlement's places fail in a year", low=0, high=0.95, source="setting"
    )
    if_failed: float = param(
        0.0, unit="ratio", doc="net of a year that fails over that of others", low=-10, high=1, source="setting"
    )

    def open(self, state: State, streams: Streams) -> None:
        """Give this month's sum to those who take part, if in force."""
        if self.in_force(state.month) and (places := self.reach(state)) > 0.0:
            order = self.order(state, streams)
            rows = admitted(state, self.name(), order, places * len(order))
            self.give(state, rows, self._turnout(state, streams, rows))
            if self.capital > 0.0:
                opened = places - self._reach_at(state.month - 1)
                self.note(state, opened=max(opened, 0.0) * len(order))

    def act(self, state: State) -> None:
        """All is done in `open`, where there is luck for the order of admission."""

    def order(self, state: State, streams: Streams) -> np.ndarray:
        """(k,) rows of the households that may take part, in the order in which they are reached."""
        return roster(state, streams, self.name(), self.FOR, self.FIRST)

    def reach(self, state: State) -> float:
        """Share of the eligible households that have a place this month."""
        return self._reach_at(state.month)

    def _reach_at(self, month: int) -> float:
        opened = progress(min(month, self.stop) - self.start + 1 - self.delay, self.ramp)
        return min(self._share * opened, 1.0)

    @cached_property
    def _share(self) -> float:
        """Share of the eligible households that have a place in the end."""
        return self.amount(self.places, self.INCREMENT)

    def _turnout(self, state: State, streams: Streams, rows: np.ndarray) -> np.ndarray | float:
        """What the places of households `rows` bring this month over that when all goes well, (k,) or one."""
        first, last = self.SEASON
        pays = first <= month_of_year(state.month) <= last
        if not pays or self.failure == 0.0:
            return float(pays)
        year, homes, places = year_of(state.month), state.households, state.settlements
        key = ("turnout", self.name(), year, self.failure, self.if_failed)
        return state.once(key, lambda: self._drawn(streams, year, places.key))[homes.settlement[rows]]

    def _drawn(self, streams: Streams, year: int, keys: np.ndarray) -> np.ndarray:
        """(settlements,) what places bring in a year over that when all goes well."""
        failed = streams.uniform(f"failure {self.name()}", year, keys) < self.failure
        return np.where(failed, self.if_failed, 1.0)

    def give(self, state: State, rows: np.ndarray, turnout: np.ndarray | float = 1.0) -> None:
        """Pay households `rows` (k,) what their places bring this month, book it, and keep what the bill needs."""
        homes, yuan = state.households, self.yuan(state) / (self.SEASON[1] - self.SEASON[0] + 1)
        size, line = homes.size, vars(homes)[self.LINE]
        if self.BASIS:
            given, people = give.run(rows, vars(homes)[self.BASIS][rows] * turnout * yuan, size, line)
        elif isinstance(turnout, float):
            given, people = give_each.run(rows, turnout * yuan, size, line)
        else:
            given, people = give.run(rows, turnout * yuan, size, line)
        if given >= 0.0:
            state.books.book(self.PAYER, "households", self.name(), given)
        else:
            state.books.book("households", self.PAYER, self.name(), -given)
        self.note(state, given=given, people=people, places=float(len(rows)))

    def yuan(self, state: State) -> float:
        """Yuan a year of a unit of the basis, at this month's prices."""
        return self.net * state.economy.index

    def bill(self, state: State) -> None:
        """Pay for the places; what the government has given to the households is part of the cost, booked already.

        People are members of the households reached, a twelfth in each month, so that a year counts them once.
        """
        own = max(self.noted(state, "given"), 0.0) if self.PAYER == "government" else 0.0
        if own:
            self.charge(state, own, 0.0, 0.0, payee="")
        index, invested = state.economy.index, self.noted(state, "opened") * self.capital
        yuan = self.noted(state, "places") * self.cost_per_place / 12.0 + invested
        self.charge(state, yuan * index, self.noted(state, "people") / 12.0, 0.0, invested=invested * index)
