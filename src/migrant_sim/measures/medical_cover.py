"""Medical cover in three layers (三重医疗保障): basic and critical-illness insurance and medical aid.

What existed in 2020 is in the share reimbursed; the layers add to it for those newly reached. The model knows no
insurance status, so the addition is spread over all: share reached × what the layers pay. Reimbursements count as
transfer income.
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
class MedicalCover(Repeating):
    """Basic and critical-illness insurance for all, aid for the poor and those with the allowance; the state pays."""

    STEADY: ClassVar[bool] = True

    reach: float | None = param(
        None,
        unit="share of persons",
        doc="persons whom the three layers newly reach",
        low=0,
        high=1,
        source="increment_cover_reach",
    )
    basic: float = param(
        unit="share of the bill", doc="what basic insurance adds", low=0, high=1, source="cover_layer_basic"
    )
    critical: float = param(
        unit="share of the bill",
        doc="what critical-illness insurance adds",
        low=0,
        high=1,
        source="cover_layer_critical",
    )
    aid: float = param(
        unit="share of the bill",
        doc="what medical aid adds for the poor and those with the allowance",
        low=0,
        high=1,
        source="cover_layer_aid",
    )

    def act(self, state: State, streams: Streams) -> None:
        """Raise the share that is reimbursed; no bill is covered beyond the most that exists."""
        reach = self._reach
        ask(state, "cover_reach", reach)
        ask(state, "cover_added", reach * (self.basic + self.critical))
        ask(state, "cover_aid_added", reach * self.aid)

    def costs(self, bill: Bill) -> None:
        """List what was reimbursed in addition; people are members of households with a bill, as far as reached."""
        reach = self._reach
        mine = bill.share("cover_added", reach * (self.basic + self.critical))
        aid = bill.share("cover_aid_added", reach * self.aid)
        yuan = bill.note("cover_added") * mine + bill.note("cover_aid_added") * aid
        whole = bill.least(bill.lever("cover_reach"), 1.0) * bill.share("cover_reach", reach)
        bill.charge(yuan, bill.note("covered_people") * whole / 12.0)

    @cached_property
    def _reach(self) -> float:
        """Share of all persons that the measure newly reaches."""
        return self.amount(self.reach, "increment_cover_reach")
