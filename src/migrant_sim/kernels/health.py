"""Who falls ill, who recovers, and the bills."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .demography import INACTIVE, LIMITED, LIVING, SEARCHING, Work, leave
from .draws import Luck, draw_keys, uniform_at

BLOCK = 64  # persons looked at together: illness is rare


class Patients(NamedTuple):
    """Columns of persons (n,)."""

    key: np.ndarray
    household: np.ndarray
    alive: np.ndarray
    age: np.ndarray
    health: np.ndarray
    ill_left: np.ndarray
    labour: np.ndarray
    hard: np.ndarray


class Homes(NamedTuple):
    """Columns of households (m,)."""

    first: np.ndarray
    slots: np.ndarray
    size: np.ndarray
    medical: np.ndarray


class Course(NamedTuple):
    """Chance of a major illness a month by age (a,), the largest of them, its months, the bill a month, and the chance
    that work stays limited."""

    falling: np.ndarray
    largest: float
    months: int
    bill: float
    limiting: float


class Month(NamedTuple):
    """All that a month of health reads and writes: of households (m,) keys and settlements, times the usual chance by
    settlement (s,); room for draws (m,) and for rows of persons (n,); `counts` (2,) of `month_of_illness`.
    """

    patients: Patients
    work: Work
    homes: Homes
    key: np.ndarray
    settlement: np.ndarray
    multiple: np.ndarray
    draws: np.ndarray
    rows: np.ndarray
    counts: np.ndarray


@kernel
def month_of_health(m: Month, c: Course, falling: Luck, limits: Luck) -> None:
    """Draw for every household, more chances counting as a lower draw, and let the month of illness pass."""
    draw_keys(falling, m.key, m.draws)
    worse = False
    for s in range(len(m.multiple)):
        worse |= m.multiple[s] > 1.0
    if worse:
        for g in range(len(m.draws)):
            m.draws[g] /= m.multiple[m.settlement[g]]
    m.counts[:] = 0.0
    month_of_illness(m.patients, m.work, m.homes, c, (m.draws, limits, m.rows), m.counts)


@kernel
def month_of_illness(
    p: Patients, w: Work, h: Homes, c: Course, luck: tuple[np.ndarray, Luck, np.ndarray], counts: np.ndarray
) -> None:
    """Illnesses go on or end, then new ones begin; `counts` (2,) gets who fell ill and who recovered.

    `luck` holds the draws for falling ill (m,), one a household, the luck of lasting limits, by person, and room for
    the rows of all persons (n,).
    """
    _recover(p, w, h, c, (luck[1], luck[2]), counts)
    _fall_ill(p, w, h, c, luck[0], counts)


@kernel
def _recover(p: Patients, w: Work, h: Homes, c: Course, room: tuple[Luck, np.ndarray], counts: np.ndarray) -> None:
    """One month of every illness: its bill, or its end; `counts[1]` gets those recovered.

    Members of the labour force then search.
    """
    luck, rows = room
    n, recovered, left = _listed_ill(p.ill_left, rows), 0, p.ill_left
    for k in range(n):  # without a branch: the processor then waits for many bills at a time
        i = rows[k]
        left[i] -= 1
        h.medical[p.household[i]] += c.bill * (left[i] > 0)
        rows[recovered] = i
        recovered += left[i] == 0
    counts[1] += recovered
    for k in range(recovered):
        i = rows[k]
        if p.health[i] < LIMITED and c.limiting > 0.0 and uniform_at(luck, p.key[i]) < c.limiting:
            p.health[i], p.hard[i] = LIMITED, p.labour[i]
        if p.labour[i] == 1:
            w.activity[i], w.tenure[i] = SEARCHING, 0


@kernel
def _listed_ill(ill_left: np.ndarray, rows: np.ndarray) -> int:
    """Put the rows of the ill at the front of `rows`; how many they are."""
    n = 0
    for first in range(0, len(ill_left), BLOCK):
        block, anybody = ill_left[first : first + BLOCK], False
        for k in range(len(block)):
            anybody |= block[k] > 0
        if anybody:
            for k in range(len(block)):
                rows[n] = first + k
                n += block[k] > 0
    return n


@kernel
def _fall_ill(p: Patients, w: Work, h: Homes, c: Course, draw: np.ndarray, counts: np.ndarray) -> None:
    """At most one member of a household falls ill in a month, by its `draw` (m,); `counts[0]` gets how many.

    Whoever is in the labour force leaves the job.
    """
    oldest = len(c.falling) - 1
    for g in range(len(h.size)):
        if draw[g] >= c.largest * h.size[g]:  # no household of this size has so large a chance
            continue
        total = 0.0
        for i in range(h.first[g], h.first[g] + h.slots[g]):
            if p.alive[i] == LIVING and p.ill_left[i] == 0:
                total += c.falling[min(p.age[i], oldest)]
                if draw[g] < total:
                    p.ill_left[i] = c.months
                    h.medical[g] += c.bill
                    counts[0] += 1
                    if p.labour[i] == 1:
                        leave(w, i, INACTIVE)
                    break
