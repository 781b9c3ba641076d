"""How a mix is sought: the settings of the section `optimise`, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import bad_value
from ...reading import one_of, read, whole_number

AIMS = ("probability", "ratio", "shortfall")
STEPS = 20  # steps of a multiple from 0 to its largest: finer would be noise
LEAST_DRAWS = 8  # two of them are the worst quartile
MOST = 100_000


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Levers and their largest multiple, budget and probability, and how many mixes are tried."""

    levers: tuple[str, ...] = ()
    strongest: int = 7
    high: float = 2.0
    budget: float | None = None
    probability: float = 0.8
    aim: str | None = None
    trials: int = 64
    batch: int = 16
    rounds: int = 8
    check_draws: int = 16

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Plan:
        """The plan of a composition; ConfigurationError, naming the field, for a value that is not allowed."""
        plan = read(cls, given, "optimise")
        if not 0.0 < plan.probability < 1.0:
            allowed = "above 0 and below 1: nothing is certain"
            raise bad_value("optimise.probability", plan.probability, allowed, "大于0且小于1")
        if not 0.0 < plan.high <= 100.0:
            raise bad_value("optimise.high", plan.high, "above 0, up to 100", "大于0，不超过100")
        if plan.budget is not None and plan.budget <= 0.0:
            allowed = "above 0 yuan, or null: every mix that does something costs money"
            raise bad_value("optimise.budget", plan.budget, allowed, "大于0（元），或 null：任何措施都有成本")
        if plan.aim is not None:
            one_of(plan.aim, "optimise.aim", AIMS)
        for field, least in (
            ("strongest", 1),
            ("trials", 0),
            ("batch", 1),
            ("rounds", 0),
            ("check_draws", LEAST_DRAWS),
        ):
            whole_number(getattr(plan, field), f"optimise.{field}", least, MOST)
        return plan

    @property
    def step(self) -> float:
        """Between neighbouring multiples."""
        return self.high / STEPS

    def rounded(self, factor: float) -> float:
        """The nearest multiple that is allowed."""
        return round(round(factor / self.step) * self.step, 6)
