"""Twin trials: the model's own experiments, to set beside the effects that the literature reports.

A trial runs the same months twice with the same draws of chance, with and without one intervention, and reads what it
did to the people it reached. Published effects are never inputs of the model: they are compared with what comes out,
those of volunteers after shrinking.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from statistics import median
from typing import NamedTuple

import numpy as np

from ..draws import apply, parameter_draw
from ..engine import Engine
from ..funds import UNCAPPED
from ..measures import MEASURES
from ..opening import opening
from ..processes.moves import move
from ..published import parameter
from ..published.volunteers import moment_range
from ..scenario import Scenario
from ..state import Activity, State, Streams

BEGIN = 2021 * 12 + 5  # June 2021: half a year after the opening
SAMPLE = 0.1  # share of the eligible who are treated, few enough not to crowd each other out
GRANT_PARAMETER = "export_transport_subsidy_ningxia_proxy"
COURSE_MONTHS, POST_MONTHS, YEAR = 2, 12, 12
WHO = ("hard", "other")


class Finding(NamedTuple):
    """One effect in one draw: `moment` is the id of the published row that it is compared with."""

    trial: str
    moment: str
    value: float


@dataclass
class Twin:
    """One of the two runs of a trial, with an intervention that acts when a month opens."""

    engine: Engine
    act: Callable[[State], None] | None = None
    history: list["Picture"] = field(default_factory=list)

    def run_until(self, month: int, rows: np.ndarray) -> None:
        """Run until a month has closed, with a picture of the persons `rows` at the end of every month."""
        while self.engine.state.month <= month:
            self.engine.step()
            self.history.append(picture(self.engine.state, rows))
            self.engine.advance()

    def open(self, state: State, streams: Streams) -> None:
        """Part of the measures' contract: act, if there is something to do."""
        if self.act is not None:
            self.act(state)

    def close(self, state: State, streams: Streams) -> None:
        """Part of the measures' contract: nothing is billed."""


class Picture(NamedTuple):
    """What a month was for the persons watched, and for everybody; counts at simulated scale."""

    working: float  # share of the watched in unsubsidised work
    pay: float  # yuan, mean of the watched
    days: float  # days worked, mean of the watched
    outside: float  # share of the labour force that works outside the region
    hired_hard: float  # hard to place who were hired into regular local work
    jobs_hard: float  # hard to place at regular local work
    jobs_other: float  # others who are, hosts included
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
    watched = rows if len(rows) else np.zeros(1, np.int64)
    return Picture(
        working=float(working[watched].mean()),
        pay=float(persons.pay[watched].mean()),
        days=float(persons.days[watched].mean()),
        outside=float((persons.activity[labour] == Activity.OUTSIDE).mean()),
        hired_hard=float((new & hard).sum()),
        jobs_hard=float((local & hard).sum()),
        jobs_other=float((local & ~hard).sum() + pools.hosts.sum()),
        subsidised=float(pools.subsidised_hired.sum()),
        employed_hard=float(working[hard].mean()) if hard.any() else 0.0,
    )


def findings(scenario: Scenario, draw: int, replication: int) -> Iterator[Finding]:
    """Every trial in one draw and replication; `scenario` gives region, population and parameters, not its measures."""
    drawn = replace(
        apply(scenario, parameter_draw(scenario, draw)), name="trial", measures=(), factual=(), funds=UNCAPPED, fixed=()
    )
    for trial in (training, transport_grant, hiring_aid, posts):
        yield from trial(drawn, replication)


def twins(scenario: Scenario, replication: int) -> tuple[Twin, Twin]:
    """The treated run and its control, both at the opening of January 2021."""
    streams = Streams(scenario.seed, replication)
    treated, control = (Twin(Engine(opening(scenario, replication).state, scenario, streams)) for _ in range(2))
    treated.engine.measures = (*treated.engine.measures, treated)
    return treated, control


def sampled(state: State, streams: Streams, purpose: str, eligible: np.ndarray) -> np.ndarray:
    """Rows of a keyed sample of the eligible (persons,) flags."""
    rows = np.flatnonzero(eligible)
    return rows[streams.uniform(purpose, BEGIN, state.persons.key[rows]) < SAMPLE]


def training(scenario: Scenario, replication: int) -> Iterator[Finding]:
    """A course beyond the places there are, for a sample of seekers and casual workers."""
    treated, control = twins(scenario, replication)
    for twin in (treated, control):
        twin.run_until(BEGIN - 1, np.zeros(0, np.int64))
    state = treated.engine.state
    seeking = np.isin(state.persons.activity, (Activity.SEARCHING, Activity.CASUAL))
    rows = sampled(state, treated.engine.streams, "trial course", seeking & (state.persons.age < YEAR * 5 - 5))

    def act(state: State) -> None:
        if state.month == BEGIN:
            move(state, rows, Activity.TRAINING)
            state.persons.training_left[rows] = COURSE_MONTHS
            state.persons.courses[rows] += 1

    treated.act = act
    for twin in (treated, control):
        twin.history.clear()
        twin.run_until(BEGIN + 4 * YEAR, rows)
    late = slice(3 * YEAR, 4 * YEAR)  # the fourth year, when what a course gives has built up
    work, pay, days = (gap(treated, control, name, late) for name in ("working", "pay", "days"))
    yield Finding("training", "train_employment_effect_rct", work[0])
    yield Finding("training", "train_income_effect_relocated_psm", pay[1])
    yield Finding("training", "train_wage_effect_share", (1.0 + pay[1]) / (1.0 + days[1]) - 1.0)


def transport_grant(scenario: Scenario, replication: int) -> Iterator[Finding]:
    """A grant for work outside the region, in all settlements for a year; read in its last half year and a year on."""
    treated, control = twins(scenario, replication)
    grant = parameter(GRANT_PARAMETER).central

    def act(state: State) -> None:
        if BEGIN <= state.month < BEGIN + YEAR:
            state.settlements.transport_grant += grant

    treated.act = act
    for twin in (treated, control):
        twin.run_until(BEGIN + 2 * YEAR, np.zeros(0, np.int64))
    start = len(control.history) - 2 * YEAR - 1
    during, after = slice(start + YEAR // 2, start + YEAR), slice(start + YEAR + YEAR // 2, start + 2 * YEAR)
    yield Finding("transport grant", "export_subsidy_effect_migration", gap(treated, control, "outside", during)[0])
    yield Finding("transport grant", "export_subsidy_persistence", gap(treated, control, "outside", after)[0])


def hiring_aid(scenario: Scenario, replication: int) -> Iterator[Finding]:
    """The hiring subsidy at high intensity for two years: which hires were made for it, and at whose cost."""
    treated, control = twins(scenario, replication)
    aid = MEASURES["hiring_subsidy"](intensity="high", start=BEGIN, stop=BEGIN + 2 * YEAR - 1)
    treated.engine.measures = (*treated.engine.measures, aid)
    for twin in (treated, control):
        twin.run_until(BEGIN + 3 * YEAR, np.zeros(0, np.int64))
    start = len(control.history) - 3 * YEAR - 1
    window, after = slice(start, start + 2 * YEAR), slice(start + 5 * YEAR // 2, start + 3 * YEAR)
    paid = sum(month.subsidised for month in treated.history[window])
    extra = total(treated, "hired_hard", window) - total(control, "hired_hard", window)
    gained, lost = (total(treated, f"jobs_{who}", window) - total(control, f"jobs_{who}", window) for who in WHO)
    if paid > 0:
        yield Finding("hiring aid", "subsidy_deadweight", 1.0 - extra / paid)
    if gained > 0:
        yield Finding("hiring aid", "subsidy_displacement_placement", -lost / gained)
    yield Finding("hiring aid", "subsidy_hiring_effect_after", gap(treated, control, "employed_hard", after)[0])


def posts(scenario: Scenario, replication: int) -> Iterator[Finding]:
    """A welfare post for a year for a sample of seekers who are hard to place; read 6 to 12 months after its end."""
    treated, control = twins(scenario, replication)
    for twin in (treated, control):
        twin.run_until(BEGIN - 1, np.zeros(0, np.int64))
    persons = treated.engine.state.persons
    eligible = (persons.activity == Activity.SEARCHING) & (persons.hard == 1)
    rows = sampled(treated.engine.state, treated.engine.streams, "trial post", eligible)
    added = np.bincount(persons.settlement[rows], minlength=len(treated.engine.state.settlements))

    def act(state: State) -> None:
        if BEGIN <= state.month < BEGIN + POST_MONTHS:
            state.posts.added += added
        if state.month == BEGIN:
            move(state, rows, Activity.POST)
        if state.month == BEGIN + POST_MONTHS:
            move(state, rows[state.persons.activity[rows] == Activity.POST], Activity.SEARCHING)

    treated.act = act
    for twin in (treated, control):
        twin.history.clear()
        twin.run_until(BEGIN + 2 * YEAR, rows)
    later = slice(POST_MONTHS + 6, 2 * YEAR)
    yield Finding("welfare post", "post_effect_open_employment", gap(treated, control, "working", later)[0])


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


class Row(NamedTuple):
    """A moment beside its published range: quantiles of the model over draws and replications."""

    trial: str
    moment: str
    unit: str
    low: float
    middle: float
    high: float
    published_low: float
    published: float
    published_high: float
    verdict: str


def table(found: list[Finding]) -> list[Row]:
    """One row a moment, in the order of the trials; the verdict compares the model's median with the range."""
    rows = []
    for trial, moment in dict.fromkeys((finding.trial, finding.moment) for finding in found):
        values = [finding.value for finding in found if finding.moment == moment]
        ends, middle = moment_range(moment), median(values)
        where = "below" if middle < ends[0] else "above" if middle > ends[2] else "within"
        low, high = np.quantile(values, (0.05, 0.95))
        rows.append(Row(trial, moment, parameter(moment).unit, float(low), middle, float(high), *ends, where))
    return rows
