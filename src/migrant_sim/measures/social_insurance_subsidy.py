"""Social-insurance subsidy (社保补贴): part of the contribution of flexible workers who are hard to place is refunded.

Contributions are taken off disposable income, so a household that would have paid anyway gains the whole refund, and
one that joins because of it loses what is left to pay. With the share a who pay anyway and the refunded part r of a
contribution, a subsidy S is worth S (1 - (1 - a) / r) on average. The pension earned comes after the horizon.
"""

from dataclasses import dataclass
from typing import ClassVar

from ..fields import like, param
from .forms import Support


@dataclass(frozen=True, kw_only=True)
class SocialInsuranceSubsidy(Support):
    """One insured a household, of those with a member hard to place in casual work or own business at the start."""

    INCREMENT: ClassVar[str] = "increment_insured_households"
    FOR: ClassVar[str] = "flexible"
    LINE: ClassVar[str] = "transfer"
    PAYER: ClassVar[str] = "government"
    NET: ClassVar[bool] = True

    places: float | None = like(Support, "places", "increment_insured_households")
    subsidy: float = param(
        unit="yuan/person/yr",
        doc="subsidy of an insured, 2020",
        low=0,
        source="subsidy_flexible_insurance_per_person",
    )
    paid_anyway: float = param(
        unit="share",
        doc="insured who would have paid without it",
        low=0,
        high=1,
        source="insurance_paid_anyway",
    )
    refunded: float = param(
        unit="share", doc="subsidy over contribution", low=0.05, high=1, source="insurance_refunded_share"
    )

    def rate(self) -> float:
        """Net gain of a place a year, yuan of 2020; `net` comes on top."""
        return self.subsidy * (1.0 - (1.0 - self.paid_anyway) / self.refunded) + self.net

    def yearly_cost(self) -> float:
        """The whole subsidy; contributions of those who joined flow back to public insurance."""
        return self.subsidy + self.cost_per_place
