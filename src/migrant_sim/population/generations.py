"""The generations to come: children drawn when the population is built, and the course of working lives.

A child is keyed by its mother and the year, so the same children are born to the same people however long a run is;
they wait as rows inside the household. ASSUMPTIONS throughout, beside the margins of fertility and schooling.
"""

from typing import NamedTuple

import numpy as np

from ..published import margin
from . import margins as m
from .kinds import Kind, PersonTypes, person_types
from .luck import Luck
from .margins import Margins
from .members import Homes, People

BASE = 2020 * 12 + 11  # the month for which the ages of the margins are given
FIRST_YEAR = 2021  # of births
LAST_YEAR = 2030  # of births, unless a longer horizon asks for more
NEVER = 999  # years of age: an event that does not come
_MOTHER_AGES = (15, 49)
_BOYS = 0.517  # ASSUMPTION: share of boys among the newborn, about 107 boys to 100 girls
_MOST_ORDINAL = 63  # persons' keys have six bits for their place in the household
_KNOWN_SCHOOLING = 15  # from this age on the margins know the schooling that people ended with
_SCHOOL_START, _WORKING_AGE, _SCHOOL_END = 6, 16, 22
_LEAVING, _OLDEST_WORKER = 60, 69  # ASSUMPTION: workers leave at one of these ages or between
_STAY_MEAN = 7 / 9  # mean share still at work at 60-64 of those who stay beyond 60, leaving evenly from 61 to 69


class Children(NamedTuple):
    """The unborn in the order of their birth year; each array (children,)."""

    key: np.ndarray
    household: np.ndarray
    branch: np.ndarray  # whether the mother belongs to the branch of the household
    sex: np.ndarray
    born: np.ndarray  # running month


class Course(NamedTuple):
    """Ages at which one joins and leaves the labour force, and whether one is at school; each array (persons,)."""

    labour_from: np.ndarray
    labour_until: np.ndarray
    studying: np.ndarray


def birth_months(people: People, luck: Luck) -> np.ndarray:
    """(persons,) running month of birth that gives everybody the age of the end of 2020."""
    return BASE - 12 * people.age - np.floor(12.0 * luck.uniform("birth month", people.key)).astype(np.int64)


def coming_children(
    homes: Homes, people: People, known: tuple[np.ndarray, np.ndarray], until: int, margins: Margins, luck: Luck
) -> Children:
    """Children born from 2021 to the year `until` to women of 15 to 49, daughters born on the way included.

    `known` holds of the people (persons,) the month of birth and whether they are in their household's branch.
    """
    rate = np.array([margins.value("fertility_by_age", age) for age in m.MOTHER_BANDS])
    born, branch = known
    women = people.sex == 1
    mothers = Children(*(part[women] for part in (people.key, people.household, branch, people.sex, born)))
    ordinal, waves = homes.size.astype(np.int64), [Children(*(part[:0] for part in mothers))]
    for year in range(FIRST_YEAR, until + 1):
        wave = _born_in(year, mothers, rate, (homes.key, ordinal), luck)
        waves.append(wave)
        mothers = _joined(mothers, Children(*(part[wave.sex == 1] for part in wave)))
    return _joined(*waves)


def _joined(*waves: Children) -> Children:
    return Children(*(np.concatenate(parts) for parts in zip(*waves, strict=True)))


def _born_in(
    year: int, women: Children, rate: np.ndarray, homes: tuple[np.ndarray, np.ndarray], luck: Luck
) -> Children:
    """Children of one year; `homes` = (keys, next ordinal by household, which is moved on)."""
    age = year - women.born // 12
    rows = np.flatnonzero((age >= _MOTHER_AGES[0]) & (age <= _MOTHER_AGES[1]))
    chance = rate[(age[rows] - _MOTHER_AGES[0]) // 5]
    rows = rows[luck.uniform(f"birth {year}", women.key[rows]) < chance]
    rows = rows[np.lexsort((women.key[rows], women.household[rows]))]
    home_key, ordinal = homes
    home = women.household[rows]
    own = ordinal[home] + np.arange(len(home)) - np.searchsorted(home, home)
    rows, home, own = rows[own <= _MOST_ORDINAL], home[own <= _MOST_ORDINAL], own[own <= _MOST_ORDINAL]
    np.add.at(ordinal, home, 1)
    key = home_key[home] * np.uint64(64) + own.astype(np.uint64)
    sex = (luck.uniform("sex", key) >= _BOYS).astype(np.int64)
    month = np.floor(12.0 * luck.uniform("birth month", key)).astype(np.int64)
    return Children(key, home, women.branch[rows], sex, year * 12 + month)


def grown_schooling(key: np.ndarray, margins: Margins, luck: Luck) -> np.ndarray:
    """(n,) level of schooling that children will end with: as those of 15 to 24 have."""
    return _level(luck.uniform("final schooling", key), "education_by_age", "15-24", m.SCHOOLING, margins)


def final_schooling(people: People, margins: Margins, luck: Luck) -> np.ndarray:
    """(persons,) schooling, of children the level that they will end with: the column never changes in a run."""
    return np.where(people.age < _KNOWN_SCHOOLING, grown_schooling(people.key, margins, luck), people.education)


def health_at_birth(key: np.ndarray, margins: Margins, luck: Luck) -> np.ndarray:
    """(n,) health of the unborn: as the margins have it under 15."""
    return _level(luck.uniform("health at birth", key), "disability", "0-14", m.HEALTH, margins)


def _level(draw: np.ndarray, table: str, age: str, levels: tuple[str, ...], margins: Margins) -> np.ndarray:
    share = np.cumsum([margins.value(table, age, level) for level in levels])
    return np.searchsorted(share[:-1] / share[-1], draw, side="right")


def working_lives(people: People, margins: Margins, luck: Luck) -> Course:
    """When the living and the unborn (of age 0) join and leave the labour force, and who is at school.

    The young stay at school to the usual age of their level, those who are past it up to four years more; of those in
    good health as many join as work between 25 and 34. Workers leave at 60, or later by as many as work at 60 to 64,
    and those beyond 60 within their sixties.
    """
    types, age = person_types(margins), people.age
    labour = people.kind == Kind.WORKER
    school_end = np.array([row.value for row in margin("school_leaving_age")]).astype(np.int64)[people.education]
    late = (age >= _WORKING_AGE) & (age < _SCHOOL_END) & (people.carer == 0) & ((school_end > age) | (age <= 18))
    young = ~labour & ((age < _WORKING_AGE) | late)
    join = luck.uniform("joining", people.key) < _share(types, (25, 34), healthy=True)[people.sex]
    joins = young & join & (people.health < 2)
    later = age + 1 + np.floor(luck.uniform("late joining", people.key) * np.maximum(20 - age, 1)).astype(np.int64)
    first = np.select([labour, joins], [_WORKING_AGE, np.where(school_end > age, school_end, later)], NEVER)
    draw = luck.uniform("leaving", people.key)
    stay = np.minimum(_share(types, (60, 64)) / np.maximum(_share(types, (55, 59)), 1e-9) / _STAY_MEAN, 1.0)[people.sex]
    last = np.where(draw < stay, _LEAVING + 1 + np.floor(draw / np.maximum(stay, 1e-9) * 9.0), _LEAVING)
    last = np.where(age >= _LEAVING, age + 1 + np.floor(draw * (_OLDEST_WORKER - age)), last)
    last = np.where(labour | joins, np.maximum(last, age + 1), NEVER).astype(np.int64)
    return Course(first, last, young & (age >= _SCHOOL_START))


def _share(types: PersonTypes, ages: tuple[int, int], healthy: bool = False) -> np.ndarray:
    """(2,) share of the labour force among men and women of some ages, of those without limits if `healthy`."""
    here = (types.age >= ages[0]) & (types.age <= ages[1]) & (~np.bool_(healthy) | (types.health < 2))
    everyone = np.bincount(types.sex[here], weights=types.share[here], minlength=2)
    at_work = here & (types.kind == Kind.WORKER)
    return np.asarray(np.bincount(types.sex[at_work], weights=types.share[at_work], minlength=2) / everyone)
