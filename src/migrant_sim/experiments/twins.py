"""Twins: two runs of the same months with the same draws of chance, one of them with an intervention."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import numpy as np

from ..engine import Engine
from ..measures.base import FOR_GOOD
from ..opening import opening
from ..scenario import Scenario
from ..state import Activity, State, Streams

BEGIN = 2021 * 12 + 5  # June 2021: half a year after the opening
REGULAR = (Activity.LOCAL, Activity.REGION, Activity.OUTSIDE)  # jobs with an employer, by the month


@dataclass
class Twin:
    """One of the two runs of a trial, with an intervention that acts when a month opens."""

    STEADY: ClassVar[bool] = False
    start: ClassVar[int] = 0
    until: ClassVar[int] = FOR_GOOD

    engine: Engine
    intervene: Callable[[State], None] | None = None
    history: list["Picture"] = field(default_factory=list)

    def run_until(self, month: int, rows: np.ndarray) -> None:
        """Run until a month has closed, with a picture of the persons `rows` at the end of every month."""
        while self.engine.state.month <= month:
            self.engine.step()
            self.history.append(picture(self.engine.state, rows))
            self.engine.advance()

    def act(self, state: State, streams: Streams) -> None:
        """Part of the measures' contract: intervene, if there is something to do."""
        if self.intervene is not None:
            self.intervene(state)

    def bill(self, state: State) -> None:
        """Part of the measures' contract: nothing is billed."""


class Picture(NamedTuple):
    """What a month was for the persons watched, and for everybody; counts at simulated scale."""

    working: float  # share of the watched in unsubsidised work
    pay: float  # yuan, mean of the watched
    days: float  # days worked, mean of the watched
    hired_hard: float  # hard to place who were hired into regular local work
    regular: float  # of the watched who have a regular job
    regular_others: float  # of everybody else who has one, hosts in local jobs included
    subsidised: float  # hires that a subsidy was paid for
    employed_hard: float  # share of the hard to place in unsubsidised work


def picture(state: State, rows: np.ndarray) -> Picture:
    """The month as it stands before it closes."""
    persons, pools = state.persons, state.enterprises
    labour = persons.labour == 1
    hard = labour & (persons.hard == 1)
    working = persons.activity <= Activity.SELF_EMPLOYED
    local = labour & (persons.activity == Activity.LOCAL)
    new = local & (persons.tenure == 0)
    regular = labour & np.isin(persons.activity, REGULAR)
    ours = float(regular[rows].sum())
    watched = rows if len(rows) else np.zeros(1, np.int64)
    return Picture(
        working=float(working[watched].mean()),
        pay=float(persons.pay[watched].mean()),
        days=float(persons.days[watched].mean()),
        hired_hard=float((new & hard).sum()),
        regular=ours,
        regular_others=float(regular.sum() + pools.hosts.sum()) - ours,
        subsidised=float(pools.subsidised_hired.sum()),
        employed_hard=float(working[hard].mean()) if hard.any() else 0.0,
    )


def twins(scenario: Scenario, replication: int) -> tuple[Twin, Twin]:
    """The treated run and its control, both at the opening of January 2021."""
    streams = Streams(scenario.seed, replication)
    treated, control = (Twin(Engine(opening(scenario, replication).state, scenario, streams)) for _ in range(2))
    treated.engine.measures = (*treated.engine.measures, treated)
    return treated, control


def sampled(state: State, streams: Streams, purpose: str, eligible: np.ndarray, share: float) -> np.ndarray:
    """Rows of a keyed sample of the eligible (persons,) flags, a share of them."""
    rows = np.flatnonzero(eligible)
    return rows[streams.uniform(purpose, BEGIN, state.persons.key[rows]) < share]


def gap(treated: Twin, control: Twin, name: str, months: slice) -> tuple[float, float]:
    """Difference of the means over months, and relative to the control (0 where the control has nothing)."""
    ours, theirs = (
        sum(getattr(month, name) for month in twin.history[months]) / max(len(twin.history[months]), 1)
        for twin in (treated, control)
    )
    return ours - theirs, ours / theirs - 1.0 if theirs > 0 else 0.0


def total(twin: Twin, name: str, months: slice) -> float:
    """Sum over months."""
    return float(sum(getattr(month, name) for month in twin.history[months]))


def sending(state: State) -> np.ndarray:
    """(households,) whether a member of the labour force works outside the region this month."""
    persons = state.persons
    outside = (persons.labour == 1) & (persons.activity == Activity.OUTSIDE)
    return np.bincount(persons.household[outside], minlength=len(state.households)) > 0


def ever_sending(twin: Twin, first: int, last: int) -> np.ndarray:
    """(households,) whether somebody worked outside in a month from `first` to `last`; runs the twin on to there."""
    twin.run_until(first - 1, np.zeros(0, np.int64))
    ever = np.zeros(len(twin.engine.state.households), np.bool_)
    while twin.engine.state.month <= last:
        twin.engine.step()
        ever |= sending(twin.engine.state)
        twin.engine.advance()
    return ever
