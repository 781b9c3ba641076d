"""A month of welfare posts: who leaves, who is cut, who of the applicants is served."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck
from .queue import Queue, draw, end_of, listed, served

POST, LAST_WORK, SEARCHING = 6, 7, 9
DISABLED, MONITORED = 3, 2
_HOLDERS, _SEEKERS = np.int64(1 << POST), np.int64(1 << SEARCHING)


class People(NamedTuple):
    """Columns of persons (n,); activity, tenure and barred are written."""

    key: np.ndarray
    household: np.ndarray
    settlement: np.ndarray
    health: np.ndarray
    hard: np.ndarray
    activity: np.ndarray
    tenure: np.ndarray
    barred: np.ndarray


class Homes(NamedTuple):
    """Columns of households (h,)."""

    first: np.ndarray
    slots: np.ndarray
    watch: np.ndarray


class Terms(NamedTuple):
    """Rules of this month: chance to leave, longest stay and bar after it in months, and the two draws."""

    exit_rate: float
    spell_cap: float
    barred_months: int
    exit: Luck
    order: Luck


class Count(NamedTuple):
    """Posts open (s,); out come posts filled (s,), applicants left waiting (s,), and two totals.

    `total` holds allocations, and those made while an applicant with a prior claim in the settlement went without.
    """

    places: np.ndarray
    filled: np.ndarray
    waiting: np.ndarray
    total: np.ndarray


@kernel
def allocate(people: People, homes: Homes, terms: Terms, count: Count, queue: Queue) -> None:
    """Let holders leave, then serve applicants by need."""
    for i in range(len(people.barred)):
        people.barred[i] -= people.barred[i] > 0
    first, rows, activity, tenure = 0, queue.rows, people.activity, people.tenure
    while first < len(activity):
        here = people.settlement[first]
        span = (first, end_of(people.settlement, first))
        holders = leave(people, terms, span, count.places[here], queue)
        n = apply(people, homes, terms, span, queue)
        new = served(queue, n, count.places[here] - holders)
        for k in range(n):
            if queue.given[k] == 1:
                activity[rows[k]], tenure[rows[k]] = POST, 0
        audit(queue, n, count.total)
        count.filled[here], count.waiting[here] = holders + new, n - new
        first = span[1]


@kernel
def leave(people: People, terms: Terms, span: tuple[int, int], places: int, queue: Queue) -> int:
    """Exits by chance and by the cap, then of the newest holders (ties by draw) if too many; how many stay."""
    rows, activity, tenure, barred = queue.rows, people.activity, people.tenure, people.barred
    n, staying = listed(activity, span, _HOLDERS, rows), 0
    draw(terms.exit, people.key, queue, n)
    for k in range(n):
        i, chance = rows[k], queue.score[k]
        capped = tenure[i] >= terms.spell_cap
        stays = (chance >= terms.exit_rate) & (not capped)
        rows[staying], queue.score[staying] = i, chance - tenure[i]
        staying += stays
        if not stays:
            activity[i], tenure[i] = SEARCHING, 0
            barred[i] = terms.barred_months if capped else barred[i]
    kept = served(queue, staying, places)
    for k in range(staying):
        if queue.given[k] == 0:
            activity[rows[k]], tenure[rows[k]] = SEARCHING, 0
    return kept


@kernel
def apply(people: People, homes: Homes, terms: Terms, span: tuple[int, int], queue: Queue) -> int:
    """Queue the eligible seekers by need class plus a draw; how many they are.

    Class 0 are the disabled and members of households that are monitored or in which nobody works, class 1 the other
    hard to place; nobody else is eligible. Who began to search this month has to wait.
    """
    rows, need = queue.rows, queue.scratch
    n = _free(people, listed(people.activity, span, _SEEKERS, rows), rows)
    applicants = 0
    for k in range(n):  # without a branch, since need is hard to foretell
        i, working = rows[k], 0
        home = people.household[i]
        first = homes.first[home]
        for member in range(first, first + homes.slots[home]):
            working += people.activity[member] <= LAST_WORK
        foremost = (people.health[i] == DISABLED) | (homes.watch[home] == MONITORED) | (working == 0)
        rows[applicants] = i
        need[applicants] = 0.0 if foremost else 1.0
        applicants += foremost | (people.hard[i] == 1)
    draw(terms.order, people.key, queue, applicants)
    for k in range(applicants):
        queue.score[k] += need[k]
    return applicants


@kernel
def _free(people: People, n: int, rows: np.ndarray) -> int:
    """Keep those of the first n rows who searched before and are not barred."""
    kept = 0
    for k in range(n):
        i = rows[k]
        rows[kept] = i
        kept += (people.tenure[i] > 0) & (people.barred[i] == 0)
    return kept


@kernel
def audit(queue: Queue, n: int, total: np.ndarray) -> None:
    """Add up the allocations, and those against the order of need; counted from who got what, not from the rule."""
    passed_over, second = 0, 0
    for k in range(n):
        total[0] += queue.given[k]
        second += (queue.given[k] == 1) & (queue.score[k] >= 1.0)
        passed_over += (queue.given[k] == 0) & (queue.score[k] < 1.0)
    if passed_over > 0:
        total[1] += second
