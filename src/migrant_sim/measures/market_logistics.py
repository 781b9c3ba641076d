"""Markets, outlets, cold chain and express (农贸市场与物流): an assumed gain of farms that sell; nothing is proven."""

from dataclasses import dataclass
from typing import ClassVar

from .forms import Unproven


@dataclass(frozen=True, kw_only=True)
class MarketLogistics(Unproven):
    """For households that farm their own land; on the operating line, paid by buyers elsewhere.

    Unproven because no source tells lower selling costs and losses of settlers from traders' gains, with whom the
    benefit is shared: the net sum is an assumption. Jobs in markets are not counted here.
    """

    FOR: ClassVar[str] = "farming"
    LINE: ClassVar[str] = "operating"
    PAYER: ClassVar[str] = "outside"
