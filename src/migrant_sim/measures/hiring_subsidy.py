"""Hiring subsidy (企业吸纳补助): a grant to local employers for hires of people who are hard to place."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..fields import param
from ..kernels.levers import blend
from ..state import Activity, PoolKind, State, Streams
from .base import PlanTerms, Repeating, add, planned
from .billing import Bill


@dataclass(frozen=True, kw_only=True)
class HiringSubsidy(Repeating):
    """Paid up to a number of hires a year; what it does for those hired is in the labour market."""

    hires: float | None = param(
        None,
        unit="share of labour/yr",
        doc="subsidised hires a year added",
        low=0,
        high=1,
        source="increment_hiring_subsidy",
    )
    grant: float = param(
        unit="yuan/worker", doc="grant to the employer for a hire", low=0, source="subsidy_employer_per_worker"
    )

    def act(self, state: State, streams: Streams) -> None:
        """Offer the grant for this month's hires, as part of the unmatched pay of a year in a local job."""
        pools, economy = state.enterprises, state.economy
        places, pay = self._places(state), 12.0 * float(economy.wage[Activity.LOCAL]) / economy.pay_level
        blend.run(pools.subsidy_share, pools.subsidised_places, places, 1.0, self.grant / pay)
        add(pools.subsidised_places, places, 1.0)

    def costs(self, bill: Bill) -> None:
        """Pay for this measure's part of the subsidised hires."""
        pools = bill.state.enterprises
        hired = bill.part(pools.subsidised_hired, self._places(bill.state), 1.0, pools.subsidised_places)
        bill.charge(hired * self.grant, hired, payee="enterprises")

    def _places(self, state: State) -> np.ndarray:
        """(pools,) subsidised hires a month, at simulated scale; local employers alone."""
        return planned(state, self._terms).places

    @cached_property
    def _terms(self) -> PlanTerms:
        """The same as a share of the labour force."""
        return "places", PoolKind.LOCAL, self.amount(self.hires, "increment_hiring_subsidy") / 12.0
