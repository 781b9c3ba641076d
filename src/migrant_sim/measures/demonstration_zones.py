"""Demonstration districts, towns and villages (示范区镇村创建): an assumed gain where extra support goes."""

from dataclasses import dataclass
from typing import ClassVar

from .forms import Unproven


@dataclass(frozen=True, kw_only=True)
class DemonstrationZones(Unproven):
    """For households of key villages; on the operating line, paid by buyers elsewhere.

    Unproven because the standard is undefined in the texts and the best villages are picked. Projects that a zone
    contains are instruments of their own; this is only what the title itself might add, and an assumption.
    """

    FOR: ClassVar[str] = "key_villages"
    LINE: ClassVar[str] = "operating"
    PAYER: ClassVar[str] = "outside"
