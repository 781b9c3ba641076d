"""What every peer starts from: our people at the end of 2020, chances from our parameters, and what must come out.

The core month: jobs end; seekers and casual workers meet the vacant local jobs of their county in random order, the
seekers left find other work; posts end and go to seekers by need; courses end and take in; pay; household accounts.
Children and the old hold no activity, so no peer has to carry them, though nanoseconds are per person of everybody.
"""

from typing import NamedTuple

import numpy as np

from migrant_sim.published import margin, parameter
from migrant_sim.state import ACTIVITIES, Activity, Life, State

OTHER = (Activity.FARM, Activity.CASUAL, Activity.REGION, Activity.OUTSIDE, Activity.SELF_EMPLOYED)
REGULAR = (Activity.LOCAL, Activity.REGION, Activity.OUTSIDE)
MOST_COURSES, OLDEST = 3, 59
FLUSH = 0.95  # nobody finds work with more than this chance in a month


class Rates(NamedTuple):
    """Monthly chances and yuan; sequences run over the activity codes."""

    separation: tuple[float, ...]
    wage: tuple[float, ...]  # yuan a month at work
    at_work: tuple[float, ...]  # share of months at work
    apply_seeking: float
    apply_casual: float
    finding: tuple[float, float]  # prime, hard to place; paced so that flows balance
    channels: tuple[float, ...]  # cumulative shares of OTHER
    post_exit: float
    post_cap: int
    certificate: float
    certificate_gain: float
    course_months: int
    remittance: float


class World(NamedTuple):
    """One entry a person of the labour force, then one a county or settlement; `people` counts everybody."""

    people: int
    household: np.ndarray
    settlement: np.ndarray
    county: np.ndarray
    age: np.ndarray
    hard: np.ndarray
    disabled: np.ndarray
    skill: np.ndarray
    activity: np.ndarray
    tenure: np.ndarray
    courses: np.ndarray
    resident: np.ndarray
    local_places: np.ndarray  # (counties,)
    post_places: np.ndarray  # (settlements,)
    course_places: np.ndarray  # (settlements,) expected a month
    rates: Rates

    def columns(self) -> dict[str, np.ndarray]:
        """The persons' columns by name."""
        return {name: getattr(self, name) for name in self._fields[1:12]}


class Tally(NamedTuple):
    """What happened in the months run: counts of persons, and yuan settled with households."""

    separated: int
    hired: int
    found: int
    posted: int
    enrolled: int
    employed: int
    yuan: float


def world_of(state: State) -> World:
    """The people of a state as every peer takes them."""
    persons, settlements = state.persons, state.settlements
    rows = np.flatnonzero((persons.alive == Life.LIVING) & (persons.activity < Activity.SCHOOLING))
    household = np.unique(persons.household[rows], return_inverse=True)[1]
    activity = persons.activity[rows].astype(np.int64)
    activity[(activity == Activity.RELIEF) | (activity == Activity.TRAINING)] = Activity.SEARCHING
    county, settlement = persons.county[rows].astype(np.int64), persons.settlement[rows].astype(np.int64)
    labour = np.bincount(settlement, minlength=len(settlements))
    held = {a: activity == a for a in (Activity.LOCAL, Activity.POST)}
    own = {name: getattr(persons, name)[rows].astype(np.int64) for name in ("age", "hard", "tenure", "courses")}
    return World(
        people=int((persons.alive == Life.LIVING).sum()),
        household=household,
        settlement=settlement,
        county=county,
        disabled=(persons.health[rows] == 3).astype(np.int64),
        skill=persons.skill[rows],
        activity=activity,
        resident=persons.resident[rows].astype(np.int64),
        local_places=np.bincount(county[held[Activity.LOCAL]], minlength=len(state.counties)),
        post_places=np.bincount(settlement[held[Activity.POST]], minlength=len(settlements)),
        course_places=labour * parameter("training_places_2020").central / 12.0,
        rates=rates_of(state, np.bincount(activity, minlength=ACTIVITIES).astype(float), own["hard"][activity == 9]),
        **own,
    )


def rates_of(state: State, counts: np.ndarray, hard_seekers: np.ndarray) -> Rates:
    """Chances from the parameters; finding and channels such that flows balance at the start, as in our own month."""
    usual = {key: parameter(key).central for key in PARAMETERS}
    separation = np.zeros(ACTIVITIES)
    separation[list(REGULAR)] = usual["labor_separation_monthly_migrant"]
    separation[Activity.CASUAL] = separation[Activity.LOCAL] * usual["casual_separation_multiple"]
    for own in (Activity.FARM, Activity.SELF_EMPLOYED):
        separation[own] = separation[Activity.LOCAL] * usual["own_account_separation_multiple"]
    leaving = separation * counts
    need = leaving[list(OTHER)]
    left = max(counts[Activity.SEARCHING] + need.sum(), 1.0)
    finding = np.array([usual["labor_jobfinding_monthly_prime"], usual["labor_jobfinding_monthly_hard"]])
    mean = finding[hard_seekers].mean() if len(hard_seekers) else finding[0]
    pace = need.sum() / (left * mean)
    wage = np.asarray(state.economy.wage, float).copy()
    wage[Activity.CASUAL] *= usual["casual_days_per_month"]
    wage[Activity.POST] = usual["post_wage_rule_ningxia"] * state.economy.rural_mean_last_year
    months = {row.level1: row.value for row in margin("months_worked_2020")}
    at_work = np.ones(ACTIVITIES)
    for activity in (*REGULAR, Activity.SELF_EMPLOYED):
        at_work[activity] = min((months[MARGINS[activity]] + 1.0) / 12.0, 1.0)
    return Rates(
        separation=tuple(map(float, separation)),
        wage=tuple(map(float, wage)),
        at_work=tuple(map(float, at_work)),
        apply_seeking=usual["local_application_rate"],
        apply_casual=usual["casual_application_rate"],
        finding=(float(min(finding[0] * pace, FLUSH)), float(min(finding[1] * pace, FLUSH))),
        channels=tuple(map(float, np.cumsum(need) / need.sum())),
        post_exit=usual["post_exit_monthly"],
        post_cap=int(usual["post_spell_cap"]),
        certificate=usual["training_certificate_rate"],
        certificate_gain=usual["mincer_schooling_current"] * usual["certificate_schooling_years"],
        course_months=int(usual["course_months"]),
        remittance=usual["remittance_share"],
    )


MARGINS = {
    Activity.LOCAL: "wage, inside county",
    Activity.REGION: "wage, other county in Ningxia",
    Activity.OUTSIDE: "wage, outside Ningxia",
    Activity.SELF_EMPLOYED: "self-employed, non-farm",
}
PARAMETERS = (
    "labor_separation_monthly_migrant casual_separation_multiple own_account_separation_multiple "
    "labor_jobfinding_monthly_prime labor_jobfinding_monthly_hard local_application_rate casual_application_rate "
    "casual_days_per_month post_wage_rule_ningxia post_exit_monthly post_spell_cap training_certificate_rate "
    "mincer_schooling_current certificate_schooling_years course_months remittance_share"
).split()
