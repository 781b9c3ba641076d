"""Consumption assistance (消费帮扶): an assumed gain from preferential purchase while it is organised."""

from dataclasses import dataclass
from typing import ClassVar

from .forms import Unproven


@dataclass(frozen=True, kw_only=True)
class ConsumptionAssistance(Unproven):
    """For households that farm their own land; on the operating line, paid by buyers elsewhere.

    Unproven because sales are published and what they add to income is not. The texts' own caveat is kept: demand is
    artificial, so the assumed net sum is gone in the month after the window closes and leaves nothing behind. It does
    not fade within the window or after it: no text names a term and nothing measures one, so a fade-out would be a
    second assumption on an assumed sum.
    """

    FOR: ClassVar[str] = "farming"
    LINE: ClassVar[str] = "operating"
    PAYER: ClassVar[str] = "outside"
