"""Support of households that take part: so many places, a net sum a year each, on one of the four income lines."""

from abc import ABC
from dataclasses import dataclass
from math import floor
from typing import ClassVar

import numpy as np

from ...fields import param
from ...months import year_of
from ...state import State, Streams
from ..base import FOR_GOOD, Measure
from .roster import roster
from .supports import USED, Supports


@dataclass(frozen=True, kw_only=True)
class Support(Measure, ABC):
    """Places open evenly over `ramp` months after `delay`, in the order of the roster, and last while it is in force.

    Instruments say whom it is for (`FOR`, those of `FIRST` first), what a place's sum is counted by (`BASIS`, one of
    `BASES`, or one a household), on which line it arrives and which sector pays it. A payer other than the
    government pays on top of the public cost of the place; the government's own payment is part of the cost.
    The year's sum comes in equal parts in the months of `SEASON`, the first to the last; places stand all year. In a
    year that fails, drawn for each settlement and instrument, they bring only the part `if_failed` of it, or a loss.
    Where households are given what is `NET` of something they pay back, the cost is counted whole, place by place, and
    not booked again.
    """

    INCREMENT: ClassVar[str] = ""
    FOR: ClassVar[str] = "labour"
    FIRST: ClassVar[str] = ""
    BASIS: ClassVar[str] = ""
    LINE: ClassVar[str] = "operating"
    PAYER: ClassVar[str] = "outside"
    SEASON: ClassVar[tuple[int, int]] = (1, 12)
    WATCHES: ClassVar[bool] = False
    NET: ClassVar[bool] = False

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

    def act(self, state: State, streams: Streams) -> None:
        """Give this month's sum to those who take part: alone, where the engine takes it so."""
        alone = Supports((self,), state.taken.get(self.name(), 0.0))
        alone.act(state, streams)
        if len(alone.taken):
            state.taken[self.name()] = float(alone.taken[0])
        self.note(state, **dict(zip(USED, alone.used[0].tolist(), strict=True)))

    def order(self, state: State, streams: Streams) -> np.ndarray:
        """(k,) rows of the households that may take part, in the order in which they are reached."""
        return roster(state, streams, self.name(), self.FOR, self.FIRST)

    def begins(self) -> int:
        """First month in which somebody has a place; `FOR_GOOD` if nobody ever has."""
        return self.start + floor(self.delay) if self.share() > 0.0 else FOR_GOOD

    def share(self) -> float:
        """Share of the eligible households that have a place in the end."""
        return self.amount(self.places, self.INCREMENT)

    def rate(self) -> float:
        """Yuan of 2020 a year of a unit of the basis."""
        return self.net

    def pays_until(self) -> int:
        """Last month in which households are paid, as far as it is in force."""
        return FOR_GOOD

    def turnout(self, state: State, streams: Streams) -> np.ndarray:
        """(settlements,) what places bring this year over that when all goes well."""
        failed = streams.uniform(f"failure {self.name()}", year_of(state.month), state.settlements.key) < self.failure
        return np.where(failed, self.if_failed, 1.0)

    def reached(self, state: State, rows: np.ndarray) -> None:
        """What else a place does to households `rows` (k,); asked for where the instrument `WATCHES`."""

    def yearly_cost(self) -> float:
        """Public cost of a place, yuan of 2020 a year."""
        return self.cost_per_place

    def bill(self, state: State) -> None:
        """Pay for the places; what the government has given to the households is part of the cost, booked already."""
        alone = Supports((self,))
        alone.used[0] = [self.noted(state, what) for what in USED]
        alone.bill(state)
