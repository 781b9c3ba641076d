"""A month of work relief: who leaves, who is taken on."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck
from .opening import rounded
from .queue import Queue, draw, listed, served

RELIEF, SEARCHING, MONITORED = 7, 9, 2
_LISTED = np.int64(1 << RELIEF | 1 << SEARCHING)


class People(NamedTuple):
    """Columns of persons (n,); activity and tenure are written."""

    key: np.ndarray
    household: np.ndarray
    settlement: np.ndarray
    activity: np.ndarray
    tenure: np.ndarray


class Homes(NamedTuple):
    """Columns of households (h,)."""

    dibao: np.ndarray
    watch: np.ndarray


class Terms(NamedTuple):
    """Rules of this month: how long a place lasts, and the draw of the order."""

    months: float
    order: Luck


class Count(NamedTuple):
    """Places open (s,), and out come those filled (s,)."""

    places: np.ndarray
    filled: np.ndarray


@kernel
def at_work(activity: np.ndarray) -> bool:
    """Whether anybody is in work relief."""
    found = False
    for i in range(len(activity)):
        found |= activity[i] == RELIEF
    return found


class Month(NamedTuple):
    """All that a month of work relief reads and writes: keys and the lever of settlements (s,), and the rest."""

    key: np.ndarray
    lever: np.ndarray
    people: People
    homes: Homes
    counts: Count
    queue: Queue


@kernel
def month_of_relief(m: Month, terms: Terms, rounding: Luck) -> None:
    """Open the places and take people on; without places and without anybody in one, nothing happens."""
    opens = False
    for s in range(len(m.lever)):
        opens |= m.lever[s] != 0.0
    if opens or at_work(m.people.activity):
        for s in range(len(m.lever)):
            m.counts.places[s] = rounded(m.lever[s], rounding, m.key[s])
        take_on(m.people, m.homes, terms, m.counts, m.queue)


@kernel
def take_on(people: People, homes: Homes, terms: Terms, count: Count, queue: Queue) -> None:
    """End spells that are over and those of the newest where places fell, then take seekers on."""
    rows, activity, tenure = queue.rows, people.activity, people.tenure
    first = 0
    for end in queue.ends:
        here, span = people.settlement[first], (first, end)
        n = listed(activity, span, _LISTED, queue.listed)
        filled = leave(people, terms, count.places[here], queue, n)
        if filled < count.places[here]:
            n = apply(people, homes, terms, queue, n)
            filled += served(queue, n, count.places[here] - filled)
            for k in range(n):
                if queue.given[k] == 1:
                    activity[rows[k]], tenure[rows[k]] = RELIEF, 0
        count.filled[here] = filled
        first = end


@kernel(inline="always")
def leave(people: People, terms: Terms, places: int, queue: Queue, n: int) -> int:
    """Back to the search when the time is up, and for the newest (ties by draw) beyond the places; how many stay.

    Those at work are found among the n of `queue.listed`.
    """
    rows, activity, tenure, staying, listed = queue.rows, people.activity, people.tenure, 0, n
    n = 0
    for k in range(listed):
        rows[n] = queue.listed[k]
        n += activity[rows[n]] == RELIEF
    draw(terms.order, people.key, queue, n)
    for k in range(n):
        i = rows[k]
        rows[staying] = i
        queue.score[staying] = queue.score[k] - tenure[i]
        staying += tenure[i] < terms.months
        if tenure[i] >= terms.months:
            activity[i], tenure[i] = SEARCHING, 0
    kept = served(queue, staying, places)
    for k in range(staying):
        if queue.given[k] == 0:
            activity[rows[k]], tenure[rows[k]] = SEARCHING, 0
    return kept


@kernel(inline="always")
def apply(people: People, homes: Homes, terms: Terms, queue: Queue, n: int) -> int:
    """Queue seekers among the n of `queue.listed`, monitored households and those on the allowance first; how many."""
    rows, applicants = queue.rows, 0
    for k in range(n):
        i = queue.listed[k]
        rows[applicants] = i
        # Who begins to search this month waits for the next.
        applicants += (people.activity[i] == SEARCHING) & (people.tenure[i] > 0)
    draw(terms.order, people.key, queue, applicants)
    for k in range(applicants):
        home = people.household[rows[k]]
        later = (homes.watch[home] != MONITORED) & (homes.dibao[home] == 0)
        queue.score[k] += 1.0 if later else 0.0
    return applicants
