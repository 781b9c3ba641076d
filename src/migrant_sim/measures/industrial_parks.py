"""Industrial parks (产业园区): places built with delay and lost at a yearly rate; locals get a share of them."""

from dataclasses import dataclass
from typing import ClassVar

from ..fields import like
from .forms import Places


@dataclass(frozen=True, kw_only=True)
class IndustrialParks(Places):
    """Parks near settlements, at better pay than other local jobs."""

    INCREMENT: ClassVar[str] = "increment_park_places"

    places: float | None = like(Places, "places", "increment_park_places")
    delay: float = like(Places, "delay", "park_delay")
    local_hire_share: float = like(Places, "local_hire_share", "park_local_hire_share")
    pay_ratio: float = like(Places, "pay_ratio", "park_pay_ratio")
    yearly_exit: float = like(Places, "yearly_exit", "workshop_annual_exit")
    cost_per_place: float = like(Places, "cost_per_place", "park_public_cost")
