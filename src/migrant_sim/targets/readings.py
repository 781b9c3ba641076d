"""How the model reads the targets of the texts: the rows of `data/policy/readings.csv`, each checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import isfinite
from pathlib import Path

from ..indicators import INDICATORS
from ..paths import folder
from ..published import targets as policy_targets
from ..published.reading import Place, read_rows
from ..published.rows import Row

AGGREGATIONS = {  # fewest and most years that each takes
    "last": (0, 0),  # the last simulated year
    "each": (1, 99),  # every one of the years must pass; single years are told too
    "mean": (2, 99),  # the mean of the years
    "rise": (2, 2),  # the second year less the first
    "growth": (2, 2),  # the second year over the first, less one, in percent
    "steps": (2, 99),  # each year over the year before; the first year is only a base
}
YEARS = range(2020, 2041)


@dataclass(frozen=True, kw_only=True)
class Reading(Row):
    """One reading of one target: an indicator with a threshold, or the reason why there is none.

    A target may have several readings, its main one first. `over` names an indicator of everybody that the value is
    divided by. `group` is whom it is about, unless the region simulated is its `home`: then everybody. `regions` are
    the only ones in which the reading makes sense; empty means any. The first tolerance is the default.
    """

    REQUIRED = ("target_id",)
    WORDS = {"comparator": ("", ">", ">=", "<="), "aggregation": ("", *AGGREGATIONS)}

    target_id: str
    indicator: str
    over: str
    group: str
    comparator: str
    threshold: float | None
    unit: str
    years: tuple[str, ...]
    aggregation: str
    tolerances: tuple[str, ...]
    home: str
    regions: tuple[str, ...]
    reading_en: str
    reading_zh: str
    reason_en: str
    reason_zh: str

    @property
    def period(self) -> tuple[int, ...]:
        """The years as numbers."""
        return tuple(int(year) for year in self.years)


def readings(target_id: str) -> tuple[Reading, ...]:
    """The readings of one target, its main one first; empty where the file has none."""
    return _by_target(folder("data")).get(target_id, ())


@cache
def _by_target(data: Path) -> dict[str, tuple[Reading, ...]]:
    found: dict[str, tuple[Reading, ...]] = {}
    for row in load_readings(data / "policy" / "readings.csv"):
        found[row.target_id] = (*found.get(row.target_id, ()), row)
    return found


def load_readings(path: Path) -> tuple[Reading, ...]:
    """The rows of one file of readings.

    Raises DataError, naming file, row and column, for a row that is not complete or contradicts itself.
    """
    rows = read_rows(path, Reading)
    coded = {row.id: row.simulatable for row in policy_targets()}
    for line, row in enumerate(rows, start=2):
        for column, found, expected, expected_zh in _wrong(row, coded.get(row.target_id, "")):
            raise Place(path, line).refusal(column, repr(found), expected, repr(found), expected_zh)
    return rows


def _wrong(row: Reading, coded: str) -> Iterator[tuple[str, object, str, str]]:
    """What contradicts itself: column, what is there, what is expected in both languages."""
    if coded not in ("yes", "proxy"):
        yield "target_id", row.target_id, "a target coded yes or proxy", "编码为 yes 或 proxy 的目标"
    if bool(row.indicator) == bool(row.reason_en):
        yield "reason_en", row.reason_en, "either an indicator or a reason", "指标与原因二者居其一"
    words = (row.reading_en, row.reading_zh) if row.indicator else (row.reason_en, row.reason_zh)
    if not all(words):
        yield "reading_zh", words, "a text in both languages", "两种语言的文字"
    for column, name in (("indicator", row.indicator), ("over", row.over)):
        if name and name not in INDICATORS:
            yield column, name, "a name from indicators.csv", "indicators.csv 中的指标"
    if row.indicator and (row.threshold is None or not row.unit or not row.tolerances or not row.aggregation):
        yield "threshold", row.threshold, "threshold, unit, aggregation and tolerances", "标准、单位、汇总方式和容差"
    if not all(_is_number(text, 0.0) for text in row.tolerances):
        yield "tolerances", row.tolerances, "numbers not below 0", "不小于0的数"
    fewest, most = AGGREGATIONS.get(row.aggregation, (0, 99))
    if any(year not in map(str, YEARS) for year in row.years) or not fewest <= len(row.years) <= most:
        yield "years", row.years, f"{fewest} to {most} years from 2020 on", f"{fewest} 至 {most} 个年份（2020年起）"


def _is_number(text: str, least: float) -> bool:
    try:
        return isfinite(float(text)) and float(text) >= least
    except ValueError:
        return False
