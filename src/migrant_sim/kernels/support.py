"""What households that take part in a measure are given this month."""

from typing import NamedTuple

import numpy as np

from . import kernel

Reach = tuple[float, float]  # of households that have members: what they were given in all, and their members


@kernel
def give(rows: np.ndarray, yuan: np.ndarray, size: np.ndarray, line: np.ndarray) -> Reach:
    """Add `yuan` (k,) to the income line (n,) of households `rows` (k,)."""
    given, people = 0.0, 0
    for k in range(len(rows)):
        h = rows[k]
        if size[h] > 0:
            line[h] += yuan[k]
            given += yuan[k]
            people += size[h]
    return given, float(people)


class Owed(NamedTuple):
    """By household (h,): members, settlement, and the income line that is added to."""

    size: np.ndarray
    settlement: np.ndarray
    property: np.ndarray


@kernel
def give_where(rows: np.ndarray, yuan: float, paid: np.ndarray, homes: Owed) -> Reach:
    """Add as much to households `rows` (k,) each, in settlements that are `paid` (s,) alone; members of them all."""
    given, people = 0.0, 0
    for k in range(len(rows)):
        h = rows[k]
        people += homes.size[h]
        if homes.size[h] > 0 and paid[homes.settlement[h]]:
            homes.property[h] += yuan
            given += yuan
    return given, float(people)


@kernel
def mark(order: np.ndarray, first: int, last: int, value: int, column: np.ndarray) -> None:
    """Write a value to a column (n,) of those from place `first` to before `last` of an order (k,) of rows."""
    for k in range(first, last):
        column[order[k]] = value


class Herding(NamedTuple):
    """By household (h,): members and herd; levers: heads added, and debt for them; the income line of the grant."""

    size: np.ndarray
    herd: np.ndarray
    herd_added: np.ndarray
    herd_debt: np.ndarray
    transfer: np.ndarray


@kernel
def take_up(rows: np.ndarray, homes: Herding, heads: float, debt: float, grant: float) -> Reach:
    """Add heads, debt and a grant to households `rows` (k,), none of them twice."""
    given, people = 0.0, 0
    for k in range(len(rows)):
        h = rows[k]
        if homes.size[h] > 0:
            homes.herd_added[h] += heads
            homes.herd_debt[h] += debt
            homes.transfer[h] += grant
            given += grant
            people += homes.size[h]
    return given, float(people)


@kernel
def give_up(order: np.ndarray, first: int, last: int, homes: Herding, part: float) -> float:
    """Take a part of their herds from those from place `first` to before `last` of an order (k,); their members."""
    people = 0
    for k in range(first, last):
        h = order[k]
        homes.herd_added[h] -= homes.herd[h] * part
        people += homes.size[h]
    return float(people)


class Letting(NamedTuple):
    """By household (h,): members, settlement and land; levers: the share that is let, and what letting gains."""

    size: np.ndarray
    settlement: np.ndarray
    land: np.ndarray
    let: np.ndarray
    let_gain: np.ndarray


@kernel
def let_land(rows: np.ndarray, homes: Letting, gain: np.ndarray, index: float) -> Reach:
    """Let all land of households `rows` (k,), at a `gain` (settlements,) of yuan of 2020 a mu; families that let."""
    families, people = 0, 0
    for k in range(len(rows)):
        h = rows[k]
        if homes.size[h] > 0:
            homes.let[h] = 1.0
            homes.let_gain[h] = gain[homes.settlement[h]] * homes.land[h] * index
            families += 1
            people += homes.size[h]
    return float(families), float(people)


class Register(NamedTuple):
    """By household (h,): its group, what a move of the register is worth to it in all and less what it counts as at
    risk, and what it gains by moving.
    """

    group: np.ndarray
    gross: np.ndarray
    net: np.ndarray
    gain: np.ndarray


@kernel
def move_register(rows: np.ndarray, homes: Register, here: int, index: float) -> None:
    """Add this month's worth to the gain of households `rows` (k,) that are registered elsewhere: not of group `here`.

    Who gains already counts the risk no second time.
    """
    for k in range(len(rows)):
        h = rows[k]
        if homes.group[h] != here:
            worth = homes.gross[h] if homes.gain[h] > 0.0 else homes.net[h]
            homes.gain[h] += worth * index


class Turning(NamedTuple):
    """By settlement (s,): 1 where land turns, 1 where to perennials and to which line; then the levers: share of the
    land turned, of it young, its line, and yuan a mu that growers spend.
    """

    turns: np.ndarray
    perennial: np.ndarray
    line: np.ndarray
    turned: np.ndarray
    turned_young: np.ndarray
    turned_line: np.ndarray
    turning_cost: np.ndarray


@kernel
def turn_land(places: Turning, turned: float, young: float, planting: float, own: float) -> None:
    """Turn a share of the land, of it `young` under perennials that do not bear; growers pay the part `own`."""
    for s in range(len(places.turned)):
        mine = min(places.turns[s] * turned, 1.0 - places.turned[s])
        new = min(places.perennial[s] * young, mine)
        places.turned[s] += mine
        places.turned_young[s] += new
        places.turned_line[s] = places.line[s]
        places.turning_cost[s] += new * planting * own
