"""Birthdays, births and deaths, household splits and the yearly choice of carers."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck, uniform_at

OUTSIDE, POST, SEARCHING, SCHOOLING, INACTIVE = 4, 6, 9, 10, 11
UNBORN, LIVING, DEAD = 0, 1, 2
NEVER = 999  # years of age
PENSION_AGE, HARD_AGE, PRIMARY, LIMITED = 60, 50, 1, 2
YOUNG = 30  # years: nobody older is at school or joins the labour force; nobody under PENSION_AGE leaves it by age
SCHOOL_AGE, CARE_UNDER, CARE_FROM, CARER_FROM, CARER_TO = 6, 3, 80, 16, 69


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
    """The open month; chance to die within a year by sex and age (2, a); age at the end of school by level (5,)."""

    month: int
    dying: np.ndarray
    school_end: np.ndarray


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
def turn_a_year(p: People, w: Work, h: Counts, t: Ages, death: Luck, counts: np.ndarray) -> None:  # noqa: C901, PLR0912 - see below
    """Births and birthdays of the month: those who do not die in the year that ends turn a year older.

    `counts` (5,) gets births, deaths, entries to and exits from the labour force, and households left empty.
    Longer than 40 lines, because handing all columns to a helper costs more than a birthday.
    """
    oldest = t.dying.shape[1] - 1
    for i in range(len(p.born)):
        if (t.month - p.born[i]) % 12 != 0:
            continue
        if p.alive[i] != LIVING:
            home = p.household[i]
            if p.born[i] == t.month and h.size[home] > 0:
                p.alive[i], p.resident[i] = LIVING, 1
                h.size[home] += 1
                h.residents[home] += 1
                counts[0] += 1
            continue
        if uniform_at(death, p.key[i]) < t.dying[p.sex[i], min(p.age[i], oldest)]:
            _die(p, w, h, i)
            counts[1] += 1
            counts[4] += h.size[p.household[i]] == 0
            continue
        p.age[i] += 1
        age = p.age[i]
        if age == PENSION_AGE:
            h.pensioners[p.household[i]] += 1
        if p.labour[i] == 1:
            if age >= PENSION_AGE and age >= p.labour_until[i]:
                leave(w, i, INACTIVE)
                p.labour[i], p.hard[i] = 0, 0
                h.labour[p.household[i]] -= 1
                counts[3] += 1
            elif age >= HARD_AGE:
                p.hard[i] = 1
        elif age > YOUNG:
            continue
        elif age == p.labour_from[i] and p.health[i] < LIMITED:
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
def choose_carers(p: People, w: Work, h: Homes, severe: Luck, severe_share: float) -> None:
    """One main carer in every household that needs one; the present one stays as long as needed and able.

    Others are chosen at home before in the labour force, those at work outside the region last (who come home to
    search), women before men, ties by row. `severe` decides which limiting illnesses need a carer.
    """
    for g in range(len(h.key)):
        certain, ill, present, chosen, best = False, False, -1, -1, 99
        for i in range(h.first[g], h.first[g] + h.slots[g]):
            if p.alive[i] != LIVING:
                continue
            certain = certain or p.age[i] < CARE_UNDER or p.age[i] >= CARE_FROM or p.ill_left[i] > 0
            ill = ill or p.health[i] >= LIMITED
            if p.carer[i] == 1:
                present = i
            rank = 4 * (w.activity[i] == OUTSIDE) + 2 * p.labour[i] + (1 - p.sex[i]) - 9 * p.carer[i]
            able = p.health[i] < LIMITED and p.ill_left[i] == 0 and p.age[i] >= CARER_FROM and p.age[i] <= CARER_TO
            if able and rank < best:
                chosen, best = i, rank
        if not (certain or (ill and uniform_at(severe, h.key[g]) < severe_share)):
            chosen = -1
        if present != chosen:
            _hand_over(p, w, present, chosen)


@kernel
def _hand_over(p: People, w: Work, before: int, after: int) -> None:
    """Care passes from one person to another (-1 for nobody)."""
    if before >= 0:
        p.carer[before] = 0
        p.hard[before] = p.labour[before] == 1 and is_hard(p, before)
    if after >= 0:
        p.carer[after] = 1
        p.hard[after] = p.labour[after]
        if w.activity[after] == OUTSIDE:
            leave(w, after, SEARCHING)


@kernel
def count_settlements(settlement: np.ndarray, c: Counts, persons: np.ndarray, labour: np.ndarray) -> None:
    """Living members and labour force by settlement (s,), counted anew; `settlement` (m,) of the households."""
    persons[:] = 0
    labour[:] = 0
    for g in range(len(settlement)):
        persons[settlement[g]] += c.size[g]
        labour[settlement[g]] += c.labour[g]


@kernel
def members_per_worker(p: People, c: Counts, base: int, out: np.ndarray) -> None:
    """`out` (4,) gets living members and labour force now, then those of the month `base`, when all born were alive."""
    out[:] = 0.0
    for g in range(len(c.size)):
        out[0] += c.size[g]
        out[1] += c.labour[g]
    for i in range(len(p.born)):
        if p.born[i] <= base:
            out[2] += 1.0
            out[3] += p.labour_from[i] <= (base - p.born[i]) // 12
