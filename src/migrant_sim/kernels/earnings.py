"""Days and pay of every worker, and what reaches the household, in one pass over households and their members."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .accounts import Tally
from .draws import Luck, draw_rows
from .queue import NONE

FARM, CASUAL, LOCAL, REGION, OUTSIDE, SELF_EMPLOYED, POST, RELIEF, TRAINING, SEARCHING, SCHOOLING = range(11)
LIVING = 1
YOUNGEST_HAND, OLDEST_HAND = 16, 69  # years; ages at which an able adult out of work helps on the family's farm
ILL = 2  # code of health from which one is not able


class Workers(NamedTuple):
    """Columns of persons (n,) that the pass reads, and those it writes, from days on."""

    key: np.ndarray
    alive: np.ndarray
    age: np.ndarray
    health: np.ndarray
    ill_left: np.ndarray
    labour: np.ndarray
    resident: np.ndarray
    household: np.ndarray
    settlement: np.ndarray
    county: np.ndarray
    activity: np.ndarray
    pool: np.ndarray
    tenure: np.ndarray
    skill: np.ndarray
    certificate: np.ndarray
    certified: np.ndarray
    days: np.ndarray
    pay: np.ndarray
    months_worked: np.ndarray
    months_employed: np.ndarray
    months_away: np.ndarray
    months_stable: np.ndarray
    months_subsidised: np.ndarray


class Homes(NamedTuple):
    """Columns of households (h,) that the pass reads, and those it writes, from employed on; lines are added to."""

    labour: np.ndarray
    employed: np.ndarray
    hands: np.ndarray
    wage: np.ndarray
    operating: np.ndarray
    transfer: np.ndarray
    away: np.ndarray


class Terms(NamedTuple):
    """What a worker's days and pay of this month follow from.

    By activity (activities,): days of a month at work and pay of such a month before skill, a day's for casual work,
    chance of being at work, and part of a member's time that the family's farm can count on; pay ratio and casual
    days by pool (k,); pay of work relief by settlement (s,); work that stops by county (c,); what a certificate
    multiplies pay by, by months since it was gained (m,), the last for all later months, `old_gain` for those of
    before the run (negative in `certified`); and plain numbers.
    """

    days: np.ndarray
    pay: np.ndarray
    at_work: np.ndarray
    hands: np.ndarray
    pay_ratio: np.ndarray
    casual_days: np.ndarray
    relief_pay: np.ndarray
    gain: np.ndarray
    old_gain: float
    month: int
    open_share: float
    closed: np.ndarray
    least_days: float
    remitted: float


class Scratch(NamedTuple):
    """For a window of rows (k,) that follow each other: rows of workers, their keys and draws; who is at hand."""

    rows: np.ndarray
    keys: np.ndarray
    u: np.ndarray
    at_hand: np.ndarray


@kernel
def _at_hand(
    activity: np.ndarray,
    alive: np.ndarray,
    age: np.ndarray,
    health: np.ndarray,
    ill_left: np.ndarray,
    at_hand: np.ndarray,
) -> None:
    """Write to `at_hand` (k,) 1 for workers and for living adults of age who are not ill, from columns (k,), else 0."""
    for i in range(len(activity)):
        of_age = (age[i] >= YOUNGEST_HAND) & (age[i] <= OLDEST_HAND)
        able = (alive[i] == LIVING) & (health[i] < ILL) & (ill_left[i] <= 0)
        at_hand[i] = (activity[i] < SEARCHING) | (of_age & able)


@kernel
def _workers(activity: np.ndarray, first: int, rows: np.ndarray) -> int:
    """Write the rows of workers, of a window (k,) from row `first` on, to `rows`; return how many there are."""
    found = NONE
    for i in range(len(activity)):
        rows[found] = first + i
        found += np.uint64(activity[i] < SEARCHING)
    return int(found)


@kernel
def _count(w: Workers, least_days: float, tally: Tally) -> None:
    """Add the month to the counts of the year, and the ill out of work to the tally.

    Short loops, so that each takes many rows at a time.
    """
    activity, days, tenure, ill = w.activity, w.days, w.tenure, 0
    employed, worked, away, stable = w.months_employed, w.months_worked, w.months_away, w.months_stable
    subsidised = w.months_subsidised
    for i in range(len(activity)):
        employed[i] += activity[i] <= RELIEF
    for i in range(len(activity)):
        worked[i] += days[i] >= least_days
    for i in range(len(activity)):
        away[i] += (activity[i] == OUTSIDE) & (days[i] >= least_days)
    for i in range(len(activity)):
        subsidised[i] += (activity[i] >= POST) & (activity[i] <= TRAINING)
    for i in range(len(activity)):
        lasts = tenure[i] if (activity[i] >= LOCAL) & (activity[i] <= POST) else 0
        stable[i] = max(stable[i], lasts)
    for i in range(len(activity)):
        ill += (w.ill_left[i] > 0) & (w.alive[i] == LIVING) & (activity[i] >= SEARCHING)
    tally.people[2] += ill


@kernel
def _idle(labour: np.ndarray, employed: np.ndarray, idle: np.ndarray) -> None:
    """Add to `idle` (2,) households with labour, and those of them with nobody at work, from columns (h,)."""
    with_labour, without_work = 0, 0
    for h in range(len(labour)):
        with_labour += labour[h] > 0
        without_work += (labour[h] > 0) & (employed[h] == 0)
    idle[0] += with_labour
    idle[1] += without_work


@kernel(inline="always")
def _earned(w: Workers, t: Terms, i: np.uint64, u: float) -> tuple[float, float]:
    """Days and pay of the worker in row `i` at draw `u`.

    Hardly a branch, since what neighbours do is anybody's guess: all is fetched first, and then chosen from.
    """
    a, pool, certified, skill = w.activity[i], w.pool[i], w.certified[i], w.skill[i]
    days, pay, closed, relief = t.days[a], t.pay[a], t.closed[w.county[i]], t.relief_pay[w.settlement[i]]
    place = max(pool, 0)
    ratio, casual_days = t.pay_ratio[place], t.casual_days[place] * t.open_share
    by_month = t.gain[min(max(t.month - certified, 0), len(t.gain) - 1)]
    gain = t.old_gain if certified < 0 else by_month
    job = (a >= LOCAL) & (a <= SELF_EMPLOYED)
    factor = ratio * (gain if w.certificate[i] else 1.0)
    factor = factor if job & (pool >= 0) else 1.0
    days, pay = (casual_days, casual_days * pay) if a == CASUAL else (days, pay)
    part = 1.0 - (closed if (a >= CASUAL) & (a <= SELF_EMPLOYED) else 0.0)
    days, pay = days * part, pay * part
    pay = relief if a == RELIEF else pay
    pay = pay * (skill if a <= SELF_EMPLOYED else 1.0) * factor
    at_work = (u < t.at_work[a]) | (not job)
    return (days if at_work else 0.0), (pay if at_work else 0.0)


@kernel
def _clear(tally: Tally) -> None:
    """Begin the sums of a month."""
    tally.pay[:] = 0.0
    tally.labour[:], tally.days[:], tally.idle[:] = 0.0, 0.0, 0.0
    tally.lines[:], tally.homes[:], tally.people[:] = 0.0, 0.0, 0.0


@kernel
def earn(w: Workers, homes: Homes, t: Terms, luck: Luck, scratch: Scratch, tally: Tally) -> None:
    """Write days and pay of the month, add to the year's counts, bring pay home by the residence rule, and tally.

    `luck` decides who of the employed is at work. A month counts as worked from `least_days` days on; stable are
    regular jobs, own business and posts. Own business is operating income of the household; of the pay of members who
    are no residents the share `remitted` arrives and the rest is kept away. Workers are gathered window by window,
    since a branch on what neighbours in the table do would be guessed wrongly half of the time.
    """
    _clear(tally)
    for start in range(0, len(w.key), len(scratch.rows)):
        window = slice(start, min(start + len(scratch.rows), len(w.key)))
        columns = w.activity[window], w.alive[window], w.age[window], w.health[window], w.ill_left[window]
        _at_hand(*columns, scratch.at_hand)
        activity, household, labour = w.activity[window], w.household[window], w.labour[window]
        for i in range(len(activity)):
            homes.hands[household[i]] += t.hands[activity[i]] * scratch.at_hand[i]
            tally.labour[activity[i]] += labour[i]
        w.days[window], w.pay[window] = 0.0, 0.0
        found = _workers(activity, start, scratch.rows)
        draw_rows(luck, w.key, scratch.rows[:found], scratch.keys, scratch.u)
        for k in range(found):
            row = np.uint64(scratch.rows[k])
            a, home = w.activity[row], w.household[row]
            days, pay = _earned(w, t, row, scratch.u[k])
            w.days[row], w.pay[row] = days, pay
            tally.days[a] += days
            tally.pay[a, w.resident[row]] += pay
            homes.employed[home] += a <= RELIEF
            if a == SELF_EMPLOYED:
                homes.operating[home] += pay
            elif w.resident[row]:
                homes.wage[home] += pay
            else:
                homes.transfer[home] += pay * t.remitted
                homes.away[home] += pay * (1.0 - t.remitted)
    _count(w, t.least_days, tally)
    _idle(homes.labour, homes.employed, tally.idle)
