"""Courtyard economy (庭院经济): an assumed small income from the yard; nothing is proven."""

from dataclasses import dataclass
from typing import ClassVar

from .forms import Unproven


@dataclass(frozen=True, kw_only=True)
class CourtyardEconomy(Unproven):
    """For every household with members, whatever its land; on the operating line, paid by buyers elsewhere.

    Unproven because yards, adoption and net yields are published nowhere. It conflicts with moving animals out of
    yards, which the same clause orders: the assumed net sum is what is left of vegetables and crafts, without animals.
    """

    FOR: ClassVar[str] = "all"
    LINE: ClassVar[str] = "operating"
    PAYER: ClassVar[str] = "outside"
