"""Who lives in which household: make-ups dealt out, then sex, age, health and schooling given to the members.

Every step deals a fixed multiset by rank (the best fitting score gets the first), so it only reorders people among
households: the margins of the person table survive the grouping.
"""

from typing import NamedTuple

import numpy as np

from . import margins as m
from .fitting import integerise
from .health import deal_health, deal_schooling
from .kinds import Kind, person_types
from .luck import Luck, first_ranked, identity, waiting_ordinal
from .makeups import household_types
from .margins import Margins
from .settlements import Origin, Places

_ILL, _YOUNG, _OLD, _CARER_AGES = 2, 3, 80, (16, 69)


class Homes(NamedTuple):
    """Households, settlement by settlement; each array (households,).

    `branch_key` is that of a branch to come, `list` the code of the key-village list, `town` whether it lives in one.
    """

    key: np.ndarray
    branch_key: np.ndarray
    settlement: np.ndarray
    list: np.ndarray
    town: np.ndarray
    first: np.ndarray
    size: np.ndarray


class People(NamedTuple):
    """Members, household by household; each array (persons,)."""

    key: np.ndarray
    household: np.ndarray
    kind: np.ndarray
    sex: np.ndarray
    age: np.ndarray
    health: np.ndarray
    education: np.ndarray
    carer: np.ndarray


def settle(places: Places, origin: Origin, margins: Margins, luck: Luck) -> tuple[Homes, People]:
    """The households of all settlements and their members, every margin of persons matched up to whole numbers.

    `origin` tells list and town of each household.
    """
    homes, kind = _deal_households(places, origin, margins, luck)
    household = np.repeat(np.arange(len(homes.key)), homes.size)
    key = homes.key[household] * np.uint64(64) + _ordinal(homes).astype(np.uint64)
    pool = _whole_persons(kind, margins, luck)
    sex = _deal_sex(pool, kind, homes, luck.uniform("sex", key))
    age = _deal_age(pool, (kind, sex), homes, luck, key)
    health = deal_health((kind, sex, age), (key, household, homes.key), margins, luck)
    education = deal_schooling(kind, sex, age, luck.uniform("schooling", key), margins)
    people = People(key, household, kind, sex, age, health, education, np.zeros(len(key), np.int64))
    return homes, people._replace(carer=carers(people, homes, margins, luck))


def _deal_households(places: Places, origin: Origin, margins: Margins, luck: Luck) -> tuple[Homes, np.ndarray]:
    """Households with the kinds (persons,) of their members, workers first."""
    settlement = np.repeat(np.arange(len(places.key)), places.households)
    start = np.cumsum(places.households) - places.households
    place, ordinal = places.number[settlement], np.arange(len(settlement)) - start[settlement]
    key = identity(place, ordinal)
    types = household_types(margins)
    number = integerise(types.share, len(key), luck.offset("household type"))
    members = np.empty((len(key), len(Kind)), np.int64)
    members[np.argsort(luck.uniform("household type", key), kind="stable")] = np.repeat(types.members, number, axis=0)
    size = members.sum(axis=1)
    kind = np.repeat(np.tile(np.arange(len(Kind)), len(key)), members.ravel())
    branch_key = identity(place, waiting_ordinal(ordinal))
    return Homes(key, branch_key, settlement, *origin, np.cumsum(size) - size, size), kind


def _ordinal(homes: Homes) -> np.ndarray:
    return np.arange(int(homes.size.sum())) - np.repeat(homes.first, homes.size)


def _whole_persons(kind: np.ndarray, margins: Margins, luck: Luck) -> np.ndarray:
    """(3, persons) kind, age and sex of the people to be dealt, as many of each kind as there are places."""
    types = person_types(margins)
    cell = np.unique(np.array(types[:3]), axis=1, return_inverse=True)
    share = np.bincount(cell[1].ravel(), weights=types.share)
    places = np.bincount(kind, minlength=len(Kind))
    number = np.zeros(len(share), np.int64)
    for code in Kind:
        cells = cell[0][0] == code
        number[cells] = integerise(share[cells], int(places[code]), luck.offset(f"persons {code.name}"))
    return np.repeat(cell[0], number, axis=1)


def _dealt(values: np.ndarray, pool_order: np.ndarray, rows_order: np.ndarray) -> np.ndarray:
    """Values of the pool in its order handed to rows in theirs."""
    out = np.empty(len(rows_order), np.int64)
    out[rows_order] = values[pool_order]
    return out


def _deal_sex(pool: np.ndarray, kind: np.ndarray, homes: Homes, draw: np.ndarray) -> np.ndarray:
    """Men and women alternate among the grown-ups of one kind in a household, so that couples arise."""
    household = np.repeat(np.arange(len(homes.key)), homes.size)
    start = np.flatnonzero(np.r_[True, (np.diff(household) != 0) | (np.diff(kind) != 0)])
    place = np.arange(len(kind)) - np.repeat(start, np.diff(np.r_[start, len(kind)]))
    paired = kind <= Kind.AGED
    score = np.where(paired, place % 2, 0) + draw
    return _dealt(pool[2], np.lexsort((pool[2], pool[0])), np.lexsort((score, kind)))


def _deal_age(
    pool: np.ndarray, grouped: tuple[np.ndarray, np.ndarray], homes: Homes, luck: Luck, key: np.ndarray
) -> np.ndarray:
    """Ages by rank within kind and sex: spouses alike, grown children younger, parents of small children young."""
    kind, sex = grouped
    household = np.repeat(np.arange(len(homes.key)), homes.size)
    infants = np.bincount(household, weights=kind == Kind.INFANT, minlength=len(homes.key))
    able = np.bincount(household, weights=(kind == Kind.WORKER) | (kind == Kind.ELDER), minlength=len(homes.key))
    stage = luck.uniform("life stage", homes.key) - 0.4 * (infants > 0)
    score = stage[household] + 0.3 * luck.uniform("age", key)
    score = np.where((kind == Kind.WORKER) & (_ordinal(homes) >= 2), score - 0.6, score)
    alone = (kind == Kind.ADULT) & (able[household] == 0)
    score = np.where(alone, score + 2.0, score)  # nobody of school age lives alone
    return _dealt(pool[1], np.lexsort((pool[1], pool[2], pool[0])), np.lexsort((score, sex, kind)))


def carers(people: People, homes: Homes, margins: Margins, luck: Luck) -> np.ndarray:
    """One main carer in a household that needs one: at home before at work, women before men, well before ill.

    Severe illness is not observed: of the households with an ill or disabled member and somebody to care, as many are
    taken as severe as bring the share of households with a carer to that of the margin (assumption).
    """
    count = len(homes.key)
    fit = (people.age >= _CARER_AGES[0]) & (people.age <= _CARER_AGES[1]) & (people.health < _ILL)

    def having(flags: np.ndarray) -> np.ndarray:
        return np.asarray(np.bincount(people.household, weights=flags, minlength=count) > 0)

    certain = having((people.age < _YOUNG) | (people.age >= _OLD)) & having(fit)
    ill = having(people.health >= _ILL) & having(fit) & ~certain
    more = int(round(margins.value("care_burden", m.CARE) * count)) - int(certain.sum())
    needed = certain | first_ranked(luck.uniform("severe illness", homes.key), more, ill)
    able = np.flatnonzero(needed[people.household] & fit)
    preference = 2 * (people.kind[able] == Kind.WORKER) + (people.sex[able] == 0)
    order = able[np.lexsort((people.key[able], preference, people.household[able]))]
    carer = np.zeros(len(people.key), np.int64)
    carer[order[np.unique(people.household[order], return_index=True)[1]]] = 1
    return carer
