"""Temporary assistance (临时救助): one payment to more of the households that monitoring has newly found."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..fields import param
from ..state import State, Streams
from .base import Repeating
from .billing import Bill
from .forms.rules import ask


@dataclass(frozen=True, kw_only=True)
class TemporaryAssistance(Repeating):
    """The share aided rises; the sum a case is the statutory one."""

    STEADY: ClassVar[bool] = True

    share: float | None = param(
        None,
        unit="share of households",
        doc="newly monitored households aided in addition",
        low=0,
        high=1,
        source="increment_assistance_share",
    )

    def act(self, state: State, streams: Streams) -> None:
        """Aid more of those found last month."""
        ask(state, "assistance_added", self._share)

    def costs(self, bill: Bill) -> None:
        """List the payments beyond the usual share; people are counted once a case."""
        mine = bill.share("assistance_added", self._share)
        bill.charge(bill.note("assisted_more") * mine, bill.note("assisted_more_people") * mine)

    @cached_property
    def _share(self) -> float:
        """Share of the newly monitored households aided in addition."""
        return self.amount(self.share, "increment_assistance_share")
