"""Subsidy for cultivated land at the place of origin (耕地地力保护补贴), paid on to those who kept land there."""

from dataclasses import dataclass
from typing import ClassVar

from ..fields import param
from .forms import MovedRegister


@dataclass(frozen=True, kw_only=True)
class OriginLandSubsidy(MovedRegister):
    """For households with land at the origin, by the mu they kept; a regular transfer of the government.

    The stock of 2020 pays rent or conversion subsidies for that land (process `property`); this subsidy comes on top,
    for land still under the plough. The text pays it once the register has been moved (NX-12), so those registered
    elsewhere decide. The yuan a mu are an assumption.
    """

    INCREMENT: ClassVar[str] = "increment_origin_land_subsidy"
    FOR: ClassVar[str] = "origin_land"
    BASIS: ClassVar[str] = "origin_land"
    LINE: ClassVar[str] = "transfer"
    PAYER: ClassVar[str] = "government"

    places: float | None = param(
        None,
        unit="share of eligible households",
        doc="households paid again in the end",
        low=0,
        high=1,
        source="increment_origin_land_subsidy",
    )
    net: float = param(
        unit="yuan/mu/yr", doc="subsidy of a mu, yuan of 2020", low=0, source="origin_land_subsidy_per_mu"
    )

    def pays_until(self) -> int:
        """The end of the window; the register stays moved."""
        return self.stop
