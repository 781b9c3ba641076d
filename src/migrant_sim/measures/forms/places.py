"""Places that are built with delay and lost at a yearly rate, open to the labour market like all others."""

from abc import ABC
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import ClassVar

from ...fields import param
from ...state import PoolKind, State, Streams
from ..base import PlanTerms, Repeating, offer, planned, standing
from ..billing import Bill


@dataclass(frozen=True, kw_only=True)
class Places(Repeating, ABC):
    """Investment is spread evenly from the start; the last places open when the window ends, and go on standing.

    Instruments say which parameter rows feed the fields, which kind of pool the places belong to, and `INCREMENT`, the
    row that gives the places where the user does not.
    """

    KIND: ClassVar[PoolKind] = PoolKind.PARK
    INCREMENT: ClassVar[str] = ""
    LASTING: ClassVar[bool] = True

    places: float | None = param(
        None, unit="share of labour", doc="places built by the end of the window", low=0, high=2, source="setting"
    )
    delay: float = param(0.0, unit="months", doc="from investment to first places", low=0, high=120, source="setting")
    local_hire_share: float = param(
        1.0, unit="share", doc="vacancies that go to relocated people", low=0, high=1, source="setting"
    )
    pay_ratio: float = param(1.0, unit="ratio", doc="pay over local pay", low=0.1, high=5, source="setting")
    yearly_exit: float = param(0.0, unit="1/yr", doc="places lost in a year", low=0, high=0.95, source="setting")
    additional: float = param(
        1.0,
        unit="share",
        doc="places paid for that would not have come, or gone to relocated people, anyway",
        low=0.01,
        high=1,
        source="setting",
    )
    cost_per_place: float = param(0.0, unit="yuan/place", doc="public investment per place", low=0, source="setting")

    def in_force(self, month: int) -> bool:
        """From the start on: what was built goes on standing, and losing places, when the window has closed."""
        return month >= self.start

    def act(self, state: State, streams: Streams) -> None:
        """Open the places that stand by now."""
        places = planned(state, self._terms).places
        offer(state, places, self._standing(state.month), self.local_hire_share, self.pay_ratio)

    def costs(self, bill: Bill) -> None:
        """Pay the month's investment; count relocated people at work on this measure's places."""
        places, in_all = planned(bill.state, self._terms)
        hired, people = bill.work_at(places, bill.by_month(self._standing))
        monthly = in_all / self.additional / self._months * self.cost_per_place
        cost = bill.between(self.start, ceil(self.start + self._months) - 1, monthly)
        bill.charge(cost, hired, people, "enterprises", invested=cost)

    @cached_property
    def _months(self) -> float:
        """Months over which places open."""
        return max(self.stop - self.start + 1 - self.delay, 1.0)

    @cached_property
    def _terms(self) -> PlanTerms:
        """Additional places built by the end of the window, ignoring losses."""
        return "places", self.KIND, self.amount(self.places, self.INCREMENT) * self.additional

    def _standing(self, month: int) -> float:
        """Part of them standing this month: opened evenly after the delay, less yearly losses."""
        return standing(max(month - self.start + 1 - self.delay, 0.0), self._months, self.yearly_exit)
