"""Counts behind the promises and decisions of a year, each in one pass over households or persons."""

from typing import NamedTuple

import numpy as np

from . import kernel

MONITORED = 2


class Deciders(NamedTuple):
    """Columns of households (h,): members, group, land here and whether it is leased out, land at the origin; and what
    a move of the register, letting and letting at the origin gain.
    """

    size: np.ndarray
    group: np.ndarray
    land: np.ndarray
    leased: np.ndarray
    origin_land: np.ndarray
    register_gain: np.ndarray
    let_gain: np.ndarray
    origin_let_gain: np.ndarray


@kernel
def _count(gain: float, codes: np.ndarray, h: int, out: np.ndarray) -> None:
    """Count a household that can decide, and its gain if it has one, in its levels of `out` (3, levels)."""
    for g in range(len(codes)):
        level = codes[g, h]
        out[0, level] += 1.0
        if gain > 0.0:
            out[1, level] += 1.0
            out[2, level] += gain


@kernel
def count_decisions(homes: Deciders, here: int, codes: np.ndarray, out: np.ndarray) -> None:
    """Add to the levels (groupings, h) of households those with members that could decide, those of them with a gain,
    and the gains of these: to `out` (3, 3, levels), for register, land and land at the origin.

    Whoever is not of the group `here` is registered elsewhere.
    """
    for h in range(len(homes.size)):
        if homes.size[h] > 0:
            if homes.group[h] != here:
                _count(homes.register_gain[h], codes, h, out[0])
            if homes.land[h] > 0.0 and homes.leased[h] == 0:
                _count(homes.let_gain[h], codes, h, out[1])
            if homes.origin_land[h] > 0.0:
                _count(homes.origin_let_gain[h], codes, h, out[2])


class Helped(NamedTuple):
    """Columns of households (h,): residents, group, the year's income by line, and the kinds of help."""

    residents: np.ndarray
    group: np.ndarray
    wage_year: np.ndarray
    operating_year: np.ndarray
    property_year: np.ndarray
    transfer_year: np.ndarray
    watch: np.ndarray
    dibao: np.ndarray
    hardship_left: np.ndarray


@kernel
def count_helped(homes: Helped, line: float, out: np.ndarray) -> None:
    """Add to `out` (groups, 2) the residents of households with less than `line` yuan a head whom help has found, and
    all of them.
    """
    for h in range(len(homes.residents)):
        people = homes.residents[h]
        income = homes.wage_year[h] + homes.operating_year[h] + homes.property_year[h] + homes.transfer_year[h]
        if people > 0 and income / people < line:
            out[homes.group[h], 1] += people
            if homes.watch[h] == MONITORED or homes.dibao[h] > 0 or homes.hardship_left[h] > 0:
                out[homes.group[h], 0] += people


class Taught(NamedTuple):
    """Columns of persons (n,)."""

    labour: np.ndarray
    activity: np.ndarray
    courses: np.ndarray
    certificate: np.ndarray
    certified: np.ndarray


@kernel
def count_taught(p: Taught, willing: np.ndarray, last_work: int, first: int, last: int, out: np.ndarray) -> None:
    """Add to `out` (2, 2) of the labour force: those who ever had a course, and all, of activities that are `willing`
    (activities,); those at work, and all, of whom gained a certificate from month `first` to month `last`.
    """
    had = able = works = recent = 0
    for i in range(len(p.labour)):  # without branches: nobody can foretell who is who
        counts = (p.labour[i] == 1) & willing[p.activity[i]]
        able += counts
        had += counts & ((p.courses[i] > 0) | (p.certificate[i] == 1))
        counts = (p.labour[i] == 1) & (first <= p.certified[i]) & (p.certified[i] <= last)
        recent += counts
        works += counts & (p.activity[i] <= last_work)
    out[0, 0] += had
    out[0, 1] += able
    out[1, 0] += works
    out[1, 1] += recent
