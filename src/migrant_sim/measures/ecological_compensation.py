"""Forest compensation (生态补偿) kept by those who moved away, for forest land at the place of origin."""

from dataclasses import dataclass
from typing import ClassVar

from ..fields import param
from .forms import Support


@dataclass(frozen=True, kw_only=True)
class EcologicalCompensation(Support):
    """For households with land at the origin, by the mu they kept; a regular transfer of the government.

    No column tells forest from other land, so the yuan a mu, an assumption, are a mean over all land kept. Land rented
    out or converted is paid for by the stock of 2020 (process `property`); this adds households that were not paid.
    """

    INCREMENT: ClassVar[str] = "increment_ecological_compensation"
    FOR: ClassVar[str] = "origin_land"
    BASIS: ClassVar[str] = "origin_land"
    LINE: ClassVar[str] = "transfer"
    PAYER: ClassVar[str] = "government"

    places: float | None = param(
        None,
        unit="share of eligible households",
        doc="households paid in addition in the end",
        low=0,
        high=1,
        source="increment_ecological_compensation",
    )
    net: float = param(
        unit="yuan/mu/yr", doc="compensation of a mu kept, yuan of 2020", low=0, source="ecological_compensation_per_mu"
    )
