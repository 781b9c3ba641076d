"""The fitted response that flips and shares are read from: the log ratio on the screened inputs, least squares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from ..response import Response
from .factors import Factor

RUNS_AN_INPUT = 4  # draws behind each slope, at least


@dataclass(frozen=True, eq=False)
class Surface:
    """Runs of the scenario with the inputs `names` of their draws; `least` is the log ratio that meets the target."""

    names: tuple[str, ...]
    logs: tuple[bool, ...]
    values: pd.DataFrame
    ratios: pd.Series
    least: float
    seed: int

    @cached_property
    def response(self) -> Response:
        """The fit of `experiments/response.py`, on more axes."""
        at = self.ratios.index.get_level_values("draw")
        table = self.values.loc[at, list(self.names)].to_numpy(float)
        scaled = np.where(self.logs, np.log(np.where(self.logs, table, 1.0)), table)
        code = np.unique(at, return_inverse=True)[1]
        return Response(np.log(self.ratios.to_numpy()), scaled, code, self.seed)

    def scale(self, name: str, value: float) -> float:
        """A value as the regression sees it."""
        return float(np.log(value)) if self.logs[self.names.index(name)] else value

    def back(self, name: str, scaled: float) -> float:
        """A value from the scale of the regression."""
        return float(np.exp(scaled)) if self.logs[self.names.index(name)] else float(scaled)

    def start(self, name: str) -> float:
        """Where the sample has an input: the median of its draws, whatever they are drawn from."""
        return float(self.values[name].median())

    def shifted(self, name: str, median: float) -> np.ndarray:
        """Log ratios with all draws of an input moved alike, so that their median comes to `median`."""
        move = self.scale(name, median) - self.scale(name, self.start(name))
        return self.response.y + move * self.response.slopes[self.names.index(name)]

    def moved(self, fixed: Mapping[str, float]) -> np.ndarray:
        """Log ratios with inputs held at values."""
        held = {self.names.index(name): self.scale(name, value) for name, value in fixed.items()}
        return self.response.moved(held)

    def chance(self, fixed: Mapping[str, float]) -> float:
        """Share of moved runs that meet the target."""
        return float(np.mean(self.moved(fixed) >= self.least))

    def median(self, fixed: Mapping[str, float]) -> float:
        """Median ratio of the moved runs."""
        return float(np.exp(np.median(self.moved(fixed))))


def surface(
    factors: Sequence[Factor], names: Sequence[str], values: pd.DataFrame, ratios: pd.Series, fit: tuple[float, int]
) -> Surface:
    """The response on the inputs `names` that vary, as many as the draws support; `fit` is (least, seed).

    Start and reference, trend and the ridge come first, then the strongest.
    """
    by_id = {factor.id: factor for factor in factors}
    contested = [name for name in names if by_id[name].group != "parameters" or name == "months_ridge"]
    order = contested + [name for name in names if name not in contested]
    room = max(len(contested), ratios.index.get_level_values("draw").nunique() // RUNS_AN_INPUT)
    chosen = [name for name in order if values[name].std() > 0][:room]
    logs = tuple(by_id[name].log for name in chosen)
    return Surface(tuple(chosen), logs, values, ratios, *fit)
