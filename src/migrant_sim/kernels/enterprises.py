"""This month's places of the vacancy pools that hire by the month, and dismissals where places fell."""

from math import sqrt
from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck, uniform_at
from .matching import Seats, relocate
from .queue import Queue, draw, served

SEARCHING, NONE = 9, -1
MONTHS_COVERED = 12.0  # months of pay that a subsidy is part of: so many months' hires are subsidised at a time
FULL = 1e-9  # places: hosts are fractions, and fewer short than this are none


class Pools(NamedTuple):
    """Columns of the vacancy pools (n,) that their places depend on; those from migrants on are written."""

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
    dismissed: np.ndarray


class Month(NamedTuple):
    """All that a month of the pools of kinds `first` to `last` reads and writes.

    By person (n,) the key, and by county (c + 1,) where its persons begin, and hosts who look for a job (c,); the queue
    has room for the largest county.
    """

    first: int
    last: int
    pools: Pools
    key: np.ndarray
    begins: np.ndarray
    host_seekers: np.ndarray
    seats: Seats
    queue: Queue


class Terms(NamedTuple):
    """Places that a subsidised hire opens, and the draws of rounding, of how many leave and of who does."""

    elasticity: float
    rounding: Luck
    leaving: Luck
    order: Luck


class Firms(NamedTuple):
    """The kind of pools whose firms close and open, the share that closes in a year, places of a firm in the sample,
    and the least and most of the share of firms that operate.
    """

    kind: int
    death: float
    size: float
    least: float
    most: float


@kernel
def turn_over(pools: Pools, firms: Firms, luck: np.ndarray) -> None:
    """Let firms close and open, by a standard normal draw of each pool (n,).

    Closures are binomial, openings Poisson with mean N d: in the long run the number of firms is Poisson about N.
    """
    death = firms.death
    for i in range(len(luck)):
        if pools.kind[i] == firms.kind and pools.stock[i] > 0.0:
            now, number = pools.operating[i], max(pools.stock[i] / firms.size, 1.0)
            spread = sqrt(death * ((1.0 - death) * now + 1.0) / number)
            share = now * (1.0 - death) + death + spread * luck[i]
            pools.operating[i] = min(max(share, firms.least), firms.most)


@kernel
def month_of_pools(m: Month, demand: np.ndarray, terms: Terms) -> None:
    """Set the places under the labour demand of counties (c,); where they fell below the workers, some leave."""
    open_places(m, demand, terms.elasticity, terms.rounding)
    pools = m.pools
    for i in range(len(pools.kind)):
        if m.first <= pools.kind[i] <= m.last:
            excess = pools.migrants[i] + pools.hosts[i] - pools.places[i]
            if excess > FULL:
                dismiss(m, i, excess, terms)


@kernel
def open_places(m: Month, demand: np.ndarray, elasticity: float, rounding: Luck) -> None:
    """Set capacity and places of the pools.

    A hiring subsidy opens `elasticity` more places for every subsidised hire whose year's pay it covers. Capacities
    are rounded up with the chance of their fraction.
    """
    pools = m.pools
    for i in range(len(pools.kind)):
        if pools.kind[i] < m.first or pools.kind[i] > m.last:
            continue
        usual = pools.stock[i] * pools.kept[i] * pools.operating[i] * demand[pools.county[i]]
        covered = min(pools.subsidy_share[i], 1.0)
        capacity = usual + pools.added[i] + MONTHS_COVERED * pools.subsidised_places[i] * covered * elasticity
        pools.capacity[i] = capacity
        pools.places[i] = np.int64(np.floor(capacity + uniform_at(rounding, pools.key[i])))


@kernel
def dismiss(m: Month, i: int, excess: float, terms: Terms) -> None:
    """Let the excess of pool i leave, hosts and relocated people in proportion, of these the newest, ties by draw.

    Hosts are fractions, relocated people are not: they also leave where there are not enough hosts to make room.
    """
    pools, county = m.pools, m.pools.county[i]
    ours = excess * pools.migrants[i] / (pools.migrants[i] + pools.hosts[i])
    drawn = np.floor(ours + uniform_at(terms.leaving, pools.key[i]))
    leaving = int(min(max(drawn, np.ceil(excess - pools.hosts[i] - FULL)), pools.migrants[i]))
    hosts = min(max(excess - leaving, 0.0), pools.hosts[i])
    pools.hosts[i] -= hosts
    m.host_seekers[county] += hosts
    pools.dismissed[i] += leaving
    if leaving > 0:
        rows, n = m.queue.rows, 0
        for person in range(m.begins[county], m.begins[county + 1]):
            rows[n] = person
            n += m.seats.pool[person] == i
        draw(terms.order, m.key, m.queue, n)
        for k in range(n):
            m.queue.score[k] += m.seats.tenure[rows[k]]
        served(m.queue, n, leaving)
        for k in range(n):
            if m.queue.given[k] == 1:
                relocate(m.seats, rows[k], SEARCHING, NONE)
