"""Places of settlements that open this month: those of 2020 as far as kept, and those that measures add."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck, draw_keys, uniform_at


class Opened(NamedTuple):
    """By settlement (s,): its key; what places of 2020 are counted by, the share of them kept, places added; out come
    the places before rounding, and those that open.
    """

    key: np.ndarray
    stock: np.ndarray
    kept: np.ndarray
    added: np.ndarray
    capacity: np.ndarray
    places: np.ndarray


@kernel
def open_places(o: Opened, factor: float, rounding: Luck) -> None:
    """Set the places, `stock` times `factor` being those of 2020; rounded up with the chance of the fraction."""
    draw_keys(rounding, o.key, o.capacity)  # all draws in one vectorised loop, to where the places go
    for s in range(len(o.places)):
        draw = o.capacity[s]
        o.capacity[s] = o.stock[s] * factor * o.kept[s] + o.added[s]
        o.places[s] = int(np.floor(o.capacity[s] + draw))


@kernel
def rounded(expected: float, rounding: Luck, key: np.uint64) -> int:
    """The whole number with this expectation that an entity's draw gives; one that grows never gives fewer."""
    return int(np.floor(expected + uniform_at(rounding, key)))
