"""Support of households, all instances of a month in one pass: who has a place, and what it brings."""

from typing import NamedTuple

import numpy as np

from . import kernel

# What an instance is, in whole and real numbers: its number among all, also those whose places have not begun to open;
# its window, how its places open and what one is paid.
TERMS = np.dtype(
    [
        *(("number", "i8"), ("start", "i8"), ("stop", "i8"), ("pays_until", "i8"), ("first", "i8"), ("last", "i8")),
        *(("roster", "i8"), ("count", "i8"), ("taken", "i8"), ("line", "i8"), ("basis", "i8"), ("fails", "i8")),
        *(("delay", "f8"), ("ramp", "f8"), ("share", "f8"), ("rate", "f8")),
    ],
    align=True,
)


class Reached(NamedTuple):
    """By household (h,): members, settlement, columns that sums are counted by, and the income lines, in the order of
    `BASES` and `LINES`.
    """

    size: np.ndarray
    settlement: np.ndarray
    pensioners: np.ndarray
    origin_land: np.ndarray
    wage: np.ndarray
    operating: np.ndarray
    property: np.ndarray
    transfer: np.ndarray


class Places(NamedTuple):
    """Instances (i,) as `TERMS`; rosters one behind the other, `count` rows of households from `roster` on; and what
    places of a settlement bring in years that fail (f, settlements), by rows that `fails` names, -1 for none.
    """

    terms: np.ndarray
    rosters: np.ndarray
    turnout: np.ndarray


class Served(NamedTuple):
    """By instance (i,) first and last place of the roster (i, 2); by its number, yuan given, members reached, places,
    and places that opened this month (n, 4). By instrument: places taken so far. Of those that gave something: twice
    the number, and one more where households lost (i,), and yuan (i,).
    """

    rows: np.ndarray
    used: np.ndarray
    taken: np.ndarray
    flows: np.ndarray
    yuan: np.ndarray


@kernel
def _reach(share: float, since: float, ramp: float) -> float:
    """Share of the eligible that has a place `since` months after the first."""
    return min(share * min(max(since / ramp, 0.0), 1.0), 1.0)


@kernel
def _pay(line: int, homes: Reached, h: int, yuan: float) -> None:
    """Add to one of the lines of a household."""
    if line == 0:
        homes.wage[h] += yuan
    elif line == 1:
        homes.operating[h] += yuan
    elif line == 2:
        homes.property[h] += yuan
    else:
        homes.transfer[h] += yuan


@kernel
def _part(basis: int, fails: int, turnout: np.ndarray, homes: Reached, h: int) -> float:
    """How many times the sum of a unit a household gets."""
    part = 1.0
    if basis == 0:
        part = float(homes.pensioners[h])
    elif basis == 1:
        part = homes.origin_land[h]
    return part * turnout[fails, homes.settlement[h]] if fails >= 0 else part


@kernel
def _given(number: int, yuan: float, n: int, served: Served) -> int:
    """Write what households were given, or have lost, as line `n`; the number of the next line."""
    if yuan == 0.0:
        return n
    served.flows[n], served.yuan[n] = 2 * number + (yuan < 0.0), abs(yuan)
    return n + 1


@kernel
def serve(places: Places, homes: Reached, month: int, index: float, served: Served) -> int:
    """Pay this month's sum on the line of those who have a place; later instances of an instrument follow earlier ones.

    `index` is the level of prices against 2020. Returns how many gave something.
    """
    season, n = month % 12 + 1, 0
    for i in range(len(places.terms)):
        one = places.terms[i]
        since = float(min(month, one.stop) - one.start + 1) - one.delay
        before = float(min(month - 1, one.stop) - one.start + 1) - one.delay
        reach, taken = _reach(one.share, since, one.ramp), served.taken[one.taken]
        served.taken[one.taken] = taken + reach * one.count
        first = min(int(taken + 0.5), one.count)
        last = min(int(taken + reach * one.count + 0.5), one.count)
        served.rows[i, 0], served.rows[i, 1] = one.roster + first, one.roster + last
        yuan = one.rate * index / (one.last - one.first + 1)
        pays = one.first <= season <= one.last
        count = last - first if month <= one.pays_until else 0
        given, people = 0.0, 0
        for k in range(one.roster + first, one.roster + first + count):
            h = places.rosters[k]
            people += homes.size[h]
            if pays and homes.size[h] > 0:
                mine = _part(one.basis, one.fails, places.turnout, homes, h) * yuan
                _pay(one.line, homes, h, mine)
                given += mine
        opened = max(reach - _reach(one.share, before, one.ramp), 0.0) * one.count
        served.used[one.number, 0], served.used[one.number, 1] = given, float(people)
        served.used[one.number, 2], served.used[one.number, 3] = float(count), opened
        n = _given(one.number, given, n, served)
    return n


# What an instance costs: its window; whether what households are given is part of it, and whether the cost of places is
# booked, or flows elsewhere and is listed alone; yuan a place and year, and capital of a place that opens, of 2020.
BILLS = np.dtype(
    [
        *(("start", "i8"), ("until", "i8"), ("gives", "i8"), ("booked", "i8")),
        *(("cost", "f8"), ("capital", "f8")),
    ],
    align=True,
)


class Paying(NamedTuple):
    """Level of prices against 2020, share that is paid of works and of other bills, and the scale of the simulation."""

    level: float
    works: float
    others: float
    scale: float


class BillLines(NamedTuple):
    """Lines of a month's costs, with room for all: the instance of each (n,), and its yuan, people and job-months at
    real scale one behind the other (3 n,); of those booked, the instance (b,) and yuan at simulated scale (b,).
    """

    whose: np.ndarray
    numbers: np.ndarray
    booked: np.ndarray
    yuan: np.ndarray


@kernel
def _listed(lines: BillLines, n: int, whose: int, yuan: float, people: float, scale: float) -> int:
    """Write a line; the number of the next."""
    lines.whose[n] = whose
    lines.numbers[3 * n], lines.numbers[3 * n + 1], lines.numbers[3 * n + 2] = yuan / scale, people / scale, 0.0
    return n + 1


@kernel
def settle(bills: np.ndarray, used: np.ndarray, month: int, paying: Paying, lines: BillLines) -> tuple[int, int, float]:
    """Write the lines of instances (i,), as `BILLS`, that are in force, from what they used (i, 4); how many, how many
    are booked, and yuan at simulated scale that built what lasts.

    People are members of the households reached, a twelfth in each month, so that a year counts them once.
    """
    n, b, built = 0, 0, 0.0
    for i in range(len(bills)):
        one, given, people, places = bills[i], used[i, 0], used[i, 1], used[i, 2]
        if not one.start <= month <= one.until:
            continue
        if one.gives and given > 0.0:
            n = _listed(lines, n, i, given, 0.0, paying.scale)
        if one.booked:
            capital = used[i, 3] * one.capital
            yuan, capital = (places * one.cost / 12.0 + capital) * paying.level, capital * paying.level
            if paying.works != 1.0 or paying.others != 1.0:
                yuan = capital * paying.works + (yuan - capital) * paying.others
                capital *= paying.works
            built += capital
            lines.booked[b], lines.yuan[b] = i, yuan
            b += 1
            n = _listed(lines, n, i, yuan, people / 12.0, paying.scale)
        else:
            n = _listed(lines, n, i, places * (one.cost * paying.level) / 12.0, places / 12.0, paying.scale)
    return n, b, built
