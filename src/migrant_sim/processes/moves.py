"""Moving people between activities, with the pools' counts kept as they go."""

import numpy as np

from ..kernels.matching import Seats, relocate_all
from ..state import NONE, PoolKind, State


def move(state: State, rows: np.ndarray, activity: np.ndarray | int, pool: np.ndarray | int = NONE) -> None:
    """Put persons `rows` (n,) into an activity and a vacancy pool (-1 for none); their tenure starts anew."""
    relocate_all(seats(state), np.asarray(rows, np.int64), _each(activity), _each(pool))


def seats(state: State) -> Seats:
    """The columns that a move changes, for kernels."""
    return state.view(Seats, state.persons, state.enterprises)


def _each(value: np.ndarray | int) -> np.ndarray:
    """One entry for everybody, or one each."""
    return np.atleast_1d(np.asarray(value, np.int64))


def pools_by_county(state: State, kind: PoolKind) -> np.ndarray:
    """(counties,) row of the pool of a kind in each county, -1 where there is none."""
    rows = np.flatnonzero(state.enterprises.kind == kind)
    out = np.full(len(state.counties), NONE, np.int64)
    out[state.enterprises.county[rows]] = rows
    return out
