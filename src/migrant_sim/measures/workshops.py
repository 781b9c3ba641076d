"""Workshops (帮扶车间): places in the settlements, soon open and often lost, low paid, for relocated people first."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..fields import param
from ..state import PoolKind, State, Streams
from .base import PlanTerms, Repeating, offer, planned, standing
from .billing import Bill


@dataclass(frozen=True, kw_only=True)
class Workshops(Repeating):
    """New workshops open evenly over the window; those of 2020 are part of the local pools."""

    PRICES: ClassVar[tuple[str, ...]] = ("site_grant", "places_per_site")
    LASTING: ClassVar[bool] = True

    places: float | None = param(
        None,
        unit="share of labour",
        doc="places opened by the end of the window",
        low=0,
        high=2,
        source="increment_workshop_places",
    )
    delay: float = param(unit="months", doc="from decision to first places", low=0, high=120, source="workshop_delay")
    reserved_share: float = param(
        unit="share", doc="vacancies that go to relocated people", low=0, high=1, source="workshop_reserved_share"
    )
    pay_ratio: float = param(
        unit="ratio", doc="workshop pay over local pay", low=0.1, high=5, source="workshop_pay_ratio"
    )
    yearly_exit: float = param(
        unit="1/yr", doc="places lost in a year", low=0, high=0.95, source="workshop_annual_exit"
    )
    places_per_site: float = param(
        unit="places/workshop", doc="places of a workshop", low=1, high=1000, source="workshop_absorb_per_site_yinchuan"
    )
    site_grant: float = param(
        unit="yuan/workshop", doc="grant for a new workshop", low=0, source="workshop_subsidy_one_off_site"
    )
    worker_grant: float = param(
        unit="yuan/worker/yr",
        doc="grant for a relocated worker, paid here month by month",
        low=0,
        source="workshop_subsidy_per_worker_12m",
    )

    def in_force(self, month: int) -> bool:
        """From the start on: workshops go on standing, and closing, when the window has closed."""
        return month >= self.start

    def act(self, state: State, streams: Streams) -> None:
        """Open the places that stand by now."""
        places = planned(state, self._terms).places
        offer(state, places, self._standing(state.month), self.reserved_share, self.pay_ratio)

    def costs(self, bill: Bill) -> None:
        """Pay for the workshops that open and, within the window, for the relocated people at work in them."""
        places, in_all = planned(bill.state, self._terms)
        hired, people = bill.work_at(places, bill.by_month(self._standing))
        opened = in_all / self._months / self.places_per_site * self.site_grant
        first = self.start + int(self.delay)
        built = bill.between(first, max(self.stop, first), opened)
        paid = people * bill.path(self.stop, (1.0, 0.0))
        bill.charge(built + paid * self.worker_grant / 12.0, hired, people, "enterprises", invested=built)

    @cached_property
    def _months(self) -> float:
        """Months over which places open."""
        return max(self.stop - self.start + 1 - self.delay, 1.0)

    def _since(self, month: int) -> float:
        """Months since the first places opened, this one included."""
        return max(month - self.start + 1 - self.delay, 0.0)

    @cached_property
    def _terms(self) -> PlanTerms:
        """Places opened by the end of the window, ignoring losses."""
        return "places", PoolKind.WORKSHOP, self.amount(self.places, "increment_workshop_places")

    def _standing(self, month: int) -> float:
        """Part of them standing this month."""
        return standing(self._since(month), self._months, self.yearly_exit)
