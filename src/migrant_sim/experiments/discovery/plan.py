"""How conditions are sought: the settings of the section `discover`, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import bad_value
from ...reading import one_of, read, whole_number

METHODS = ("prim", "tree")
LEAST_DRAWS = 32  # with fewer, any of a hundred parameters makes a box by chance


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Method, boxes at most, least share of the draws in a box, resamples; `threshold` None is that of the target."""

    method: str = "prim"
    boxes: int = 2
    least: float = 0.1
    resamples: int = 50
    threshold: float | None = None

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Plan:
        """The plan of a composition; ConfigurationError, naming the field, for a value that is not allowed."""
        plan = read(cls, given, "discover")
        one_of(plan.method, "discover.method", METHODS)
        whole_number(plan.boxes, "discover.boxes", 1, 10)
        whole_number(plan.resamples, "discover.resamples", 10, 2000)
        if not 0.02 <= plan.least <= 0.5:
            raise bad_value("discover.least", plan.least, "from 0.02 to 0.5 of the draws", "0.02 至 0.5")
        if plan.threshold is not None and plan.threshold <= 0.0:
            raise bad_value("discover.threshold", plan.threshold, "a ratio above 0, or null", "大于0的收入比，或 null")
        return plan
