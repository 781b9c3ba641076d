"""Labour export (劳务输出): workstations with brokers at settlements, and transport grants for work outside the region.

Every placement is paid, but only those move anybody that meet a vacancy which would otherwise stay open; of the moved
a share fails on arrival like all who leave (`processes/migration.py`). The grant goes to all who qualify, also to those
who would go anyway.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar, Self

import numpy as np

from ..fields import param
from ..kernels.levers import lift_all
from ..state import State, Streams
from .base import Repeating, add, keep
from .billing import Bill


@dataclass(frozen=True, kw_only=True)
class LabourExport(Repeating):
    """Organised offers up to the brokers' capacity, less deadweight; grants for outside work.

    The grant is a rate, not an increment: the multiplier, by which a clause takes its part of the brokers, leaves it as
    it is, and half of the brokers pay no half of a grant. Only a fund that runs short pays less of it.
    """

    STEADY: ClassVar[bool] = True
    PRICES: ClassVar[tuple[str, ...]] = ("broker_fee", "workstation_cost")

    brokers: float | None = param(
        None, unit="brokers/settlement", doc="brokers added per settlement", low=0, high=100, source="increment_brokers"
    )
    broker_capacity: float = param(
        unit="placements/broker/yr", doc="people that a broker places", low=0, source="export_broker_capacity"
    )
    demand_factor: float = param(
        unit="share",
        doc="placements that meet a vacancy which would otherwise stay open",
        low=0,
        high=1,
        source="labour_demand_factor",
    )
    broker_fee: float = param(unit="yuan/placement", doc="fee for an organised placement", low=0, source="broker_fee")
    workstation_cost: float = param(
        unit="yuan/broker/yr", doc="running cost per liaison person", low=0, source="workstation_cost"
    )
    transport_grant: float = param(
        unit="yuan/person/yr",
        doc="grant for work outside the region",
        low=0,
        source="export_transport_subsidy_ningxia_proxy",
    )

    def scaled(self, share: float) -> Self:
        """With a share of the brokers, and of the grant for everybody who qualifies."""
        return replace(super().scaled(share), transport_grant=self.transport_grant * share)

    def act(self, state: State, streams: Streams) -> None:
        """Add offers and the grant, keep the brokers of 2020 as far as `kept` says."""
        settlements = state.settlements
        brokers, _ = self._brokers(state)
        add(settlements.organised_places, brokers, self._offers)
        keep(settlements.brokers_kept, 1.0 - (1.0 - self.kept) * self.demand_factor)
        lift_all.run(settlements.transport_grant, self._grant)

    def costs(self, bill: Bill) -> None:
        """Pay workstations and fees for this measure's placements; count the grants that transfers have paid."""
        settlements = bill.state.settlements
        brokers, in_all = self._brokers(bill.state)
        moved = bill.part(settlements.placed, brokers, self._offers, settlements.organised_capacity)
        placed = bill.ratio(moved, self.demand_factor)
        stations = in_all * self.workstation_cost / 12.0
        bill.charge(placed * self.broker_fee + stations, placed, payee="enterprises")
        granted = bill.counted(settlements.granted)
        bill.charge(granted * self._grant / 12.0, job_months=granted)

    @cached_property
    def _grant(self) -> float:
        """Yuan a year; none at zero intensity."""
        return self.transport_grant if self.amount(self.brokers, "increment_brokers") > 0 else 0.0

    def _brokers(self, state: State) -> tuple[np.ndarray, float]:
        """(settlements,) brokers added, at simulated scale, and all of them."""
        return state.once(
            ("brokers added", self._added), lambda: _summed(state.settlements.count * (self._added * state.scale))
        )

    @cached_property
    def _added(self) -> float:
        """Brokers added per settlement."""
        return self.amount(self.brokers, "increment_brokers")

    @cached_property
    def _offers(self) -> float:
        """Offers a month of a broker that move somebody who would not have moved."""
        return self.broker_capacity / 12.0 * self.demand_factor


def _summed(brokers: np.ndarray) -> tuple[np.ndarray, float]:
    return brokers, float(brokers.sum())
