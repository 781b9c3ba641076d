"""A month of work relief: who leaves, who is taken on."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck
from .queue import Queue, draw, end_of, listed, served

RELIEF, SEARCHING, MONITORED = 7, 9, 2
_AT_WORK, _SEEKERS = np.int64(1 << RELIEF), np.int64(1 << SEARCHING)


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


@kernel
def take_on(people: People, homes: Homes, terms: Terms, count: Count, queue: Queue) -> None:
    """End spells that are over and those of the newest where places fell, then take seekers on."""
    rows, activity, tenure = queue.rows, people.activity, people.tenure
    first = 0
    while first < len(activity):
        here = people.settlement[first]
        span = (first, end_of(people.settlement, first))
        filled = leave(people, terms, span, count.places[here], queue)
        if filled < count.places[here]:
            n = apply(people, homes, terms, span, queue)
            filled += served(queue, n, count.places[here] - filled)
            for k in range(n):
                if queue.given[k] == 1:
                    activity[rows[k]], tenure[rows[k]] = RELIEF, 0
        count.filled[here] = filled
        first = span[1]


@kernel
def leave(people: People, terms: Terms, span: tuple[int, int], places: int, queue: Queue) -> int:
    """Back to the search when the time is up, and for the newest (ties by draw) beyond the places; how many stay."""
    rows, activity, tenure = queue.rows, people.activity, people.tenure
    n, staying = listed(activity, span, _AT_WORK, rows), 0
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


@kernel
def apply(people: People, homes: Homes, terms: Terms, span: tuple[int, int], queue: Queue) -> int:
    """Queue seekers, monitored households and those on the allowance first, then by draw; how many they are."""
    rows = queue.rows
    n, applicants = listed(people.activity, span, _SEEKERS, rows), 0
    for k in range(n):
        i = rows[k]
        rows[applicants] = i
        applicants += people.tenure[i] > 0  # who begins to search this month waits for the next
    draw(terms.order, people.key, queue, applicants)
    for k in range(applicants):
        home = people.household[rows[k]]
        later = (homes.watch[home] != MONITORED) & (homes.dibao[home] == 0)
        queue.score[k] += 1.0 if later else 0.0
    return applicants
