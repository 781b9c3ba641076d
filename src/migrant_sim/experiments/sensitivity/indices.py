"""Quantified indices by SALib with 90 % intervals: PAWN and RBD-FAST on the stored sample, Sobol' on a design."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from SALib.analyze import pawn, rbd_fast, sobol
from SALib.sample import sobol as saltelli
from scipy.stats import rankdata

from ...targets import INTERVAL
from .factors import Space, seed_for

SLIDES = 8
HARMONICS = 6
RESAMPLES = 50
SOBOL_RESAMPLES = 1000
DUMMIES = 100  # inputs of no effect that tell what an index is worth by luck alone
CONFIDENCE = INTERVAL[1] - INTERVAL[0]
COLUMNS = ("outcome", "parameter", "method", "index", "low", "high", "noise", "draws")

Estimator = Callable[[dict[str, Any], np.ndarray, np.ndarray], np.ndarray]


def pawn_median(problem: dict[str, Any], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """PAWN's median distance over slides of each input; nothing in it is random."""
    return np.asarray(pawn.analyze(problem, x, y, S=SLIDES)["median"], float)


def fast_first(problem: dict[str, Any], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """RBD-FAST's first-order index of each input; its own bootstrap is left out, for ours serves both methods."""
    found = rbd_fast.analyze(problem, x, y, M=HARMONICS, num_resamples=2, seed=1)
    return np.asarray(found["S1"], float)


ESTIMATORS: dict[str, Estimator] = {"pawn": pawn_median, "rbd_fast": fast_first}


def given_data(x: pd.DataFrame, outcomes: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Indices of the inputs `x` (draws × ids) on each outcome (rows: draw, replication), with bootstrap intervals.

    Replications of a draw are averaged first (`met` becomes a share): chance is a factor of its own. `noise` is the
    95 % point of the index of an input without effect. Intervals are over draws, by the quantiles of resamples.
    """
    names, means = list(x.columns), outcomes.groupby(level="draw").mean()
    values = x.loc[means.index].to_numpy(float)
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    ranks = rankdata(values, axis=0, method="ordinal") / (len(values) + 1.0)
    picks = _picks(len(values), seed)
    rows = []
    for outcome in means.columns:
        y = means[outcome].to_numpy(float)
        if y.std() == 0.0:
            continue
        for method, estimator in ESTIMATORS.items():
            index = _index(estimator, problem, ranks, y)
            again = np.array([_index(estimator, problem, _apart(ranks[pick], seed), y[pick]) for pick in picks])
            low, high = _interval(index, again)
            noise = _noise(estimator, y, seed)
            rows += [(outcome, name, method, index[i], low[i], high[i], noise, len(y)) for i, name in enumerate(names)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def saltelli_sample(space: Space, names: Sequence[str], base: int, seed: int) -> np.ndarray:
    """(base × (inputs + 2), inputs) quantiles of SALib's Saltelli design."""
    problem = space.problem(names)
    sample = saltelli.sample(problem, base, calc_second_order=False, seed=seed_for(seed, "saltelli"))
    return np.round(np.asarray(sample), 12)


def sobol_indices(space: Space, names: Sequence[str], outcomes: pd.DataFrame, seed: int) -> pd.DataFrame:
    """First-order and total Sobol' indices of a Saltelli design; `outcomes` holds one row a point, in its order."""
    rows = []
    for outcome in outcomes.columns:
        y = outcomes[outcome].to_numpy(float)
        if y.std() == 0.0:
            continue
        found = sobol.analyze(
            space.problem(names),
            y,
            calc_second_order=False,
            num_resamples=SOBOL_RESAMPLES,
            conf_level=CONFIDENCE,
            seed=seed_for(seed, f"sobol {outcome}"),
        )
        for method, key in (("sobol_first", "S1"), ("sobol_total", "ST")):
            index, half = (np.asarray(found[name], float) for name in (key, f"{key}_conf"))
            rows += [
                (outcome, name, method, index[i], index[i] - half[i], index[i] + half[i], np.nan, len(y))
                for i, name in enumerate(names)
            ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _picks(count: int, seed: int) -> np.ndarray:
    """(RESAMPLES, count) draws of each resample."""
    return _generator(seed, "bootstrap").integers(0, count, size=(RESAMPLES, count))


def _apart(x: np.ndarray, seed: int) -> np.ndarray:
    """Resampled ranks with their ties broken, for both methods sort by them."""
    return x + 1e-9 * _generator(seed, "ties").random(x.shape)


def _interval(index: np.ndarray, again: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The index plus the spread of its resamples around their own mean: resampling adds a bias, which is taken out."""
    low, high = np.quantile(again - again.mean(axis=0), INTERVAL, axis=0)
    return index + low, index + high


def _noise(estimator: Estimator, y: np.ndarray, seed: int) -> float:
    x = _generator(seed, "dummies").random((len(y), DUMMIES))
    names = [f"dummy {number}" for number in range(DUMMIES)]
    problem = {"num_vars": DUMMIES, "names": names, "bounds": [[0.0, 1.0]] * DUMMIES}
    return float(np.quantile(_index(estimator, problem, x, y), INTERVAL[1]))


def _index(estimator: Estimator, problem: dict[str, Any], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """(inputs,) indices; none has any where the outcome does not vary, as in a resample without a rare event."""
    if y.std() == 0.0:
        return np.zeros(x.shape[1])
    with np.errstate(
        divide="ignore", invalid="ignore"
    ):  # PAWN also divides by means of zero for a figure not used here
        return estimator(problem, x, y)


def _generator(seed: int, purpose: str) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=seed_for(seed, purpose)))
