"""Levers of measures on columns of places: what is offered, and a measure's part of what was used."""

import numpy as np

from . import kernel


@kernel
def blend(lever: np.ndarray, added: np.ndarray, places: np.ndarray, own: float) -> None:
    """Make a lever (n,) the mean over the places (n,) `added` so far, at its value, and more `places` (n,) at `own`."""
    for i in range(len(places)):
        if places[i] > 0.0:
            lever[i] = (lever[i] * added[i] + own * places[i]) / (added[i] + places[i])


@kernel
def used(count: np.ndarray, mine: np.ndarray, total: np.ndarray) -> float:
    """What was counted (n,) on places, as far as they are `mine` (n,) of all `total` (n,) places, summed."""
    found = 0.0
    for i in range(len(count)):
        if total[i] > 0.0:
            found += count[i] * (mine[i] / total[i])
    return found
