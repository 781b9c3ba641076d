"""The hinge: a scenario, a draw and a replication in, a tidy table out. A pure function of its arguments.

The rural mean contains the migrants. What is published (or forecast) is the mean as it was, with the programme in
force; so the factual
run, `as_written` at observed intensity with the same luck, identifies the hosts' income, and each arm's rural mean
is made of its own
migrants and of hosts less what they lost in the pools that they share.
"""

from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import NamedTuple

import numpy as np
import pandas as pd

from .branching import MOST_RUNS, History, past
from .branching import history as history
from .branching import load_history as load_history
from .draws import CENTRAL, apply, parameter_draw
from .engine import Engine
from .funds import UNCAPPED
from .indicators import unit_of
from .months import MATCHED_YEAR, in_calendar
from .opening import LAST_OF_BASE_YEAR, opening
from .rationing import draws_on
from .reading import whole_number
from .recorder import Cells, Page, Recorder
from .recorder.closing import Homes, change_shares
from .scenario import Scenario
from .state import Streams

COST_COLUMNS = ("year", "measure", "clause", "fund", "yuan", "people", "job_months")
TIDY_COLUMNS = ("period", "indicator", "group", "value", "unit")


class Trajectory(NamedTuple):
    """What one run leaves: tidy indicators, and the cost of increments over 2020 by year and measure at real scale.

    `homes`: income per head and residents of every row of households in the last year, where `change` is asked for.
    """

    indicators: pd.DataFrame
    costs: pd.DataFrame
    homes: Homes | None = None

    def beside(self, baseline: "Trajectory") -> "Trajectory":
        """This run with the shares of persons by change of income against its baseline's, where both kept households.

        The baseline must be the run of the same draw and replication: then rows of households are the same.
        """
        if self.homes is None or baseline.homes is None:
            return self
        shares = change_shares(self.homes, baseline.homes)
        period, name = self.indicators["period"].str[:4].max(), "income_change_share"
        rows = [(period, name, f"change:{band}", share, unit_of(name, period)) for band, share in shares.items()]
        added = pd.DataFrame(rows, columns=list(TIDY_COLUMNS))
        return self._replace(indicators=pd.concat([self.indicators, added], ignore_index=True))


class Path(NamedTuple):
    """Yearly means of one run in yuan per person: migrants as residents, and hosts' pay in shared pools."""

    migrants: dict[int, float]
    host_pay: dict[int, float]


def simulate(scenario: Scenario, draw: int = CENTRAL, replication: int = 0) -> pd.DataFrame:
    """Tidy table (period, indicator, group, value, unit) of one run; `draw` -1 takes central values.

    Raises ConfigurationError for a draw or replication that is no such number.
    """
    whole_number(draw, "draw", CENTRAL, MOST_RUNS)
    whole_number(replication, "replication", 0, MOST_RUNS)
    return trajectory(scenario, draw, replication).indicators


def trajectory(scenario: Scenario, draw: int, replication: int) -> Trajectory:
    """One run whole: indicators with the reference, and costs."""
    return _trajectory(apply(scenario, parameter_draw(scenario, draw)), replication)


def branch(known: History, scenario: Scenario) -> Trajectory:
    """The run of `scenario` from a history on: what `trajectory` gives for the history's draw and replication.

    Raises ConfigurationError for the history of another past than the scenario's.
    """
    drawn = apply(scenario, parameter_draw(scenario, known.draw))
    known.check(drawn)
    return _trajectory(drawn, known.replication, known)


def _trajectory(drawn: Scenario, replication: int, known: History | None = None) -> Trajectory:
    record = run_months(drawn, replication, known)
    add_reference(record, drawn, replication, known)
    pages = [*record.pages, record.last_page]
    costs = _cost_table(record, drawn.base_year)
    return Trajectory(_tidy(pages, drawn.base_year), costs, record.closing.homes)


def run_months(scenario: Scenario, replication: int, known: History | None = None) -> Recorder:
    """Run from the opening, or the history where it is known, to the horizon.

    The scenario carries the draw's values already.
    """
    before = scenario.factual if scenario.begin > LAST_OF_BASE_YEAR else ()
    funds = scenario.funds if draws_on(scenario.funds, scenario.measures) else UNCAPPED
    return _run_months(replace(scenario, name="", factual=before, funds=funds, fixed=()), replication, known).branched()


@lru_cache(maxsize=4)
def _run_months(scenario: Scenario, replication: int, known: History | None) -> Recorder:
    state, record = known.branched() if known else past(scenario, replication)
    last = scenario.begin + scenario.months
    record.ends(last)
    Engine(state, scenario, Streams(scenario.seed, replication)).run_until(last, record)
    return record


def path_of(record: Recorder, hosts: float) -> Path:
    """The yearly means of a record; `hosts` are the real hosts."""
    return Path(record.income, {year: pay / hosts for year, pay in record.host_pay.items()})


def add_reference(record: Recorder, scenario: Scenario, replication: int, known: History | None = None) -> None:
    """Add the rural mean, hosts' income, ratios, growth and cost per person to the years of a record."""
    reference, streams = scenario.process("reference"), Streams(scenario.seed, replication)
    share = reference.weight
    people = known.persons if known else float(opening(scenario, replication).state.households.size.sum())
    persons = people / scenario.population.scale
    # As many hosts as the share implies, so that a yuan displaced in the shared pools weighs the same on both sides.
    hosts = persons * (1.0 - share) / share if share > 0 else inf
    own, fact = path_of(record, hosts), factual_path(scenario, replication, hosts, known)
    last: tuple[float, float] | None = None
    for year in sorted(own.migrants):
        migrants, period = own.migrants[year], str(year)
        displaced = fact.host_pay[year] - own.host_pay[year]
        host = (reference.rural_mean(year, streams) - share * fact.migrants[year]) / (1.0 - share) - displaced
        host *= 1.0 - scenario.host_loss(year)
        mean = share * migrants + (1.0 - share) * host
        values = {"rural_mean_income": mean, "host_income": host, "income_ratio": migrants / mean}
        values["income_ratio_registered"] = record.registered[year] / mean
        if last is not None:
            growth = 100.0 * (migrants / last[0] - 1.0)
            values["income_growth"], values["growth_gap"] = growth, growth - 100.0 * (mean / last[1] - 1.0)
        lines = sorted(record.costs.items())  # so that the sum does not depend on the order in which they were booked
        values["cost_per_person"] = sum(cost[0] for (y, *_), cost in lines if y == year) / persons
        record.add(period, values)
        last = migrants, mean


def factual_path(scenario: Scenario, replication: int, hosts: float, known: History | None = None) -> Path:
    """The yearly means of the factual run: the same for scenarios that differ in measures, shocks and funds alone."""
    fact = replace(scenario, measures=scenario.factual, disturbances=(), funds=UNCAPPED)
    return path_of(run_months(fact, replication, known), hosts)


def _tidy(pages: list[Page], base_year: int) -> pd.DataFrame:
    order, table = _frame(tuple((in_calendar(page.period, base_year), page.cells) for page in pages))
    return table.assign(value=np.concatenate([page.values for page in pages])[order] + 0.0)


@lru_cache(maxsize=4)
def _frame(pages: tuple[tuple[str, Cells], ...]) -> tuple[np.ndarray, pd.DataFrame]:
    """The order of values in the table, and the table but for them: runs that differ in their values share it."""
    places = {key: place for place, key in enumerate((period, *cell) for period, cells in pages for cell in cells)}
    keys = sorted(places)
    table = pd.DataFrame(keys, columns=["period", "indicator", "group"])
    table["value"] = 0.0
    table["unit"] = [unit_of(name, period) for period, name, _ in keys]
    return np.array([places[key] for key in keys]), table


def _cost_table(record: Recorder, base_year: int) -> pd.DataFrame:
    ahead = MATCHED_YEAR - base_year
    rows = [(year - ahead, *key, *values) for (year, *key), values in sorted(record.costs.items())]
    return pd.DataFrame(rows, columns=list(COST_COLUMNS))
