"""Links of farms to firms and cooperatives (利益联结): contracts and services that pay a little and can fail."""

from dataclasses import dataclass
from typing import ClassVar

from ..fields import param
from .forms import Support


@dataclass(frozen=True, kw_only=True)
class BenefitLinks(Support):
    """For households with labour that farm their own land; on the operating line, paid by the firm or cooperative.

    The gain is net of side-sales given up and assumed: what studies find on contracts and cooperatives bounds the row
    and feeds nothing. In a year of default, drawn for a settlement, there is a loss instead. Rent, jobs and dividends
    that a link may bring as well are instruments of their own.
    """

    INCREMENT: ClassVar[str] = "increment_benefit_links"
    FOR: ClassVar[str] = "farming_labour"
    LINE: ClassVar[str] = "operating"
    PAYER: ClassVar[str] = "enterprises"

    places: float | None = param(
        None,
        unit="share of eligible households",
        doc="households linked in addition in the end",
        low=0,
        high=1,
        source="increment_benefit_links",
    )
    net: float = param(
        unit="yuan/household/yr", doc="net gain in a year without default, yuan of 2020", source="benefit_link_net"
    )
    cost_per_place: float = param(
        unit="yuan/household/yr", doc="public cost of a link, yuan of 2020", low=0, source="benefit_link_cost"
    )
    failure: float = param(
        unit="1/yr", doc="chance that a settlement's links fail", low=0, high=0.95, source="benefit_link_default"
    )
    if_failed: float = param(
        unit="ratio", doc="net of such a year over that of others", low=-10, high=1, source="benefit_link_loss"
    )
