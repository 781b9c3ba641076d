"""Kinds of person, with shares fitted to the margins: labour × single year of age × sex × health × schooling.

Persons come before households: their totals by kind bind the make-up of households (makeups.py), so that both levels
agree before anybody is placed.
"""

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from . import margins as m
from .fitting import Constraint, rake
from .margins import Margins


class Kind(IntEnum):
    """What a member is to the household, in the order in which members stand."""

    WORKER = 0
    ADULT = 1  # 16-59, not counted as labour: home, school, illness
    ELDER = 2  # 60-79, not counted as labour
    AGED = 3  # 80 and older
    PUPIL = 4  # 6-15
    INFANT = 5  # under 6


WORKING_AGES = (16, 64)  # 16-59 and the able between 60 and 64
OLDEST = 95
SCHOOL_YEARS = np.array([0.0, 6.0, 9.0, 12.0, 15.0])  # years of schooling by level
# ASSUMPTION: odds of being counted as labour before fitting, by the first age of a span and by health
_WORK_BY_AGE = ((16, 0.35), (20, 0.85), (25, 0.97), (55, 0.85), (60, 0.35))
_WORK_BY_HEALTH = (1.0, 0.9, 0.35, 0.3)


class PersonTypes(NamedTuple):
    """Cells of the person table, sorted by age within kind, and their shares of all persons (each array (n,))."""

    kind: np.ndarray
    age: np.ndarray
    sex: np.ndarray
    health: np.ndarray
    education: np.ndarray
    share: np.ndarray


@lru_cache(maxsize=8)
def person_types(margins: Margins) -> PersonTypes:
    """The fitted person table; DataError where the margins of persons contradict each other."""
    grid = np.indices((2, OLDEST + 1, 2, 4, 5)).reshape(5, -1)
    labour, age, sex, health, education = grid
    seed = _person_seed(margins, labour, age, sex, health, education)
    used = seed > 0
    labour, age, sex, health, education = grid[:, used]
    constraints = _person_constraints(margins, labour, age, sex, health, education)
    share = rake(seed[used], constraints)
    kind = kind_of(labour, age)
    order = np.lexsort((education, health, sex, age, kind))
    return PersonTypes(*(part[order] for part in (kind, age, sex, health, education, share)))


def kind_of(labour: np.ndarray, age: np.ndarray) -> np.ndarray:
    """(n,) Kind of persons by labour flag and age."""
    by_age = np.select(
        [age < 6, age < 16, age < 60, age < 80], [Kind.INFANT, Kind.PUPIL, Kind.ADULT, Kind.ELDER], Kind.AGED
    )
    return np.where(labour == 1, int(Kind.WORKER), by_age)


def band(age: np.ndarray, lows: Sequence[float]) -> np.ndarray:
    """(n,) number of the age class that starts at or below each age, -1 below the first."""
    return np.searchsorted(lows, age, side="right") - 1


AGE_LOWS = tuple(range(0, 90, 5))
EDUCATION_LOWS, HEALTH_LOWS = tuple(m.EDUCATION_AGES.values()), tuple(m.HEALTH_AGES.values())


def table_array(margins: Margins, table: str, firsts: tuple[str, ...], seconds: tuple[str, ...]) -> np.ndarray:
    """A margin as an array (firsts, seconds)."""
    return np.array([[margins.value(table, first, second) for second in seconds] for first in firsts])


def _person_seed(
    margins: Margins, labour: np.ndarray, age: np.ndarray, sex: np.ndarray, health: np.ndarray, education: np.ndarray
) -> np.ndarray:
    """(n,) product of the margins, flat within five-year bands, with the zeros that age and work impose."""
    ages = table_array(margins, "age_sex", m.BANDS, m.SEXES)[band(age, AGE_LOWS), sex] / 5
    ages = np.where(age >= 85, ages * 0.8 ** (age - 85.0), ages)  # ASSUMPTION: each year above 85 holds a fifth fewer
    ill = table_array(margins, "disability", tuple(m.HEALTH_AGES), m.HEALTH)[band(age, HEALTH_LOWS), health]
    starts, odds = zip(*_WORK_BY_AGE, strict=True)
    work = np.array(odds)[np.maximum(band(age, starts), 0)] * np.array(_WORK_BY_HEALTH)[health]
    work = np.where((age >= WORKING_AGES[0]) & (age <= WORKING_AGES[1]), work, 0.0)
    return ages * ill * _schooling(margins, age, sex, education) * np.where(labour == 1, work, 1 - work)


def _schooling(margins: Margins, age: np.ndarray, sex: np.ndarray, education: np.ndarray) -> np.ndarray:
    """(n,) share of a level of schooling within age and sex; from 35 on the sexes differ by `education_modifier`."""
    table = table_array(margins, "education_by_age", tuple(m.EDUCATION_AGES), m.SCHOOLING)
    row = np.maximum(band(age, EDUCATION_LOWS), 0)
    ratio = margins.value("education_modifier", "female:male", "none")
    none = table[row, 0] * np.where(sex == 1, ratio, 1.0) * 2 / (1 + ratio)
    none = np.where(age >= 35, np.minimum(none, 0.95), table[row, 0])
    share = np.where(education == 0, none, table[row, education] * (1 - none) / np.maximum(1 - table[row, 0], 1e-9))
    at_school = np.select([age < 6, age < 12], [0, 1], 2)  # level attended below 15
    return np.where(age < 15, (education == at_school).astype(float), share)


def _person_constraints(
    margins: Margins, labour: np.ndarray, age: np.ndarray, sex: np.ndarray, health: np.ndarray, education: np.ndarray
) -> list[Constraint]:
    persons = table_array(margins, "age_sex", m.BANDS, m.SEXES)
    persons = persons / persons.sum()
    by_band = persons.sum(axis=1)
    mass = np.array([by_band[list(AGE_LOWS).index(low)] for low in AGE_LOWS])
    ill = table_array(margins, "disability", tuple(m.HEALTH_AGES), m.HEALTH)
    school = table_array(margins, "education_by_age", tuple(m.EDUCATION_AGES), m.SCHOOLING)
    ill = _within(ill, mass, HEALTH_LOWS)
    school = _within(school, mass, EDUCATION_LOWS)
    workers = margins.mean_labour / margins.mean_size
    male = workers * margins.male_labour_share
    return [
        Constraint(name="age_sex", labels=band(age, AGE_LOWS) * 2 + sex, targets=persons.ravel()),
        Constraint(name="disability", labels=band(age, HEALTH_LOWS) * 4 + health, targets=ill.ravel()),
        Constraint(
            name="education_by_age",
            labels=np.where(age >= 15, band(age, EDUCATION_LOWS) * 5 + education, -1),
            targets=school.ravel(),
        ),
        Constraint(
            name="labour_per_household over household_size, by sex as in employment_status_2020",
            labels=labour * (1 + sex),
            targets=np.array([1 - workers, male, workers - male]),
        ),
    ]


def _within(shares: np.ndarray, mass: np.ndarray, lows: tuple[int, ...]) -> np.ndarray:
    """Shares within wide age classes (a, k) times the persons of each class."""
    wide = band(np.array(AGE_LOWS), lows)
    total = np.bincount(wide[wide >= 0], weights=mass[wide >= 0], minlength=len(lows))
    return shares / shares.sum(axis=1, keepdims=True) * total[:, None]
