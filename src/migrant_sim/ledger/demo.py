"""Ledgers that look like a county's and hold nobody: a synthetic population written down the way offices do.

Households, settlements and posts are those of the project's own synthetic population of a region; names, numbers,
enterprises and incomes are invented (ASSUMPTIONS, only so that the ledgers look familiar and agree with themselves).
"""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..population import LEAST_HOUSEHOLDS, Population, PopulationSpec, Region, build, published_margins
from ..population.region_fields import FrozenMapping
from ..state import EDUCATION, SETTLEMENT_LISTS, Activity, Group, Life
from .demo_money import add_incomes
from .invented import generator, given_names, id_numbers, phones, surnames, texts
from .planting import Planted, plant
from .writing import worded, write_csv, write_ledger

Tables = dict[str, pd.DataFrame]
BLOCK = 60_000  # households that are built; beyond them they come again with other names, births and incomes
LAST_BIRTH = 2020 * 12 + 11
GROUPS = {Group.POLICY: "policy", Group.LABOUR: "labour", Group.SELF_MOVED: "self"}
HEALTH = ("well", "chronic", "ill", "disabled")
LISTS = dict(zip(SETTLEMENT_LISTS, ("none", "region", "county"), strict=True))
KINDS = ("park", "workshop", "farm_base", "livestock_base", "community", "processing", "leisure")
RELATIONS = ("head", "spouse", "parent", "grandchild", "child", "other")
POST_KINDS = ("保洁", "护林", "治安巡逻", "护路", "养老护理")


class Rows(NamedTuple):
    """Living members (n,) and present households (h,) of a population, households in the order of their settlement."""

    people: pd.DataFrame
    homes: pd.DataFrame


def demo_tables(region: Region, households: int, seed: int) -> Tables:
    """The six ledgers but `series`, in canonical columns and codes, without errors; equal arguments, equal tables.

    Raises ConfigurationError for fewer households than a population can have.
    """
    population = population_of(region, min(households, BLOCK), seed)
    rows = repeated(rows_of(population), households, seed)
    settlements, posts = _settlements(population), _posts(population, rows.people)
    enterprises = _enterprises(population, rows.people, seed)
    people = _persons(rows, enterprises, seed)
    homes = add_incomes(_households(rows, people, settlements, seed), people, seed)
    people = people.drop(columns=["home", "age", "county", "days"])
    return {
        "settlements": settlements.drop(columns="row"),
        "households": homes.drop(columns=["pensioners", "row"]),
        "persons": people,
        "enterprises": enterprises,
        "posts": posts,
    }


def population_of(region: Region, households: int, seed: int) -> Population:
    """The synthetic population of so many households in the counties of a region."""
    from ..errors import bad_value

    if households < LEAST_HOUSEHOLDS:
        raise bad_value("households", households, f"at least {LEAST_HOUSEHOLDS}", f"至少 {LEAST_HOUSEHOLDS}")
    persons = max(households, LEAST_HOUSEHOLDS + 1) * published_margins().mean_size
    self_moved = {"demo": 0.15}  # ASSUMPTION: so that all three groups are met
    demo = replace(
        region,
        scopes=FrozenMapping({"demo": persons}),
        self_moved=FrozenMapping(self_moved),
        default_scope="demo",
        county_scope=None,
        settlement_persons=min(region.settlement_persons, max(persons / 8.0, 60.0)),
    )
    return build(demo, PopulationSpec(scale=1.0), seed, 2020)


def rows_of(population: Population) -> Rows:
    """Living members and present households as frames."""
    persons, households = population.persons, population.households
    here = np.flatnonzero(households.present == 1)
    place = np.full(len(households), -1)
    place[here] = np.arange(len(here))
    living = np.flatnonzero(persons.alive == Life.LIVING)
    columns = ("sex", "born", "age", "education", "health", "labour", "activity", "skill", "certificate", "county")
    people = pd.DataFrame({name: getattr(persons, name)[living] for name in columns})
    people.insert(0, "home", place[persons.household[living]])
    own = ("settlement", "group", "land", "leased", "herd", "dibao", "registered_poor", "pensioners")
    return Rows(people, pd.DataFrame({name: getattr(households, name)[here] for name in own}))


def repeated(rows: Rows, households: int, seed: int) -> Rows:
    """As many households as wanted: the built ones again and again, born some months apart, or the first of them."""
    built = len(rows.homes)
    times = -(-households // built)
    people = pd.concat([rows.people.assign(home=rows.people["home"] + turn * built) for turn in range(times)])
    people = people[people["home"] < households].reset_index(drop=True)
    homes = pd.concat([rows.homes] * times, ignore_index=True).iloc[:households].copy()
    month = generator(seed, "birth").integers(0, 12, len(people))
    later = LAST_BIRTH - people["age"] * 12 - month  # any month that gives the same age at the end of 2020
    people["born"] = np.where(people["home"] < built, people["born"], later)
    return Rows(people, homes)


def _settlements(population: Population) -> pd.DataFrame:
    homes, places = population.households, population.settlements
    row = np.arange(len(places))
    lists = homes.list[np.searchsorted(homes.settlement, row)]  # a place of the ledger is on its first household's list
    return pd.DataFrame(
        {
            "settlement_id": _numbered("S", row, 4),
            "name": _numbered("示例安置点", row, 4),
            "county": np.array(population.county_names, dtype=object)[places.county],
            "track": np.array(["village", "town"], dtype=object)[places.track],
            "list": np.array([LISTS[name] for name in SETTLEMENT_LISTS], dtype=object)[lists],
            "row": row,
        }
    )


def _households(rows: Rows, people: pd.DataFrame, settlements: pd.DataFrame, seed: int) -> pd.DataFrame:
    homes, count = rows.homes, len(rows.homes)
    heads = people.drop_duplicates("home")
    place = settlements["name"].to_numpy()[homes["settlement"]]
    door = generator(seed, "door").integers(1, 400, count)
    flags = {name: _yes_no(homes[name].to_numpy() > 0) for name in ("leased", "dibao", "registered_poor")}
    return pd.DataFrame(
        {
            "household_id": _numbered("H", np.arange(count), 6),
            "settlement_id": settlements["settlement_id"].to_numpy()[homes["settlement"]],
            "head": heads["name"].to_numpy(),
            "head_id_number": heads["id_number"].to_numpy(),
            "phone": phones(count, seed % 1000),
            "address": place + texts(door) + "号",
            "group": np.array([GROUPS[code] for code in Group], dtype=object)[homes["group"]],
            "size": np.bincount(people["home"], minlength=count),
            "land": homes["land"].round(1).to_numpy(),
            "leased": flags["leased"],
            "herd": homes["herd"].round(1).to_numpy(),
            "dibao": flags["dibao"],
            "registered_poor": flags["registered_poor"],
            "pensioners": homes["pensioners"].to_numpy(),
            "row": np.arange(count),
        }
    )


def _persons(rows: Rows, enterprises: pd.DataFrame, seed: int) -> pd.DataFrame:
    from .demo_work import working_life

    people, count = rows.people, len(rows.people)
    home, sex, born = (people[name].to_numpy() for name in ("home", "sex", "born"))
    first = np.r_[True, home[1:] != home[:-1]]
    relation = _relations(people, first)
    family = surnames(len(rows.homes), generator(seed, "family"))[home]
    own = surnames(count, generator(seed, "surname"))
    married_in = (relation == "spouse") | ((relation == "parent") & (sex == 1))
    day = generator(seed, "day").integers(1, 29, count)
    year, month = born // 12, born % 12 + 1
    frame = pd.DataFrame(
        {
            "household_id": _numbered("H", home, 6),
            "name": np.where(married_in, own, family) + given_names(sex, generator(seed, "given")),
            "id_number": id_numbers(year * 10000 + month * 100 + day, sex),
            "phone": _where(people["age"] >= 16, phones(count, 40_000_000 + seed % 1000)),
            "relation": relation,
            "sex": np.array(["male", "female"], dtype=object)[sex],
            "birth": texts(year) + "-" + _padded(month, 2),
            "education": np.array(EDUCATION, dtype=object)[_attended(people)],
            "health": np.array(HEALTH, dtype=object)[people["health"]],
            "labour": _yes_no(people["labour"].to_numpy() == 1),
            "home": home,
            "age": people["age"].to_numpy(),
            "county": people["county"].to_numpy(),
        }
    )
    return working_life(frame, people, enterprises, seed)


def _attended(people: pd.DataFrame) -> np.ndarray:
    """Schooling that a person can have by now: the margins give children the level that they will end with."""
    by_age = np.select([people["age"] < 6, people["age"] < 12, people["age"] < 15], [0, 1, 2], 4)
    return np.minimum(people["education"].to_numpy(), by_age)


def _relations(people: pd.DataFrame, first: np.ndarray) -> np.ndarray:
    """Relation to the first member, by age and sex."""
    start = np.maximum.accumulate(np.where(first, np.arange(len(first)), 0))
    sex, age = people["sex"].to_numpy(), people["age"].to_numpy()
    gap = age - age[start]
    second = np.r_[False, first[:-1]] & ~first
    spouse = second & (sex != sex[start]) & (np.abs(gap) <= 15) & (age >= 20)
    kind = np.select([first, spouse, gap >= 16, gap <= -38, gap <= -16], range(5), 5)
    return np.array(RELATIONS, dtype=object)[kind]


def _where(flags: pd.Series, values: np.ndarray) -> np.ndarray:
    """The values where the flags are set, else None."""
    out = values.copy()
    out[~flags.to_numpy()] = None
    return out


def _enterprises(population: Population, people: pd.DataFrame, seed: int) -> pd.DataFrame:
    """One employer to some forty local workers of a county, at least one a county."""
    draw = generator(seed, "enterprises")
    local = people["county"][people["activity"] == Activity.LOCAL].to_numpy()
    workers = np.bincount(local, minlength=len(population.county_names))
    number = np.maximum(workers // 40, 1)
    county = np.repeat(np.arange(len(number)), number)
    moved_in = np.repeat(workers // number, number)
    places = moved_in + draw.integers(5, 60, len(county))
    return pd.DataFrame(
        {
            "enterprise_id": _numbered("E", np.arange(len(county)), 4),
            "name": _numbered("示例企业", np.arange(len(county)), 4),
            "county": np.array(population.county_names, dtype=object)[county],
            "kind": np.array(KINDS, dtype=object)[draw.integers(0, len(KINDS), len(county))],
            "places": places,
            "vacancies": np.minimum(draw.integers(0, 12, len(county)), places - moved_in),
            "monthly_wage": draw.integers(24, 40, len(county)) * 100,
            "jobs_moved_in": moved_in,
        }
    )


def _posts(population: Population, people: pd.DataFrame) -> pd.DataFrame:
    """One register of welfare posts a settlement that has any, with a tenth of the quota free."""
    held = np.asarray(population.posts.filled).astype(np.int64)
    rows = np.flatnonzero(held > 0)
    settlement = np.asarray(population.posts.settlement)[rows]
    return pd.DataFrame(
        {
            "post_id": _numbered("P", np.arange(len(rows)), 4),
            "settlement_id": _numbered("S", settlement, 4),
            "kind": np.array(POST_KINDS, dtype=object)[rows % len(POST_KINDS)],
            "quota": np.ceil(held[rows] * 1.1).astype(np.int64),
            "filled": held[rows],
            "monthly_pay": 800,
        }
    )


def _numbered(letters: str, rows: np.ndarray, width: int) -> np.ndarray:
    return letters + _padded(np.asarray(rows) + 1, width)


def _padded(numbers: np.ndarray, width: int) -> np.ndarray:
    """(n,) whole numbers as text of at least `width` digits."""
    levels = np.unique(numbers)
    named = np.array([f"{number:0{width}d}" for number in levels], dtype=object)
    return named[np.searchsorted(levels, numbers)]


def _yes_no(flags: np.ndarray) -> np.ndarray:
    return np.where(flags, "yes", "no").astype(object)


def write_demo(folder: Path, region: Region, size: tuple[int, int, float], shape: tuple[str, str]) -> list[Path]:
    """Write a demonstration ledger into a folder; returns the files.

    `size` is (households, seed, share of households with an error), `shape` (language, `xlsx` or `csv`). Where errors
    are planted, `planted.csv` lists them.
    """
    households, seed, share = size
    language, form = shape
    tables = {name: worded(name, frame, language) for name, frame in demo_tables(region, households, seed).items()}
    tables, planted = plant(tables, share, seed, language)
    files = write_ledger(tables, folder, language, form)
    if planted:
        files.append(folder / "planted.csv")
        write_csv(files[-1], pd.DataFrame(planted, columns=list(Planted._fields)))
    return files
