"""Specialty crops (特色种植): grain land of settlements turned to vegetables, goji or grapes, one line a settlement."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import ClassVar, NamedTuple

import numpy as np

from ..fields import param
from ..kernels.support import Turning, turn_land
from ..published import margin
from ..state import Settlements, Specialty, State, Streams
from .base import Repeating
from .billing import Bill
from .forms import farmland, progress

NEW_LINES = (Specialty.VEGETABLES, Specialty.GOJI, Specialty.GRAPES)


@dataclass(frozen=True, kw_only=True)
class SpecialtyCrops(Repeating):
    """Land is turned evenly over the window and stays turned.

    Only settlements led by grain turn land, each to one line for good; the others have their line. Prices, drought,
    water and the family's hands are those of all land. Perennials bear nothing for `barren` months, in which planting
    is paid for, by the programme in part: so growers lose what the grain brought and pay first, and gain years later.
    """

    LASTING: ClassVar[bool] = True

    share: float | None = param(
        None,
        unit="share of land",
        doc="land of grain-led settlements turned by the end of the window",
        low=0,
        high=1,
        source="increment_specialty_land",
    )
    establishment: float = param(
        unit="yuan/mu", doc="planting of goji or grapes until they bear", low=0, source="farm_goji_establishment"
    )
    granted: float = param(
        unit="share", doc="part of planting that the programme pays", low=0, high=1, source="specialty_grant_share"
    )
    field_grant: float = param(
        unit="yuan/mu", doc="grant for a mu newly under vegetables", low=0, source="specialty_field_grant"
    )
    barren: float = param(
        36.0, unit="months", doc="until perennials bear, in the fourth year", low=1, high=120, source="setting"
    )

    def in_force(self, month: int) -> bool:
        """From the start on: land that was turned stays so when the window has closed."""
        return month >= self.start

    def act(self, state: State, streams: Streams) -> None:
        """Add the land turned, what of it is young, and what growers pay for it; lines are drawn once for all."""
        state.decide("new lines", lambda: _drawn(state, streams))
        turned, young, _ = self._done(state.month)
        turn_land.run(_turning(state), turned, young, self._planting, 1.0 - self.granted)

    def costs(self, bill: Bill) -> None:
        """Pay the programme's part of planting, and the grant for new fields; count members of farming families."""
        land = bill.state.once("new fields", lambda: _fields(bill.state))
        turned, young, newly = (bill.path(self.start - 1, numbers) for numbers in zip(*self._path, strict=True))
        planted, fields = land.perennial * young, land.vegetables * newly
        yuan = (planted * self._planting / 12.0 * self.granted + fields * self.field_grant) * bill.index
        bill.charge(yuan, land.people * turned / 12.0, payee="enterprises", invested=yuan)

    @cached_property
    def _planting(self) -> float:
        """Yuan a year of 2020 that a mu of young perennials costs."""
        return self.establishment * 12.0 / self.barren

    def _done(self, month: int) -> tuple[float, float, float]:
        """Share of the land that turns: turned by a month, of it within the barren months, and in this month."""
        return self._path[min(max(month - self.start + 1, 0), len(self._path) - 1)]

    @cached_property
    def _path(self) -> list[tuple[float, float, float]]:
        """The same by month, from the one before the start on, until all that was turned bears."""
        months, barren = self.stop - self.start + 1, round(self.barren)
        turned = [self._share * progress(since, months) for since in range(-barren, months + barren + 1)]
        by_month = zip(turned[barren:], turned, turned[barren - 1 :], strict=False)
        return [(now, now - before, now - last) for now, before, last in by_month]

    @cached_property
    def _share(self) -> float:
        """Share of the land that turns in the end."""
        return min(self.amount(self.share, "increment_specialty_land"), 1.0)


class NewLines(NamedTuple):
    """By settlement (s,): line that land is turned to, 0 where none is; 1 where it is turned, 1 where to perennials."""

    line: np.ndarray
    turns: np.ndarray
    perennial: np.ndarray


class Fields(NamedTuple):
    """At simulated scale: mu of the land that turns to perennials and to vegetables, members of those who farm it."""

    perennial: float
    vegetables: float
    people: float


def _lines(state: State) -> NewLines:
    """The lines that were drawn."""
    return state.once("new lines, marked", lambda: _marked(state.decide("new lines", lambda: _none(state))))


def _turning(state: State) -> Turning:
    """The same beside the levers that they move."""
    return state.once("new lines, levers", lambda: _levers(_lines(state), state.settlements))


def _levers(new: NewLines, places: Settlements) -> Turning:
    levers = places.turned, places.turned_young, places.turned_line, places.turning_cost
    return Turning(new.turns, new.perennial, new.line, *levers)


def _none(state: State) -> np.ndarray:
    return np.zeros(len(state.settlements), np.int8)


def _marked(line: np.ndarray) -> NewLines:
    return NewLines(line, (line > 0).astype(float), (line >= Specialty.GOJI).astype(float))


def _fields(state: State) -> Fields:
    land, line = farmland(state), _lines(state).line
    return Fields(
        perennial=float(land.mu[line >= Specialty.GOJI].sum()),
        vegetables=float(land.mu[line == Specialty.VEGETABLES].sum()),
        people=float(land.people[line > 0].sum()),
    )


def _drawn(state: State, streams: Streams) -> np.ndarray:
    """(settlements,) line that each settlement led by grain turns to, in the proportions of the lines of 2020."""
    places = state.settlements
    draw = np.searchsorted(_proportions(), streams.uniform("new line", 0, places.key), side="right")
    lines = np.array(NEW_LINES)[np.minimum(draw, len(NEW_LINES) - 1)]
    return np.where(places.specialty == Specialty.GRAIN, lines, 0).astype(np.int8)


@cache
def _proportions() -> np.ndarray:
    """(lines,) running total of the new lines' shares of settlements."""
    share = {row.level1: row.value for row in margin("specialty_share")}
    total = np.cumsum([share[line.name] for line in NEW_LINES])
    return total / total[-1]
