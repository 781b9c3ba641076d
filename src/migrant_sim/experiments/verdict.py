"""The verdict: probability of the target, the word for it, and how far start ratio, trend and accounting move it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from ..result import CANNOT_SAY, CLASSES, by_year, class_of, runs_of, words_of
from ..targets import TOLERANCES, Target, share_met
from .response import Axis, Response

LEAST_DRAWS = 20
START_YEAR = 2020  # the year to which the start ratio belongs
ACCOUNTING = {"resident": "income_ratio", "registered": "income_ratio_registered"}
ACCOUNTING_ZH = {"resident": "常住口径", "registered": "户籍口径"}
METHOD = {
    "en": "Least squares of the log income ratio on the log start ratio and the trend over all runs; each run is moved "
    "along the slopes to the fixed values; intervals are a bootstrap over draws with the slopes fitted anew.",
    "zh": "以全部模拟的收入比对数对起点收入比对数和趋势作最小二乘回归，将每次模拟沿斜率移至固定取值；"
    "区间由参数抽样自助法得出，斜率每次重新拟合。",
}


@dataclass(frozen=True, eq=False)
class Case:
    """What a verdict is about: the target, the runs of the scenario arm, the parameter draws, the axes."""

    target: Target
    arm: str
    indicators: pd.DataFrame
    draws: pd.DataFrame
    axes: Sequence[Axis]
    seed: int

    def ratios(self, indicator: str) -> pd.Series:
        """The ratio of the target's year, one value a run (draw, replication); empty when it was not simulated.

        Under another account than the target's it starts from the same level as under the target's.
        """
        year = self.target.years[-1] if self.target.years else 0
        rows = self._by_year(indicator)
        if year not in rows.columns:
            return pd.Series(dtype=float)
        ratios = rows[year]
        if indicator != self.target.indicator and START_YEAR in rows.columns:
            # Nobody knows in which account the start was counted, and its range is an axis: only the change may differ.
            ratios = ratios / rows[START_YEAR] * self._by_year(self.target.indicator)[START_YEAR]
        return ratios.dropna()

    def _by_year(self, indicator: str) -> pd.DataFrame:
        return runs_of(by_year(self.indicators, indicator, self.target.group), self.arm)

    def response(self, indicator: str) -> Response | None:
        """Runs ready for the regression; None when there are too few draws or a ratio has no logarithm."""
        ratios = self.ratios(indicator)
        if ratios.empty or (ratios <= 0).any():
            return None
        at = ratios.index.get_level_values("draw")
        if at.nunique() < LEAST_DRAWS:
            return None
        table = self.draws.set_index("draw").loc[at]
        x = [axis.scale(table[axis.column].to_numpy(float)) for axis in self.axes if axis.column]
        code = np.unique(at, return_inverse=True)[1]
        return Response(np.log(ratios.to_numpy()), np.column_stack([*x, np.empty((len(ratios), 0))]), code, self.seed)

    def least(self, tolerance: float) -> float:
        """Log of the ratio from which the target counts as met."""
        return float(np.log(self.target.threshold - tolerance))

    def fixed(self, values: Mapping[str, float]) -> dict[int, float]:
        """Axis numbers of a response with the values at which they are held; axes fixed by the user are left out."""
        drawn = [axis for axis in self.axes if axis.column]
        return {
            i: float(axis.scale(np.array(values[axis.name]))) for i, axis in enumerate(drawn) if axis.name in values
        }


def verdict(case: Case) -> dict[str, Any] | None:
    """The verdict entry of `summary.json`; None when the runs hold no ratio for the target's year."""
    ratios = case.ratios(case.target.indicator)
    if ratios.empty:
        return None
    target, base = case.target, case.response(case.target.indicator)
    cells = list(_cells(case))
    tolerances = {f"{t:.2f}": _at_tolerance(case, ratios, cells, t) for t in sorted({*TOLERANCES, target.tolerance})}
    chosen = tolerances[f"{target.tolerance:.2f}"]
    return {
        "target_id": target.id,
        "statement_en": target.statement_en,
        "statement_zh": target.statement_zh,
        "tolerance": target.tolerance,
        **{name: chosen[name] for name in ("probability", "low", "high", "word", "word_zh", "reason")},
        "by_tolerance": tolerances,
        "by_accounting": {name: _accounting(case, indicator) for name, indicator in ACCOUNTING.items()},
        "by_start_ratio": _along(case, base, case.axes[0]),
        "by_trend": _along(case, base, case.axes[1]),
        "grid": _grid(case, base),
        "grid_reason": None if base else _too_few(),
        "r_squared": base.r_squared if base else None,
        "method": METHOD,
    }


def _at_tolerance(
    case: Case, ratios: pd.Series, cells: list[tuple[dict[str, Any], np.ndarray]], tolerance: float
) -> dict:
    met = case.target.meets(ratios.to_numpy(), tolerance)
    probability, low, high = share_met(met, ratios.index.get_level_values("draw").to_numpy(), case.seed)
    entry = _entry(probability, low, high)
    shares = [float(np.mean(moved >= case.least(tolerance))) for _, moved in cells]
    if not shares:  # a word would claim what was not looked at
        entry["word"], entry["word_zh"] = CANNOT_SAY
        return entry | {"spread": None, "reason": _too_few()}
    # Among cells with equal shares the one with the lower (or higher) ratios is the extreme.
    order = sorted(range(len(cells)), key=lambda cell: (shares[cell], float(cells[cell][1].mean())))
    weakest, strongest = order[0], order[-1]
    classes = class_of(shares[weakest]), class_of(shares[strongest])
    undecided = classes[1] - classes[0] >= 2
    ends = [(cells[i][0], shares[i]) for i in (weakest, strongest)]
    if undecided:
        entry["word"], entry["word_zh"] = CANNOT_SAY
    return entry | {"spread": [CLASSES[number][2] for number in classes], "reason": _reason(undecided, ends)}


def _cells(case: Case) -> Iterator[tuple[dict[str, Any], np.ndarray]]:
    """Every start ratio × trend × accounting with its moved runs."""
    for accounting, indicator in ACCOUNTING.items():
        response = case.response(indicator)
        for point in _points(case) if response else ():
            yield {**point, "accounting": accounting}, response.moved(case.fixed(point))  # type: ignore[union-attr]


def _points(case: Case) -> Iterator[dict[str, float]]:
    names = [axis.name for axis in case.axes]
    return (dict(zip(names, values, strict=True)) for values in product(*(axis.points for axis in case.axes)))


def _entry(probability: float, low: float, high: float) -> dict[str, Any]:
    word, word_zh = words_of(probability)
    bounds = {"low": None if np.isnan(low) else low, "high": None if np.isnan(high) else high}
    return {"probability": probability, **bounds, "word": word, "word_zh": word_zh}


def _held(case: Case, response: Response, point: Mapping[str, float]) -> dict[str, Any]:
    fixed, least = case.fixed(point), case.least(case.target.tolerance)
    probability = float(np.mean(response.moved(fixed) >= least))
    return {**point, **_entry(probability, *response.interval(fixed, least))}


def _along(case: Case, response: Response | None, axis: Axis) -> list[dict[str, Any]]:
    return [_held(case, response, {axis.name: value}) for value in axis.points] if response else []


def _grid(case: Case, response: Response | None) -> list[dict[str, Any]] | None:
    return [_held(case, response, point) for point in _points(case)] if response else None


def _accounting(case: Case, indicator: str) -> dict[str, Any] | None:
    ratios = case.ratios(indicator)
    if ratios.empty:
        return None
    draws = ratios.index.get_level_values("draw").to_numpy()
    entry = _entry(*share_met(case.target.meets(ratios.to_numpy(), case.target.tolerance), draws, case.seed))
    if len(np.unique(draws)) < LEAST_DRAWS:  # as for the verdict itself: too few draws for a word
        entry["word"], entry["word_zh"] = CANNOT_SAY
    return entry


def _too_few() -> dict[str, str]:
    return {
        "en": f"Fewer than {LEAST_DRAWS} parameter draws: start ratio, trend and accounting not checked, so no word.",
        "zh": f"参数抽样少于{LEAST_DRAWS}组：未检验结论对起点、趋势和核算口径的依赖，故不下结论。",
    }


def _reason(undecided: bool, ends: list[tuple[dict[str, Any], float]]) -> dict[str, str]:
    low, high = (_described(cell, share) for cell, share in ends)
    if undecided:
        return {
            "en": f"Within the stated ranges the answer crosses two classes or more: {low['en']}; but {high['en']}.",
            "zh": f"在所述范围内结论跨越两级以上：{low['zh']}；而{high['zh']}。",
        }
    return {
        "en": f"Within the stated ranges the class moves by one at most: {low['en']}; {high['en']}.",
        "zh": f"在所述范围内结论至多变动一级：{low['zh']}；{high['zh']}。",
    }


def _described(cell: Mapping[str, Any], share: float) -> dict[str, str]:
    start, trend = cell["start_ratio"], f"{100 * cell['trend'] + 0.0:+.1f}".replace("-", "−")
    word, word_zh = words_of(share)
    accounting, chance = cell["accounting"], f"{100 * share:.0f}"
    return {
        "en": f"start ratio {start:.2f}, trend {trend} points a year, {accounting} accounting: {chance} % ({word})",
        "zh": f"起点收入比{start:.2f}、趋势每年{trend}个百分点、{ACCOUNTING_ZH[accounting]}：{chance}%（{word_zh}）",
    }
