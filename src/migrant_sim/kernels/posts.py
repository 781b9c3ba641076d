"""A month of welfare posts: who leaves, who is cut, who of the applicants is served."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck
from .exits import Traces, follow
from .opening import Opened, open_places
from .queue import Queue, draw, listed, served

POST, LAST_WORK, SEARCHING = 6, 7, 9
DISABLED, MONITORED = 3, 2
_LISTED = np.int64(1 << POST | 1 << SEARCHING)


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


class Month(NamedTuple):
    """All that a month of posts reads and writes; `exits` (3,) are those of `follow`."""

    people: People
    homes: Homes
    opened: Opened
    counts: Count
    queue: Queue
    traces: Traces
    exits: np.ndarray


@kernel
def month_of_posts(m: Month, terms: Terms, rounding: Luck) -> None:
    """Open the posts, let holders leave, serve applicants, follow those who left."""
    open_places(m.opened, 1.0, rounding)
    m.counts.total[:] = 0.0
    allocate(m.people, m.homes, terms, m.counts, m.queue)
    follow(m.traces, m.exits)


@kernel
def allocate(people: People, homes: Homes, terms: Terms, count: Count, queue: Queue) -> None:
    """Let holders leave, then serve applicants by need."""
    rows, activity, tenure, barred = queue.rows, people.activity, people.tenure, people.barred
    for i in range(len(barred)):
        barred[i] -= barred[i] > 0
    first = 0
    for end in queue.ends:
        here, span = people.settlement[first], (first, end)
        n = listed(activity, span, _LISTED, queue.listed)
        holders = leave(people, terms, count.places[here], queue, n)
        n = apply(people, homes, terms, queue, n)
        new = served(queue, n, count.places[here] - holders)
        for k in range(n):
            if queue.given[k] == 1:
                activity[rows[k]], tenure[rows[k]] = POST, 0
        audit(queue, n, count.total)
        count.filled[here], count.waiting[here] = holders + new, n - new
        first = end


@kernel(inline="always")
def leave(people: People, terms: Terms, places: int, queue: Queue, n: int) -> int:
    """Exits by chance and by the cap, then of the newest holders (ties by draw) if too many; how many stay.

    Holders are found among the n of `queue.listed`.
    """
    rows, activity, tenure, barred = queue.rows, people.activity, people.tenure, people.barred
    n, staying = _at_post(activity, queue.listed, n, rows), 0
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


@kernel(inline="always")
def _at_post(activity: np.ndarray, listed: np.ndarray, n: int, rows: np.ndarray) -> int:
    """Put those of the first n listed who hold a post in `rows`; how many they are."""
    holders = 0
    for k in range(n):
        rows[holders] = listed[k]
        holders += activity[listed[k]] == POST
    return holders


@kernel(inline="always")
def apply(people: People, homes: Homes, terms: Terms, queue: Queue, n: int) -> int:
    """Queue the eligible seekers among the n of `queue.listed` by need class plus a draw; how many they are.

    Class 0 are the disabled and members of households that are monitored or in which nobody works, class 1 the other
    hard to place; nobody else is eligible. Who began to search this month has to wait.
    """
    rows, need, activity = queue.rows, queue.scratch, people.activity
    applicants, n = 0, _need(people, homes, queue, n)
    for k in range(n):  # without a branch, since need is hard to foretell
        i, first, working = rows[k], queue.listed[k], 0
        for member in range(first, first + queue.given[k]):
            working += activity[member] <= LAST_WORK
        foremost = (need[k] == 0.0) | (working == 0)
        rows[applicants] = i
        need[applicants] = 0.0 if foremost else 1.0
        applicants += foremost | (people.hard[i] == 1)
    draw(terms.order, people.key, queue, applicants)
    for k in range(applicants):
        queue.score[k] += need[k]
    return applicants


@kernel(inline="always")
def _need(people: People, homes: Homes, queue: Queue, n: int) -> int:
    """Put in `rows` those of the first n listed who searched before and are not barred; how many they are.

    `scratch` gets 0 for the disabled and members of monitored households, `listed` and `given` where a household's rows
    begin and how many they are: fetched before the loop over members, where waiting for memory would cost most.
    """
    rows, listed, activity, tenure = queue.rows, queue.listed, people.activity, people.tenure
    kept = 0
    for k in range(n):
        i = listed[k]
        home = people.household[i]
        rows[kept] = i
        queue.scratch[kept] = 0.0 if (people.health[i] == DISABLED) | (homes.watch[home] == MONITORED) else 1.0
        listed[kept], queue.given[kept] = homes.first[home], homes.slots[home]
        kept += (activity[i] == SEARCHING) & (tenure[i] > 0) & (people.barred[i] == 0)
    return kept


@kernel(inline="always")
def audit(queue: Queue, n: int, total: np.ndarray) -> None:
    """Add up the allocations, and those against the order of need; counted from who got what, not from the rule."""
    passed_over, second = 0, 0
    for k in range(n):
        total[0] += queue.given[k]
        second += (queue.given[k] == 1) & (queue.score[k] >= 1.0)
        passed_over += (queue.given[k] == 0) & (queue.score[k] < 1.0)
    if passed_over > 0:
        total[1] += second
