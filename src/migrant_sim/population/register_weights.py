"""Weights of ledger households that cover a part of the people: the margins of the region by raking.

Households alike in size and in members by age and sex share a weight. Where the ledger cannot meet the margins of
persons, size alone is met; where not even that, all weights are equal. What was met is told.
"""

from typing import NamedTuple

import numpy as np

from ..errors import DataError
from . import margins as m
from .fitting import Constraint, rake
from .margins import Margins

AGES = (15, 40, 60)  # ends of the age groups that are met, ends of five-year bands; fewer cells than the margin's own
TOLERANCE = 1e-4
MOST_WEIGHT = 50.0  # of the mean weight; a household that stood for more would be the whole answer (assumption)


class Weights(NamedTuple):
    """Real households behind each household of the ledger (households,), and which margins they meet."""

    weight: np.ndarray
    met: str  # "age, sex and size", "size" or "none"


def weigh(household: np.ndarray, age: np.ndarray, sex: np.ndarray, persons: float, margins: Margins) -> Weights:
    """Weights so that the ledger stands for `persons`; persons given by row of household, age and sex code."""
    size = np.bincount(household)
    members = np.zeros((len(size), 2 * (len(AGES) + 1)), np.int64)
    group = np.searchsorted(AGES, age, side="right") * 2 + np.maximum(sex, 0)
    np.add.at(members, (household, group), 1)
    kinds, kind, count = np.unique(members, axis=0, return_inverse=True, return_counts=True)
    for met, constraints in _attempts(kinds, margins):
        try:
            share = rake(count / count.sum(), constraints, TOLERANCE)
        except DataError:
            continue
        each = (share / count)[kind.ravel()]
        if each.max() <= MOST_WEIGHT * each.mean():
            return Weights(each * persons / float((each * size).sum()), met)
    return Weights(np.full(len(size), persons / float(size.sum())), "none")


def _attempts(kinds: np.ndarray, margins: Margins) -> list[tuple[str, list[Constraint]]]:
    sizes, total = _size(kinds, margins), kinds.sum(axis=1).astype(float)
    people = [_mean(kinds[:, cell].astype(float), mean, cell) for cell, mean in enumerate(_means(margins))]
    open_mean = Constraint(
        name="household_size (mean of the class 7+)",
        labels=np.where(total >= 7, 0, -1),
        targets=np.array([m.OPEN_SIZE_MEAN]),
        values=total,
    )
    return [("age, sex and size", [sizes, open_mean, *people]), ("size", [sizes])]


def _size(kinds: np.ndarray, margins: Margins) -> Constraint:
    share = np.array([margins.value("household_size", level) for level in m.SIZES])
    return Constraint(name="household_size", labels=np.clip(kinds.sum(axis=1), 1, 7) - 1, targets=share / share.sum())


def _means(margins: Margins) -> np.ndarray:
    """(cells,) members by age group and sex per household, as the margins of persons have them."""
    shares = np.array([[margins.value("age_sex", age, sex) for sex in m.SEXES] for age in m.BANDS])
    lows = np.arange(len(m.BANDS)) * 5
    group = np.searchsorted(AGES, lows, side="right")
    cells = np.zeros((len(AGES) + 1, 2))
    np.add.at(cells, group, shares / shares.sum())
    size = margins.column("household_size")
    mean = sum(share * (m.OPEN_SIZE_MEAN if level == "7+" else int(level)) for level, share in size.items())
    return np.asarray(cells.ravel() * mean / sum(size.values()))


def _mean(members: np.ndarray, mean: float, cell: int) -> Constraint:
    return Constraint(
        name=f"age_sex, cell {cell}", labels=np.zeros(len(members), np.int64), targets=np.array([mean]), values=members
    )
