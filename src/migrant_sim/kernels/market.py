"""What the kernels of the labour market share: the columns, chances and luck of a month."""

from typing import NamedTuple

import numpy as np

from .draws import Luck
from .incentives import Homes, People, Worth
from .matching import Seats

CHUNK = 1024  # people whose draws are made at once, few enough to stay in the first-level cache
CASUAL, LOCAL, REGION, OUTSIDE, SELF_EMPLOYED, SEARCHING = 1, 2, 3, 4, 5, 9
LOCAL_POOL, PARK, WORKSHOP, POOLS_A_COUNTY = 1, 2, 3, 4  # rows of pools: county x 4 + kind, then region and outside


class Villages(NamedTuple):
    """Columns of settlements (s,)."""

    key: np.ndarray
    brokers: np.ndarray
    brokers_kept: np.ndarray
    organised_places: np.ndarray
    organised_capacity: np.ndarray
    placed: np.ndarray
    transport_grant: np.ndarray
    retention: np.ndarray
    ledger: np.ndarray
    start_places: np.ndarray
    started: np.ndarray


class Pools(NamedTuple):
    """Columns of vacancy pools (k,)."""

    key: np.ndarray
    capacity: np.ndarray
    places: np.ndarray
    migrants: np.ndarray
    hosts: np.ndarray
    reserved: np.ndarray
    pay_ratio: np.ndarray
    subsidised_places: np.ndarray
    subsidy_share: np.ndarray
    subsidised_hired: np.ndarray


class Rates(NamedTuple):
    """This month's chances: by Activity (activities,), by sex, land and will to leave of finders (8, 6), plain numbers.

    `channels` has the row 4 x sex + 2 x (farms own land) + (would leave the region).
    """

    hazard: np.ndarray
    channels: np.ndarray
    failure: float
    no_return: float
    offers: float
    from_search: float
    from_casual: float
    finding_prime: float
    finding_hard: float
    host_separation: float


class Market(NamedTuple):
    """All that the month reads and writes; by county (c,) hosts as seekers, openings outside the
    region lost and workers there who lose their job, and rival applications of each host."""

    people: People
    homes: Homes
    seats: Seats
    villages: Villages
    pools: Pools
    county_key: np.ndarray
    host_seekers: np.ndarray
    outside_lost: np.ndarray
    outside_early: np.ndarray
    host_search: np.ndarray
    worth: Worth
    rates: Rates


class Decisions(NamedTuple):
    """The luck of each decision of a month; local to workshop by kind of pool."""

    separation: Luck
    offers: Luck
    offer_order: Luck
    application: Luck
    application_order: Luck
    finding: Luck
    channel: Luck
    subsidy: Luck
    local: Luck
    park: Luck
    workshop: Luck
    outside: Luck
    starts: Luck
    start_order: Luck


class Seekers(NamedTuple):
    """What the decisions of those who look for work depend on (n,), in the order of `Queue.rows`.

    `at_home` is what a month of regular work costs at home and `cost` what it must pay at least, in yuan; `leaves`
    whether one would leave the region, `door` the row of `Rates.channels`, `suited` whether workshops take one.
    """

    key: np.ndarray
    settlement: np.ndarray
    county: np.ndarray
    skill: np.ndarray
    at_home: np.ndarray
    cost: np.ndarray
    carer: np.ndarray
    hard: np.ndarray
    helped: np.ndarray
    dibao: np.ndarray
    leaves: np.ndarray
    door: np.ndarray
    suited: np.ndarray


class Queue(NamedTuple):
    """Scratch: those who look for work (n,), and of them `who` stands in a line, as places among `rows`; whole numbers
    by settlement (s,) and county (c,); draws of one chunk; the most that a spell's chance to end can be (activities,).
    """

    seekers: Seekers
    rows: np.ndarray
    who: np.ndarray
    score: np.ndarray
    spare: np.ndarray
    group: np.ndarray
    given: np.ndarray
    offers: np.ndarray
    ours: np.ndarray
    open: np.ndarray
    first: np.ndarray
    keys: np.ndarray
    draws: np.ndarray
    most: np.ndarray
