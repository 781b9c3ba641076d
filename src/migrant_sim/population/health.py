"""Health and schooling dealt to members, in the numbers that the fitted person table gives each kind, sex and age."""

import numpy as np

from . import margins as m
from .fitting import integerise_rows
from .kinds import AGE_LOWS, EDUCATION_LOWS, HEALTH_LOWS, Kind, band, person_types
from .luck import Luck
from .margins import Margins

_SEARCH_STEPS = 10  # halvings when the clustering in households is matched


def _deal_levels(group: np.ndarray, levels: np.ndarray, types: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    """(groups, levels) whole numbers of persons to be dealt: the fitted shares of each group, in the group's size.

    `types` holds group, level and share of the cells of the person table.
    """
    cell_group, cell_level, share = types
    shape = (int(max(group.max(), cell_group.max())) + 1, len(levels))
    fitted = np.bincount(cell_group * shape[1] + cell_level, weights=share, minlength=shape[0] * shape[1])
    return integerise_rows(fitted.reshape(shape), np.bincount(group, minlength=shape[0]))


def _group(lows: tuple[int, ...], kind: np.ndarray, sex: np.ndarray, age: np.ndarray) -> np.ndarray:
    """Age class of a margin, then five-year band, kind and sex: neighbours share the age class."""
    wide = np.maximum(band(age, lows) + 1, 0)
    return ((wide * len(AGE_LOWS) + band(age, AGE_LOWS)) * len(Kind) + kind) * 2 + sex


def deal_health(
    persons: tuple[np.ndarray, np.ndarray, np.ndarray],
    placed: tuple[np.ndarray, np.ndarray, np.ndarray],
    margins: Margins,
    luck: Luck,
) -> np.ndarray:
    """(n,) health of `persons` (kind, sex, age) within kind, sex and five-year band, the worst first.

    Disability and limiting illness cluster in households as far as the margins of households with either need it;
    `placed` holds the persons' keys, their household's row and the keys of the households.
    """
    (kind, sex, age), (key, household, home_key) = persons, placed
    types = person_types(margins)
    group = _group(HEALTH_LOWS, kind, sex, age)
    cells = (_group(HEALTH_LOWS, types.kind, types.sex, types.age), types.health, types.share)
    number = _deal_levels(group, np.arange(4), cells)
    health = np.zeros(len(key), np.int64)
    for level, margin in ((3, m.DISABLED), (2, m.ILL), (1, "")):
        rows = np.flatnonzero(health == 0)
        frail, own = luck.uniform(f"frailty {level}", home_key), luck.uniform(f"health {level}", key[rows])
        target = margins.value("care_burden", margin) * len(home_key) if margin else np.inf
        chosen = _clustered((group[rows], number[:, level]), household[rows], frail, own, target)
        health[rows[chosen]] = level
    return health


def _clustered(
    places: tuple[np.ndarray, np.ndarray], household: np.ndarray, frail: np.ndarray, own: np.ndarray, target: float
) -> np.ndarray:
    """Rows of those who get one of the places of their group: `places` = (group of each row, places by group).

    Scores mix the household's draw with one's own; the mixture is searched so that about `target` households are hit.
    """
    group, number = places
    low, high, chosen = 0.0, 1.0, np.zeros(0, np.int64)
    for _ in range(_SEARCH_STEPS if np.isfinite(target) else 1):
        shared = (low + high) / 2 if np.isfinite(target) else 0.0
        order = np.lexsort((shared * frail[household] + (1 - shared) * own, group))
        rank = np.arange(len(order)) - np.searchsorted(group[order], group[order])
        chosen = order[rank < number[group[order]]]
        too_many = np.unique(household[chosen]).size > target
        low, high = (shared, high) if too_many else (low, shared)
    return chosen


def deal_schooling(
    kind: np.ndarray, sex: np.ndarray, age: np.ndarray, luck: np.ndarray, margins: Margins
) -> np.ndarray:
    """(n,) schooling within kind, sex and five-year band (single years below 15), by chance `luck` (n,)."""
    types = person_types(margins)
    lows = (*range(15), *EDUCATION_LOWS)
    group = _group(lows, kind, sex, age)
    cells = (_group(lows, types.kind, types.sex, types.age), types.education, types.share)
    number = _deal_levels(group, np.arange(5), cells)
    schooling = np.empty(len(group), np.int64)
    schooling[np.lexsort((luck, group))] = np.repeat(np.tile(np.arange(5), len(number)), number.ravel())
    return schooling
