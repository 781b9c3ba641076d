"""Who takes what of several kinds, and moves of many people at once."""

from typing import NamedTuple

import numpy as np

from . import kernel


class Seats(NamedTuple):
    """Where people are, columns of persons (n,), and the counts of vacancy pools (k,)."""

    activity: np.ndarray
    pool: np.ndarray
    tenure: np.ndarray
    migrants: np.ndarray
    hired: np.ndarray


@kernel
def relocate(seats: Seats, i: int, activity: int, pool: int) -> None:
    """Put person i into an activity and a pool (-1 for none); tenure starts anew and the pools' counts follow."""
    left = seats.pool[i]
    if left >= 0:
        seats.migrants[left] -= 1
    seats.activity[i], seats.pool[i], seats.tenure[i] = activity, pool, 0
    if pool >= 0:
        seats.migrants[pool] += 1
        seats.hired[pool] += 1


@kernel
def relocate_all(seats: Seats, rows: np.ndarray, activity: np.ndarray, pool: np.ndarray) -> None:
    """Put persons `rows` (n,) into activities and pools, (n,) or one for everybody."""
    for k in range(len(rows)):
        relocate(seats, rows[k], activity[k % len(activity)], pool[k % len(pool)])


@kernel
def choose_one(weights: np.ndarray, row: int, u: float) -> int:
    """The column of `weights` (r, k) that the draw u falls on in a row; rows add to 1."""
    last = weights.shape[1] - 1
    total, k = weights[row, 0], 0
    while u >= total and k < last:
        k += 1
        total += weights[row, k]
    return k
