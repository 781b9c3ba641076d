"""Start-ups (创业扶持): guaranteed loan, start-up support and self-employment grant in one.

People who look for work or work by the day start a business of their own. It earns and ends like every own business.
Some would have started anyway: they get the same and nothing changes by it, so only the others take up places. A
borrower's debt service is not taken off his income, and guarantees that are called are not part of the cost.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..fields import param
from ..state import State, Streams
from .base import Repeating, add
from .billing import Bill


@dataclass(frozen=True, kw_only=True)
class StartUps(Repeating):
    """Helped starts of own business, with a grant each and the interest of those who borrow."""

    STEADY: ClassVar[bool] = True
    PRICES: ClassVar[tuple[str, ...]] = ("grant", "loan_share", "loan", "interest", "loan_years")

    starts: float | None = param(
        None, unit="share of labour/yr", doc="starts helped in a year", low=0, high=1, source="increment_start_ups"
    )
    additional: float = param(
        unit="share",
        doc="helped starts that would not have happened anyway",
        low=0.01,
        high=1,
        source="start_up_additional",
    )
    grant: float = param(unit="yuan/start", doc="grant for a start, 2020", low=0, source="start_up_grant")
    loan_share: float = param(
        unit="share", doc="helped starts with a guaranteed loan", low=0, high=1, source="start_up_loan_share"
    )
    loan: float = param(unit="yuan", doc="guaranteed loan of a borrower", low=0, source="loan_guaranteed_mean_poor")
    interest: float = param(
        unit="1/yr", doc="interest that the public bears", low=0, high=0.2, source="loan_interest_subsidy_cost"
    )
    loan_years: float = param(
        unit="years", doc="years of interest borne, set aside at the start", low=0, high=5, source="start_up_loan_years"
    )

    def act(self, state: State, streams: Streams) -> None:
        """Add places for those who would not have started anyway."""
        add(state.settlements.start_places, state.settlements.labour_2020, self._monthly)

    def costs(self, bill: Bill) -> None:
        """Pay grant and interest for this measure's starts, those that would have happened anyway included."""
        settlements = bill.state.settlements
        mine = bill.part(settlements.started, settlements.labour_2020, self._monthly, settlements.start_places)
        started = mine / self.additional
        # The grant is capital of the household, not its income.
        bill.charge(started * self.grant * bill.index, started, payee="banks")
        interest = self.loan_share * self.loan * bill.index * self.interest * self.loan_years
        bill.charge(started * interest, payee="banks")

    @cached_property
    def _monthly(self) -> float:
        """Additional starts a month per head of the labour force."""
        return self.amount(self.starts, "increment_start_ups") * self.additional / 12.0
