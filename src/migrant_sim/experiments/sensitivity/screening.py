"""Screening: Morris' elementary effects of every input on every outcome, by SALib, in the quantiles of the margins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from SALib.analyze import morris as analysis
from SALib.sample import morris as sampling

from ...targets import INTERVAL
from .factors import Factor, Space, seed_for

LEVELS = 4
RESAMPLES = 1000
CONFIDENCE = INTERVAL[1] - INTERVAL[0]


def trajectories(space: Space, count: int, seed: int) -> np.ndarray:
    """(count × (inputs + 1), inputs) quantiles of SALib's Morris design."""
    problem = space.problem()
    sample = sampling.sample(problem, count, num_levels=LEVELS, seed=seed_for(seed, "morris sample"))
    return np.round(np.asarray(sample), 12)


def elementary_effects(space: Space, quantiles: np.ndarray, outcomes: pd.DataFrame, seed: int) -> pd.DataFrame:
    """One row an outcome and input, the weightiest first: mean absolute, mean and spread of the change as it moves from
    its 5 to its 95 % point, and the 90 % bootstrap half-width of the first; in the outcome's unit.

    SALib divides by the step as a share of the whole move, so its effects are those of the whole move.
    `outcomes` holds one row a point of the design, in its order.
    """
    parts = []
    for name in outcomes.columns:
        found = analysis.analyze(
            space.problem(),
            quantiles,
            outcomes[name].to_numpy(float),
            num_levels=LEVELS,
            num_resamples=RESAMPLES,
            conf_level=CONFIDENCE,
            seed=seed_for(seed, f"morris {name}"),
        )
        columns = {key: np.asarray(found[key], float) for key in ("mu_star", "mu", "sigma", "mu_star_conf")}
        part = pd.DataFrame({"outcome": name, "parameter": space.names, **columns})
        part["rank"] = part["mu_star"].rank(ascending=False, method="first").astype(int)
        parts.append(part.sort_values("rank"))
    return pd.concat(parts, ignore_index=True)


def screened(table: pd.DataFrame, factors: Sequence[Factor], keep: int) -> list[str]:
    """Ids of the strongest `keep` inputs on the ratio, in order, and the contested ones after them."""
    ratio = table[(table["outcome"] == "ratio") & (table["mu_star"] > 0)]
    strongest = list(ratio.nsmallest(keep, "rank")["parameter"])
    moving = set(ratio["parameter"])
    contested = [f.id for f in factors if f.group != "parameters" or f.id == "months_ridge"]
    return strongest + [name for name in contested if name not in strongest and name in moving]
