"""Minimum living allowance (低保): fewer of those who qualify are kept out, and the banded benefit is topped up.

Entry, bands, reviews, the income at which a household loses all of it, and what work costs it in benefits stay those of
the statutory rule: a higher benefit therefore also raises what a job puts at stake.
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
class MinimumAllowance(Repeating):
    """Less exclusion at the half-yearly reviews, and a higher mean benefit; who is let in stays by the usual rules."""

    STEADY: ClassVar[bool] = True

    exclusion_cut: float | None = param(
        None,
        unit="share",
        doc="taken off the share of households with members able to work that reviews never let in",
        low=0,
        high=1,
        source="increment_exclusion_cut",
    )
    added: float | None = param(
        None,
        unit="share of the line",
        doc="added to the mean benefit over the line, by band",
        low=0,
        high=1,
        source="increment_allowance_added",
    )

    def act(self, state: State, streams: Streams) -> None:
        """Let more in at the next review and raise the benefit of this month."""
        ask(state, "exclusion_cut", self._cut)
        ask(state, "allowance_added", self._added)

    def costs(self, bill: Bill) -> None:
        """List top-ups and the benefit of those let in; a top-up reaches as many as mean benefits are in it."""
        let_in = bill.share("exclusion_cut", self._cut)
        top_up = bill.note("topped_up") * bill.share("allowance_added", self._added)
        people = bill.note("let_in_people") * let_in + bill.ratio(top_up, bill.note("allowance_mean"))
        bill.charge(bill.note("let_in") * let_in + top_up, people / 12.0)

    @cached_property
    def _cut(self) -> float:
        """Points off the exclusion."""
        return self.amount(self.exclusion_cut, "increment_exclusion_cut")

    @cached_property
    def _added(self) -> float:
        """Points on the mean benefit over the line."""
        return self.amount(self.added, "increment_allowance_added")
