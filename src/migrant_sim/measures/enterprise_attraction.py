"""Attraction of lead enterprises (引进龙头企业): firms that are paid to settle near relocated people.

Some would have come anyway: they are paid and add nothing.
"""

from dataclasses import dataclass
from typing import ClassVar

from ..fields import like
from .forms import Places


@dataclass(frozen=True, kw_only=True)
class EnterpriseAttraction(Places):
    """Places of attracted firms, in the pools of parks and at their pay."""

    INCREMENT: ClassVar[str] = "increment_attracted_places"

    places: float | None = like(Places, "places", "increment_attracted_places")
    delay: float = like(Places, "delay", "attraction_delay")
    local_hire_share: float = like(Places, "local_hire_share", "park_local_hire_share")
    pay_ratio: float = like(Places, "pay_ratio", "park_pay_ratio")
    yearly_exit: float = like(Places, "yearly_exit", "entrepreneur_firm_death_annual")
    additional: float = like(Places, "additional", "attraction_additional")
    cost_per_place: float = like(Places, "cost_per_place", "attraction_public_cost")
