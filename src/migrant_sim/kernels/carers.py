"""The yearly choice of main carers."""

import numpy as np

from . import kernel
from .demography import LIMITED, LIVING, SEARCHING, Homes, People, Work, is_hard, leave
from .draws import Luck, uniform_at

OUTSIDE = 4
CARE_UNDER, CARE_FROM, CARER_FROM, CARER_TO = 3, 80, 16, 69
CERTAIN, ILL, CARES, ABLE = 1, 2, 4, 8  # bits of a person's case


@kernel
def choose_carers(p: People, w: Work, h: Homes, needs: tuple[Luck, float], case: np.ndarray) -> None:
    """One main carer in every household that needs one; the present one stays as long as needed and able.

    Others are chosen at home before in the labour force, those at work outside the region last (who come home to
    search), women before men, ties by row. `needs` holds which share of limiting illnesses need a carer, with the luck
    of the household; `case` (n,) is overwritten with each person's.
    """
    _tell_cases(p, case)
    for g in range(len(h.key)):
        first, last, cases = h.first[g], h.first[g] + h.slots[g], 0
        for i in range(first, last):
            cases |= case[i]
        if cases & ~ABLE == 0:  # nobody to care for, nobody who does
            continue
        present, carers, chosen = -1, 0, -1
        for i in range(first, last):
            present, carers = (i, carers + 1) if case[i] & CARES else (present, carers)
        if cases & CERTAIN or (cases & ILL and uniform_at(needs[0], h.key[g]) < needs[1]):
            stays = carers == 1 and case[present] & ABLE
            chosen = present if stays else _most_able(p, w, case, first, last)
        if present != chosen:
            _hand_over(p, w, present, chosen)


@kernel
def _tell_cases(p: People, case: np.ndarray) -> None:
    """Whether a person needs care for certain, is ill for long, is a carer and can be one, as bits; 0 for the dead."""
    alive, age, ill_left, health, carer = p.alive, p.age, p.ill_left, p.health, p.carer
    for i in range(len(case)):
        certain = (age[i] < CARE_UNDER) | (age[i] >= CARE_FROM) | (ill_left[i] > 0)
        able = (health[i] < LIMITED) & (ill_left[i] == 0) & (age[i] >= CARER_FROM) & (age[i] <= CARER_TO)
        bits = CERTAIN * certain + ILL * (health[i] >= LIMITED) + CARES * (carer[i] == 1) + ABLE * able
        case[i] = bits * (alive[i] == LIVING)


@kernel
def _most_able(p: People, w: Work, case: np.ndarray, first: int, last: int) -> int:
    """The member, of those able, whom care costs least; -1 if there is none."""
    chosen, best = -1, 99
    for i in range(first, last):
        rank = 4 * (w.activity[i] == OUTSIDE) + 2 * p.labour[i] + (1 - p.sex[i]) - 9 * p.carer[i]
        if case[i] & ABLE and rank < best:
            chosen, best = i, rank
    return chosen


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
