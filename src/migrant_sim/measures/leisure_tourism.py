"""Leisure farming and tourism (休闲农业与旅游): an assumed seasonal income from visitors; nothing is proven."""

from dataclasses import dataclass
from typing import ClassVar

from .forms import Unproven


@dataclass(frozen=True, kw_only=True)
class LeisureTourism(Unproven):
    """For households with labour; on the operating line, paid by visitors from elsewhere, from May to October.

    Unproven because visitors and what they leave are counted by county and not by household, the season is short, and
    new hosts may draw guests from old ones: the year's net sum, earned in six months, is an assumption.
    """

    FOR: ClassVar[str] = "labour"
    LINE: ClassVar[str] = "operating"
    PAYER: ClassVar[str] = "outside"
    SEASON: ClassVar[tuple[int, int]] = (5, 10)
