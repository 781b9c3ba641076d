"""Birthdays, births and deaths, and household splits."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck
from .queue import Queue, draw

POST, SEARCHING, SCHOOLING, INACTIVE = 6, 9, 10, 11
UNBORN, LIVING, DEAD = 0, 1, 2
NEVER = 999  # years of age
PENSION_AGE, HARD_AGE, PRIMARY, LIMITED = 60, 50, 1, 2
YOUNG = 30  # years: nobody older is at school or joins the labour force; nobody under PENSION_AGE leaves it by age
SCHOOL_AGE = 6


class Work(NamedTuple):
    """What leaving an activity changes: columns of persons, then migrants by pool and posts taken by settlement."""

    activity: np.ndarray
    pool: np.ndarray
    tenure: np.ndarray
    training_left: np.ndarray
    placement_left: np.ndarray
    settlement: np.ndarray
    migrants: np.ndarray
    filled: np.ndarray


class People(NamedTuple):
    """Columns of persons (n,)."""

    key: np.ndarray
    household: np.ndarray
    sex: np.ndarray
    born: np.ndarray
    alive: np.ndarray
    age: np.ndarray
    education: np.ndarray
    labour_from: np.ndarray
    labour_until: np.ndarray
    health: np.ndarray
    ill_left: np.ndarray
    carer: np.ndarray
    labour: np.ndarray
    hard: np.ndarray
    resident: np.ndarray


class Counts(NamedTuple):
    """Counts of living members by household (m,)."""

    size: np.ndarray
    labour: np.ndarray
    pensioners: np.ndarray
    residents: np.ndarray


class Homes(NamedTuple):
    """Further columns of households (m,)."""

    key: np.ndarray
    first: np.ndarray
    slots: np.ndarray
    present: np.ndarray
    parent: np.ndarray
    land: np.ndarray
    leased: np.ndarray
    origin_land: np.ndarray
    recent: np.ndarray
    watch: np.ndarray
    quintile: np.ndarray


class Ages(NamedTuple):
    """The open month; chance to die within a year by sex and age (2, a); age at the end of school by level (5,).

    Then the luck of who dies.
    """

    month: int
    dying: np.ndarray
    school_end: np.ndarray
    death: Luck


@kernel
def leave(w: Work, i: int, activity: int) -> None:
    """Put person i into an activity without pool; the counts of the pool or post that is left go down."""
    pool = w.pool[i]
    if pool >= 0:
        w.migrants[pool] -= 1
        w.pool[i] = -1
    if w.activity[i] == POST:
        w.filled[w.settlement[i]] -= 1
    w.activity[i], w.tenure[i] = activity, 0
    w.training_left[i], w.placement_left[i] = 0, 0


@kernel
def is_hard(p: People, i: int) -> bool:
    """Whether person i is hard to place."""
    return p.age[i] >= HARD_AGE or p.education[i] <= PRIMARY or p.carer[i] == 1 or p.health[i] >= LIMITED


@kernel
def turn_a_year(p: People, w: Work, h: Counts, t: Ages, luck: tuple[np.ndarray, Queue], counts: np.ndarray) -> None:
    """Births and birthdays of the month: those who do not die in the year that ends turn a year older.

    `luck` holds the rows (k,) of those born in this month of a year, and a queue in which so many of them at a time get
    their draw. `counts` (5,) gets births, deaths, entries to and exits from the labour force, households left empty.
    """
    rows, queue = luck
    counts[:] = 0.0
    for first in range(0, len(rows), len(queue.rows)):
        n = min(len(queue.rows), len(rows) - first)
        for k in range(n):
            queue.rows[k] = rows[first + k]
        draw(t.death, p.key, queue, n)
        n = _grow(p, t, queue, n)
        _turn(p, w, h, t, (queue.rows[:n], queue.given[:n]), counts)


@kernel
def _grow(p: People, t: Ages, queue: Queue, n: int) -> int:
    """Let the first n of a queue who live on turn a year older; how many of them need a closer look, put at its front.

    `given` becomes 1 for those who die. Without a branch, since hardly anything else happens on most birthdays.
    """
    rows, chance, dies = queue.rows, queue.score, queue.given
    age, labour, hard, until = p.age, p.labour, p.hard, p.labour_from
    oldest, end, found = t.dying.shape[1] - 1, NEVER, 0
    for level in range(len(t.school_end)):
        end = min(end, t.school_end[level])
    for k in range(n):
        i = rows[k]
        living = p.alive[i] == LIVING
        doomed = living & (chance[k] < t.dying[p.sex[i], min(age[i], oldest)])
        age[i] += living & (not doomed)
        years, works = age[i], labour[i] == 1
        hard[i] |= works & (years >= HARD_AGE)
        begins = (years == SCHOOL_AGE) | (years >= until[i]) | (years >= end)
        rows[found], dies[found] = i, doomed
        ends = (years == PENSION_AGE) | (works & (years > PENSION_AGE))
        found += (p.alive[i] == UNBORN) | doomed | (living & (ends | ((not works) & (years <= YOUNG) & begins)))
    return found


@kernel
def _turn(p: People, w: Work, h: Counts, t: Ages, found: tuple[np.ndarray, np.ndarray], counts: np.ndarray) -> None:
    """What the birthday of some rows (k,) changes besides age; `found` says, too, who dies (k,) instead."""
    rows, dies = found
    for k in range(len(rows)):
        i, home = rows[k], p.household[rows[k]]
        age = p.age[i]
        if p.alive[i] != LIVING:
            if p.born[i] == t.month and h.size[home] > 0:
                p.alive[i], p.resident[i] = LIVING, 1
                h.size[home] += 1
                h.residents[home] += 1
                counts[0] += 1
            continue
        if dies[k] == 1:
            _die(p, w, h, i)
            counts[1] += 1
            counts[4] += h.size[home] == 0
            continue
        if age == PENSION_AGE:
            h.pensioners[home] += 1
        if p.labour[i] == 1:
            if age >= PENSION_AGE and age >= p.labour_until[i]:
                leave(w, i, INACTIVE)
                p.labour[i], p.hard[i] = 0, 0
                h.labour[home] -= 1
                counts[3] += 1
        elif age <= YOUNG:
            _grow_up(p, w, h, t, i, counts)


@kernel
def _grow_up(p: People, w: Work, h: Counts, t: Ages, i: int, counts: np.ndarray) -> None:
    """Person i, not in the labour force, joins it, begins school or ends it, if it is time."""
    age = p.age[i]
    if age == p.labour_from[i] and p.health[i] < LIMITED:
        leave(w, i, INACTIVE if p.ill_left[i] > 0 else SEARCHING)
        p.labour[i], p.hard[i] = 1, is_hard(p, i)
        h.labour[p.household[i]] += 1
        counts[2] += 1
    elif age == SCHOOL_AGE:
        w.activity[i] = SCHOOLING
    elif w.activity[i] == SCHOOLING:
        end = t.school_end[p.education[i]] if p.labour_from[i] >= NEVER else p.labour_from[i]
        if age >= end:
            w.activity[i] = INACTIVE


@kernel
def _die(p: People, w: Work, h: Counts, i: int) -> None:
    """Take a person out of all counts."""
    home = p.household[i]
    leave(w, i, INACTIVE)
    h.size[home] -= 1
    h.labour[home] -= p.labour[i]
    h.residents[home] -= p.resident[i]
    h.pensioners[home] -= p.age[i] >= PENSION_AGE
    p.alive[i], p.labour[i], p.hard[i], p.carer[i], p.resident[i], p.ill_left[i] = DEAD, 0, 0, 0, 0, 0


@kernel
def split(rows: np.ndarray, p: People, c: Counts, h: Homes) -> int:
    """Let the branches `rows` (k,) leave their households, unless one side would be empty; how many did.

    Land and recent income are divided by living members; group, watch and fifth of income are the parent's.
    """
    done = 0
    for b in rows:
        a = h.parent[b]
        first, last = h.first[b], h.first[a] + h.slots[a]
        size = 0
        for i in range(first, last):
            size += p.alive[i] == LIVING
        if size == 0 or size == c.size[a]:
            continue
        share = size / c.size[a]
        h.present[b], h.slots[b], h.slots[a] = 1, last - first, first - h.first[a]
        for i in range(first, last):
            p.household[i] = b
            if p.alive[i] == LIVING:
                for sign in (-1, 1):
                    g = b if sign > 0 else a
                    c.size[g] += sign
                    c.labour[g] += sign * p.labour[i]
                    c.pensioners[g] += sign * (p.age[i] >= PENSION_AGE)
                    c.residents[g] += sign * p.resident[i]
        h.land[b], h.origin_land[b], h.recent[b] = h.land[a] * share, h.origin_land[a] * share, h.recent[a] * share
        h.land[a], h.origin_land[a] = h.land[a] - h.land[b], h.origin_land[a] - h.origin_land[b]
        h.recent[a] -= h.recent[b]
        h.leased[b], h.watch[b], h.quintile[b] = h.leased[a], h.watch[a], h.quintile[a]
        done += 1
    return done


@kernel
def count_settlements(settlement: np.ndarray, c: Counts, persons: np.ndarray, labour: np.ndarray) -> None:
    """Living members and labour force by settlement (s,), counted anew; `settlement` (m,) of the households."""
    persons[:] = 0
    labour[:] = 0
    for g in range(len(settlement)):
        persons[settlement[g]] += c.size[g]
        labour[settlement[g]] += c.labour[g]


@kernel
def totals(c: Counts) -> tuple[float, float]:
    """Living members and labour force of all households."""
    people, labour = 0, 0
    for g in range(len(c.size)):
        people += c.size[g]
        labour += c.labour[g]
    return float(people), float(labour)


@kernel
def members(born: np.ndarray, labour_from: np.ndarray, base: int, out: np.ndarray) -> None:
    """`out` (2,) gets members and labour force of the month `base`, when all who were born (n,) were alive."""
    people, labour = 0, 0
    for i in range(len(born)):
        if born[i] <= base:
            people += 1
            labour += labour_from[i] <= (base - born[i]) // 12
    out[0], out[1] = people, labour
