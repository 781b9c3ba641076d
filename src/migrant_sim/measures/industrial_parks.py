"""Industrial parks (产业园区): places built with delay and lost at a yearly rate; locals get a share of them."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..fields import param
from ..state import PoolKind, State
from .base import Measure, by_labour, offer, part_of, standing


@dataclass(frozen=True, kw_only=True)
class IndustrialParks(Measure):
    """Investment is spread evenly from the start; the last places open when the window ends."""

    LASTING: ClassVar[bool] = True

    places: float | None = param(
        None,
        unit="share of labour",
        doc="places built by the end of the window",
        low=0,
        high=2,
        source="increment_park_places",
    )
    delay: float = param(unit="months", doc="from investment to first places", low=0, high=120, source="park_delay")
    local_hire_share: float = param(
        unit="share", doc="vacancies that go to relocated people", low=0, high=1, source="park_local_hire_share"
    )
    pay_ratio: float = param(unit="ratio", doc="park pay over local pay", low=0.1, high=5, source="park_pay_ratio")
    yearly_exit: float = param(
        unit="1/yr", doc="places lost in a year", low=0, high=0.95, source="workshop_annual_exit"
    )
    cost_per_place: float = param(
        unit="yuan/place", doc="public investment per place", low=0, source="park_public_cost"
    )

    def in_force(self, month: int) -> bool:
        """From the start on: what was built goes on standing, and losing places, when the window has closed."""
        return month >= self.start

    def act(self, state: State) -> None:
        """Open the places that stand by now."""
        offer(state.enterprises, self._target(state) * self._standing(state), self.local_hire_share, self.pay_ratio)

    def bill(self, state: State) -> None:
        """Pay the month's investment; count relocated people at work on this measure's places."""
        pools, months = state.enterprises, self._months()
        target = self._target(state)
        mine = target * self._standing(state)
        building = self.start <= state.month < self.start + months
        built = float(target.sum()) / months if building else 0.0
        hired, people = part_of(pools.hired, mine, pools.capacity), part_of(pools.migrants, mine, pools.capacity)
        cost = built * self.cost_per_place
        self.charge(state, cost, hired, people, invested=cost)

    def _months(self) -> float:
        """Months over which places open."""
        return max(self.stop - self.start + 1 - self.delay, 1.0)

    def _target(self, state: State) -> np.ndarray:
        """(pools,) places built by the end of the window, at simulated scale, ignoring losses."""
        share = self.amount(self.places, "increment_park_places")
        return by_labour(state, PoolKind.PARK, share)

    def _standing(self, state: State) -> float:
        """Part of them standing this month: opened evenly after the delay, less yearly losses."""
        return standing(max(state.month - self.start + 1 - self.delay, 0.0), self._months(), self.yearly_exit)
