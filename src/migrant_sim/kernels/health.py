"""Who falls ill, who recovers, and the bills."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .demography import INACTIVE, LIMITED, LIVING, SEARCHING, Work, leave
from .draws import Luck, uniform_at


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


@kernel
def month_of_illness(
    p: Patients, w: Work, h: Homes, c: Course, luck: tuple[np.ndarray, Luck], counts: np.ndarray
) -> None:
    """Illnesses go on or end, then new ones begin; `counts` (2,) gets who fell ill and who recovered.

    `luck` holds the draws for falling ill (m,), one a household, and the luck of lasting limits, by person.
    """
    _recover(p, w, h, c, luck[1], counts)
    _fall_ill(p, w, h, c, luck[0], counts)


@kernel
def _recover(p: Patients, w: Work, h: Homes, c: Course, luck: Luck, counts: np.ndarray) -> None:
    """One month of every illness: its bill, or its end; `counts[1]` gets those recovered.

    Members of the labour force then search.
    """
    for i in range(len(p.ill_left)):
        if p.ill_left[i] > 0:
            p.ill_left[i] -= 1
            if p.ill_left[i] > 0:
                h.medical[p.household[i]] += c.bill
                continue
            counts[1] += 1
            if p.health[i] < LIMITED and c.limiting > 0.0 and uniform_at(luck, p.key[i]) < c.limiting:
                p.health[i], p.hard[i] = LIMITED, p.labour[i]
            if p.labour[i] == 1:
                w.activity[i], w.tenure[i] = SEARCHING, 0


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
