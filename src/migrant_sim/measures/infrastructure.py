"""Infrastructure (基础设施): canals, fields, flood works, roads; 30, 70 and 100 % by the end of three years."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import ClassVar

import numpy as np

from ..fields import param
from ..kernels.levers import Served, Works, build
from ..months import year_of
from ..state import State, Streams
from .base import Repeating
from .billing import Bill


@dataclass(frozen=True, kw_only=True)
class Infrastructure(Repeating):
    """Works of settlements that lack them, evenly between the path's three Decembers; they stand on after the window.

    Finished works supply a part of the missing water, avoid a part of a drought's loss and save a part of the travel to
    work (which is no income, and acts through the jobs that people take). Jobs on building sites are not part of it.
    """

    LASTING: ClassVar[bool] = True

    share: float | None = param(
        None,
        unit="share of people",
        doc="people of settlements that the works reach in the end",
        low=0,
        high=1,
        source="increment_infrastructure",
    )
    first_year: float = param(
        0.3, unit="share", doc="works done by the end of the first year (NX-06)", low=0, high=1, source="setting"
    )
    second_year: float = param(
        0.7, unit="share", doc="works done by the end of the second year", low=0, high=1, source="setting"
    )
    third_year: float = param(
        1.0, unit="share", doc="works done by the end of the third year", low=0, high=1, source="setting"
    )
    water: float = param(
        unit="share", doc="missing water that complete works supply", low=0, high=1, source="infrastructure_water"
    )
    drought: float = param(
        unit="share", doc="loss of a drought that they avoid", low=0, high=1, source="infrastructure_drought_avoided"
    )
    commuting: float = param(
        unit="share", doc="cost of travel to work that they save", low=0, high=1, source="infrastructure_commuting_cut"
    )
    cost: float = param(unit="yuan/person", doc="works per person reached", low=0, source="infrastructure_cost")

    def in_force(self, month: int) -> bool:
        """From the start on: works stand when the window has closed."""
        return month >= self.start

    def act(self, state: State, streams: Streams) -> None:
        """Add water, protection and shorter ways, by the works done so far."""
        places = state.view(Served, state.settlements, state.rules)
        build.run(places, self._works, self._reached * self.done(state.month)[0])

    def costs(self, bill: Bill) -> None:
        """Pay for the works of this month; count the people whose works are done."""
        people = bill.known(_persons, "persons of settlements") * self._reached
        done, newly = (bill.path(self.start - 1, numbers) for numbers in zip(*self._path, strict=True))
        works = people * newly * self.cost * bill.index
        bill.charge(works, people * done / 12.0, payee="enterprises", invested=works)

    def done(self, month: int) -> tuple[float, float]:
        """Part of the works done by the end of a month, and in it."""
        return self._path[min(max(month - self.start + 1, 0), len(self._path) - 1)]

    @cached_property
    def _path(self) -> list[tuple[float, float]]:
        """The same by month, from the one before the start to the one after the third December: straight lines."""
        december = year_of(self.start) * 12 + 11
        ends = [self.start - 1, december, december + 12, december + 24]
        parts = np.maximum.accumulate([0.0, self.first_year, self.second_year, self.third_year])
        done = np.interp(range(ends[0] - 1, ends[-1] + 2), ends, parts).tolist()
        return [(now, now - before) for before, now in pairwise(done)]

    @cached_property
    def _works(self) -> Works:
        """What complete works bring."""
        return Works(self.water, self.drought, self.commuting)

    @cached_property
    def _reached(self) -> float:
        """Share of the people whose settlements get works."""
        return min(self.amount(self.share, "increment_infrastructure"), 1.0)


def _persons(state: State) -> float:
    """People of all settlements, who are counted anew each January."""
    year = state.month // 12
    return float(
        state.decide(("persons of settlements", year), lambda: state.settlements.persons.sum(keepdims=True))[0]
    )
