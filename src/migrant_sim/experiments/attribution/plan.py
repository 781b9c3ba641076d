"""How the credit is shared out: the settings of the section `attribute`, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import bad_value
from ...reading import one_of, read
from ..mixes.players import BY

MOST_EXACT = 8  # players up to which every coalition is run
MOST_PERMUTATIONS = 4096
LEAST_DRAWS = 4  # an interval over fewer says nothing


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Who the players are, and how many permutations are sampled beyond eight of them.

    `players` are those of their own, the others being one together; with none named the `strongest` are chosen, and
    with neither each is a player of its own.
    """

    by: str = "instrument"
    players: tuple[str, ...] = ()
    strongest: int | None = MOST_EXACT - 1
    permutations: int = 8

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Plan:
        """The plan of a composition; ConfigurationError, naming the field, for a value that is not allowed."""
        plan = read(cls, given, "attribute")
        one_of(plan.by, "attribute.by", BY)
        if plan.strongest is not None and plan.strongest < 1:
            raise bad_value("attribute.strongest", plan.strongest, "a whole number from 1, or null", "不小于1，或 null")
        if plan.permutations % 2 or not 2 <= plan.permutations <= MOST_PERMUTATIONS:
            allowed = f"an even number from 2 to {MOST_PERMUTATIONS} (each comes with its mirror image)"
            raise bad_value("attribute.permutations", plan.permutations, allowed, f"2 至 {MOST_PERMUTATIONS} 的偶数")
        return plan


def check_draws(draws: int, key: str = "draws", least: int = LEAST_DRAWS) -> None:
    """Refuse a sample that is too small for an interval."""
    if draws < least:
        raise bad_value(key, draws, f"a whole number from {least}: fewer give no interval", f"不小于 {least}")
