"""Job-retention service (稳岗服务): visits and mediation for people at work outside the region, without a bonus.

No evidence says how many it keeps in their jobs; the share of endings avoided may be zero. That those who lose a job
are placed again in their province has no channel of its own: they search like everybody.
"""

from dataclasses import dataclass

from ..fields import param
from ..state import Activity, State, Streams
from .base import Repeating
from .billing import Bill


@dataclass(frozen=True, kw_only=True)
class JobRetentionService(Repeating):
    """Part of the workers outside the region are looked after; the settled ones among them leave less often."""

    coverage: float | None = param(
        None,
        unit="share",
        doc="share of workers outside the region who are looked after",
        low=0,
        high=1,
        source="increment_service_coverage",
    )
    effect: float = param(
        unit="share", doc="endings avoided among those looked after", low=0, high=1, source="retention_service_effect"
    )
    cost: float = param(unit="yuan/person/yr", doc="cost of the service, 2020", low=0, source="retention_service_cost")

    def act(self, state: State, streams: Streams) -> None:
        """Avoid endings of work; the parts of several programmes add up."""
        state.settlements.retention += self.amount(self.coverage, "increment_service_coverage") * self.effect

    def costs(self, bill: Bill) -> None:
        """Pay for everybody who is looked after."""
        working = bill.known(lambda state: float(state.tally.labour[Activity.OUTSIDE]))
        people = working * min(self.amount(self.coverage, "increment_service_coverage"), 1.0)
        bill.charge(people * self.cost * bill.index / 12.0, people / 12.0, payee="enterprises")
