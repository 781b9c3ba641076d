"""Old-house award (拆旧复垦奖补): paid once when a house at the origin is pulled down; an asset, never income."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..fields import param
from ..state import State, Streams
from .base import Measure
from .forms import drawn_roster, roster


@dataclass(frozen=True, kw_only=True)
class OldHouseAward(Measure):
    """Houses are pulled down evenly from `start` to `stop`, one household after the other in the order of the roster.

    For households with land at the origin, which stands for a house there. Statistics count regular transfers only, so
    the award goes to the household's deposit: from government to banks, on no income line. The option of return ends;
    nothing else follows. What the window paid before the run is stock. The award comes in the month of demolition
    (GX-10), so nothing of it is paid later and it is not `LASTING`: a fund that runs short leaves houses standing. The
    text orders demolition, so it is no decision of the household.
    """

    PRICES: ClassVar[tuple[str, ...]] = ("award", "works")

    places: float | None = param(
        None,
        unit="share of eligible households",
        doc="households awarded by the end of the window",
        low=0,
        high=1,
        source="increment_old_house_awards",
    )
    award: float = param(unit="yuan/household", doc="award, yuan of 2020", low=0, source="old_house_award")
    works: float = param(unit="yuan/house", doc="demolition and works, yuan of 2020", low=0, source="old_house_works")

    def in_force(self, month: int) -> bool:
        """From the start on: houses that have gone stay gone, and the next instance begins behind them."""
        return month >= self.start

    def act(self, state: State, streams: Streams) -> None:
        """Say how many houses go this month, and how many have gone before by all instances together."""
        houses = len(roster(state, streams, self.name(), "origin_land"))
        before, now = (self._gone(month) * houses for month in (state.month - 1, state.month))
        state.rules.houses += now - before
        key = f"{self.name()} before"
        state.taken[key] = state.taken.get(key, 0.0) + before

    def bill(self, state: State) -> None:
        """Pay the households whose turn it is: those next behind all that went before."""
        state.taken.setdefault(self.name(), state.taken[f"{self.name()} before"])
        order = drawn_roster(state, self.name())
        mine = (self._gone(state.month) - self._gone(state.month - 1)) * len(order)
        self._pay(state, self._next(state, order, mine))

    def _next(self, state: State, order: np.ndarray, houses: float) -> np.ndarray:
        """Rows of the next households whose house still stands, as many as there are houses, rounded over all months.

        Marked as gone: with another share each month, as a short fund has it, places in the order would meet some
        twice.
        """
        homes, taken = state.households, state.taken[self.name()]
        state.taken[self.name()] = taken + houses
        rows = order[homes.house_gone[order] == 0][: int(taken + houses + 0.5) - int(taken + 0.5)]
        homes.house_gone[rows] = 1
        return rows

    def _pay(self, state: State, rows: np.ndarray) -> None:
        """Book awards to the deposits of households `rows` (k,) that have members, and works to enterprises."""
        size = state.households.size[rows]
        houses, people, index = float((size > 0).sum()), float(size.sum()), state.economy.index
        award = houses * self.award * index
        state.notes["one_off_awards"] = state.notes.get("one_off_awards", 0.0) + award
        self.charge(state, award, people, 0.0, payee="banks")
        self.charge(state, houses * self.works * index, 0.0, 0.0)

    def _gone(self, month: int) -> float:
        """Share of the houses gone by the end of a month."""
        part = min(max(month - self.start + 1, 0), self.stop - self.start + 1) / (self.stop - self.start + 1)
        return min(self.amount(self.places, "increment_old_house_awards"), 1.0) * part
