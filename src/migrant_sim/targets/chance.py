"""The share of runs that meet a target, with its interval over parameter draws."""

from functools import lru_cache
from hashlib import sha256

import numpy as np

RESAMPLES = 2000
CONFIDENCE = 0.95  # of a one-sided bound, as the ends of a 90 % interval
INTERVAL = (0.05, 0.95)


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
