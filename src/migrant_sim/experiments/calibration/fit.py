"""From emulators to the posterior: implausibility, likelihood, importance weights, and rows in blocks.

A dense sample of the prior is weighted by how well the emulated moments meet the figures. The variance of a moment is
that of the figure (with the model's discrepancy) plus the emulator's own cross-validated error. A figure that may not
be about relocated people (`doubt`) is a mixture: with that probability it says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .moments import Moment
from .plan import BLOCK, BLOCKS

OUT = 3.0  # standard deviations beyond which a point is implausible
LEAST_EFFECTIVE = 200.0  # an effective sample below this is told as too small


@dataclass(frozen=True)
class Comparison:
    """Fitted moments as arrays (moments,): figures on the fitted scale, total spread, doubt, and what doubt means.

    `middle` and `wide` are mean and standard deviation over the prior: what the figure would be if it were about
    something else of the same kind.
    """

    goal: np.ndarray
    spread: np.ndarray
    doubt: np.ndarray
    middle: np.ndarray
    wide: np.ndarray

    @classmethod
    def of(cls, moments: Sequence[Moment], errors: np.ndarray, predicted: np.ndarray) -> "Comparison":
        """From moments, their emulators' errors (moments,), and predictions over the prior (moments, points)."""
        goal, spread, doubt = (
            np.array([getattr(moment, name) for moment in moments]) for name in ("goal", "spread", "doubt")
        )
        total = np.sqrt(spread**2 + errors**2)
        return cls(goal, total, doubt, predicted.mean(axis=1), np.sqrt(predicted.var(axis=1) + total**2))

    def with_goal(self, goal: np.ndarray) -> "Comparison":
        """The same with other figures."""
        return Comparison(goal, self.spread, self.doubt, self.middle, self.wide)

    def part(self, kept: np.ndarray) -> "Comparison":
        """Those moments alone whose flag is set."""
        return Comparison(*(getattr(self, name)[kept] for name in ("goal", "spread", "doubt", "middle", "wide")))


def implausibility(comparison: Comparison, predicted: np.ndarray) -> np.ndarray:
    """(moments, points) distances in standard deviations."""
    return np.asarray(np.abs(predicted - comparison.goal[:, None]) / comparison.spread[:, None])


def reachable(comparison: Comparison, predicted: np.ndarray) -> np.ndarray:
    """(moments,) whether some point of the prior comes within three standard deviations.

    Where none does the model cannot give the figure: that is told, and the figure left out, for it would drive
    parameters to their ends.
    """
    return np.asarray(implausibility(comparison, predicted).min(axis=1) < OUT)


def farthest(comparison: Comparison, predicted: np.ndarray) -> np.ndarray:
    """(points,) the largest implausibility over moments without doubt; 0 where there are none."""
    sure = comparison.doubt == 0.0
    if not sure.any():
        return np.zeros(predicted.shape[1])
    return np.asarray(implausibility(comparison.part(sure), predicted[sure]).max(axis=0))


def weights(comparison: Comparison, predicted: np.ndarray) -> np.ndarray:
    """(points,) importance weights that add to one, for predictions (moments, points) over a sample of the prior."""
    log_likelihood = np.zeros(predicted.shape[1])
    for j, doubt in enumerate(comparison.doubt):
        meets = _log_normal(comparison.goal[j], predicted[j], comparison.spread[j])
        if doubt > 0.0:
            nothing = _log_normal(comparison.goal[j], comparison.middle[j], comparison.wide[j])
            meets = np.logaddexp(np.log1p(-doubt) + meets, np.log(doubt) + nothing)
        log_likelihood += meets
    raw = np.exp(log_likelihood - log_likelihood.max())
    return np.asarray(raw / raw.sum())


def _log_normal(value: float, middle: np.ndarray | float, spread: float) -> np.ndarray:
    return np.asarray(-0.5 * ((value - middle) / spread) ** 2 - np.log(spread))


def effective(weight: np.ndarray) -> float:
    """Effective sample size of weights that add to one."""
    return float(1.0 / np.sum(weight**2))


def resampled(weight: np.ndarray, count: int, offset: float) -> np.ndarray:
    """(count,) rows by systematic resampling; `offset` in [0, 1) is the only chance in it."""
    cumulative = np.cumsum(weight)
    places = (np.arange(count) + offset) / count * cumulative[-1]
    return np.minimum(np.searchsorted(cumulative, places, side="right"), len(weight) - 1)


def in_blocks(spreading: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Order of BLOCKS x BLOCK rows such that each block holds one row of every stratum of `spreading`.

    A stratum is so many rows, neighbours in that value, as there are blocks. Inside a block the order is random.
    """
    strata = np.argsort(spreading, kind="stable").reshape(BLOCK, BLOCKS)
    dealt = np.array([generator.permutation(stratum) for stratum in strata])
    return np.concatenate([generator.permutation(dealt[:, block]) for block in range(BLOCKS)])


def quantiles(values: np.ndarray, weight: np.ndarray, at: Sequence[float]) -> np.ndarray:
    """Weighted quantiles of (n,) values."""
    order = np.argsort(values, kind="stable")
    cumulative = np.cumsum(weight[order])
    places = np.searchsorted(cumulative, np.array(at) * cumulative[-1])
    return np.asarray(values[order][np.minimum(places, len(values) - 1)])


def variance(values: np.ndarray, weight: np.ndarray) -> float:
    """Weighted variance."""
    middle = float(weight @ values)
    return float(weight @ (values - middle) ** 2)
