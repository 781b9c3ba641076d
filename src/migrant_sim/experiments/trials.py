"""Twin trials: the model's own experiments, to set beside the effects that the literature reports.

A trial runs the same months twice with the same draws of chance, with and without one intervention, and reads what it
did to the people it reached. Published effects are never inputs of the model: they are compared with what comes out,
those of volunteers after shrinking.
"""

from collections.abc import Iterator
from dataclasses import replace
from math import isfinite, nan
from statistics import median
from typing import NamedTuple

import numpy as np

from ..draws import apply, parameter_draw
from ..funds import UNCAPPED
from ..measures import MEASURES
from ..processes.moves import move
from ..published import parameter
from ..published.volunteers import moment_range
from ..scenario import Scenario
from ..state import Activity, State
from .twins import BEGIN, ever_sending, gap, sampled, sending, total, twins

SAMPLE = 0.1  # share of the eligible who are treated, few enough not to crowd each other out
PLACED = 0.5  # the same for placement, where crowding is the question: towns of the French trial treated up to all
PLACEMENT_MONTHS, PLACEMENT_HORIZON = 6, 8  # months of help, and months after its start at which jobs are compared
GRANT_PARAMETER = "export_transport_subsidy_ningxia_proxy"
COURSE_MONTHS, POST_MONTHS, YEAR = 2, 12, 12
ENDS = (0.05, 0.5, 0.95)
SEASON = 6  # months of the grant, and in which somebody is outside
POOREST_FIFTHS = 2  # of households by income of 2020: more than half of those of the Bangladeshi villages were eligible
COURSE_AGE = 54  # oldest who take a course
JOBS = ("regular", "regular_others")
NOT_EVALUATED = "not evaluated"
NOBODY = np.zeros(0, np.int64)


class Finding(NamedTuple):
    """One effect in one draw: `moment` is the id of the published row that it is compared with.

    `treated` is how many persons were, at simulated scale; where nobody was, or nothing came of it that a share could
    be taken of, `value` is nan.
    """

    trial: str
    moment: str
    value: float
    treated: int


def findings(scenario: Scenario, draw: int, replication: int) -> Iterator[Finding]:
    """Every trial in one draw and replication; `scenario` gives region, population and parameters, not its measures."""
    drawn = replace(
        apply(scenario, parameter_draw(scenario, draw)), name="trial", measures=(), factual=(), funds=UNCAPPED, fixed=()
    )
    for trial in (training, placement, transport_grant, hiring_aid, posts):
        yield from trial(drawn, replication)


def training(scenario: Scenario, replication: int) -> Iterator[Finding]:
    """A course beyond the places there are, for a sample of seekers and casual workers."""
    treated, control = twins(scenario, replication)
    for twin in (treated, control):
        twin.run_until(BEGIN - 1, NOBODY)
    state = treated.engine.state
    seeking = np.isin(state.persons.activity, (Activity.SEARCHING, Activity.CASUAL))
    rows = sampled(state, treated.engine.streams, "trial course", seeking & (state.persons.age <= COURSE_AGE), SAMPLE)

    def intervene(state: State) -> None:
        if state.month == BEGIN:
            move(state, rows, Activity.TRAINING)
            state.persons.training_left[rows] = COURSE_MONTHS
            state.persons.courses[rows] += 1

    treated.intervene = intervene
    for twin in (treated, control):
        twin.history.clear()
        twin.run_until(BEGIN + 4 * YEAR, rows)
    late = slice(3 * YEAR, 4 * YEAR)  # the fourth year, when what a course gives has built up
    work, pay, days = (gap(treated, control, name, late) for name in ("working", "pay", "days"))
    for moment, value in (
        ("train_employment_effect_rct", work[0]),
        ("train_income_effect_relocated_psm", pay[1]),
        ("train_wage_effect_share", (1.0 + pay[1]) / (1.0 + days[1]) - 1.0),
    ):
        yield _found("training", moment, value, len(rows))


def placement(scenario: Scenario, replication: int) -> Iterator[Finding]:
    """Half a year of placement help for a sample of seekers in every settlement, so that the untreated of the same
    market are seen: jobs that they lost for one that the treated gained.

    The help is that which follows a certificate: a second try each month. What counts is a regular job, as in the
    French trial a contract of six months or more; job-months are added up to its horizon, since one month holds few.
    """
    treated, control = twins(scenario, replication)
    for twin in (treated, control):
        twin.run_until(BEGIN - 1, NOBODY)
    state = treated.engine.state
    seeking = state.persons.activity == Activity.SEARCHING
    rows = sampled(state, treated.engine.streams, "trial placement", seeking, PLACED)

    def intervene(state: State) -> None:
        if state.month == BEGIN:
            state.persons.placement_left[rows] = PLACEMENT_MONTHS

    treated.intervene = intervene
    for twin in (treated, control):
        twin.history.clear()
        twin.run_until(BEGIN + PLACEMENT_HORIZON - 1, rows)
    window = slice(0, PLACEMENT_HORIZON)
    gained, others = (total(treated, name, window) - total(control, name, window) for name in JOBS)
    share = -others / gained if gained > 0 else nan
    yield _found("placement", "subsidy_displacement_placement", share, len(rows))


def transport_grant(scenario: Scenario, replication: int) -> Iterator[Finding]:
    """A grant of the size of a fare for work outside the region, in all settlements for half a year.

    As in the trial of Bangladesh, what is read is the share of poor households, with nobody outside before, that have
    somebody outside at any time of the half year, and of the same half year a year later, when nothing is paid.
    """
    treated, control = twins(scenario, replication)
    for twin in (treated, control):
        twin.run_until(BEGIN - 1, NOBODY)
    homes = treated.engine.state.households
    able = (homes.present == 1) & (homes.size > 0) & (homes.labour > 0)
    eligible = able & (homes.quintile < POOREST_FIFTHS) & ~sending(treated.engine.state)
    offered = int(homes.labour[eligible].sum())
    grant = parameter(GRANT_PARAMETER).central

    def intervene(state: State) -> None:
        if BEGIN <= state.month < BEGIN + SEASON:
            state.settlements.transport_grant += grant

    treated.intervene = intervene
    for moment, first in (("export_subsidy_effect_migration", BEGIN), ("export_subsidy_persistence", BEGIN + YEAR)):
        sent = [ever_sending(twin, first, first + SEASON - 1)[eligible] for twin in (treated, control)]
        share = float(sent[0].mean() - sent[1].mean()) if offered else nan
        yield _found("transport grant", moment, share, offered)


def hiring_aid(scenario: Scenario, replication: int) -> Iterator[Finding]:
    """The hiring subsidy at high intensity for two years: which hires were made for it, and what is left a year on."""
    treated, control = twins(scenario, replication)
    aid = MEASURES["hiring_subsidy"](intensity="high", start=BEGIN, stop=BEGIN + 2 * YEAR - 1)
    treated.engine.measures = (*treated.engine.measures, aid)
    for twin in (treated, control):
        twin.run_until(BEGIN + 3 * YEAR, NOBODY)
    start = len(control.history) - 3 * YEAR - 1
    window, after = slice(start, start + 2 * YEAR), slice(start + 5 * YEAR // 2, start + 3 * YEAR)
    paid = sum(month.subsidised for month in treated.history[window])
    extra = total(treated, "hired_hard", window) - total(control, "hired_hard", window)
    for moment, value in (
        ("subsidy_deadweight", 1.0 - extra / max(paid, 1.0)),
        ("subsidy_hiring_effect_after", gap(treated, control, "employed_hard", after)[0]),
    ):
        yield _found("hiring aid", moment, value, round(paid))


def posts(scenario: Scenario, replication: int) -> Iterator[Finding]:
    """A welfare post for a year for a sample of seekers who are hard to place; read 6 to 12 months after its end."""
    treated, control = twins(scenario, replication)
    for twin in (treated, control):
        twin.run_until(BEGIN - 1, NOBODY)
    persons = treated.engine.state.persons
    eligible = (persons.activity == Activity.SEARCHING) & (persons.hard == 1)
    rows = sampled(treated.engine.state, treated.engine.streams, "trial post", eligible, SAMPLE)
    added = np.bincount(persons.settlement[rows], minlength=len(treated.engine.state.settlements))

    def intervene(state: State) -> None:
        if BEGIN <= state.month < BEGIN + POST_MONTHS:
            state.posts.added += added
        if state.month == BEGIN:
            move(state, rows, Activity.POST)
        if state.month == BEGIN + POST_MONTHS:
            move(state, rows[state.persons.activity[rows] == Activity.POST], Activity.SEARCHING)

    treated.intervene = intervene
    for twin in (treated, control):
        twin.history.clear()
        twin.run_until(BEGIN + 2 * YEAR, rows)
    later = slice(POST_MONTHS + 6, 2 * YEAR)
    yield _found("welfare post", "post_effect_open_employment", gap(treated, control, "working", later)[0], len(rows))


def _found(trial: str, moment: str, value: float, treated: int) -> Finding:
    """A finding; none where nobody was treated."""
    return Finding(trial, moment, value if treated else nan, treated)


class Row(NamedTuple):
    """A moment beside its published range: quantiles of the model over draws and replications.

    `treated` is the median number of persons treated, at simulated scale, `runs` how many gave a value; without one
    `low`, `middle` and `high` are empty.
    """

    trial: str
    moment: str
    unit: str
    low: float | None
    middle: float | None
    high: float | None
    published_low: float
    published: float
    published_high: float
    verdict: str
    treated: float
    runs: int


def table(found: list[Finding]) -> list[Row]:
    """One row a moment, in the order of the trials; the verdict compares median and interval with the range."""
    rows = []
    for trial, moment in dict.fromkeys((finding.trial, finding.moment) for finding in found):
        own = [finding for finding in found if finding.moment == moment]
        values = [finding.value for finding in own if isfinite(finding.value)]
        ends, treated = moment_range(moment), float(median(finding.treated for finding in own))
        low, middle, high = (float(q) for q in np.quantile(values, ENDS)) if values else (None, None, None)
        verdict = NOT_EVALUATED if low is None or middle is None or high is None else _beside((low, middle, high), ends)
        rows.append(Row(trial, moment, parameter(moment).unit, low, middle, high, *ends, verdict, treated, len(values)))
    return rows


def _beside(found: tuple[float, float, float], ends: tuple[float, float, float]) -> str:
    """Where a median lies beside a published range; partly within if it is inside and its interval reaches beyond."""
    low, middle, high = found
    if ends[0] <= low and high <= ends[2]:
        return "within"
    return "below" if middle < ends[0] else "above" if middle > ends[2] else "partly within"
