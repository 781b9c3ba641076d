"""Levers of measures on columns of places: what is offered, and a measure's part of what was used.

What a measure adds is given as a column of places (n,) and a factor, so that no array is made of their product.
"""

import numpy as np

from . import kernel


@kernel
def lift(lever: np.ndarray, by: np.ndarray, factor: float) -> None:
    """Raise a lever (n,) by `by` (n,) times `factor`."""
    for i in range(len(lever)):
        lever[i] += by[i] * factor


@kernel
def blend(lever: np.ndarray, added: np.ndarray, by: np.ndarray, factor: float, own: float) -> None:
    """Make a lever (n,) the mean over the places (n,) `added` so far, at its value, and the new places at `own`."""
    for i in range(len(lever)):
        places = by[i] * factor
        if places > 0.0:
            lever[i] = (lever[i] * added[i] + own * places) / (added[i] + places)


@kernel
def used(count: np.ndarray, by: np.ndarray, factor: float, total: np.ndarray) -> float:
    """What was counted (n,) on places, as far as they are `by` (n,) times `factor` of all `total` (n,), summed."""
    found = 0.0
    for i in range(len(count)):
        if total[i] > 0.0:
            found += count[i] * (by[i] * factor / total[i])
    return found


@kernel
def total(count: np.ndarray) -> float:
    """A count (n,) of all places together."""
    found = 0
    for i in range(len(count)):
        found += count[i]
    return float(found)


@kernel
def lift_up_to(lever: np.ndarray, by: float, most: float) -> None:
    """Raise a lever (n,) everywhere by as much, up to `most`; what is above it stays."""
    for i in range(len(lever)):
        lever[i] = min(lever[i] + by, max(lever[i], most))


@kernel
def supply_water(lever: np.ndarray, water: np.ndarray, reached: float, built: float, cut: float) -> None:
    """On the part of the land that is reached, supply the part `built` of what `water` (n,) lacks, less `cut`."""
    for i in range(len(lever)):
        lever[i] += reached * ((1.0 - water[i]) * built - cut)
