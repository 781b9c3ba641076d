"""Branding and certification (绿色认证与品牌): an assumed premium for farms that may use a label; nothing is proven."""

from dataclasses import dataclass
from typing import ClassVar

from .forms import Unproven


@dataclass(frozen=True, kw_only=True)
class Branding(Unproven):
    """For households that farm their own land; on the operating line, paid by buyers elsewhere.

    Unproven because premiums are published for firms and regions, not for settlers, a shared brand invites free riders,
    and what certification costs a farm is unknown: the net sum is an assumption.
    """

    FOR: ClassVar[str] = "farming"
    LINE: ClassVar[str] = "operating"
    PAYER: ClassVar[str] = "outside"
