"""How much a sensitivity analysis runs: the settings of the section `sensitivity`, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import bad_value
from ...reading import read

METHODS = ("pawn", "sobol")
LEAST_DRAWS = 64  # PAWN's slides hold eight draws each then; fewer and an index is noise
LEAST_TRAJECTORIES = 4
LEAST_BASE = 16
MOST = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Numbers of runs by stage; `instruments` empty means the ten strongest of the scenario."""

    trajectories: int = 10
    keep: int = 20
    quantify: str = "pawn"
    base: int = 64
    check_draws: int = 64
    chance_draws: int = 8
    chance_replications: int = 16
    ranking: bool = False
    ranking_draws: int = 16
    instruments: tuple[str, ...] = ()

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Plan:
        """The plan of a composition.

        Raises ConfigurationError, naming the field and the least value, for too few runs and for an unknown method.
        """
        plan = read(cls, given, "sensitivity")
        plan.check()
        return plan

    def check(self) -> None:
        """Refuse numbers from which an index would be noise."""
        from ...reading import one_of

        one_of(self.quantify, "sensitivity.quantify", METHODS)
        least = {"trajectories": LEAST_TRAJECTORIES, "keep": 1, "base": LEAST_BASE, "check_draws": 20}
        least |= {"chance_draws": 2, "chance_replications": 4, "ranking_draws": 4}
        for field, low in least.items():
            value = getattr(self, field)
            if not low <= value <= MOST:
                raise bad_value(
                    f"sensitivity.{field}", value, f"a whole number from {low} to {MOST}", f"{low} 至 {MOST} 的整数"
                )
        if self.base & (self.base - 1):
            raise bad_value(
                "sensitivity.base", self.base, "a power of two, such as 64 (Sobol' sequences)", "2 的幂，例如 64"
            )


def check_draws(draws: int) -> None:
    """Refuse a stored sample that is too small for the indices."""
    if draws < LEAST_DRAWS:
        raise bad_value("draws", draws, f"a whole number from {LEAST_DRAWS} for these indices", f"不小于 {LEAST_DRAWS}")
