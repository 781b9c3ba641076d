"""East-west cooperation (东西部协作): organised offers through the quota of a partner province.

The partner is Fujian for Ningxia and Shanghai for Yunnan. Offers are those of brokers: outside the region for whom it
pays and who is willing, elsewhere in it otherwise. Every placement is paid, but only those move anybody that meet a
vacancy which would otherwise stay open. Firms and money that partners bring are not part of it.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..fields import param
from ..state import State, Streams
from .base import Repeating, add
from .billing import Bill


@dataclass(frozen=True, kw_only=True)
class EastWestCooperation(Repeating):
    """Offers up to the quota, less deadweight."""

    STEADY: ClassVar[bool] = True
    PRICES: ClassVar[tuple[str, ...]] = ("cost_per_placement",)

    quota: float | None = param(
        None,
        unit="share of labour/yr",
        doc="placements a year that the partner offers in addition",
        low=0,
        high=1,
        source="increment_cooperation_quota",
    )
    demand_factor: float = param(
        unit="share",
        doc="placements that meet a vacancy which would otherwise stay open",
        low=0.01,
        high=1,
        source="labour_demand_factor",
    )
    cost_per_placement: float = param(
        unit="yuan/placement", doc="travel, reception and fees, 2020", low=0, source="cooperation_cost"
    )

    def act(self, state: State, streams: Streams) -> None:
        """Add this month's offers."""
        add(state.settlements.organised_places, state.settlements.labour_2020, self._monthly)

    def costs(self, bill: Bill) -> None:
        """Pay for this measure's placements."""
        settlements = bill.state.settlements
        moved = bill.part(settlements.placed, settlements.labour_2020, self._monthly, settlements.organised_capacity)
        placed = moved / self.demand_factor
        bill.charge(placed * self.cost_per_placement * bill.index, placed, payee="enterprises")

    @cached_property
    def _monthly(self) -> float:
        """Offers a month that move somebody who would not have moved, per head of the labour force."""
        return self.amount(self.quota, "increment_cooperation_quota") * self.demand_factor / 12.0
