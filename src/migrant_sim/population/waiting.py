"""Everybody who will ever be in a household in the order of the rows, and the households that wait for their split."""

from typing import NamedTuple, TypeVar

import numpy as np

from ..state import NONE, Activity, Life
from .branches import branch_members, split_years
from .generations import BASE, birth_months, coming_children, grown_schooling, health_at_birth, working_lives
from .kinds import Kind
from .luck import Luck
from .margins import Margins
from .members import Homes, People
from .work import Workers, attachment_of, relative_pay

PENSION_AGE = 60
Members = TypeVar("Members", People, Workers)


class Waiting(NamedTuple):
    """The living and the unborn, household by household, a branch at the end of its household; arrays (rows,).

    Of the households: `split_year` (households,) with 0 for none, `rows` and `tail` (households,) their rows and those
    of their branch, and the living counted in `labour` and `pensioners` (households,).
    """

    people: People
    workers: Workers
    pool: np.ndarray
    born: np.ndarray
    labour_from: np.ndarray
    labour_until: np.ndarray
    split_year: np.ndarray
    rows: np.ndarray
    tail: np.ndarray
    labour: np.ndarray
    pensioners: np.ndarray

    @property
    def alive(self) -> np.ndarray:
        """(rows,) whether the person lives at the end of 2020."""
        return np.where(self.born <= BASE, int(Life.LIVING), int(Life.UNBORN))


def await_generations(
    homes: Homes,
    built: tuple[People, Workers, np.ndarray],
    until: int,
    margins: Margins,
    luck: Luck,
    known: np.ndarray | None = None,
) -> Waiting:
    """The people `built` (with their work and vacancy pools) and the children of the years up to `until`.

    `known` (persons,) are the months of birth where a ledger tells them.
    """
    people, workers, pool = built
    count = len(homes.key)
    labour = np.bincount(people.household, weights=workers.labour, minlength=count)
    pensioners = np.bincount(people.household, weights=people.age >= PENSION_AGE, minlength=count)
    born, branch = birth_months(people, luck) if known is None else known, branch_members(homes, people)
    split_year = split_years(homes, np.bincount(people.household, weights=branch, minlength=count) > 0, until, luck)
    children = coming_children(homes, people, (born, branch), until, margins, luck)
    infants = _as_people(children.key, children.household, children.sex, margins, luck)
    everyone = _stacked(people, infants)
    workers = _stacked(workers, _unborn_workers(homes, infants, (people, workers), luck))
    pool = _narrow(np.r_[pool, np.full(len(children.key), NONE)])
    course = working_lives(everyone, margins, luck)
    workers = workers._replace(activity=np.where(course.studying, np.int32(Activity.SCHOOLING), workers.activity))
    branch, born = np.r_[branch, children.branch], _narrow(np.r_[born, children.born])
    order = np.lexsort((everyone.key, branch, everyone.household))
    return Waiting(
        people=People(*(part[order] for part in everyone)),
        workers=Workers(*(part[order] for part in workers)),
        pool=pool[order],
        born=born[order],
        labour_from=_narrow(course.labour_from)[order],
        labour_until=_narrow(course.labour_until)[order],
        split_year=split_year,
        rows=np.bincount(everyone.household, minlength=count),
        tail=np.bincount(everyone.household[branch], minlength=count),
        labour=labour,
        pensioners=pensioners,
    )


def _stacked(first: Members, second: Members) -> Members:
    return type(first)(*(_narrow(np.concatenate(parts)) for parts in zip(first, second, strict=True)))


def _narrow(column: np.ndarray) -> np.ndarray:
    """Whole numbers in half the memory: a million people are copied twice here."""
    return column.astype(np.int32) if column.dtype == np.int64 else column


def _as_people(key: np.ndarray, household: np.ndarray, sex: np.ndarray, margins: Margins, luck: Luck) -> People:
    """The unborn as members of age 0."""
    count = len(key)
    return People(
        key=key,
        household=household,
        kind=np.full(count, int(Kind.INFANT)),
        sex=sex,
        age=np.zeros(count, np.int64),
        health=health_at_birth(key, margins, luck),
        education=grown_schooling(key, margins, luck),
        carer=np.zeros(count, np.int64),
    )


def _unborn_workers(homes: Homes, infants: People, built: tuple[People, Workers], luck: Luck) -> Workers:
    """Traits of the unborn, who do nothing yet; their skill is measured as that of the living."""
    people, workers = built
    count = len(infants.key)
    nothing = np.zeros(count, np.int64)
    usual = relative_pay(people, luck)[workers.labour].mean()
    return Workers(
        labour=nothing.astype(np.bool_),
        hard=nothing.astype(np.bool_),
        skill=np.round(relative_pay(infants, luck) / usual, 9),
        attachment=attachment_of(homes, infants.household, infants.key, luck),
        activity=np.full(count, int(Activity.INACTIVE)),
        tenure=nothing,
        certificate=nothing.astype(np.bool_),
    )
