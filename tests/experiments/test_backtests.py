"""Plans, rivals and predictions on made ensembles, and a small ensemble of the model over workers."""

from dataclasses import replace
from types import SimpleNamespace

import fake_model
import numpy as np
import pytest

from migrant_sim.errors import ConfigurationError, DataError
from migrant_sim.experiments.backtests import (
    INCOME,
    NINE_MONTHS,
    figures_of,
    plan_of,
    predictions,
    rivals,
    rolled_regions,
    rolling,
    scores,
)
from migrant_sim.experiments.checks import checks
from migrant_sim.experiments.ensembles import DIFFUSE, Runs, back_then, enlarged, run_all
from migrant_sim.scenario import PRIOR, load_scenario


def made_runs(years: range, draws: int = 400, growth: float = 0.09) -> Runs:
    """An ensemble whose incomes grow by `growth` from an uncertain level, three quarters of them by September."""
    luck = np.random.Generator(np.random.Philox(key=3))
    level = 9000 * np.exp(0.3 * luck.standard_normal(draws))
    values = {}
    for year in years:
        noise = np.exp(0.01 * luck.standard_normal(draws))
        values[INCOME, "all", year] = level * (1 + growth) ** (year - years[0]) * noise
        values[NINE_MONTHS, "all", year] = 0.75 * values[INCOME, "all", year]
    return Runs(values, years)


def test_minning_is_rolled_from_every_year_with_two_figures_and_a_later_one():
    assert rolled_regions() == ("minning",)
    assert [(plan.fit_until, plan.horizon) for plan in rolling("minning")] == [(2015, 2018), (2016, 2018), (2017, 2018)]
    plan = rolling("minning")[0]
    assert [row.year for row in plan.fitted] == [2014, 2015] and [row.year for row in plan.scored] == [2016, 2017, 2018]
    assert plan.years == range(2014, 2019)


def test_one_figure_is_enough_to_predict_from_and_nothing_is_scored_without_one():
    plan = plan_of("yinchuan", 2018, 2023)
    found = predictions(plan, made_runs(plan.years))
    assert {one.year for one in found} == set(range(2019, 2024))
    assert {one.output for one in found} == {INCOME, NINE_MONTHS} and all(one.printed is None for one in found)
    assert scores(found) == []
    last = {one.account: one for one in found if one.year == 2023 and one.output == NINE_MONTHS}
    assert last["printed"].median == pytest.approx(5718 * 1.09**5, rel=0.05)
    wide = {name: one.high90 - one.low90 for name, one in last.items()}
    assert wide["survey"] > wide["printed"]  # the error of definition goes on in what is printed


def test_an_ensemble_with_the_true_growth_beats_the_last_growth():
    plan = rolling("minning")[0]
    rows = scores(predictions(plan, made_runs(plan.years)))
    by_method = {row.method: row for row in rows}
    assert by_method["model"].crps < by_method["last growth"].crps
    assert by_method["model"].figures == 3 and by_method["last growth"].covered90 is None


def test_the_rivals_are_counted_by_hand():
    plan = rolling("minning")[0]
    last, rural = rivals(plan, 2017, INCOME)
    assert last == pytest.approx(10361 * (10361 / 9002) ** 2)
    assert rural == pytest.approx(10361 * (9119 / 8410) ** 2)
    assert rivals(replace(plan, information="ex_post"), 2017, INCOME)[1] == pytest.approx(10361 * 10741 / 9119)


def test_a_doubtful_figure_counts_by_half():
    plan = plan_of("ningxia", 2020, 2022)
    doubtful = predictions(plan, made_runs(plan.years, growth=0.04))
    sure = [replace(row, doubt=0.0) for row in plan.rows]
    believed = predictions(replace(plan, rows=tuple(sure)), made_runs(plan.years, growth=0.04))
    wide, narrow = (one[0].high90 - one[0].low90 for one in (doubtful, believed))
    assert wide > narrow


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        (("yunnan", 2018, 2023), DataError, "yunnan"),
        (("minning", 2013, 2018), ConfigurationError, "fit_until"),
        (("minning", 2018, 2018), ConfigurationError, "horizon"),
        (("minning", 2018, 2090), ConfigurationError, "horizon"),
    ],
)
def test_what_cannot_be_tested_is_refused(words, kind, said):
    with pytest.raises(kind, match=said):
        plan_of(*words)


def test_a_figure_outside_the_simulated_years_is_refused():
    with pytest.raises(DataError, match="2014"):
        made_runs(range(2016, 2019)).figure(figures_of("minning")[0])


def test_a_back_test_forgets_what_its_figures_told():
    scenario = load_scenario("as_written", region="minning", **{"population.scale": 0.01})
    made = back_then(scenario, range(2014, 2019), "ex_ante", 2015, diffuse=True)
    assert dict(made.uncertain())["processes.reference.start_ratio"] == DIFFUSE
    assert (made.base_year, made.fit_until, made.months) == (2014, 2015, 48)
    assert made.measures == scenario.factual and made.parameters == PRIOR
    assert enlarged(scenario, 20000).population.scale == pytest.approx(20000 / 66000)


def test_the_numbers_do_not_hang_on_the_workers():
    scenario, told = SimpleNamespace(base_year=2014, months=24), []
    one = run_all(scenario, (INCOME,), 5, 1, lambda done, total: told.append(done), fake_model.yearly)
    two = run_all(scenario, (INCOME,), 5, 2, lambda done, total: None, fake_model.yearly)
    assert told == [1, 2, 3, 4, 5] and one.years == range(2014, 2017)
    assert np.array_equal(one.of(INCOME, 2016), two.of(INCOME, 2016))
    assert one.of(INCOME, 2016).tolist() == [0.0, 11.0, 22.0, 33.0, 44.0]  # each draw has luck of its own


def test_checks_say_why_they_were_not_made():
    scenario = load_scenario("continuation", region="guangxi", **{"population.scale": 0.01})
    assert checks(scenario, 2, 1, lambda done, total: None) == []
