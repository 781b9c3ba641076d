"""Interest subsidy (贷款贴息): the government pays the interest of borrowers who were not registered as poor, too.

It goes to those who borrow anyway; nobody borrows because of it. Loans on herds and start-up loans are not part of it.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..fields import param
from ..state import State, Streams
from .base import Repeating
from .billing import Bill
from .forms.rules import ask


@dataclass(frozen=True, kw_only=True)
class InterestSubsidy(Repeating):
    """A lasting draw says which borrowers are in it."""

    STEADY: ClassVar[bool] = True

    share: float | None = param(
        None,
        unit="share of borrowers",
        doc="borrowers not registered as poor whose interest is paid",
        low=0,
        high=1,
        source="increment_interest_share",
    )

    def act(self, state: State, streams: Streams) -> None:
        """Spare them this month's interest."""
        ask(state, "interest_share", self._share)

    def costs(self, bill: Bill) -> None:
        """List the interest paid in their place."""
        mine = bill.share("interest_share", self._share)
        bill.charge(bill.note("interest_spared") * mine, bill.note("interest_spared_people") * mine / 12.0)

    @cached_property
    def _share(self) -> float:
        """Share of the other borrowers."""
        return self.amount(self.share, "increment_interest_share")
