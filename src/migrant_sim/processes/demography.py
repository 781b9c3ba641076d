"""Births, ageing, deaths, entry to and exit from the labour force, household splits and carers, from 2021 on.

The margins are those of 2020, so nobody ages before.
"""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from ..fields import param
from ..kernels import demography as kernel
from ..kernels.carers import choose_carers
from ..kernels.queue import Queue, queue
from ..published import margin
from ..state import State, Streams
from .base import Process

BASE = 2020 * 12 + 11  # the month for which ages are given
OLDEST = 120
BAND = 5  # years of an age band of the margin; the last one is open
AT_A_TIME = 1024  # birthdays whose draws are made together: they stay in the first-level cache
EVENTS = ("births", "deaths", "joined_labour", "left_labour", "emptied_households")
ENDING = ("land", "origin_land", "herd", "recent", "dibao", "hardship_left", "watch", "loan", "loan_left", "herd_loan")


@dataclass(frozen=True, kw_only=True)
class Demography(Process):
    """Who is born, who dies, who works when, and who lives with whom.

    Children and splits were drawn with the population and wait as rows. Reads the illness (`ill_left`) of last month.
    """

    first_year: int = param(
        2021, unit="year", doc="year of the first birthdays, births and deaths", low=2021, high=9999, source="setting"
    )
    mortality: float = param(
        1.0, unit="ratio", doc="death rates against the margin mortality_by_age", low=0, high=5, source="setting"
    )
    severe_share: float = param(
        unit="share",
        doc="limiting illnesses or disabilities that need a main carer",
        low=0,
        high=1,
        source="severe_illness_share",
    )

    def step(self, state: State, streams: Streams) -> None:
        """In January splits, carers and counts of settlements; every month the births and birthdays of the month."""
        if state.month < 12 * self.first_year:
            return
        if state.month % 12 == 0:
            self._renew(state, streams)
        year = state.once("year of birthdays", lambda: _year(state))
        ages = kernel.Ages(state.month, *self._limits, streams.luck("death", state.month))
        kernel.turn_a_year.run(*year.columns, ages, (year.rows[state.month % 12], year.room), year.events)
        events = year.events.tolist()
        state.notes.update(zip(EVENTS, events, strict=True))
        if events[-1] > 0:
            _give_back(state)
        if state.month % 12 == 11:
            _dilute(state)

    @cached_property
    def _limits(self) -> tuple[np.ndarray, np.ndarray]:
        """Chance to die by sex and age, and age at the end of school by level."""
        return _dying(self.mortality), _school_end()

    def _renew(self, state: State, streams: Streams) -> None:
        """Once a year: households split, carers are chosen, settlements counted."""
        households, settlements = state.households, state.settlements
        people, counts = people_of(state), counts_of(state)
        homes = state.view(kernel.Homes, households)
        leaving = np.flatnonzero(households.split_year == state.month // 12)
        state.notes["splits"] = float(kernel.split.run(leaving, people, counts, homes))
        # The same draw for all years and replications: it made the carers of the population, too.
        severe = Streams(streams.seed).luck("population severe illness", 0)
        case = np.empty(len(state.persons), np.int8)
        choose_carers.run(people, work_of(state), homes, (severe, self.severe_share), case)
        kernel.count_settlements.run(households.settlement, counts, settlements.persons, settlements.labour)


def _give_back(state: State) -> None:
    """Land, herd, allowance and debts of households without members end."""
    households = state.households
    rows = np.flatnonzero((households.size == 0) & (households.present == 1))
    for name in ENDING:
        getattr(households, name)[rows] = 0


def _dilute(state: State) -> None:
    """Set the members per worker of the year's end against those of the end of 2020.

    Registered members, so that no policy moves it.
    """
    members, labour = kernel.totals.run(counts_of(state))
    then, labour_then = _calendar(_Births(state)).members
    if min(members, labour, then, labour_then) > 0:
        state.economy.dilution = members / labour * labour_then / then


class _Births:
    """The births of a population: never changed and shared by all its runs, so told apart by identity."""

    def __init__(self, state: State) -> None:
        self.born, self.labour_from = state.persons.born, state.persons.labour_from

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Births) and self.born is other.born and self.labour_from is other.labour_from

    def __hash__(self) -> int:
        return hash((id(self.born), id(self.labour_from)))


class _Calendar(NamedTuple):
    """Rows of persons by month of birth, January first; members and labour force of the month BASE."""

    rows: list[np.ndarray]
    members: tuple[float, float]


class _Year(NamedTuple):
    """What birthdays need: columns, which stay the same arrays; rows of persons by month of birth; room for draws and
    for counts by EVENTS.
    """

    columns: tuple[kernel.People, kernel.Work, kernel.Counts]
    rows: list[np.ndarray]
    room: Queue
    events: np.ndarray


def _year(state: State) -> _Year:
    columns = people_of(state), work_of(state), counts_of(state)
    return _Year(columns, _calendar(_Births(state)).rows, queue(AT_A_TIME), np.empty(len(EVENTS)))


@lru_cache(maxsize=2)
def _calendar(births: _Births) -> _Calendar:
    """What follows from the births of a population for all its runs."""
    month = (births.born % 12).astype(np.int8)
    rows = np.argsort(month, kind="stable").astype(np.int32)
    members = np.zeros(2)
    kernel.members(births.born, births.labour_from, BASE, members)
    last = np.cumsum(np.bincount(month, minlength=12))[:-1]
    return _Calendar(np.split(rows, last), (float(members[0]), float(members[1])))


def people_of(state: State) -> kernel.People:
    """The columns of persons that the kernels change."""
    return state.view(kernel.People, state.persons)


def counts_of(state: State) -> kernel.Counts:
    """The counts of members that the kernels keep."""
    return state.view(kernel.Counts, state.households)


def work_of(state: State) -> kernel.Work:
    """What leaving an activity changes."""
    return state.view(kernel.Work, state.persons, state.enterprises, state.posts)


@cache
def _dying(multiple: float) -> np.ndarray:
    """(2, ages) chance to die within a year by sex and age."""
    rates = np.array([row.value for row in margin("mortality_by_age")]).reshape(-1, 2)
    age = np.minimum(np.arange(OLDEST + 1) // BAND, len(rates) - 1)
    dying = np.ascontiguousarray(np.minimum(multiple * rates[age].T, 1.0))
    dying[:, OLDEST] = 1.0
    return dying


@cache
def _school_end() -> np.ndarray:
    """(5,) age at the end of school by level."""
    return np.array([int(row.value) for row in margin("school_leaving_age")])
