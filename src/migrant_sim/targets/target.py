"""A target of a text together with one of the model's readings of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from ..errors import unknown_name
from ..published import PolicyTarget
from ..published import targets as policy_targets
from .readings import Reading, readings

TOLERANCES = (0.0, 0.02, 0.05, 0.10)
ROUNDING = 1e-12  # shares are quotients; a share of one may miss it by a rounding
NO_READING = (
    "The text leaves this to administration or states it in words only: the model has no output that measures it.",
    "文件对此仅作行政性或定性要求，模型没有衡量该目标的输出。",
)


@dataclass(frozen=True, kw_only=True)
class Target:
    """One target of a text with one reading of it; `indicator` is empty, with a reason, where it is not evaluated.

    `years` empty means the last simulated year; `aggregation` is how the years become the one value that must pass.
    """

    id: str
    statement_en: str
    statement_zh: str
    comparator: str
    threshold: float
    tolerance: float = 0.0
    tolerances: tuple[float, ...] = (0.0,)
    unit: str
    indicator: str = ""
    over: str = ""
    group: str = "all"
    years: tuple[int, ...] = ()
    aggregation: str = "last"
    reading_en: str = ""
    reading_zh: str = ""
    reason_en: str = ""
    reason_zh: str = ""

    def meets(self, values: np.ndarray, tolerance: float) -> np.ndarray:
        """Which values meet the target; "basically reaches" and "equals" count everything above as well."""
        if self.comparator == ">":
            return values > self.threshold - tolerance
        if self.comparator == "<=":
            return values <= self.threshold + tolerance + ROUNDING
        return values >= self.threshold - tolerance - ROUNDING

    @property
    def period(self) -> str:
        """The years as people read them; empty where it is the last simulated one."""
        first = self.years[1:] if self.aggregation == "steps" else self.years
        span = f"{first[0]}-{first[-1]}" if len(first) > 1 else "".join(map(str, first))
        return f"mean {span}" if self.aggregation == "mean" else span


def region_targets(ids: Iterable[str], region: str = "") -> tuple[Target, ...]:
    """The targets a region lists, in its order, each once for every reading of it; the main reading comes first.

    Raises ConfigurationError for an id that the policy texts do not have.
    """
    rows = {row.id: row for row in policy_targets()}
    for name in (ids := tuple(ids)):
        if name not in rows:
            raise unknown_name("target", name, rows)
    return tuple(target for name in ids for target in _targets_of(rows[name], region))


def _targets_of(row: PolicyTarget, region: str) -> tuple[Target, ...]:
    stated = Target(
        id=row.id,
        statement_en=row.statement_en,
        statement_zh=row.statement_zh,
        comparator=row.comparator,
        threshold=row.value,
        unit=row.unit,
        reason_en=NO_READING[0],
        reason_zh=NO_READING[1],
    )
    return tuple(_read(stated, reading, region) for reading in readings(row.id)) or (stated,)


def _read(stated: Target, reading: Reading, region: str) -> Target:
    placed = replace(
        stated,
        comparator=reading.comparator or stated.comparator,
        threshold=stated.threshold if reading.threshold is None else reading.threshold,
        unit=reading.unit or stated.unit,
        years=reading.period,
        aggregation=reading.aggregation or ("each" if reading.years else "last"),
        reason_en=reading.reason_en,
        reason_zh=reading.reason_zh,
    )
    if reading.regions and region not in reading.regions:
        named = ", ".join(reading.regions)
        return replace(
            placed,
            reason_en=f"The target is about the region {named}: evaluated where that region is simulated.",
            reason_zh=f"该目标针对地区 {named}，模拟该地区时评估。",
        )
    if not reading.indicator:
        return placed
    tolerances = tuple(float(text) for text in reading.tolerances)
    return replace(
        placed,
        tolerance=tolerances[0],
        tolerances=tolerances,
        indicator=reading.indicator,
        over=reading.over,
        group="all" if region and region == reading.home else reading.group or "all",
        reading_en=reading.reading_en,
        reading_zh=reading.reading_zh,
    )
