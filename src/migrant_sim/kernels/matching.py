"""Who gets which of the limited places."""

import numpy as np
from numba import njit


@njit(cache=True, error_model="numpy", nogil=True)
def fill_places(order: np.ndarray, group: np.ndarray, places: np.ndarray, given: np.ndarray) -> None:
    """Serve applicants in `order` while places (g,) of their group (n,) last; `given` (n,) becomes 1 for those served.

    `places` counts down in place; applicants of group -1 are left out.
    """
    for i in order:
        g = group[i]
        if g >= 0 and places[g] > 0:
            places[g] -= 1
            given[i] = 1


@njit(cache=True, error_model="numpy", nogil=True)
def choose(weights: np.ndarray, row: np.ndarray, u: np.ndarray, out: np.ndarray) -> None:
    """For each draw u (n,) the column of `weights` (r, k) that it falls on in row `row` (n,); rows add to 1."""
    last = weights.shape[1] - 1
    for i in range(len(u)):
        total, k = weights[row[i], 0], 0
        while u[i] >= total and k < last:
            k += 1
            total += weights[row[i], k]
        out[i] = k


@njit(cache=True, error_model="numpy", nogil=True)
def separate(rows: np.ndarray, hazard: np.ndarray, u: np.ndarray, activity: np.ndarray, leaves: np.ndarray) -> None:
    """Mark in `leaves` (n,) the persons `rows` (n,) whose spell ends: u (n,) under their activity's hazard (a,)."""
    for i in range(len(rows)):
        leaves[i] = u[i] < hazard[activity[rows[i]]]
