"""Levers of measures on columns of places: what is offered, and a measure's part of what was used.

What a measure adds is given as a column of places (n,) and a factor, so that no array is made of their product.
"""

from typing import NamedTuple

import numpy as np

from . import kernel


class Emptied(NamedTuple):
    """Columns that go back to zero when a month opens, by type: all lengths together."""

    reals: tuple[np.ndarray, ...]  # f8
    singles: tuple[np.ndarray, ...]  # f4
    counts: tuple[np.ndarray, ...]  # i4
    words: tuple[np.ndarray, ...]  # i2
    codes: tuple[np.ndarray, ...]  # i1


@kernel
def empty(columns: Emptied) -> None:
    """Put every column back to zero: one call, for so many are short that calls would be most of it."""
    for column in columns.reals:
        column[:] = 0.0
    for column in columns.singles:
        column[:] = 0.0
    for column in columns.counts:
        column[:] = 0
    for column in columns.words:
        column[:] = 0
    for column in columns.codes:
        column[:] = 0


@kernel
def lift(lever: np.ndarray, by: np.ndarray, factor: float) -> None:
    """Raise a lever (n,) by `by` (n,) times `factor`."""
    for i in range(len(lever)):
        lever[i] += by[i] * factor


@kernel
def lift_all(lever: np.ndarray, by: float) -> None:
    """Raise a lever (n,) everywhere by as much."""
    for i in range(len(lever)):
        lever[i] += by


@kernel
def multiply(lever: np.ndarray, by: float) -> None:
    """Multiply a lever (n,) everywhere."""
    for i in range(len(lever)):
        lever[i] *= by


@kernel
def blend(lever: np.ndarray, added: np.ndarray, by: np.ndarray, factor: float, own: float) -> None:
    """Make a lever (n,) the mean over the places (n,) `added` so far, at its value, and the new places at `own`."""
    for i in range(len(lever)):
        places = by[i] * factor
        if places > 0.0:
            lever[i] = (lever[i] * added[i] + own * places) / (added[i] + places)


class Offered(NamedTuple):
    """Levers of vacancy pools (n,): places added, the share of their vacancies that is reserved, and their pay."""

    added: np.ndarray
    reserved: np.ndarray
    pay_ratio: np.ndarray


@kernel
def offer(pools: Offered, by: np.ndarray, factor: float, reserved: float, pay_ratio: float) -> None:
    """Add places, `by` (n,) times `factor`; reserved share and pay of a pool are means over all added to it."""
    blend(pools.reserved, pools.added, by, factor, reserved)
    blend(pools.pay_ratio, pools.added, by, factor, pay_ratio)
    lift(pools.added, by, factor)


@kernel
def used(count: np.ndarray, by: np.ndarray, factor: float, total: np.ndarray) -> float:
    """What was counted (n,) on places, as far as they are `by` (n,) times `factor` of all `total` (n,), summed."""
    found = 0.0
    for i in range(len(count)):
        if count[i] != 0 and total[i] > 0.0:  # most places count nothing in a month
            found += count[i] * (by[i] * factor / total[i])
    return found


@kernel
def used_both(
    first: np.ndarray, second: np.ndarray, by: np.ndarray, factor: float, total: np.ndarray
) -> tuple[float, float]:
    """What `used` gives for two counts (n,) on the same places."""
    return used(first, by, factor, total), used(second, by, factor, total)


@kernel
def total(count: np.ndarray) -> float:
    """A count (n,) of all places together."""
    found = 0
    for i in range(len(count)):
        found += count[i]
    return float(found)


@kernel
def add_lines(sums: np.ndarray, places: np.ndarray, numbers: np.ndarray) -> None:
    """Add numbers (m * k,), month by month, to the places (k,) of sums."""
    for i in range(len(numbers)):
        sums[places[i % len(places)]] += numbers[i]


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


class Works(NamedTuple):
    """What complete works bring: water that they supply of what is missing, loss of a drought that they avoid, and cost
    of travel to work that they save.
    """

    water: float
    drought: float
    commuting: float


class Served(NamedTuple):
    """By settlement (s,) water, then the levers: water added, drought avoided; and one row, the cost of travel cut."""

    water: np.ndarray
    water_added: np.ndarray
    drought_avoided: np.ndarray
    commuting_cut: np.ndarray


@kernel
def build(places: Served, works: Works, done: float) -> None:
    """Raise the levers by the part `done` of the works."""
    supply_water(places.water_added, places.water, 1.0, works.water * done, 0.0)
    lift_up_to(places.drought_avoided, works.drought * done, 1.0)
    lift_up_to(places.commuting_cut, works.commuting * done, 1.0)
