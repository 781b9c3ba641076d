"""The variance of the verdict split into chance, parameters, start and reference, and trend; the shares add to one.

Chance is nested: the mean variance within a draw, over replications of a few draws. The rest, the variance between
draws, is split by Shapley's value over three groups. For the log ratio a group set is worth what a regression on it
explains (adjusted); what no regression explains counts as parameters, for there are the most of them and their
effects are fitted as straight lines. For the yes or no a set is worth the variance of the probability given it, from
the same additive fit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd

from ...targets import INTERVAL
from .factors import GROUPS, seed_for

PARTS = ("parameters", "start_reference", "trend")
RESAMPLES = 200


@dataclass(frozen=True, eq=False)
class Sample:
    """Draws of the stored sample and of the chance design.

    `log_ratio` (draws, replications); `features` a matrix (draws, columns) a group; `chance` (draws, replications) log
    ratios of the chance design; `least` the log ratio that meets the target.
    """

    log_ratio: np.ndarray
    features: Mapping[str, np.ndarray]
    chance: np.ndarray
    least: float


def variance_split(sample: Sample, seed: int) -> pd.DataFrame:
    """One row an outcome (ratio, met) and group: share with its 90 % bootstrap interval, and the whole variance.

    Draws are resampled, and the replications of the chance design. Shares are NaN where the outcome never varies.
    """
    middle = shares(sample)
    generator = np.random.Generator(np.random.Philox(key=seed_for(seed, "variance")))
    draws, columns = len(sample.log_ratio), sample.chance.shape[1]
    again = []
    for _ in range(RESAMPLES):
        pick, luck = (np.asarray(generator.integers(0, size, size)) for size in (draws, columns))
        again.append(shares(resampled(sample, pick, luck)))
    rows = []
    for outcome, (split, whole) in middle.items():
        for group in GROUPS:
            known = [value for each in again if np.isfinite(value := each[outcome][0][group])]
            low, high = np.quantile(known, INTERVAL) if known and np.isfinite(split[group]) else (np.nan, np.nan)
            rows.append((outcome, group, split[group], low, high, whole))
    return pd.DataFrame(rows, columns=["outcome", "group", "share", "low", "high", "variance"])


def resampled(sample: Sample, pick: np.ndarray, luck: np.ndarray) -> Sample:
    """The sample with other draws, and other replications in the chance design."""
    features = {group: x[pick] for group, x in sample.features.items()}
    chance = sample.chance[:, luck]
    # A replication that comes twice has no variance of its own.
    chance = chance.mean(axis=1, keepdims=True) + (chance - chance.mean(axis=1, keepdims=True)) * _unbiased(luck)
    return Sample(sample.log_ratio[pick], features, chance, sample.least)


def shares(sample: Sample) -> dict[str, tuple[dict[str, float], float]]:
    """(share by group, variance) of the log ratio and of the yes or no."""
    z = sample.log_ratio.mean(axis=1)
    replications = sample.log_ratio.shape[1]
    # One replication cannot tell what it does with a draw: left in, that part of chance would count twice.
    noise = interaction(sample.log_ratio if replications > 1 else sample.chance) / replications
    within = float(sample.chance.var(axis=1, ddof=1).mean())
    between = max(float(z.var(ddof=1)) - noise, 0.0)
    fits = {subset: fitted(z, sample.features, subset) for subset in _subsets()}
    # To know more explains no less: an adjusted fit may say otherwise by sampling error alone.
    explained = {
        subset: min(max(fits[part][0] for part in fits if set(part) <= set(subset)), between) for subset in fits
    }
    parts = shapley(lambda subset: explained[subset])
    parts["parameters"] += between - sum(parts.values())
    whole = between + within
    ratio = {"chance": within, **parts}
    return {"ratio": (_over(ratio, whole), whole), "met": _met(sample, z, fits[PARTS][1])}


def interaction(values: np.ndarray) -> float:
    """Variance of what draw and replication do together, of a (draws, replications) table; 0 with one replication."""
    rows, columns = values.shape
    if columns < 2:
        return 0.0
    rest = values - values.mean(axis=1, keepdims=True) - values.mean(axis=0, keepdims=True) + values.mean()
    return float((rest**2).sum() / ((rows - 1) * (columns - 1)))


def fitted(
    z: np.ndarray, features: Mapping[str, np.ndarray], subset: tuple[str, ...]
) -> tuple[float, dict[str, np.ndarray]]:
    """Variance of `z` that a regression on a set of groups explains (adjusted), and each group's part of the fit."""
    if not subset:
        return 0.0, {}
    x = np.column_stack([features[group] for group in subset])
    x = x - x.mean(axis=0)
    slopes = np.linalg.lstsq(x, z - z.mean(), rcond=None)[0]
    rest = z - z.mean() - x @ slopes
    # A resample holds some draws twice; only the distinct ones carry information.
    rows, used = len(np.unique(z)), int(np.linalg.matrix_rank(x))
    adjusted = 1.0 - (rest.var() / z.var()) * (rows - 1) / max(rows - used - 1, 1) if z.var() > 0 else 0.0
    ends = np.cumsum([0, *(features[group].shape[1] for group in subset)])
    parts = {g: x[:, a:b] @ slopes[a:b] for g, a, b in zip(subset, ends[:-1], ends[1:], strict=True)}
    return max(adjusted, 0.0) * float(z.var(ddof=1)), parts


def shapley(worth: Callable[[tuple[str, ...]], float]) -> dict[str, float]:
    """Shapley's value of each of the three groups; they add up to the worth of all together."""
    size, found = len(PARTS), {}
    for group in PARTS:
        others, value = [name for name in PARTS if name != group], 0.0
        for count in range(size):
            weight = factorial(count) * factorial(size - count - 1) / factorial(size)
            for chosen in combinations(others, count):
                joined = tuple(name for name in PARTS if name in (*chosen, group))
                value += weight * (worth(joined) - worth(chosen))
        found[group] = value
    return found


def _met(sample: Sample, z: np.ndarray, parts: Mapping[str, np.ndarray]) -> tuple[dict[str, float], float]:
    luck = (sample.chance - sample.chance.mean(axis=1, keepdims=True)).ravel()
    chance = _share_above(sample.least - z, luck)
    mean, between = float(chance.mean()), float(chance.var())
    whole = mean * (1.0 - mean)

    def worth(subset: tuple[str, ...]) -> float:
        if not subset or subset == PARTS:
            return between if subset else 0.0
        known = np.sum([parts[group] for group in subset], axis=0)
        rest = ((z - known)[:, None] + luck[None, :: max(1, len(luck) // 32)]).ravel()
        return float(_share_above(sample.least - known, rest).var())

    return _over({"chance": whole - between, **shapley(worth)}, whole), whole


def _share_above(needed: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Share of the values that reach each needed one."""
    ordered = np.sort(values)
    return 1.0 - np.searchsorted(ordered, needed, side="left") / len(ordered)


def _over(parts: Mapping[str, float], whole: float) -> dict[str, float]:
    return {group: parts[group] / whole if whole > 0 else float("nan") for group in GROUPS}


def _subsets() -> list[tuple[str, ...]]:
    return [chosen for count in range(len(PARTS) + 1) for chosen in combinations(PARTS, count)]


def _unbiased(luck: np.ndarray) -> float:
    """What makes up for the variance that resampling takes from so few replications."""
    return float(np.sqrt(len(luck) / max(len(luck) - 1, 1)))
