"""Figures and distributions that nothing was fitted to: whose figure it is, and when the model misses it."""

from dataclasses import replace

import numpy as np
import pytest

from migrant_sim.experiments import checks as module
from migrant_sim.experiments.checks import checks, distributions
from migrant_sim.experiments.ensembles import Runs
from migrant_sim.published import margin, parameter
from migrant_sim.published.observations import observations
from migrant_sim.scenario import load_scenario

SMALL = {"population.scale": 0.01}


def made_runs(values: dict[tuple[str, str], float], years: range, draws: int = 24) -> Runs:
    """Every year and draw alike, but for a thousandth."""
    luck = np.linspace(0.999, 1.001, draws)
    return Runs({(name, group, year): value * luck for (name, group), value in values.items() for year in years}, years)


@pytest.fixture
def distributed(monkeypatch: pytest.MonkeyPatch):
    """The checks of distributions by id, of a model that gives the shipped margins to the letter."""
    shares = {row.level1: row.value for row in margin("income_quintile_share")}
    values = {("quintile_share", f"quintile:{fifth}"): share for fifth, share in shares.items()}
    values |= {("gini", "all"): 0.36, ("wage_income", "all"): 5000.0, ("disposable_income", "all"): 10000.0}
    monkeypatch.setattr(module, "run_all", lambda scenario, names, *rest: made_runs(values, range(2020, 2022)))
    monkeypatch.setattr(module, "worker_spread", lambda scenario, draw: 0.45)
    scenario = load_scenario("continuation", region="minning", **SMALL)
    return lambda: {row.id: row for row in distributions(scenario, 24, 1, lambda done, total: None)}


def test_a_model_that_gives_the_margins_passes_and_one_that_does_not_misses(distributed) -> None:
    rows = distributed()
    assert len(rows) == 8 and {row.region for row in rows.values()} == {"minning"}
    assert {row.id for row in rows.values() if row.verdict == "miss"} == {"wage_share_2020"}  # half, not 0.63
    assert all(row.low90 < row.median < row.high90 for row in rows.values())


def test_every_figure_of_a_distribution_is_that_of_its_row(distributed, monkeypatch: pytest.MonkeyPatch) -> None:
    before = distributed()
    assert (before["gini_2020"].printed, before["worker_pay_spread"].printed) == (0.36, 0.45)
    monkeypatch.setattr(module, "margin", lambda table: [replace(row, value=row.value + 0.01) for row in margin(table)])
    monkeypatch.setattr(module, "parameter", lambda name: replace(parameter(name), central=0.46))
    after = distributed()
    assert {name: after[name].printed - row.printed for name, row in before.items()} == {
        name: pytest.approx(0.01) for name in before
    }


def test_a_figure_passes_within_its_own_error_and_what_the_clock_cannot_reach_is_told(monkeypatch) -> None:
    known = {row.id: row for row in observations("ningxia", "check")}
    asked = []

    def run_all(scenario, names, *rest) -> Runs:
        asked.append((scenario.base_year, scenario.months // 12, names))
        values = {(name, "all"): 1.0 for name in names} | {("months_worked", "all"): 5.5}
        return made_runs(values, range(2014, 2026))

    monkeypatch.setattr(module, "run_all", run_all)
    scenario = load_scenario("continuation", region="ningxia", **SMALL)
    rows = {row.id: row for row in checks(scenario, 24, 1, lambda done, total: None)}
    assert list(rows) == list(known)
    assert {name for name, row in rows.items() if row.verdict == "not evaluated"} == {
        name for name, row in known.items() if not row.covered or row.year < 2014
    }
    assert rows["effective_months_2022"].verdict == "pass"
    share = rows["poor_wage_share_2024"]
    assert share.verdict == "miss" and share.printed == known[share.id].value < share.low90
    ((first, years, names),) = asked
    assert (first, first + years) == (2020, 2024) and names == sorted(names)
