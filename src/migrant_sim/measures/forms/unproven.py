"""The one form of all instruments for whose effect no evidence exists: places × net yuan, both plainly assumed."""

from abc import ABC
from dataclasses import dataclass
from typing import ClassVar

from ...fields import param
from .support import Support


@dataclass(frozen=True, kw_only=True)
class Unproven(Support, ABC):
    """ASSUMPTION: nothing published says what this instrument does to the income of relocated households.

    All such instruments share their assumed figures, so what they seem to yield says nothing about which one is better.
    They are here to be traced, switched and priced, and for the question how much they would have to bring. Only whom
    an instrument is for, the income line and the season are its own. The cost falls due whether or not it works.
    """

    INCREMENT: ClassVar[str] = "increment_unproven_places"

    places: float | None = param(
        None,
        unit="share of eligible households",
        doc="ASSUMPTION: households reached in the end",
        low=0,
        high=1,
        source="increment_unproven_places",
    )
    net: float = param(
        unit="yuan/household/yr", doc="ASSUMPTION: net income of a place, yuan of 2020", low=0, source="unproven_net"
    )
    cost_per_place: float = param(
        unit="yuan/household/yr", doc="ASSUMPTION: public cost of a place, yuan of 2020", low=0, source="unproven_cost"
    )
