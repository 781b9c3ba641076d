"""Cells that a ledger leaves empty, drawn from the region's own model given what is known; ASSUMPTION by its nature.

Traits of persons come cell by cell from the fitted person table, keyed by person; holdings and activities from the same
deals that build a synthetic population, over everybody, of which the empty cells alone are taken.
"""

import numpy as np

from ..published import margin, parameter
from ..state import Activity, Group
from . import margins as m
from .holdings import Holdings, deal_groups, deal_land, weakness
from .kinds import AGE_LOWS, EDUCATION_LOWS, OLDEST, WORKING_AGES, Kind, band, person_types
from .luck import Luck, first_ranked
from .margins import Margins
from .members import Homes, People

_SCHOOLING = (*range(15), *EDUCATION_LOWS)
_STUDENTS = (19, 21)  # ages at which somebody still at school has not reached the last level; the younger study anyway


def drawn(
    cells: tuple[np.ndarray, np.ndarray, np.ndarray], group: np.ndarray, draw: np.ndarray, levels: int
) -> np.ndarray:
    """(n,) level of each person given the group, by the shares of `cells` = (group, level, share) of the person table.

    A group that the table does not hold takes the shares of all.
    """
    cell_group, level, share = cells
    groups = int(max(cell_group.max(), group.max(initial=0))) + 1
    table = np.bincount(cell_group * levels + level, weights=share, minlength=groups * levels).reshape(groups, levels)
    empty = table.sum(axis=1) <= 0.0
    table[empty] = table.sum(axis=0)
    edges = np.cumsum(table, axis=1) / table.sum(axis=1, keepdims=True)
    return np.minimum((draw[:, None] >= edges[group]).sum(axis=1), levels - 1)


def fill_age_sex(
    age: np.ndarray, sex: np.ndarray, key: np.ndarray, margins: Margins, luck: Luck
) -> tuple[np.ndarray, np.ndarray]:
    """Ages (n,) and sexes (n,) with the empty cells filled: sex by age, age by sex."""
    types = person_types(margins)
    sex = sex.astype(np.int64).copy()
    rows = np.flatnonzero(sex < 0)
    near = np.clip(age[rows], 0, OLDEST)
    sex[rows] = drawn((types.age, types.sex, types.share), near, luck.uniform("missing sex", key[rows]), 2)
    age = age.astype(np.int64).copy()
    rows = np.flatnonzero(age < 0)
    cells = (types.sex, types.age, types.share)
    age[rows] = drawn(cells, sex[rows], luck.uniform("missing age", key[rows]), OLDEST + 1)
    return age, sex


def fill_labour(
    known: np.ndarray, activity: np.ndarray, traits: tuple[np.ndarray, ...], luck: Luck, margins: Margins
) -> np.ndarray:
    """(n,) whether a person is in the labour force: by the activity where told, else as told, else by age and sex.

    `traits` holds age, sex, health (-1 where unknown) and key. Nobody under 16 or from 70 on starts to work because a
    flag says so without an activity.
    """
    age, sex, health, key = traits
    types = person_types(margins)
    near, worker = np.clip(age, 0, OLDEST), (types.kind == Kind.WORKER).astype(np.int64)
    draw = luck.uniform("missing labour", key)
    alone = drawn((types.age * 2 + types.sex, worker, types.share), near * 2 + sex, draw, 2)
    cell = (types.age * 2 + types.sex) * 4 + types.health
    ill = drawn((cell, worker, types.share), (near * 2 + sex) * 4 + np.maximum(health, 0), draw, 2)
    guessed = np.where(health >= 0, ill, alone)
    told = (activity >= 0) & ~np.isin(activity, (Activity.INACTIVE, Activity.SCHOOLING))
    labour = np.select([told, activity >= 0, known >= 0], [1, 0, known], guessed)
    return np.where(age < WORKING_AGES[0], 0, labour).astype(np.int64)


def fill_health(health: np.ndarray, traits: tuple[np.ndarray, ...], margins: Margins, luck: Luck) -> np.ndarray:
    """(n,) health, drawn within kind, sex and five-year band where empty; `traits`: kind, sex, age, key."""
    kind, sex, age, key = traits
    rows = np.flatnonzero(health < 0)
    types = person_types(margins)

    def group(ages: np.ndarray, kinds: np.ndarray, sexes: np.ndarray) -> np.ndarray:
        return np.asarray((band(ages, AGE_LOWS) * len(Kind) + kinds) * 2 + sexes)

    filled = health.astype(np.int64).copy()
    cells = (group(types.age, types.kind, types.sex), types.health, types.share)
    filled[rows] = drawn(cells, group(age[rows], kind[rows], sex[rows]), luck.uniform("missing health", key[rows]), 4)
    return filled


def fill_schooling(
    education: np.ndarray, activity: np.ndarray, traits: tuple[np.ndarray, ...], margins: Margins, luck: Luck
) -> np.ndarray:
    """(n,) schooling, drawn within kind, sex and age where empty; of students the level that they will end with.

    Schooling never changes in a run, so a student of twenty has the least level that is still attended at that age.
    """
    kind, sex, age, key = traits
    types = person_types(margins)

    def group(ages: np.ndarray, kinds: np.ndarray, sexes: np.ndarray) -> np.ndarray:
        return np.asarray((band(ages, _SCHOOLING) * len(Kind) + kinds) * 2 + sexes)

    filled = education.astype(np.int64).copy()
    rows = np.flatnonzero(education < 0)
    cells = (group(types.age, types.kind, types.sex), types.education, types.share)
    filled[rows] = drawn(
        cells, group(age[rows], kind[rows], sex[rows]), luck.uniform("missing schooling", key[rows]), 5
    )
    leaving = np.array([row.value for row in margin("school_leaving_age")])
    student = (activity == Activity.SCHOOLING) & (age >= _STUDENTS[0]) & (age <= _STUDENTS[1])
    least = np.searchsorted(leaving, age[student], side="right")
    filled[student] = np.maximum(filled[student], np.minimum(least, len(leaving) - 1))
    return filled


def fill_holdings(
    told: dict[str, np.ndarray],
    placed: tuple[Homes, People],
    shares: tuple[float, float],
    margins: Margins,
    luck: Luck,
) -> Holdings:
    """Holdings with the empty cells (-1 or NaN in `told`) dealt as in a synthetic population, given what is known."""
    homes, people = placed
    count, key = len(homes.key), homes.key

    def number(level: str) -> int:
        return int(round(margins.value("household_flags", level) * count))

    group = _taken(told["group"], deal_groups(homes, shares, luck))
    land = np.where(np.isnan(told["land"]), deal_land(homes, group, margins, luck), told["land"])
    leased = first_ranked(luck.uniform("leased", key), number(m.LEASED), land > 0)
    leased = _taken(told["leased"], leased) * (land > 0)
    keepers = first_ranked(luck.uniform("livestock", key) + (land == 0), number(m.LIVESTOCK), group != Group.LABOUR)
    herd = parameter("herd_sold_per_livestock_household").central * (0.4 + 1.2 * luck.uniform("herd", key))
    dibao = _taken(told["dibao"], first_ranked(weakness(people, luck.uniform("dibao", key)), number(m.DIBAO)))
    poor = first_ranked(luck.uniform("registered poor", key) - 0.3 * (dibao > 0), number(m.POOR))
    return Holdings(
        group=group,
        land=land,
        leased=leased > 0,
        herd=np.where(np.isnan(told["herd"]), np.where(keepers, np.round(herd, 9), 0.0), told["herd"]),
        dibao=dibao > 0,
        poor=_taken(told["registered_poor"], poor) > 0,
    )


def _taken(told: np.ndarray, dealt: np.ndarray) -> np.ndarray:
    return np.where(told >= 0, told, dealt).astype(np.int64)
