"""Clean energy (清洁能源): an assumed rent or dividend from a plant; the text gives only the name."""

from dataclasses import dataclass
from typing import ClassVar

from .forms import Unproven


@dataclass(frozen=True, kw_only=True)
class CleanEnergy(Unproven):
    """For every household with members; on the property line, paid by enterprises.

    Unproven because the text names no plant, owner or share; what is published on solar plants of counties is no
    measure of a household's part. That income arrives as rent or dividend is itself a guess, like the net sum.
    """

    FOR: ClassVar[str] = "all"
    LINE: ClassVar[str] = "property"
    PAYER: ClassVar[str] = "enterprises"
