"""Pension transfer with the household register (养老关系转移): the host county's base pension for pensioners.

Policy migrants were registered at the host county when they were resettled; labour migrants and self-movers were not.
The transfer is voluntary: rights to land at the origin are kept (NX-12), but a household has to trust that.
"""

from dataclasses import dataclass
from typing import ClassVar

from ..fields import param
from .forms import MovedRegister


@dataclass(frozen=True, kw_only=True)
class PensionTransfer(MovedRegister):
    """The gap between the base pensions for every member of 60 and older, from the pension funds, for good.

    It moves the register of those who gain more by it than they count as at risk. Households that have no pensioner as
    the programme begins do not join later.
    """

    INCREMENT: ClassVar[str] = "increment_pension_transfer"
    FOR: ClassVar[str] = "hukou_elsewhere_pensioners"
    BASIS: ClassVar[str] = "pensioners"
    LINE: ClassVar[str] = "transfer"
    PAYER: ClassVar[str] = "government"

    places: float | None = param(
        None,
        unit="share of eligible households",
        doc="households with pensioners registered elsewhere that transfer in the end",
        low=0,
        high=1,
        source="increment_pension_transfer",
    )
    gap: float = param(
        unit="yuan/month",
        doc="base pension of the host county over that of the origin, 2020",
        low=0,
        source="pension_gap_host_origin",
    )

    def rate(self) -> float:
        """Yuan of 2020 a year for a pensioner."""
        return 12.0 * self.gap
