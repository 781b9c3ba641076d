"""Stored runs become emulators, and emulators a second wave and a weighted sample of the prior."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from .emulator import Emulator, fit_emulator, fold_of
from .fit import OUT, Comparison, farthest, reachable, weights
from .moments import FITTED, Moment

LEAST_ROWS = 30  # a moment with fewer usable runs has no emulator


class Learnt(NamedTuple):
    """An emulated moment: its emulator, and the standard deviation between replications of a point (nan: none)."""

    moment: Moment
    emulator: Emulator
    chance: float


class Posterior(NamedTuple):
    """A sample of the prior (points, parameters) in quantile space with what is predicted there, and its weights."""

    sample: np.ndarray
    learnt: tuple[Learnt, ...]
    predicted: np.ndarray  # (moments, points), on the fitted scale
    used: np.ndarray  # (moments,) whether a moment is in the fit
    comparison: Comparison  # of all moments
    weight: np.ndarray

    @property
    def fitted(self) -> Comparison:
        """The comparison of the moments that are in the fit."""
        return self.comparison.part(self.used)


def learn(moments: Sequence[Moment], rows: pd.DataFrame, places: np.ndarray) -> tuple[Learnt, ...]:
    """An emulator for every moment that enough runs have; `rows` as `Parts.table` gives them, `places` by point."""
    learnt = []
    for moment in moments:
        numbers, values, chance = readable(moment, rows)
        if len(values) >= LEAST_ROWS:
            emulator = fit_emulator(places[numbers], values, fold_of(numbers))
            learnt.append(Learnt(moment, emulator, chance))
    return tuple(learnt)


def readable(moment: Moment, rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, float]:
    """Points and values (runs,) of one moment on the fitted scale, and the spread between replications."""
    own = rows[rows["moment"] == moment.id]
    own = own[np.isfinite(own["value"]) & ((own["value"] > 0.0) | (not moment.log))]
    values = np.array([moment.scaled(value) for value in own["value"]])
    wide = own.assign(value=values).pivot(index="point", columns="replication", values="value")
    twice = (wide[0] - wide[1]).dropna().to_numpy() if {0, 1} <= set(wide.columns) else np.empty(0)
    chance = float(np.sqrt(np.mean(twice**2) / 2.0)) if len(twice) else float("nan")
    return own["point"].to_numpy(), values, chance


def condition(learnt: tuple[Learnt, ...], sample: np.ndarray) -> Posterior:
    """The posterior over a sample of the prior, from what was learnt."""
    predicted = np.array([one.emulator.whole.predict(sample) for one in learnt])
    errors = np.array([one.emulator.sd for one in learnt])
    comparison = Comparison.of([one.moment for one in learnt], errors, predicted)
    fitted = np.array([one.moment.use == FITTED for one in learnt])
    used = fitted & reachable(comparison, predicted)
    weight = weights(comparison.part(used), predicted[used])
    return Posterior(sample, learnt, predicted, used, comparison, weight)


def plausible_first(posterior: Posterior, sample: np.ndarray, count: int) -> tuple[np.ndarray, float]:
    """(count,) rows of a sample for the second wave, and the share of the sample that is plausible.

    Plausible rows come in their order; where there are too few the least implausible follow.
    """
    used = [one for one, kept in zip(posterior.learnt, posterior.used, strict=True) if kept]
    predicted = np.array([one.emulator.whole.predict(sample) for one in used])
    distance = farthest(posterior.fitted, predicted)
    rank = np.where(distance < OUT, 0.0, distance)
    return np.argsort(rank, kind="stable")[:count], float(np.mean(distance < OUT))
