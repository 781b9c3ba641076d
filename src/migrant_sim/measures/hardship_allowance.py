"""Six-month hardship allowance (六个月低保): on application, for households that monitoring misses.

The form is the statutory one: a top-up of trailing income to the line of the allowance for six months, once a fall, and
nothing after; whoever holds the allowance gets none. Who applies, applies for good.
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
class HardshipAllowance(Repeating):
    """More of the households that qualify and that monitoring never finds are reached."""

    STEADY: ClassVar[bool] = True

    reach: float | None = param(
        None,
        unit="share of households",
        doc="households below the line, never found by monitoring, that get the allowance",
        low=0,
        high=1,
        source="increment_hardship_reach",
    )

    def act(self, state: State, streams: Streams) -> None:
        """Let them apply this month; the allowance starts in the next."""
        ask(state, "hardship_reach", self._reach)

    def costs(self, bill: Bill) -> None:
        """List what those who applied were paid."""
        mine = bill.share("hardship_reach", self._reach)
        bill.charge(bill.note("hardship_applied") * mine, bill.note("hardship_applied_people") * mine / 12.0)

    @cached_property
    def _reach(self) -> float:
        """Share of the households missed by monitoring that apply."""
        return self.amount(self.reach, "increment_hardship_reach")
