"""The clock: a run matched to an earlier year carries that year's figures and labels."""

from functools import cache

import pandas as pd
import pytest

from migrant_sim.errors import ConfigurationError
from migrant_sim.scenario import Scenario, load_scenario
from migrant_sim.simulate import simulate
from migrant_sim.state import Streams


@cache
def run_at(base_year: int) -> pd.DataFrame:
    """(indicators, periods) of everybody in a small run of a year after the match."""
    table = simulate(scenario_at(base_year))
    return table[table["group"] == "all"].pivot(index="indicator", columns="period", values="value")


def scenario_at(base_year: int, **changes: object) -> Scenario:
    given = {"region": "minning", "population.scale": 0.01, "months": 12, "start": f"{base_year}-12"}
    return load_scenario("continuation", **{**given, "base_year": base_year, **changes})


def test_labels_are_those_of_the_calendar():
    years = [period for period in run_at(2018).columns if len(period) == 4]
    assert years == ["2018", "2019"]
    assert {"2018-01", "2019-12"} <= set(run_at(2018).columns)


def test_the_match_takes_the_rural_mean_of_its_year():
    ratio = scenario_at(2018).process("reference").start_ratio
    assert run_at(2018).loc["disposable_income", "2018"] == pytest.approx(11708 * ratio, rel=0.01)
    assert run_at(2018).loc["rural_mean_income", "2019"] == pytest.approx(12858, rel=0.01)


def test_amounts_of_2020_are_carried_by_the_ratio_of_rural_means():
    carried, at_2018 = 8410 / 11708, run_at(2018)
    assert scenario_at(2014).process("reference").base_level == pytest.approx(8410 / 13889)
    for indicator in ("disposable_income", "wage_income", "transfer_income"):
        ratio = run_at(2014).loc[indicator, "2014"] / at_2018.loc[indicator, "2018"]
        assert ratio == pytest.approx(carried, rel=0.01)
    for indicator in ("employment_rate", "poverty_rate", "dibao_share"):
        assert run_at(2014).loc[indicator, "2014"] == pytest.approx(at_2018.loc[indicator, "2018"], abs=0.02)


def test_windows_are_calendar_months():
    scenario = load_scenario("training_only", region="minning", base_year=2018, months=72, **{"population.scale": 0.01})
    (_, own), (_, engines) = scenario.measures[0], scenario.timed(scenario.measures)[0]
    assert engines.start - own.start == engines.stop - own.stop == 24
    assert scenario.begin - scenario.start == 24


def test_a_back_test_knows_no_later_rural_mean():
    cut = scenario_at(2014, information="ex_ante", fit_until=2016).process("reference")
    assert cut.rural_mean(2016 + 6, Streams(1)) == 9852
    assert cut.rural_mean(2017 + 6, Streams(1)) not in (10738, 10741)
    known = scenario_at(2014, information="ex_post", fit_until=2016).process("reference")
    assert known.rural_mean(2017 + 6, Streams(1)) == 10741


def test_the_epidemic_belongs_to_the_match_of_2020_alone():
    assert "epidemic_2020" in scenario_at(2020).shocks
    assert "epidemic_2020" not in scenario_at(2018).shocks


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"base_year": 2013}, "base_year"),
        ({"base_year": 2021}, "base_year"),
        ({"start": "2017-12"}, "start"),
        ({"fit_until": 2016}, "fit_until"),
        ({"region": "yunnan", "base_year": 2016, "start": "2020-12"}, "base_year"),
        ({"process.reference.base_year": 2016}, "base_year"),
    ],
)
def test_a_clock_that_cannot_be_is_refused(changes, field):
    with pytest.raises(ConfigurationError, match=field):
        scenario_at(**{"base_year": 2018, **changes})
