"""The population margins as the build reads them: complete tables whose shares add up and which agree with each other.

All but the census residents by county are assumptions built on published anchors (`note` and `seen` in the data).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ..errors import DataError
from ..published import margin

Tables = Mapping[str, Mapping[tuple[str, str], float]]

TOLERANCE = 0.002  # shares are printed with two to five digits; a table may be off by its rounding
OPEN_SIZE_MEAN = 7.6  # persons, mean size of the class 7+: note of `household_size`, an assumption
SIZES = ("1", "2", "3", "4", "5", "6", "7+")
WORKERS = ("0", "1", "2", "3", "4", "5+")
BANDS = tuple(f"{low}-{low + 4}" for low in range(0, 85, 5)) + ("85+",)
SEXES = ("male", "female")
MOTHER_BANDS = BANDS[3:10]  # 15 to 49
EDUCATION_AGES = {"15-24": 15, "25-34": 25, "35-44": 35, "45-54": 45, "55-64": 55, "65+": 65}
HEALTH_AGES = {"0-14": 0, "15-44": 15, "45-59": 45, "60-69": 60, "70+": 70}
SCHOOLING = ("none", "primary", "junior", "senior", "tertiary")
HEALTH = ("none", "chronic, not limiting", "illness limiting work", "disability")
CHILD, AGED, CARE = "child under 6", "person 80+", "carer needed (child<3, 80+, or severe illness)"
DISABLED, ILL = "any disabled member", "any member with limiting illness"
LAND = ("0", "0-2", "2-4", "4-6", "6-10", ">10")
LIVESTOCK, LEASED, DIBAO = "some livestock", "land leased out", "dibao"
POOR = "registered poor (out of poverty by 2020)"
AWAY, WAGE_WORKER, POST_HELD = "any worker away from county", "any wage worker", "welfare post"
STATUS = {
    "farm, own": "FARM",
    "wage, inside county": "LOCAL",
    "wage, other county in Ningxia": "REGION",
    "wage, outside Ningxia": "OUTSIDE",
    "self-employed, non-farm": "SELF_EMPLOYED",
    "welfare post": "POST",
    "none": "SEARCHING",
}
LABOUR_MIGRANTS = "labour migrants (no land)"

# table -> (levels of the first dimension, levels of the second, where shares add to 1)
_SHAPE: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "age_sex": (BANDS, SEXES, "all"),
    "education_by_age": (tuple(EDUCATION_AGES), SCHOOLING, "row"),
    "disability": (tuple(HEALTH_AGES), HEALTH, "row"),
    "household_size": (SIZES, ("",), "all"),
    "labour_per_household": (WORKERS, ("",), "all"),
    "labour_by_size": (SIZES, ("",), ""),
    "care_burden": ((DISABLED, ILL, CHILD, AGED, CARE), ("",), ""),
    "land": (LAND, ("",), "all"),
    "household_flags": ((LIVESTOCK, LEASED, DIBAO, POOR, AWAY, WAGE_WORKER, POST_HELD), ("",), ""),
    "employment_status_2020": (tuple(STATUS), ("both", *SEXES), "column"),
    "casual_share": (("wage, inside county",), ("",), ""),
    "education_modifier": (("female:male",), ("none",), ""),
    "land_seen": ((LABOUR_MIGRANTS,), ("",), ""),
    "fertility_by_age": (MOTHER_BANDS, ("",), ""),
    "county_residents": ((), ("",), ""),
    "county_migrants_default": ((), ("",), ""),
}


@dataclass(frozen=True, eq=False)
class Margins:
    """Checked margins by table and (level1, level2); compared by identity, so fits can be cached by it."""

    tables: Tables

    def value(self, table: str, level1: str, level2: str = "") -> float:
        """One cell."""
        return self.tables[table][level1, level2]

    def column(self, table: str, level2: str = "") -> dict[str, float]:
        """The cells of one second level by first level, in file order."""
        return {first: value for (first, second), value in self.tables[table].items() if second == level2}

    @property
    def counties(self) -> tuple[str, ...]:
        """Every county, in administrative order."""
        return tuple(self.column("county_residents"))

    @property
    def mean_size(self) -> float:
        """Registered persons per household."""
        shares = self.column("household_size")
        return sum(share * (OPEN_SIZE_MEAN if size == "7+" else int(size)) for size, share in shares.items())

    @property
    def mean_labour(self) -> float:
        """Labour force per household; the class 5+ counts as 5."""
        return sum(share * int(workers[0]) for workers, share in self.column("labour_per_household").items())

    @property
    def male_labour_share(self) -> float:
        """Share of men in the labour force that the columns of `employment_status_2020` imply (least squares)."""
        both, male, female = (self.column("employment_status_2020", sex) for sex in ("both", *SEXES))
        over = sum((both[s] - female[s]) * (male[s] - female[s]) for s in STATUS)
        apart = sum((male[s] - female[s]) ** 2 for s in STATUS)
        return over / apart if apart else 0.5

    def persons_in(self, counties: tuple[str, ...]) -> float:
        """Relocated persons that the default split settles in some counties (six waves)."""
        return sum(self.value("county_migrants_default", county) for county in counties)


@cache
def published_margins() -> Margins:
    """The shipped margins, checked once."""
    return checked_margins({table: {(row.level1, row.level2): row.value for row in margin(table)} for table in _SHAPE})


def checked_margins(tables: Tables) -> Margins:
    """Margins from cells by table and (level1, level2).

    Raises DataError, naming tables, level and gap, for a missing cell, a share outside 0 to 1, shares that do not add
    to 1, or tables that contradict each other.
    """
    for table, (firsts, seconds, adds) in _SHAPE.items():
        cells = tables.get(table, {})
        for key in ((first, second) for first in firsts for second in seconds):
            if key not in cells:
                raise _contradiction(f"table {table} lacks the level {' / '.join(filter(None, key))}")
        _check_values(table, cells, adds)
        if adds:
            _check_sums(table, cells, adds)
    margins = Margins(tables)
    _check_agreement(margins)
    return margins


def _check_values(table: str, cells: Mapping[tuple[str, str], float], adds: str) -> None:
    share = bool(adds) or table in ("care_burden", "household_flags", "casual_share", "land_seen", "fertility_by_age")
    used = {key: cells[key] for key in cells if table != "land_seen" or key[0] == LABOUR_MIGRANTS}
    for key, value in used.items():
        if not 0 <= value or (share and value > 1):
            raise _contradiction(
                f"table {table}, level {' / '.join(filter(None, key))}: {value:g} is no {'share' if share else 'count'}"
            )


def _check_sums(table: str, cells: Mapping[tuple[str, str], float], adds: str) -> None:
    sums: dict[str, float] = {}
    for (first, second), value in cells.items():
        name = {"all": "all levels", "row": first, "column": second}[adds]
        sums[name] = sums.get(name, 0.0) + value
    for name, total in sums.items():
        if abs(total - 1) > TOLERANCE:
            raise _contradiction(f"table {table}, {name}: the shares add to {total:.4f}, off by {total - 1:+.4f}")


def _check_agreement(margins: Margins) -> None:
    """Tables that say the same thing twice must agree."""
    size = margins.column("household_size")
    by_size = sum(size[s] * mean for s, mean in margins.column("labour_by_size").items())
    _agree("labour_by_size weighted by household_size", by_size, "labour_per_household", margins.mean_labour, 0.01)
    status = {sex: margins.column("employment_status_2020", sex) for sex in ("both", *SEXES)}
    male = margins.male_labour_share
    if not 0 < male < 1:
        raise _contradiction(f"employment_status_2020 implies a share of men in the labour force of {male:.3f}")
    for name in STATUS:
        mixed = male * status["male"][name] + (1 - male) * status["female"][name]
        _agree(f"employment_status_2020 '{name}' of both sexes", status["both"][name], "of men and women", mixed, 0.005)
    ages = margins.tables["age_sex"]
    infants = sum(ages[band, sex] * part for sex in SEXES for band, part in (("0-4", 1.0), ("5-9", 0.2)))
    aged = sum(ages[band, sex] for sex in SEXES for band in ("80-84", "85+"))
    for level, persons in ((CHILD, infants), (AGED, aged)):
        held, possible = margins.value("care_burden", level), persons * margins.mean_size
        if held > possible + TOLERANCE:
            raise _contradiction(
                f"care_burden '{level}' is {held:.4f} of households, but age_sex and household_size hold only "
                f"{possible:.4f} such persons per household, off by {held - possible:+.4f}"
            )
    without, landless = margins.value("land", "0"), margins.value("land_seen", LABOUR_MIGRANTS)
    if without < landless - TOLERANCE:
        raise _contradiction(f"land '0' is {without:.4f}, below land_seen '{LABOUR_MIGRANTS}' {landless:.4f}")
    if set(margins.column("county_migrants_default")) != set(margins.counties):
        raise _contradiction("county_migrants_default and county_residents do not list the same counties")


def _agree(first: str, one: float, second: str, other: float, tolerance: float) -> None:
    if abs(one - other) > tolerance:
        raise _contradiction(f"{first} gives {one:.4f} and {second} {other:.4f}, off by {one - other:+.4f}")


def _contradiction(text: str) -> DataError:
    return DataError(f"The population margins do not fit together: {text}.", f"人口边际数据互相矛盾：{text}。")
