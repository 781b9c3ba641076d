"""Branches of large households, which stand at the end of their slice and split off in a year drawn beforehand."""

import numpy as np

from ..published import parameter
from .generations import FIRST_YEAR
from .kinds import Kind
from .luck import Luck
from .members import Homes, People

_LEAST_WORKERS, _LEAST_SIZE = 3, 5  # ASSUMPTION: smaller households have no branch
_GROWN = 20  # years, ASSUMPTION: the age at which a branch may found a household of its own


def branch_members(homes: Homes, people: People) -> np.ndarray:
    """(persons,) flags of those in their household's branch: the workers after the first two, and the infants."""
    count = len(homes.key)
    worker = people.kind == Kind.WORKER
    ordinal = np.arange(len(people.key)) - homes.first[people.household]
    later = worker & (ordinal >= 2)
    grown = np.bincount(people.household, weights=later & (people.age >= _GROWN), minlength=count) > 0
    workers = np.bincount(people.household, weights=worker, minlength=count)
    has = grown & (workers >= _LEAST_WORKERS) & (homes.size >= _LEAST_SIZE)
    return has[people.household] & (later | (people.kind == Kind.INFANT))


def split_years(homes: Homes, has_branch: np.ndarray, until: int, luck: Luck) -> np.ndarray:
    """(households,) year in whose January the branch splits off, 0 if not up to `until`: a chance a year."""
    chance, year_of = parameter("household_split_rate").central, np.zeros(len(homes.key), np.int64)
    for year in range(FIRST_YEAR, until + 1):
        rows = np.flatnonzero(has_branch & (year_of == 0))
        year_of[rows[luck.uniform(f"split {year}", homes.key[rows]) < chance]] = year
    return year_of
