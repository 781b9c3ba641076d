"""Processing of farm products (农产品加工): places in plants near the settlements.

Only the jobs have a channel: what processing does for the prices that farmers get, or for visitors, is left out, and
places are open the whole year.
"""

from dataclasses import dataclass
from typing import ClassVar

from ..fields import like
from .forms import Places


@dataclass(frozen=True, kw_only=True)
class FoodProcessing(Places):
    """Places of processing plants, in the pools of parks."""

    INCREMENT: ClassVar[str] = "increment_processing_places"

    places: float | None = like(Places, "places", "increment_processing_places")
    delay: float = like(Places, "delay", "processing_delay")
    local_hire_share: float = like(Places, "local_hire_share", "park_local_hire_share")
    pay_ratio: float = like(Places, "pay_ratio", "processing_pay_ratio")
    yearly_exit: float = like(Places, "yearly_exit", "entrepreneur_firm_death_annual")
    cost_per_place: float = like(Places, "cost_per_place", "processing_public_cost")
