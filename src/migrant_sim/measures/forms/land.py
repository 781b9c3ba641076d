"""Land that families farm themselves, and those families, by settlement: what works and services are planned by."""

from typing import NamedTuple

import numpy as np

from ...state import State


class Farmland(NamedTuple):
    """By settlement (s,): mu that families farm themselves, and their members, at simulated scale; and all of them."""

    mu: np.ndarray
    people: np.ndarray
    all_mu: float
    all_people: float


def farmland(state: State) -> Farmland:
    """Farmland as the first measure that asks for it begins."""
    return state.once("farmland", lambda: _summed(*state.decide("farmland", lambda: _counted(state))))


def _summed(mu: np.ndarray, people: np.ndarray) -> Farmland:
    return Farmland(mu, people, float(mu.sum()), float(people.sum()))


def _counted(state: State) -> np.ndarray:
    homes, count = state.households, len(state.settlements)
    own = (homes.land > 0) & (homes.leased == 0) & (homes.size > 0)
    where = homes.settlement[own]
    return np.stack([np.bincount(where, weights=column[own], minlength=count) for column in (homes.land, homes.size)])
