"""What a mix is worth: cost, chance, ratio, shortfall and inequality over the same draws for every mix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...targets import INTERVAL, Target, share_met

Factors = tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Score:
    """A mix by its multiples (one a lever) with its outcomes.

    `cost` yuan of all years, less the baseline's, mean over runs; `probability` the share of runs that meet the target
    and `worst_quartile` the same over the quarter of draws in which the baseline's ratio is lowest; `ratio` and
    `shortfall` (yuan per person below the target) medians; `gini` a mean.
    """

    factors: Factors
    cost: float
    probability: float
    low: float
    high: float
    worst_quartile: float
    ratio: float
    ratio_low: float
    ratio_high: float
    shortfall: float
    gini: float
    runs: int


@dataclass(frozen=True, eq=False)
class Yardstick:
    """The baseline's runs against which mixes are scored."""

    target: Target
    seed: int
    cost: pd.Series
    worst: frozenset[int]

    @classmethod
    def of(cls, baseline: pd.DataFrame, target: Target, seed: int) -> Yardstick:
        """From the baseline's runs (draw, replication)."""
        by_draw = baseline[("income_ratio", "all")].groupby(level="draw").mean()
        worst = by_draw.sort_values(kind="stable").index[: max(1, len(by_draw) // 4)]
        return cls(target, seed, baseline[("cost", "all")], frozenset(int(draw) for draw in worst))

    def score(self, factors: Factors, runs: pd.DataFrame) -> Score | None:
        """The score of a mix from its runs (draw, replication); None where it has none beside the baseline's."""
        runs = runs[runs.index.isin(self.cost.index)]
        if runs.empty:
            return None
        ratio, mean = runs[("income_ratio", "all")].to_numpy(), runs[("rural_mean_income", "all")].to_numpy()
        draws = runs.index.get_level_values("draw").to_numpy()
        met = self.target.meets(ratio, self.target.tolerance)
        probability, low, high = share_met(met, draws, self.seed)
        hard = np.isin(draws, list(self.worst))
        wanted = self.target.threshold - self.target.tolerance
        ratio_low, middle, ratio_high = np.quantile(ratio, (INTERVAL[0], 0.5, INTERVAL[1]))
        return Score(
            factors=factors,
            cost=float(np.mean(runs[("cost", "all")].to_numpy() - self.cost.loc[runs.index].to_numpy())),
            probability=probability,
            low=low,
            high=high,
            worst_quartile=float(np.mean(met[hard])) if hard.any() else float("nan"),
            ratio=float(middle),
            ratio_low=float(ratio_low),
            ratio_high=float(ratio_high),
            shortfall=float(np.median(np.maximum(wanted - ratio, 0.0) * mean)),
            gini=float(np.mean(runs[("gini", "all")].to_numpy())),
            runs=len(runs),
        )


def runs_by_mix(wide: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Runs (draw, replication) of each mix."""
    return {str(mix): rows.droplevel("mix") for mix, rows in wide.groupby(level="mix")}


def front(scores: Sequence[Score], aim: str) -> list[Score]:
    """Those that no other beats in cost, aim and inequality at once, cheapest first; of equal ones the first."""
    points = np.array([objectives(score, aim) for score in scores]).reshape(-1, 3)
    kept = []
    for number, point in enumerate(points):
        better = (points <= point).all(axis=1) & (points < point).any(axis=1)
        same_before = (points[:number] == point).all(axis=1).any()
        if not better.any() and not same_before:
            kept.append(scores[number])
    return sorted(kept, key=lambda score: (score.cost, score.factors))


def objectives(score: Score, aim: str) -> tuple[float, float, float]:
    """Cost, aim and inequality, each to be made small."""
    aims = {"probability": -score.probability, "ratio": -score.ratio, "shortfall": score.shortfall}
    return score.cost, aims[aim], score.gini
