"""E-commerce (电商): an assumed gain of farms that sell online; nothing is proven for settlers."""

from dataclasses import dataclass
from typing import ClassVar

from .forms import Unproven


@dataclass(frozen=True, kw_only=True)
class Ecommerce(Unproven):
    """For households that farm their own land; on the operating line, paid by buyers elsewhere.

    Unproven because studies of villages find little on average and much for a few with skill and goods to sell, and
    none looks at settlements; those studies feed no field, so the net sum is an assumption.
    """

    FOR: ClassVar[str] = "farming"
    LINE: ClassVar[str] = "operating"
    PAYER: ClassVar[str] = "outside"
