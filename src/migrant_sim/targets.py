"""Targets that a policy text sets, and how often the runs of a study meet them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any

import numpy as np
import pandas as pd

from .errors import unknown_name
from .published import PolicyTarget
from .published import targets as policy_targets
from .result import by_year, runs_of

RESAMPLES = 2000
CONFIDENCE = 0.95  # of a one-sided bound, as the ends of a 90 % interval
INTERVAL = (0.05, 0.95)
TOLERANCES = (0.0, 0.02, 0.05, 0.10)
ROUNDING = 1e-12  # shares are quotients; a share of one may miss it by a rounding
COLUMNS = (
    *("scenario", "target_id", "comparator", "threshold", "tolerance", "period", "probability", "low", "high"),
    *("gap_median", "gap_low", "gap_high", "unit", "status"),
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How the model reads a family of targets: which yearly indicator must pass which threshold, and when.

    `years` empty means the last simulated year; several years must all pass. The first tolerance is the default.
    `group` is whom it is about, unless the region simulated is its `home`: then everybody.
    """

    indicator: str
    threshold: float
    unit: str
    years: tuple[int, ...] = ()
    tolerances: tuple[float, ...] = (0.0,)
    group: str = "all"
    home: str = ""
    reading_en: str
    reading_zh: str


@dataclass(frozen=True, kw_only=True)
class Target:
    """One target of a text with the model's reading of it; `indicator` is empty, with a reason, where there is none."""

    id: str
    statement_en: str
    statement_zh: str
    comparator: str
    threshold: float
    tolerance: float = 0.0
    tolerances: tuple[float, ...] = (0.0,)
    unit: str
    indicator: str = ""
    group: str = "all"
    years: tuple[int, ...] = ()
    reading_en: str = ""
    reading_zh: str = ""
    reason_en: str = ""
    reason_zh: str = ""

    def meets(self, values: np.ndarray, tolerance: float) -> np.ndarray:
        """Which values meet the target; "basically reaches" and "equals" count everything above as well."""
        if self.comparator == ">":
            return values > self.threshold - tolerance
        return values >= self.threshold - tolerance - ROUNDING


_PARITY = Rule(
    indicator="income_ratio",
    threshold=1.0,
    unit="ratio",
    years=(2025,),
    tolerances=TOLERANCES,
    reading_en="Income of relocated residents over the rural mean in 2025, survey definition, nominal.",
    reading_zh="2025年搬迁居民人均可支配收入与农村居民平均之比（住户调查口径，名义值）。",
)
_BASICALLY = Rule(
    indicator="income_ratio",
    threshold=1.0,
    unit="ratio",
    years=(2025,),
    tolerances=(0.05, 0.0, 0.02, 0.10),
    reading_en=_PARITY.reading_en + ' "Basically" is read as within 5 % (assumption); other tolerances beside it.',
    reading_zh=_PARITY.reading_zh + "“基本”按相差不超过5%理解（假设），并列出其他容差。",
)
_GROWTH = Rule(
    indicator="income_growth",
    threshold=8.0,
    unit="percent",
    years=(2021,),
    reading_en="Growth of income per resident from 2020 to 2021, nominal (the text does not say nominal or real).",
    reading_zh="2020年至2021年人均可支配收入名义增速（原文未说明名义或实际）。",
)
_GAP = Rule(
    indicator="growth_gap",
    threshold=0.0,
    unit="percentage points",
    years=(2021, 2022, 2023, 2024, 2025),
    reading_en="Growth above that of the rural mean in every single year; the single years are listed too.",
    reading_zh="每一年增速均高于农村居民平均增速；同时列出各年结果。",
)
_JOBS = Rule(
    indicator="household_job_rate",
    threshold=1.0,
    unit="share",
    tolerances=(0.02, 0.0),
    reading_en="Share of households with labour that have a stably employed member, last year; "
    "all but 2 % counts as every household (assumption).",
    reading_zh="最后一年有劳动力家庭中至少一人稳定就业的比例；达到98%即视为户户达标（假设）。",
)
_PRIORITY = Rule(
    indicator="post_priority_rate",
    threshold=1.0,
    unit="share",
    reading_en="Share of welfare-post hires in the last year made while no priority applicant was passed over.",
    reading_zh="最后一年公益性岗位录用中未越过优先对象的比例。",
)

RULES: dict[str, Rule] = {
    **dict.fromkeys(("NX-T01", "YC-T01"), _GROWTH),
    "NX-T02": _GAP,
    "NX-T03": _BASICALLY,
    "YC-T05": _PARITY,
    "NX-T57": replace(_PARITY, group="county:红寺堡区", home="hongsibu"),
    **dict.fromkeys(("NX-T13", "YC-T28"), _JOBS),
    **dict.fromkeys(("NX-T14", "YC-T79"), _PRIORITY),
}
NO_SERIES = {
    "YC-T02": (
        "No published series of the city's rural mean; supply one to evaluate this target.",
        "没有已发布的全市农村居民收入序列；补充该序列后方可评估。",
    )
}
NO_RULE = ("This version of the model has no output that measures this target.", "本版模型没有衡量该目标的输出。")


def region_targets(ids: Iterable[str], region: str = "") -> tuple[Target, ...]:
    """The targets a region lists, in its order; one that belongs to a single county is read for that county's people.

    Raises ConfigurationError for an id that the policy texts do not have.
    """
    rows = {row.id: row for row in policy_targets()}
    for name in (ids := tuple(ids)):
        if name not in rows:
            raise unknown_name("target", name, rows)
    return tuple(target_of(rows[name], region) for name in ids)


def target_of(row: PolicyTarget, region: str = "") -> Target:
    """A target from its row of the policy texts and the model's rule for it, if there is one."""
    rule = RULES.get(row.id)
    reason_en, reason_zh = ("", "") if rule else NO_SERIES.get(row.id, NO_RULE)
    stated = Target(
        id=row.id,
        statement_en=row.statement_en,
        statement_zh=row.statement_zh,
        comparator=row.comparator,
        threshold=row.value,
        unit=row.unit,
        reason_en=reason_en,
        reason_zh=reason_zh,
    )
    if rule is None:
        return stated
    return replace(
        stated,
        threshold=rule.threshold,
        tolerance=rule.tolerances[0],
        tolerances=rule.tolerances,
        unit=rule.unit,
        indicator=rule.indicator,
        group="all" if region == rule.home else rule.group,
        years=rule.years,
        reading_en=rule.reading_en,
        reading_zh=rule.reading_zh,
    )


@lru_cache(maxsize=4)
def resamples(count: int, seed: int) -> np.ndarray:
    """How often each draw is in each of 2 000 bootstrap resamples: array (2000, count), fixed by the seed."""
    key = int.from_bytes(sha256(f"bootstrap over draws, seed {seed}".encode()).digest()[:16], "little")
    generator = np.random.Generator(np.random.Philox(key=key))
    return generator.multinomial(count, np.full(count, 1 / count), size=RESAMPLES).astype(np.float64)


def share_met(met: np.ndarray, draws: np.ndarray, seed: int) -> tuple[float, float, float]:
    """Share of runs that meet a target, with its 90 % bootstrap interval over draws.

    `met` and `draws`: one entry a run. All replications of a draw stay together. With one draw the interval is NaN.
    Where no run or every run meets it, resampling would give a width of zero, so the exact binomial bound over draws is
    taken on the open side.
    """
    _, code = np.unique(draws, return_inverse=True)
    hits, runs = np.bincount(code, weights=met), np.bincount(code)
    if len(runs) < 2:
        return float(np.mean(met)), np.nan, np.nan
    weight = resamples(len(runs), seed)
    low, high = np.quantile((weight @ hits) / (weight @ runs), INTERVAL)
    return float(np.mean(met)), *widened(float(low), float(high), len(runs))


def widened(low: float, high: float, draws: int) -> tuple[float, float]:
    """An interval of zero width at 0 or 1 opened to the exact one-sided 95 % binomial bound of so many draws."""
    bound = 1.0 - (1.0 - CONFIDENCE) ** (1.0 / draws)
    if low == high == 0.0:
        return 0.0, bound
    if low == high == 1.0:
        return 1.0 - bound, 1.0
    return low, high


def evaluate(
    targets: Sequence[Target], indicators: pd.DataFrame, arms: Sequence[str], seed: int
) -> list[dict[str, Any]]:
    """One row an arm, target, period and tolerance: the columns of `targets.parquet`, and why one was not evaluated.

    `indicators` is the tidy table of a study. Probabilities are shares of the runs whose value is known.
    """
    names = {target.indicator for target in targets}
    rows = indicators[indicators["indicator"].isin(names)]
    wide = {t: by_year(rows, t.indicator, t.group) for t in targets if t.indicator}
    last = int(indicators["period"].str.slice(0, 4).max()) if len(indicators) else 0
    return [
        row
        for arm in arms
        for target in targets
        for row in _rows(target, arm, wide.get(target, pd.DataFrame()), last, seed)
    ]


def as_frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The evaluated rows in the columns of `targets.parquet`."""
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(target: Target, arm: str, wide: pd.DataFrame, last: int, seed: int) -> Iterator[dict[str, Any]]:
    years = target.years or (last,)
    here = runs_of(wide, arm) if len(wide) else wide
    missing = [year for year in years if year not in here.columns]
    whole = None if missing else here.loc[:, list(years)].min(axis=1, skipna=False)
    period = f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0])
    for tolerance in target.tolerances:
        yield _row(target, arm, (period, tolerance, missing, last), whole, seed)
    if len(years) > 1:
        for year in years:
            values = here[year] if year in here.columns else None
            yield _row(target, arm, (str(year), target.tolerance, missing, last), values, seed)


def _row(
    target: Target, arm: str, case: tuple[str, float, list[int], int], values: pd.Series | None, seed: int
) -> dict[str, Any]:
    period, tolerance, missing, last = case
    row: dict[str, Any] = dict.fromkeys(("probability", "low", "high", "gap_median", "gap_low", "gap_high"), np.nan)
    row |= {"scenario": arm, "target_id": target.id, "comparator": target.comparator, "threshold": target.threshold}
    row |= {"tolerance": tolerance, "period": period, "unit": target.unit}
    known = values.dropna() if values is not None else pd.Series(dtype=float)
    if known.empty:
        return row | {"status": "not evaluated"} | _why_not(target, missing, last)
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
    return {
        "reason_en": f"The runs hold no value of {target.indicator} for {target.group} in that period.",
        "reason_zh": f"模拟结果在该时期没有 {target.indicator}（{target.group}）的数值。",
    }
