"""A month of earnings: casual work is shared out, terms follow from the month, and everybody is paid."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .accounts import Tally
from .draws import Luck
from .earnings import FARM, LOCAL, POST, SELF_EMPLOYED, TRAINING, Homes, Scratch, Terms, Workers, earn


class CasualPools(NamedTuple):
    """Columns of vacancy pools (k,) by which casual work is shared; `worker_days` is written."""

    stock: np.ndarray
    migrants: np.ndarray
    hosts: np.ndarray
    worker_days: np.ndarray


class CasualTerms(NamedTuple):
    """Days of a month in season, the part of work given up that goes to others, days behind the stock, most days, pools
    a county, of which the first is for casual work.
    """

    days: float
    kept: float
    usual: float
    most: float
    every: int


@kernel
def share_casual_work(pools: CasualPools, demand: np.ndarray, t: CasualTerms, season: float) -> None:
    """Set a casual worker's days of the month: more or fewer than the season's as fewer or more share the work of a
    county (c,).
    """
    for county in range(len(demand)):
        k = county * t.every
        people = max(pools.migrants[k] + pools.hosts[k], 1e-9)
        share = 1.0 + t.kept * (pools.stock[k] / t.usual / people - 1.0)
        pools.worker_days[k] = min(t.days * season * share * demand[county], t.most)


class Month(NamedTuple):
    """All that a month of earnings reads and writes: tables; by pool (k,) pay ratio, by settlement (s,) pay of work
    relief, by county (c,) work that stops; room for days and pay by activity (activities,), for a window, for the sums.
    """

    workers: Workers
    homes: Homes
    pools: CasualPools
    pay_ratio: np.ndarray
    relief_pay: np.ndarray
    closed: np.ndarray
    days: np.ndarray
    pay: np.ndarray
    scratch: Scratch
    tally: Tally


class Rules(NamedTuple):
    """What holds in all months, named as in `Terms`: days of a full month and their share in those of other work by
    activity (activities,), pay of a post over last year's rural mean, and casual work.
    """

    full_days: np.ndarray
    day_share: np.ndarray
    hands: np.ndarray
    gain: np.ndarray
    old_gain: float
    post_pay: float
    least_days: float
    remitted: float
    casual: CasualTerms


class Now(NamedTuple):
    """What differs by month: pay of full work and chance of being at work by activity (activities,), labour demand by
    county (c,); month, share of work that goes on, casual work in season, whether farms are at work, and last year's
    rural mean.
    """

    wage: np.ndarray
    at_work: np.ndarray
    demand: np.ndarray
    month: int
    open_share: float
    season: float
    farm_active: bool
    rural_mean: float


@kernel
def month_of_earnings(m: Month, r: Rules, now: Now, luck: Luck) -> float:
    """Share casual work out under the labour demand of counties, then pay everybody.

    Returns what a month of a regular local job pays where nothing stops, idle months counted.
    """
    share_casual_work(m.pools, now.demand, r.casual, now.season)
    for a in range(len(m.pay)):
        part = now.open_share if (a >= LOCAL) & (a <= SELF_EMPLOYED) else 1.0
        m.pay[a] = now.wage[a] * r.day_share[a] * part
        m.days[a] = r.full_days[a] * part
    m.pay[POST] = r.post_pay * now.rural_mean
    m.days[FARM] = m.days[FARM] if now.farm_active else 0.0
    m.days[TRAINING] = 0.0
    terms = Terms(
        m.days,
        m.pay,
        now.at_work,
        r.hands,
        m.pay_ratio,
        m.pools.worker_days,
        m.relief_pay,
        r.gain,
        r.old_gain,
        now.month,
        now.open_share,
        m.closed,
        r.least_days,
        r.remitted,
    )
    earn(m.workers, m.homes, terms, luck, m.scratch, m.tally)
    return now.wage[LOCAL] * r.day_share[LOCAL] * now.at_work[LOCAL]
