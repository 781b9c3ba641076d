"""Microcredit and whole-village credit lines (小额信贷、整村授信): more households take a first loan.

Loans follow the rules of all small production loans: who earns from one, who pays the interest, renewal and default.
The public pays the interest of registered-poor borrowers and part of what is lost.
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
class Microcredit(Repeating):
    """First loans added to those that keep the number of 2020."""

    STEADY: ClassVar[bool] = True

    entries: float | None = param(
        None,
        unit="share of households/yr",
        doc="households with labour and without a loan that take one a year in addition",
        low=0,
        high=1,
        source="increment_credit_entries",
    )
    lost_share: float = param(
        unit="share", doc="lost loans that the risk fund pays", low=0, high=1, source="credit_risk_share"
    )

    def act(self, state: State, streams: Streams) -> None:
        """Lend to more households."""
        ask(state, "credit_added", self._entries)

    def costs(self, bill: Bill) -> None:
        """List the interest of the poor on added loans, paid already; pay the risk fund's part of those lost."""
        mine = bill.share("credit_added", self._entries)
        bill.charge(bill.note("credit_added_interest") * mine, bill.note("credit_added_people") * mine / 12.0)
        bill.charge(bill.note("credit_added_lost") * mine * self.lost_share, payee="banks")

    @cached_property
    def _entries(self) -> float:
        """A year's chance of a first loan, added."""
        return self.amount(self.entries, "increment_credit_entries")
