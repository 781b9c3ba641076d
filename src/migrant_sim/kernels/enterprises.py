"""This month's places of the vacancy pools that hire by the month."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck, uniform_at

MONTHS_COVERED = 12.0  # months of pay that a subsidy is part of: so many months' hires are subsidised at a time
FULL = 1e-9  # places: hosts are fractions, and fewer short than this are none


class Pools(NamedTuple):
    """Columns of the vacancy pools (n,) that their places depend on; `capacity` and `places` are written."""

    kind: np.ndarray
    county: np.ndarray
    key: np.ndarray
    stock: np.ndarray
    kept: np.ndarray
    operating: np.ndarray
    added: np.ndarray
    subsidised_places: np.ndarray
    subsidy_share: np.ndarray
    migrants: np.ndarray
    hosts: np.ndarray
    capacity: np.ndarray
    places: np.ndarray


@kernel
def open_places(  # noqa: PLR0913 - plain numbers
    pools: Pools, first: int, last: int, demand: np.ndarray, elasticity: float, rounding: Luck
) -> int:
    """Set capacity and places of the pools of kinds `first` to `last`, under the labour demand of counties (c,).

    A hiring subsidy opens `elasticity` more places for every subsidised hire whose year's pay it covers. Capacities
    are rounded up with the chance of their fraction. Returns the number of pools with too few places for their workers.
    """
    short = 0
    for i in range(len(pools.kind)):
        if pools.kind[i] < first or pools.kind[i] > last:
            continue
        usual = pools.stock[i] * pools.kept[i] * pools.operating[i] * demand[pools.county[i]]
        covered = min(pools.subsidy_share[i], 1.0)
        capacity = usual + pools.added[i] + MONTHS_COVERED * pools.subsidised_places[i] * covered * elasticity
        pools.capacity[i] = capacity
        pools.places[i] = np.int64(np.floor(capacity + uniform_at(rounding, pools.key[i])))
        short += pools.migrants[i] + pools.hosts[i] - pools.places[i] > FULL
    return short
