"""Simulation-based calibration over the stored runs: is a run's own parameter anywhere in its posterior, equally often?

A stored point plays the truth: its moments, with the figures' errors added, are fitted by emulators that never saw its
fold. The place of its parameter in the posterior is uniform if the fit is right (Talts et al. 2018).
"""

from collections.abc import Sequence

import numpy as np

from .emulator import FOLDS, Emulator, fold_of
from .fit import Comparison, weights

LEAST_P = 0.01  # below this the places of a parameter are not uniform, and it is not called identified


def places(
    runs: tuple[np.ndarray, np.ndarray, np.ndarray],
    emulators: Sequence[Emulator],
    comparison: Comparison,
    sample: np.ndarray,
    generator: np.random.Generator,
) -> np.ndarray:
    """(runs, parameters) share of each posterior below the parameter of the run.

    `runs`: numbers of the points, their quantiles (runs, parameters), their moments (moments, runs) on the fitted
    scale. `comparison` holds total spreads; `sample` is a sample of the prior (points, parameters).
    """
    numbers, truths, values = runs
    seen = _figures(values, emulators, comparison, generator)
    found = np.empty(truths.shape)
    for fold in range(FOLDS):
        here = np.flatnonzero(fold_of(numbers) == fold)
        if not len(here):
            continue
        predicted = np.array([emulator.without[fold].predict(sample) for emulator in emulators])
        for i in here:
            weight = weights(comparison.with_goal(seen[:, i]), predicted)
            found[i] = weight @ (sample < truths[i])
    return found


def _figures(
    values: np.ndarray, emulators: Sequence[Emulator], comparison: Comparison, generator: np.random.Generator
) -> np.ndarray:
    """(moments, runs) figures as they would have been printed: with error, and about something else where doubted."""
    error = np.array([emulator.sd for emulator in emulators])
    spread = np.sqrt(np.maximum(comparison.spread**2 - error**2, 0.0))
    printed = values + spread[:, None] * generator.standard_normal(values.shape)
    other = comparison.middle[:, None] + comparison.wide[:, None] * generator.standard_normal(values.shape)
    return np.where(generator.random(values.shape) < comparison.doubt[:, None], other, printed)


def p_values(found: np.ndarray) -> np.ndarray:
    """(parameters,) chance of places at least as uneven as these if they were uniform (Kolmogorov-Smirnov)."""
    from scipy.stats import kstest

    return np.array([float(kstest(np.clip(column, 0.0, 1.0), "uniform").pvalue) for column in found.T])
