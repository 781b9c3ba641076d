"""Interest subsidy (贷款贴息): the government pays the interest of borrowers who were not registered as poor, too.

It goes to those who borrow anyway; nobody borrows because of it. Loans on herds and start-up loans are not part of it.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..fields import param
from ..state import State, Streams
from .base import Measure
from .forms.rules import ask, part


@dataclass(frozen=True, kw_only=True)
class InterestSubsidy(Measure):
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

    def bill(self, state: State) -> None:
        """List the interest paid in their place."""
        notes, mine = state.notes, part(state, "interest_share", self._share)
        self.charge(
            state, notes["interest_spared"] * mine, notes["interest_spared_people"] * mine / 12.0, 0.0, payee=""
        )

    @cached_property
    def _share(self) -> float:
        """Share of the other borrowers."""
        return self.amount(self.share, "increment_interest_share")
