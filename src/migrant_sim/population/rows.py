"""Persons and households as rows of their tables, with a row after every household that will split."""

import numpy as np

from ..state import NONE, Households, Life, Persons
from .holdings import Holdings
from .members import Homes
from .settlements import Places
from .waiting import Waiting


def person_rows(waiting: Waiting, homes: Homes, places: Places) -> Persons:
    """Everybody, the unborn included; members of a branch belong to the household that they will leave."""
    people, workers = waiting.people, waiting.workers
    settlement, alive = homes.settlement[people.household], waiting.alive
    return Persons.create(
        len(people.key),
        key=people.key,
        household=_first_row(waiting)[people.household],
        settlement=settlement,
        county=places.county[settlement],
        sex=people.sex,
        age=people.age,
        born=waiting.born,
        alive=alive,
        labour_from=waiting.labour_from,
        labour_until=waiting.labour_until,
        education=people.education,
        health=people.health,
        carer=people.carer,
        pool=waiting.pool,
        resident=alive == Life.LIVING,
        **workers._asdict(),
    )


def household_rows(waiting: Waiting, homes: Homes, holdings: Holdings, places: Places) -> Households:
    """Households, each followed by the branch that will split off, which has no members yet."""
    splits = (waiting.split_year > 0).astype(np.int64)
    old = np.repeat(np.arange(len(homes.key)), 1 + splits)
    branch = np.r_[False, old[1:] == old[:-1]]
    first = np.cumsum(waiting.rows) - waiting.rows

    def here(values: np.ndarray) -> np.ndarray:
        return np.where(branch, 0, values[old])

    return Households.create(
        len(old),
        key=np.where(branch, homes.branch_key[old], homes.key[old]),
        settlement=homes.settlement[old],
        county=places.county[homes.settlement][old],
        list=homes.list[old],
        first=first[old] + np.where(branch, (waiting.rows - waiting.tail)[old], 0),
        slots=here(waiting.rows),
        present=~branch,
        parent=np.where(branch, np.arange(len(old)) - 1, NONE),
        split_year=np.where(branch, waiting.split_year[old], 0),
        size=here(homes.size),
        group=holdings.group[old],
        land=here(holdings.land),
        leased=here(holdings.leased),
        herd=here(holdings.herd),
        dibao=here(holdings.dibao),
        registered_poor=holdings.poor[old],
        labour=here(waiting.labour),
        pensioners=here(waiting.pensioners),
        residents=here(homes.size),
    )


def _first_row(waiting: Waiting) -> np.ndarray:
    """(households,) row of every household, the branches before it counted."""
    splits = (waiting.split_year > 0).astype(np.int64)
    return np.arange(len(splits)) + np.cumsum(splits) - splits
