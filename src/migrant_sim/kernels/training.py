"""A month of courses: who completes one, who is admitted to the next."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck, uniform_at
from .opening import Opened, open_places
from .queue import Queue, draw, listed, served
from .schooling import Leavers, enrol

CASUAL, TRAINING, SEARCHING = 1, 8, 9
ORDER, LEDGER, SELF = range(3)
MOST_SCHOOLING, YOUNGEST = 4.0, 16.0
_TRAINEES, _LISTED = np.int64(1 << TRAINING), np.int64(1 << CASUAL | 1 << TRAINING | 1 << SEARCHING)


class People(NamedTuple):
    """Columns of persons (n,); those from activity on are written."""

    key: np.ndarray
    settlement: np.ndarray
    labour: np.ndarray
    age: np.ndarray
    education: np.ndarray
    hard: np.ndarray
    activity: np.ndarray
    pool: np.ndarray
    tenure: np.ndarray
    courses: np.ndarray
    training_left: np.ndarray
    placement_left: np.ndarray
    certificate: np.ndarray
    certified: np.ndarray


class Terms(NamedTuple):
    """Rules of this month: selection, month number, lengths in months, limits on who may come, and the two draws."""

    selection: int
    month: int
    course_months: int
    placement_months: int
    certificate_rate: float
    most_courses: int
    oldest: int
    passing: Luck
    order: Luck


class Rules(NamedTuple):
    """What holds in all months, named as in `Terms`; length of a school in months; places of 2020 a month and head of
    the labour force.
    """

    selection: int
    course_months: int
    school_months: int
    placement_months: int
    certificate_rate: float
    most_courses: int
    oldest: int
    existing: float


class Now(NamedTuple):
    """Month number, and the draws of rounding, of who passes, of the order of applicants and of who goes to school."""

    month: int
    rounding: Luck
    passing: Luck
    order: Luck
    school: Luck


class Count(NamedTuple):
    """Course places (s,), and out come intake (s,), relocated people at work by pool (k,), and courses (2,): those that
    ended and those of them that ended with a certificate.
    """

    places: np.ndarray
    trained: np.ndarray
    migrants: np.ndarray
    ended: np.ndarray


class Month(NamedTuple):
    """All that a month of courses reads and writes; by settlement (s,), the share of leavers sent to school and how
    many were.
    """

    people: People
    leavers: Leavers
    opened: Opened
    school_share: np.ndarray
    enrolled: np.ndarray
    counts: Count
    queue: Queue


@kernel
def month_of_courses(m: Month, r: Rules, now: Now) -> None:
    """Open the places, existing ones and those added; complete courses, then admit.

    School comes last: whoever has gone to a course this month has gone.
    """
    open_places(m.opened, r.existing, now.rounding)
    m.counts.ended[:] = 0.0
    terms = Terms(
        r.selection,
        now.month,
        r.course_months,
        r.placement_months,
        r.certificate_rate,
        r.most_courses,
        r.oldest,
        now.passing,
        now.order,
    )
    teach(m.people, terms, m.counts, m.queue)
    schools = False
    for share in m.school_share:
        schools |= share != 0.0
    if schools:
        enrol(m.leavers, r.school_months, now.school, (m.school_share, m.enrolled), m.queue)


@kernel
def teach(people: People, terms: Terms, count: Count, queue: Queue) -> None:
    """Complete courses that are over, then admit applicants; who completes one may go on to the next."""
    first = 0
    for end in queue.ends:
        here, span = people.settlement[first], (first, end)
        n = listed(people.activity, span, _LISTED if count.places[here] > 0 else _TRAINEES, queue.listed)
        complete(people, terms, queue, n, count.ended)
        if count.places[here] > 0:
            n = apply(people, terms, queue, n)
            count.trained[here] = served(queue, n, count.places[here])
            admit(people, terms, queue, n, count.migrants)
        first = end


@kernel(inline="always")
def admit(people: People, terms: Terms, queue: Queue, n: int, migrants: np.ndarray) -> None:
    """Send those served of the first n to a course; the casual leave their pool."""
    for k in range(n):
        if queue.given[k] == 1:
            i = queue.rows[k]
            if people.pool[i] >= 0:
                migrants[people.pool[i]] -= 1
            people.activity[i], people.pool[i], people.tenure[i] = TRAINING, -1, 0
            people.courses[i] += 1
            people.training_left[i] = terms.course_months


@kernel(inline="always")
def complete(people: People, terms: Terms, queue: Queue, n: int, ended: np.ndarray) -> None:
    """Count a month of the courses of the n in `queue.listed`; then the trainee searches, most with a certificate.

    `ended` (2,) gains the courses that end and the certificates.
    """
    for k in range(n):
        i = queue.listed[k]
        if people.activity[i] != TRAINING:
            continue
        people.training_left[i] -= 1
        if people.training_left[i] <= 0:
            people.activity[i], people.tenure[i] = SEARCHING, 0
            ended[0] += 1.0
            if uniform_at(terms.passing, people.key[i]) < terms.certificate_rate:
                ended[1] += 1.0
                # A second certificate helps in the search again, but sets nobody back to the first year of the first.
                if people.certificate[i] == 0:
                    people.certificate[i], people.certified[i] = 1, terms.month
                people.placement_left[i] = terms.placement_months


@kernel(inline="always")
def apply(people: People, terms: Terms, queue: Queue, n: int) -> int:
    """Queue those of the n in `queue.listed` who may come by a draw plus their distance from who comes first.

    By ledger that is 1 if not hard to place and 2 if at casual work; among volunteers up to 1 for little schooling and
    up to 1 for age; in random order nothing.
    """
    rows, listed, score, applicants = queue.rows, queue.listed, queue.score, 0
    for k in range(n):
        i = listed[k]
        rows[applicants] = i
        able = (people.labour[i] == 1) & (people.courses[i] < terms.most_courses) & (people.age[i] <= terms.oldest)
        applicants += able & (people.activity[i] != TRAINING)
    draw(terms.order, people.key, queue, applicants)
    if terms.selection == LEDGER:
        for k in range(applicants):
            score[k] += 1.0 * (people.hard[rows[k]] == 0) + 2.0 * (people.activity[rows[k]] == CASUAL)
    elif terms.selection == SELF:
        for k in range(applicants):
            years = (people.age[rows[k]] - YOUNGEST) / (terms.oldest - YOUNGEST)
            score[k] += (1.0 - people.education[rows[k]] / MOST_SCHOOLING) + years
    return applicants
