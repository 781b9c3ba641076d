"""How far each input must move, alone and in its own unit, before the class of the probability changes.

An input moves with all its draws: it keeps its spread and its median goes from where the sample has it to the flip. At
no move the fit is the runs themselves, so every row starts from the same probability and the same word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ...result import CLASSES, class_of, words_of
from ...targets import INTERVAL, TOLERANCES, Target, share_met
from .factors import Factor, seed_for
from .surface import Surface

REACH = 3.0  # how many times its stated range an input is followed
RESAMPLES = 200
SPREADS = 3.29  # standard deviations between the 5 and the 95 % point of a normal, as of priors
INSIDE, BEYOND, NEVER, BORDER = "inside", "beyond", "never", "border"
COLUMNS = (
    *("input", "label_en", "label_zh", "unit", "low", "start", "high", "spread", "probability", "word", "word_zh"),
    *("flip", "flip_low", "flip_high", "distance", "new_word", "new_word_zh", "status", "method", "said_en", "said_zh"),
    *("checked", "checked_low", "checked_high", "expected", "agrees", "swing"),
)


@dataclass(frozen=True)
class Effect:
    """How the log ratio answers to one input on the scale of the fit: slope, and slopes of resamples (may be empty)."""

    slope: float
    again: np.ndarray
    method: str


class Again(NamedTuple):
    """Resamples of the draws: the flipping values, and the shifts of the log ratio (or tolerance) that they need."""

    values: np.ndarray
    shifts: np.ndarray

    @property
    def border(self) -> bool:
        """Whether within chance no shift is needed: true of the probability, however uncertain a slope may be."""
        if not len(self.shifts):
            return False
        low, high = np.quantile(self.shifts, INTERVAL)
        return bool(low <= 0.0 <= high)


NOT_AGAIN = Again(np.empty(0), np.empty(0))


def flip_table(factors: Sequence[Factor], fit: Surface, screen: Mapping[str, float]) -> pd.DataFrame:
    """One row a factor, those that flip nearest first (in standard deviations of their draws).

    `screen` holds the change of the log ratio over the whole move of each input, for those outside the fit.
    """
    rows = [_row(factor, fit, _effect(factor, fit, screen)) for factor in factors]
    return ordered(pd.DataFrame(rows).reindex(columns=list(COLUMNS)))


def ordered(table: pd.DataFrame) -> pd.DataFrame:
    """Nearest flips first; what never flips stands last, by how far it moves the log ratio over its range."""
    table = table.assign(reach=-table["swing"].abs()).sort_values(["distance", "reach", "input"], kind="stable")
    return table.drop(columns="reach").reset_index(drop=True)


def tolerance_row(ratios: pd.Series, target: Target, seed: int) -> dict[str, Any]:
    """The row of the target's tolerance, counted run by run: no fit is needed. Intervals hang on the study's seed."""
    tolerance, need = target.tolerance, target.threshold - ratios.to_numpy()
    chance = float(np.mean(need <= tolerance))
    moves = _moves(-need, -tolerance, class_of(chance))
    # A higher tolerance is a lower bar: the bar moves against the shift of the ratio.
    found = [(tolerance + shift, number) for shift, number in moves if tolerance + shift >= 0.0]
    flip = min(found, key=lambda pair: abs(pair[0] - tolerance), default=(np.nan, class_of(chance)))
    low, high = TOLERANCES[0], TOLERANCES[-1]
    words = _described("tolerance", ("Tolerance of the target", "目标的容差", "ratio"), (low, tolerance, high), chance)
    words["spread"] = (high - low) / SPREADS
    if np.isnan(flip[0]):
        said = "does not flip: not even without a tolerance", "结论不变：即使不留容差"
        return words | {"status": NEVER, "method": "counted", "said_en": said[0], "said_zh": said[1]}
    draws = ratios.index.get_level_values("draw").to_numpy()
    generator = np.random.Generator(np.random.Philox(key=seed_for(seed, "tolerance")))
    again = [_tolerance_again(need, draws, generator, flip[1], class_of(chance)) for _ in range(RESAMPLES)]
    return words | _said(words, flip, Again(np.array(again), np.array(again) - tolerance), "counted")


def _tolerance_again(need: np.ndarray, draws: np.ndarray, generator: np.random.Generator, new: int, old: int) -> float:
    known = np.unique(draws)
    index = np.concatenate([np.flatnonzero(draws == draw) for draw in generator.choice(known, len(known))])
    limit = CLASSES[old][0] if new > old else CLASSES[new][0]
    return float(np.quantile(need[index], limit))


def _effect(factor: Factor, fit: Surface, screen: Mapping[str, float]) -> Effect:
    if factor.id in fit.names:
        at = fit.names.index(factor.id)
        return Effect(float(fit.response.slopes[at]), fit.response.slopes_again[:RESAMPLES, at], "response")
    width = factor.row.high - factor.row.low
    return Effect(screen.get(factor.id, 0.0) / width if width > 0 else 0.0, np.empty(0), "screen")


def _row(factor: Factor, fit: Surface, effect: Effect) -> dict[str, Any]:
    row, inside, y = factor.row, effect.method == "response", fit.response.y
    start = fit.start(factor.id)
    chance = float(np.mean(y >= fit.least))
    words = _described(factor.id, (row.description, row.description_zh, row.unit), (row.low, start, row.high), chance)
    words["spread"] = float(fit.values[factor.id].std())
    high, low = (fit.scale(factor.id, value) if inside else value for value in (row.high, row.low))
    words["swing"] = effect.slope * (high - low)
    limits = _limits(factor, start)
    found = []
    for shift, number in _moves(y, fit.least, class_of(chance)):
        value = _moved(factor, fit, start, shift / effect.slope) if effect.slope else np.inf
        if limits[0] <= value <= limits[1]:
            found.append((value, number))
    flip = min(found, key=lambda pair: abs(pair[0] - start), default=(np.nan, class_of(chance)))
    again = _again(factor, fit, effect, (class_of(chance), flip[1])) if found and inside else NOT_AGAIN
    return words | _said(words, flip, again, effect.method)


def _moves(values: np.ndarray, least: float, number: int) -> list[tuple[float, int]]:
    """(shift, class) of the smallest shifts of all values that change the class of the share which reaches `least`."""
    moves = []
    if number < len(CLASSES) - 1:
        moves.append((least - float(np.quantile(values, 1.0 - CLASSES[number][0])), number + 1))
    if number > 0:
        moves.append((least - float(np.quantile(values, 1.0 - CLASSES[number - 1][0])), number - 1))
    return moves


def _again(factor: Factor, fit: Surface, effect: Effect, classes: tuple[int, int]) -> Again:
    """Where the probability crosses the same border of two classes in resamples, within what the field allows."""
    response, start = fit.response, fit.start(factor.id)
    limit = 1.0 - CLASSES[min(classes)][0]
    values, shifts = [], []
    for slope, weight in zip(effect.again, response.weight, strict=False):
        runs = np.repeat(response.y, weight[response.draw].astype(int))
        shifts.append(fit.least - float(np.quantile(runs, limit)))
        values.append(_moved(factor, fit, start, shifts[-1] / slope) if slope else np.nan)
    return Again(np.clip(values, *factor.bounds), np.array(shifts))


def _limits(factor: Factor, start: float) -> tuple[float, float]:
    """How far an input is followed: `REACH` times its stated range to both sides, within what its field allows."""
    row = factor.row
    low, high = row.central - REACH * (row.central - row.low), row.central + REACH * (row.high - row.central)
    return max(min(low, start), factor.bounds[0]), min(max(high, start), factor.bounds[1])


def _moved(factor: Factor, fit: Surface, start: float, move: float) -> float:
    """The median of an input after a move on the scale of the fit."""
    if factor.id in fit.names:
        return fit.back(factor.id, fit.scale(factor.id, start) + move)
    return start + move


def _described(
    name: str, words: tuple[str, str, str], values: tuple[float, float, float], chance: float
) -> dict[str, Any]:
    word, word_zh = words_of(chance)
    said = dict(zip(("label_en", "label_zh", "unit"), words, strict=True))
    numbers = dict(zip(("low", "start", "high"), values, strict=True))
    return {"input": name, **said, **numbers, "probability": chance, "word": word, "word_zh": word_zh}


def _said(row: Mapping[str, Any], flip: tuple[float, int], again: Again, method: str) -> dict[str, Any]:
    value, number = flip
    low, high, unit = row["low"], row["high"], row["unit"]
    if np.isnan(value):
        moves = 100 * row.get("swing", 0.0)
        english = f"does not flip: not even at {REACH:g} times its range {low:g} to {high:g} {unit}"
        english += f" (its range moves the income ratio by {moves:.1f} %)"
        chinese = (
            f"结论不变：即使移动到其范围 {low:g} 至 {high:g} {unit} 的 {REACH:g} 倍（该范围使收入比变动 {moves:.1f}%）"
        )
        return {"status": NEVER, "method": method, "said_en": english, "said_zh": chinese}
    new, new_zh = CLASSES[number][2:]
    known = again.values[np.isfinite(again.values)]
    ends = np.quantile(known, INTERVAL) if len(known) else (np.nan, np.nan)
    inside, border = low <= value <= high, again.border
    interval, interval_zh = _interval(ends)
    english, chinese = f"{row['word']} becomes {new} at {value:.4g} {unit}", f"在 {value:.4g} {unit} 处变为{new_zh}"
    english, chinese = english + interval, chinese + interval_zh
    if border:
        english = f"at the border of {row['word']} and {new}: within chance no move is needed; {english}"
        chinese = f"正处于“{row['word_zh']}”与“{new_zh}”的分界：在偶然误差内无需移动；{chinese}"
    elif not inside:
        english = f"does not flip within [{low:g}, {high:g}]; beyond it, {english}"
        chinese = f"在 [{low:g}, {high:g}] 内不变；超出后{chinese}"
    spread = row["spread"]
    return {
        "flip": value,
        "flip_low": float(ends[0]),
        "flip_high": float(ends[1]),
        "distance": abs(value - row["start"]) / spread if spread > 0 else np.nan,
        "new_word": new,
        "new_word_zh": new_zh,
        "status": BORDER if border else INSIDE if inside else BEYOND,
        "method": method,
        "said_en": english,
        "said_zh": chinese,
    }


def _interval(ends: Sequence[float]) -> tuple[str, str]:
    """The 90 % interval in words, or that there is none."""
    if np.isnan(ends[0]):
        return ", no interval: from the screening alone", "，无区间：仅由筛选得出"
    return f" (90 %: {ends[0]:.4g} to {ends[1]:.4g})", f"（90% 区间 {ends[0]:.4g} 至 {ends[1]:.4g}）"


def with_median(drawn: pd.Series, start: float, value: float, factor: Factor) -> pd.Series:
    """The draws of an input moved alike as their median goes from `start` to `value`, within what the field allows."""
    moved = drawn * (value / start) if factor.log else drawn + (value - start)
    return moved.clip(*factor.bounds).round(12)


def checked(table: pd.DataFrame, name: str, ratios: pd.Series, fit: Surface) -> dict[str, Any]:
    """What a real run at the flipping value of input `name` gives, beside what the flip rests on in the same draws:
    the fit, or outside it the slope of the screening.

    `ratios` are those of the check (draw, replication). Agreement: the expected share lies in the interval of the run.
    """
    row = table[table["input"] == name].iloc[0]
    draws = ratios.index.get_level_values("draw")
    met = np.log(ratios.to_numpy()) >= fit.least
    share, low, high = share_met(met, draws.to_numpy(), fit.seed)
    same = fit.ratios.index.isin(ratios.index)
    if name in fit.names:
        shifted = fit.shifted(name, float(row["flip"]))
    else:
        shifted = fit.response.y + row["swing"] * (row["flip"] - row["start"]) / (row["high"] - row["low"])
    expected = float(np.mean(shifted[same] >= fit.least))
    agrees = low <= expected <= high
    return {"checked": share, "checked_low": low, "checked_high": high, "expected": expected, "agrees": agrees}
