"""Community enterprises (社区企业): building, cleaning, domestic and property companies around settlements.

Their places are those of workshops: near home, low paid, for carers, the hard to place and older women first. They
live on contracts of local government, so they are lost at the rate of workshops.
"""

from dataclasses import dataclass
from typing import ClassVar

from ..fields import like
from ..state import PoolKind
from .forms import Places


@dataclass(frozen=True, kw_only=True)
class CommunityEnterprises(Places):
    """Companies set up with public money to hire residents of the settlement."""

    KIND: ClassVar[PoolKind] = PoolKind.WORKSHOP
    INCREMENT: ClassVar[str] = "increment_community_places"

    places: float | None = like(Places, "places", "increment_community_places")
    delay: float = like(Places, "delay", "community_delay")
    local_hire_share: float = like(Places, "local_hire_share", "community_hire_share")
    pay_ratio: float = like(Places, "pay_ratio", "community_pay_ratio")
    yearly_exit: float = like(Places, "yearly_exit", "workshop_annual_exit")
    cost_per_place: float = like(Places, "cost_per_place", "community_public_cost")
