"""Points shops (积分超市): goods for good conduct, tiny and in kind; what they are worth is assumed."""

from dataclasses import dataclass
from typing import ClassVar

from ..fields import param
from .forms import Unproven


@dataclass(frozen=True, kw_only=True)
class PointsShops(Unproven):
    """For households of key villages; on the transfer line, paid by the government, whose goods are part of the cost.

    Unproven because no value of the goods is published and nobody has measured conduct: there is no other effect.
    """

    FOR: ClassVar[str] = "key_villages"
    LINE: ClassVar[str] = "transfer"
    PAYER: ClassVar[str] = "government"

    net: float = param(
        unit="yuan/household/yr", doc="ASSUMPTION: goods earned, yuan of 2020", low=0, source="points_value"
    )
