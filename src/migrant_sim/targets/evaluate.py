"""How often the runs of a study meet each target."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..indicators import INDICATORS
from ..result import by_year, runs_of
from .chance import INTERVAL, share_met
from .target import Target

COLUMNS = (
    *("scenario", "target_id", "comparator", "threshold", "tolerance", "period", "probability", "low", "high"),
    *("gap_median", "gap_low", "gap_high", "unit", "status"),
)
GROUP_WORDS = {  # groups that readings name, in English and Chinese; another stands as it is
    "all": ("everybody", "全体"),
    "group:policy": ("policy migrants", "政策性移民"),
    "group:labour": ("labour migrants", "劳务移民"),
    "group:self_moved": ("self-movers", "自主迁徙居民"),
    "list:region-led": ("villages led by the region", "自治区领导包抓的重点村"),
    "list:city- or county-led": ("villages led by city or county", "市、县领导包抓的重点村"),
}
WORDS = ("statement_en", "statement_zh", "reading_en", "reading_zh")


def evaluate(
    targets: Sequence[Target], indicators: pd.DataFrame, arms: Sequence[str], seed: int
) -> list[dict[str, Any]]:
    """One row an arm, reading, period and tolerance: the columns of `targets.parquet`, the words, and why not.

    `indicators` is the tidy table of a study. Probabilities are shares of the runs whose value is known. A reading
    that is not evaluated at all has one row an arm.
    """
    names = {name for target in targets for name in (target.indicator, target.over)}
    rows = indicators[indicators["indicator"].isin(names)]
    wide = {key: _series(rows, key) for key in {_key(target) for target in targets if target.indicator}}
    last = int(indicators["period"].str.slice(0, 4).max()) if len(indicators) else 0
    return [
        row
        for arm in arms
        for target in targets
        for row in _rows(target, arm, wide.get(_key(target), pd.DataFrame()), last, seed)
    ]


def as_frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The evaluated rows in the columns of `targets.parquet`."""
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _key(target: Target) -> tuple[str, str, str]:
    return target.indicator, target.group, target.over


def _series(rows: pd.DataFrame, key: tuple[str, str, str]) -> pd.DataFrame:
    """Values by run and year of an indicator for a group, over another indicator of everybody where one is named."""
    indicator, group, over = key
    wide = by_year(rows, indicator, group)
    if not over:
        return wide
    below = by_year(rows, over)
    years = [year for year in wide.columns if year in below.columns]
    return wide[years] / below[years].reindex(wide.index)


def _rows(target: Target, arm: str, wide: pd.DataFrame, last: int, seed: int) -> Iterator[dict[str, Any]]:
    years, here = target.years or (last,), runs_of(wide, arm) if len(wide) else wide
    missing = [year for year in years if year not in here.columns]
    if missing or not target.indicator:
        absent = _row(target, (arm, target.period or str(last), target.tolerance), None, seed)
        yield absent | _why_not(target, missing, last)
        for year in [year for year in years if year in here.columns and target.aggregation == "each"]:
            yield _row(target, (arm, str(year), target.tolerance), here[year], seed)
        return
    whole, single = _values(target, here[list(years)])
    for tolerance in target.tolerances:
        yield _row(target, (arm, target.period or str(last), tolerance), whole, seed)
    for name, values in single.items():
        yield _row(target, (arm, str(name), target.tolerance), values, seed)


def _values(target: Target, table: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """The one value of each run that must pass, and a column for each year that is told beside it."""
    first, last, nothing = table.iloc[:, 0], table.iloc[:, -1], table.iloc[:, :0]
    if target.aggregation == "mean":
        return table.mean(axis=1, skipna=False), nothing
    if target.aggregation == "rise":
        return last - first, nothing
    if target.aggregation == "growth":
        return 100.0 * (last / first - 1.0), nothing
    if target.aggregation == "steps":
        table = table.iloc[:, 1:].div(table.iloc[:, :-1].to_numpy())
    hardest = table.max if target.comparator == "<=" else table.min
    return hardest(axis=1, skipna=False), table if table.shape[1] > 1 else nothing


def _row(target: Target, case: tuple[str, str, float], values: pd.Series | None, seed: int) -> dict[str, Any]:
    arm, period, tolerance = case
    row: dict[str, Any] = dict.fromkeys(("probability", "low", "high", "gap_median", "gap_low", "gap_high"), np.nan)
    row |= {"scenario": arm, "target_id": target.id, "comparator": target.comparator, "threshold": target.threshold}
    row |= {"tolerance": tolerance, "period": period, "unit": target.unit}
    row |= {name: getattr(target, name) for name in WORDS}
    known = values.dropna() if values is not None else pd.Series(dtype=float)
    if known.empty:
        return row | {"status": "not evaluated"} | _why_not(target, [], 0)
    met = target.meets(known.to_numpy(), tolerance)
    row["probability"], row["low"], row["high"] = share_met(met, known.index.get_level_values("draw").to_numpy(), seed)
    gaps = np.quantile(known.to_numpy() - target.threshold, (0.5, *INTERVAL)) + 0.0
    row["gap_median"], row["gap_low"], row["gap_high"] = (float(gap) for gap in gaps)
    return row | {"status": "evaluated", "reason_en": "", "reason_zh": ""}


def _why_not(target: Target, missing: list[int], last: int) -> dict[str, str]:
    if not target.indicator:
        return {"reason_en": target.reason_en, "reason_zh": target.reason_zh}
    if late := [year for year in missing if year > last]:
        listed = ", ".join(map(str, late))
        return {
            "reason_en": f"Not simulated: {listed} (the last simulated year is {last}).",
            "reason_zh": f"未模拟：{listed}（模拟的最后一年为{last}）。",
        }
    name, group = INDICATORS.get(target.indicator), GROUP_WORDS.get(target.group, (target.group, target.group))
    what_en, what_zh = (name.label_en, name.label_zh) if name else (target.indicator, target.indicator)
    return {
        "reason_en": f"The runs give no number for this: {what_en.lower()}, {group[0]}; "
        "the population simulated, or that period, has nobody to count.",
        "reason_zh": f"模拟结果没有这一数值：{what_zh}，{group[1]}；所模拟的人口或该时期没有可统计的对象。",
    }
