"""How well a built population reproduces the margins, level by level."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ..state import Activity, Households, Life, Persons
from . import margins as m
from .counties import settled
from .holdings import LAND_ENDS
from .kinds import AGE_LOWS, EDUCATION_LOWS, HEALTH_LOWS, band
from .margins import Margins
from .region import Region
from .work import WAGES


class FitRow(NamedTuple):
    """How well one level of a margin is reproduced: shares, with `error` = achieved - published.

    `fitted` is False for a margin that is only compared, not aimed at.
    """

    table: str
    level: str
    published: float
    achieved: float
    error: float
    fitted: bool


class Living(NamedTuple):
    """The living, with their household's number among those that are there already; each array (persons,)."""

    household: np.ndarray
    county: np.ndarray
    sex: np.ndarray
    age: np.ndarray
    education: np.ndarray
    health: np.ndarray
    carer: np.ndarray
    labour: np.ndarray
    activity: np.ndarray


class Present(NamedTuple):
    """Households that are there already; each array (households,)."""

    size: np.ndarray
    labour: np.ndarray
    land: np.ndarray
    leased: np.ndarray
    herd: np.ndarray
    dibao: np.ndarray
    registered_poor: np.ndarray


def without_waiting(persons: Persons, households: Households) -> tuple[Living, Present]:
    """The columns that margins speak of, without the unborn and the households still to split off."""
    there = households.present == 1
    number = np.cumsum(there) - 1
    alive = persons.alive == Life.LIVING
    rows = {name: getattr(persons, name)[alive] for name in Living._fields}
    living = Living(**rows)._replace(household=number[rows["household"]])
    return living, Present(**{name: getattr(households, name)[there] for name in Present._fields})


def fit_row(table: str, level: str, published: float, achieved: float, fitted: bool = True) -> FitRow:
    """One row of the fit table."""
    return FitRow(table, level, float(published), float(achieved), float(achieved) - float(published), fitted)


def largest_error(rows: Sequence[FitRow], fitted: bool = True) -> FitRow:
    """The fitted (or the merely compared) row that is furthest off."""
    return max((row for row in rows if row.fitted == fitted), key=lambda row: abs(row.error))


def fit_table(margins: Margins, region: Region, persons: Persons, households: Households) -> Iterator[FitRow]:
    """One row a level of every margin used, of the living; rows that are only compared say so."""
    living, present = without_waiting(persons, households)
    yield from _age_sex(margins, living)
    yield from _within_age(margins, "education_by_age", living.age, living.education, m.SCHOOLING)
    yield from _within_age(margins, "disability", living.age, living.health, m.HEALTH)
    yield from _sizes(margins, present)
    yield from _flags(margins, living, present)
    yield from _land(margins, present)
    yield from _status(margins, living)
    yield from _counties(margins, region, living)


def _age_sex(margins: Margins, persons: Living) -> Iterator[FitRow]:
    cell = np.bincount(band(persons.age, AGE_LOWS) * 2 + persons.sex, minlength=36) / len(persons.age)
    for number, (age, sex) in enumerate((age, sex) for age in m.BANDS for sex in m.SEXES):
        yield fit_row("age_sex", f"{age} {sex}", margins.value("age_sex", age, sex), cell[number])


def _within_age(
    margins: Margins, table: str, age: np.ndarray, code: np.ndarray, levels: tuple[str, ...]
) -> Iterator[FitRow]:
    ages, lows = (m.EDUCATION_AGES, EDUCATION_LOWS) if table == "education_by_age" else (m.HEALTH_AGES, HEALTH_LOWS)
    row = band(age, lows)
    for number, name in enumerate(ages):
        here = code[row == number]
        for value, level in enumerate(levels):
            yield fit_row(
                table, f"{name} {level}", margins.value(table, name, level), (here == value).sum() / max(len(here), 1)
            )


def _sizes(margins: Margins, households: Present) -> Iterator[FitRow]:
    size = np.minimum(households.size, 7)
    for number, level in enumerate(m.SIZES, start=1):
        yield fit_row("household_size", level, margins.value("household_size", level), (size == number).mean())
    for number, level in enumerate(m.WORKERS):
        share = (households.labour == number).mean()
        yield fit_row("labour_per_household", level, margins.value("labour_per_household", level), share)
    for number, level in enumerate(m.SIZES, start=1):
        here = size == number
        workers = margins.value("labour_by_size", level) / (m.OPEN_SIZE_MEAN if level == "7+" else number)
        share = households.labour[here].sum() / max(int(households.size[here].sum()), 1)
        yield fit_row("labour_by_size", f"{level} (workers per member)", workers, share)


def _flags(margins: Margins, persons: Living, households: Present) -> Iterator[FitRow]:
    def having(flag: np.ndarray) -> float:
        return float((np.bincount(persons.household, weights=flag, minlength=len(households.size)) > 0).mean())

    need = {
        m.DISABLED: (having(persons.health == 3), True),
        m.ILL: (having(persons.health == 2), True),
        m.CHILD: (having(persons.age < 6), True),
        m.AGED: (having(persons.age >= 80), True),
        m.CARE: (having(persons.carer == 1), True),
    }
    for level, (share, fitted) in need.items():
        yield fit_row("care_burden", level, margins.value("care_burden", level), share, fitted)
    away = np.isin(persons.activity, (Activity.REGION, Activity.OUTSIDE))
    flags = {
        m.LIVESTOCK: ((households.herd > 0).mean(), True),
        m.LEASED: ((households.leased == 1).mean(), True),
        m.DIBAO: ((households.dibao == 1).mean(), True),
        m.POOR: ((households.registered_poor == 1).mean(), True),
        m.AWAY: (having(away), False),
        m.WAGE_WORKER: (having(np.isin(persons.activity, WAGES)), False),
        m.POST_HELD: (having(persons.activity == Activity.POST), False),
    }
    for level, (share, fitted) in flags.items():
        yield fit_row("household_flags", level, margins.value("household_flags", level), share, fitted)


def _land(margins: Margins, households: Present) -> Iterator[FitRow]:
    upper = np.array([high for _, high in LAND_ENDS])
    row = np.searchsorted(upper, households.land, side="left")
    for number, level in enumerate(m.LAND):
        yield fit_row("land", level, margins.value("land", level), (row == number).mean())


def _status(margins: Margins, persons: Living) -> Iterator[FitRow]:
    for sex, name in enumerate(m.SEXES):
        activity = persons.activity[(persons.labour == 1) & (persons.sex == sex)]
        for status, code in m.STATUS.items():
            codes = (Activity.CASUAL, Activity.LOCAL) if code == "LOCAL" else (Activity[code],)
            share = np.isin(activity, codes).mean()
            yield fit_row(
                "employment_status_2020",
                f"{status} {name}",
                margins.value("employment_status_2020", status, name),
                share,
            )
    inside = persons.activity[np.isin(persons.activity, (Activity.CASUAL, Activity.LOCAL))]
    level = "wage, inside county"
    yield fit_row("casual_share", level, margins.value("casual_share", level), (inside == Activity.CASUAL).mean())


def _counties(margins: Margins, region: Region, persons: Living) -> Iterator[FitRow]:
    share = np.bincount(persons.county, minlength=len(region.counties)) / len(persons.age)
    wanted = settled(region, margins)
    for number, (county, part) in enumerate(zip(region.counties, wanted / wanted.sum(), strict=True)):
        yield fit_row("county_migrants_default", county, float(part), share[number])
