"""`ledger describe`: what the ledgers of an imported region hold, beside the margins that a synthetic build would have.

The ledger's side counts known cells alone, each household with its weight; the other side is published or, mostly,
assumed (`margins.csv` says which), and is that of the whole region the margins stand for.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from ..files import options, written
from ..population import Margins, published_margins
from ..population import margins as m
from ..population.holdings import LAND_ENDS
from ..population.kinds import AGE_LOWS, EDUCATION_LOWS, HEALTH_LOWS, band
from ..population.register_tables import Ledger, read_ledger
from ..published import margin, series
from ..published.own import RURAL_MEAN
from ..state import Activity, Group
from .importing import known_region

Row = dict[str, Any]
_INCOME = ("wage", "operating", "property", "transfer")
_CLASSES = {"0-14": (0, 15), "15-59": (15, 60), "60+": (60, 200)}
GROUPS = {"policy": Group.POLICY, "labour": Group.LABOUR, "self": Group.SELF_MOVED}


def describe(name: str) -> dict[str, Any]:
    """What is said of an imported region: `about`, and `rows` of table, level, ledger, published, difference, unit.

    Raises ConfigurationError for a region that was not imported, DataError for a damaged one.
    """
    region = written(options("region")[known_region(name)])
    ledger = read_ledger(name, region["register"]["key"])
    rows = list(_rows(ledger, published_margins(), region))
    return {"name": name, "about": dict(ledger.about), "rows": rows}


def _rows(ledger: Ledger, margins: Margins, region: Mapping[str, Any]) -> Iterator[Row]:
    people, homes = ledger.persons, ledger.households
    weight = homes["weight"][people["household_id"]]
    age = np.where(people["birth"] >= 0, (region["register"]["reference"] - people["birth"]) // 12, -1)
    yield from _ages(margins, age, people["sex"], weight)
    size = np.minimum(ledger.size, 7)
    wanted = margins.column("household_size")
    yield from _levels("household_size", size - 1, homes["weight"], wanted, size > 0)
    yield from _schooling(margins, age, people["education"], weight)
    yield from _health(margins, age, people["health"], weight)
    yield from _activities(margins, people, age, weight)
    land = np.searchsorted(np.array([high for _, high in LAND_ENDS]), np.nan_to_num(homes["land"]), side="left")
    yield from _levels("land", land, homes["weight"], margins.column("land"), ~np.isnan(homes["land"]))
    yield from _flags(margins, ledger)
    yield from _groups(homes, margins)
    yield from _incomes(ledger, region)


def _row(table: str, level: str, mine: float | None, published: float | None, unit: str = "share") -> Row:
    """One line; None where one side does not know it."""
    gap = None if mine is None or published is None else mine - published
    return {"table": table, "level": level, "ledger": mine, "published": published, "difference": gap, "unit": unit}


def _share(flags: np.ndarray, weight: np.ndarray) -> float | None:
    whole = float(weight.sum())
    return float(weight[flags].sum()) / whole if whole > 0 else None


def _levels(
    table: str, code: np.ndarray, weight: np.ndarray, wanted: Mapping[str, float], known: np.ndarray
) -> Iterator[Row]:
    for number, (level, value) in enumerate(wanted.items()):
        yield _row(table, level, _share(code[known] == number, weight[known]), value)


def _ages(margins: Margins, age: np.ndarray, sex: np.ndarray, weight: np.ndarray) -> Iterator[Row]:
    known = (age >= 0) & (sex >= 0)
    cell, weight = band(age[known], AGE_LOWS) * 2 + sex[known], weight[known]
    for number, (level, gender) in enumerate((level, gender) for level in m.BANDS for gender in m.SEXES):
        yield _row(
            "age_sex", f"{level} {gender}", _share(cell == number, weight), margins.value("age_sex", level, gender)
        )


def _schooling(margins: Margins, age: np.ndarray, code: np.ndarray, weight: np.ndarray) -> Iterator[Row]:
    table = "education_by_age"
    yield from _within(table, (m.EDUCATION_AGES, EDUCATION_LOWS, m.SCHOOLING), (age, code, weight), margins)


def _health(margins: Margins, age: np.ndarray, code: np.ndarray, weight: np.ndarray) -> Iterator[Row]:
    yield from _within("disability", (m.HEALTH_AGES, HEALTH_LOWS, m.HEALTH), (age, code, weight), margins)


def _within(table: str, shape: tuple[Any, ...], persons: tuple[np.ndarray, ...], margins: Margins) -> Iterator[Row]:
    """Levels of a code within classes of age."""
    (ages, lows, levels), (age, code, weight) = shape, persons
    place = band(age, lows)
    for number, name in enumerate(ages):
        here = (place == number) & (age >= 0) & (code >= 0)
        for value, level in enumerate(levels):
            mine = _share(code[here] == value, weight[here])
            yield _row(table, f"{name} {level}", mine, margins.value(table, name, level))


def _activities(
    margins: Margins, people: Mapping[str, np.ndarray], age: np.ndarray, weight: np.ndarray
) -> Iterator[Row]:
    """Shares of those who work or look for work, by sex, as `employment_status_2020` has them."""
    told = (people["activity"] >= 0) & (age >= 16)
    active = told & ~np.isin(people["activity"], (Activity.INACTIVE, Activity.SCHOOLING))
    for sex, name in enumerate(m.SEXES):
        here = active & (people["sex"] == sex)
        for status, code in m.STATUS.items():
            codes = (Activity.CASUAL, Activity.LOCAL) if code == "LOCAL" else (Activity[code],)
            mine = _share(np.isin(people["activity"][here], codes), weight[here])
            published = margins.value("employment_status_2020", status, name)
            yield _row("employment_status_2020", f"{status} {name}", mine, published)


def _flags(margins: Margins, ledger: Ledger) -> Iterator[Row]:
    homes = ledger.households
    flags = {m.DIBAO: homes["dibao"], m.LEASED: homes["leased"], m.POOR: homes["registered_poor"]}
    for level, flag in flags.items():
        mine = _share(flag[flag >= 0] == 1, homes["weight"][flag >= 0])
        yield _row("household_flags", level, mine, margins.value("household_flags", level))
    known = ~np.isnan(homes["herd"])
    mine = _share(homes["herd"][known] > 0, homes["weight"][known])
    yield _row("household_flags", m.LIVESTOCK, mine, margins.value("household_flags", m.LIVESTOCK))


def _groups(homes: Mapping[str, np.ndarray], margins: Margins) -> Iterator[Row]:
    """How households came; the share of labour migrants alone has a margin, and that is one of persons."""
    known = homes["group"] >= 0
    for level, code in GROUPS.items():
        published = margins.value("land_seen", m.LABOUR_MIGRANTS) if level == "labour" else None
        yield _row("group", level, _share(homes["group"][known] == code, homes["weight"][known]), published)


def _incomes(ledger: Ledger, region: Mapping[str, Any]) -> Iterator[Row]:
    """Income a member beside the rural mean, and shares of the sources beside those of the match."""
    homes, size = ledger.households, ledger.size
    year = int(region["register"]["reference"]) // 12
    known = ~np.isnan(homes["disposable_income"])
    weight = homes["weight"][known]
    people = float(weight @ size[known])
    total = float(weight @ homes["disposable_income"][known])
    rural = series(RURAL_MEAN, region["series_region"]).get(year)
    mean = total / people if people > 0 else None
    yield _row("income", f"disposable, over the rural mean of {year}", mean, rural, "yuan/person/yr")
    printed = {row.level1: row.value for row in margin("income_source_2020")}
    for source in _INCOME:
        line = homes[f"{source}_income"]
        both = known & ~np.isnan(line)
        whole = float(homes["weight"][both] @ homes["disposable_income"][both])
        mine = float(homes["weight"][both] @ line[both]) / whole if whole > 0 else None
        yield _row("income", f"{source}, part of disposable", mine, printed.get(source))


def lines(found: Mapping[str, Any], language: str) -> list[str]:
    """What a terminal shows: who is there, a table of margins, and the empty cells."""
    from .described import table_lines

    return table_lines(found, language)
