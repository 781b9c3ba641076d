"""Published figures that nothing was fitted to, and distributions: what the model gives beside each, pass or miss."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from ..draws import apply, parameter_draw
from ..opening import opening
from ..published import margin, parameter
from ..published.observations import Observation, observations
from ..scenario import Scenario
from ..state import Activity
from .backtests import FIRST_KNOWN
from .ensembles import Progress, Runs, back_then, run_all
from .forecast import Mixture

LAST_BASE = 2020
WORKER_SPREAD = "wage_log_dispersion"  # the row with the standard deviation of the log of workers' pay
GINI = "household per-capita"  # the level of the margin `income_distribution`
# Assumptions: how far a margin that is itself an assumption may be off, and the spread of pay.
SHARE_SPREAD, GINI_SPREAD, PAY_SPREAD = 0.03, 0.03, 0.05
FIFTHS = range(1, 6)


class Check(NamedTuple):
    """One figure beside the model: 5, 50 and 95 % of what would be printed if the model were right."""

    id: str
    kind: str
    region: str
    output: str
    year: int
    unit: str
    low90: float | None
    median: float | None
    high90: float | None
    printed: float
    verdict: str
    note: str


def checked_regions() -> tuple[str, ...]:
    """Regions with figures to check against."""
    return tuple(sorted({row.region for row in observations(None, "check")}))


def checks(scenario: Scenario, draws: int, workers: int, tell: Progress) -> list[Check]:
    """Every published figure of the scenario's region that is marked as a check, by id; the runs are its own.

    The start ratio has the region's own prior, carried to the first year (assumption: the same ratio then).
    """
    rows = observations(scenario.region.name, "check")
    able = [row for row in rows if row.covered and FIRST_KNOWN <= row.year - (row.form == "growth")]
    if not able:
        return [_not_evaluated(row) for row in rows]
    first = min(min(row.year - (row.form == "growth") for row in able), LAST_BASE)
    years = range(first, max(max(row.year for row in able), first + 1) + 1)
    names = sorted({name for row in able for name in row.parts})
    runs = run_all(back_then(scenario, years, "ex_post"), names, draws, workers, tell)
    return [_check(row, runs) if row in able else _not_evaluated(row) for row in rows]


def distributions(scenario: Scenario, draws: int, workers: int, tell: Progress) -> list[Check]:
    """Shares of fifths, the Gini coefficient and the wage share of 2020, and the spread of workers' pay."""
    names = ("quintile_share", "gini", "wage_income", "disposable_income")
    then = back_then(scenario, range(2020, 2022), "ex_post")
    runs = run_all(then, names, draws, workers, tell)
    region, label, rows = scenario.region.name, "ASSUMPTION: the margin is one.", []
    for fifth in FIFTHS:
        values = runs.of("quintile_share", 2020, f"quintile:{fifth}")
        made = f"quintile_share_{fifth}", "quintile_share", "share of income"
        printed = _cell("income_quintile_share", str(fifth))
        rows.append(_distribution(region, made, values, printed, (SHARE_SPREAD, label)))
    made = "gini_2020", "gini", "ratio"
    printed = _cell("income_distribution", GINI)
    rows.append(_distribution(region, made, runs.of("gini", 2020), printed, (GINI_SPREAD, label)))
    share = runs.of("wage_income", 2020) / runs.of("disposable_income", 2020)
    made = "wage_share_2020", "wage_income/disposable_income", "share of income"
    note = f"{label} Matched by construction: the draw of wage_share_start."
    rows.append(_distribution(region, made, share, _cell("income_source_2020", "wage"), (SHARE_SPREAD, note)))
    spread = np.array([worker_spread(then, draw) for draw in range(draws)])
    made = "worker_pay_spread", "standard deviation of log pay", "log points"
    note = "The figure comes with labor_wage_outside_2024, migrant workers of the nation; pay of December 2020."
    rows.append(_distribution(region, made, spread, parameter(WORKER_SPREAD).central, (PAY_SPREAD, note)))
    return rows


def worker_spread(scenario: Scenario, draw: int) -> float:
    """Standard deviation of the log of pay among those at regular paid work in December 2020, in one draw."""
    drawn = replace(apply(scenario, parameter_draw(scenario, draw)), fixed=())
    persons = opening(drawn, draw).state.persons
    regular = np.isin(persons.activity, (Activity.LOCAL, Activity.REGION, Activity.OUTSIDE))
    pay = persons.pay[regular & (persons.pay > 0.0)]
    return float(np.std(np.log(pay)))


def _cell(table: str, level: str) -> float:
    """The value of one cell of a published margin over one dimension."""
    return {row.level1: row.value for row in margin(table)}[level]


def _check(row: Observation, runs: Runs) -> Check:
    values = runs.figure(row)
    values = np.log(values) if row.logarithmic else values
    low, middle, high = _interval(values, row.spread, row.logarithmic)
    verdict = "pass" if low <= row.value <= high else "miss"
    place = row.id, "figure", row.region, row.output, row.year, row.unit
    return Check(*place, low, middle, high, row.value, verdict, row.note)


def _not_evaluated(row: Observation) -> Check:
    place = row.id, "figure", row.region, row.output, row.year, row.unit
    return Check(*place, None, None, None, row.value, "not evaluated", row.note)


def _distribution(
    region: str, made: tuple[str, str, str], values: np.ndarray, printed: float, allowed: tuple[float, str]
) -> Check:
    identity, output, unit = made
    spread, note = allowed
    low, middle, high = _interval(values, spread, False)
    verdict = "pass" if low <= printed <= high else "miss"
    return Check(identity, "distribution", region, output, 2020, unit, low, middle, high, printed, verdict, note)


def _interval(values: np.ndarray, spread: float, log: bool) -> Sequence[float]:
    """5, 50 and 95 % of a value of the ensemble plus an error of the figure."""
    mixture = Mixture(values, np.full(len(values), spread), np.ones(len(values)), log)
    low, middle, high = mixture.quantile(np.array([0.05, 0.5, 0.95])).tolist()
    return low, middle, high
