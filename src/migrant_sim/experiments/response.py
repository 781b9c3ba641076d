"""How the income ratio responds to start ratio and trend, so that a probability can be told for fixed values of them.

Over all runs of one arm, the log of the income ratio in the target's year is fitted by least squares on the log of the
start ratio and on the trend. Each run is then moved along the fitted slopes to the fixed values: what the fit leaves
unexplained (other parameters, chance) stays with the run. The probability is the share of moved runs that meet the
target; its interval is a bootstrap over draws that fits the slopes anew each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..published import parameter
from ..targets import INTERVAL, resamples, widened

if TYPE_CHECKING:
    from ..scenario import Scenario

POINTS = 5
_BLOCK = 1 << 22  # numbers moved at once, to bound memory


@dataclass(frozen=True)
class Axis:
    """One uncertainty shown beside the verdict: its column among the draws and the values at which it is held fixed.

    `column` is empty when the user fixed it; `points` is then that one value.
    """

    name: str
    column: str
    points: tuple[float, ...]
    log: bool = False

    def scale(self, values: np.ndarray) -> np.ndarray:
        """The values as the regression sees them."""
        return np.log(values) if self.log else values


@dataclass(frozen=True, eq=False)
class Response:
    """Runs of one arm: log income ratio `y`, axes `x` (runs × axes), draw of each run as 0, 1, ..."""

    y: np.ndarray
    x: np.ndarray
    draw: np.ndarray
    seed: int

    @cached_property
    def slopes(self) -> np.ndarray:
        """Least-squares slope of each axis."""
        return np.linalg.lstsq(self._design, self.y, rcond=None)[0][1:] / self._spread

    @cached_property
    def r_squared(self) -> float:
        """Share of the variance of `y` that the axes explain."""
        rest = self.y - (self.x - self.x.mean(axis=0)) @ self.slopes
        total = self.y.var()
        return float(1 - rest.var() / total) if total > 0 else float("nan")

    @cached_property
    def weight(self) -> np.ndarray:
        """How often each draw is in each resample."""
        return resamples(int(self.draw.max()) + 1, self.seed)

    @cached_property
    def slopes_again(self) -> np.ndarray:
        """Slopes fitted to each resample of the draws: array (resamples, axes)."""
        size, count = self._design.shape[1], int(self.draw.max()) + 1
        squares, cross = np.zeros((count, size, size)), np.zeros((count, size))
        np.add.at(squares, self.draw, self._design[:, :, None] * self._design[:, None, :])
        np.add.at(cross, self.draw, self._design * self.y[:, None])
        normal = np.einsum("bd,dij->bij", self.weight, squares)
        found = np.linalg.pinv(normal, hermitian=True) @ (self.weight @ cross)[:, :, None]
        return found[:, 1:, 0] / self._spread

    def moved(self, fixed: Mapping[int, float]) -> np.ndarray:
        """The runs' `y` with some axes (by number) held at a value on the axis's own scale."""
        return self.y + sum((value - self.x[:, axis]) * self.slopes[axis] for axis, value in fixed.items())

    def interval(self, fixed: Mapping[int, float], least: float) -> tuple[float, float]:
        """90 % bootstrap interval of the share of runs with `y` of at least `least` when axes are held fixed."""
        shares, step = [], max(1, _BLOCK // len(self.y))
        for start in range(0, len(self.weight), step):
            part = slice(start, start + step)
            y = self.y + sum(
                (value - self.x[:, axis]) * self.slopes_again[part, axis, None] for axis, value in fixed.items()
            )
            weight = self.weight[part][:, self.draw]
            shares.append((weight * (y >= least)).sum(axis=1) / weight.sum(axis=1))
        low, high = np.quantile(np.concatenate(shares), INTERVAL)
        return widened(float(low), float(high), int(self.draw.max()) + 1)

    @cached_property
    def _spread(self) -> np.ndarray:
        spread = self.x.std(axis=0)
        return np.where(spread > 0, spread, 1.0)

    @cached_property
    def _design(self) -> np.ndarray:
        centred = (self.x - self.x.mean(axis=0)) / self._spread
        return np.column_stack([np.ones(len(self.y)), centred])


def verdict_axes(scenario: Scenario, draws: pd.DataFrame) -> tuple[Axis, Axis]:
    """Start ratio and trend (share a year): five values across the range of each, or the one that the user fixed."""
    start = _axis(scenario, draws, "start_ratio", "start_ratio")
    return replace(start, log=True), _axis(scenario, draws, "trend", "trend_gap")


def _axis(scenario: Scenario, draws: pd.DataFrame, name: str, field: str) -> Axis:
    reference, path = scenario.process("reference"), f"reference.{field}"
    if path not in draws.columns:
        return Axis(name, "", (float(getattr(reference, field)),))
    own = {f.name: f.metadata.get("source", "") for f in fields(reference)}[field]
    priors = dict(scenario.region.priors)
    source = priors.get(path) or priors.get(f"processes.{path}") or own
    if source:
        low, high = parameter(source).low, parameter(source).high
    else:
        low, high = np.quantile(draws[path], INTERVAL)
    return Axis(name, path, tuple(round(float(value), 6) + 0.0 for value in np.linspace(low, high, POINTS)))
