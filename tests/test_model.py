"""The guest for Mesa users: steps, collects, runs in a batch, and says what `simulate` says."""

import mesa
import numpy as np
import pandas as pd
import pytest

from migrant_sim.errors import ConfigurationError
from migrant_sim.indicators import INDICATORS
from migrant_sim.model import MigrantModel
from migrant_sim.scenario import load_scenario
from migrant_sim.simulate import simulate
from migrant_sim.state import Activity


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("as_written", region="hongsibu", months=12, **{"population.scale": 0.004})


@pytest.fixture(scope="module")
def finished(scenario):
    model = MigrantModel(scenario, draw=1, replication=2)
    model.run_model()
    return model


def test_it_is_a_mesa_model_that_stops_at_the_horizon(scenario):
    model = MigrantModel(scenario)
    assert isinstance(model, mesa.Model) and model.running and model.steps == 0
    for month in range(1, 13):
        assert model.running
        model.step()
        assert (model.steps, model.period) == (month, f"2021-{month:02d}")
    assert not model.running
    before = model.datacollector.get_model_vars_dataframe()
    model.step()
    assert model.period == "2021-12" and model.datacollector.get_model_vars_dataframe().equals(before)


AT_THE_END = ("state_flow", "months_worked_share", "income_change_share")  # of the last whole year, by group alone


def test_the_collector_has_every_indicator_in_every_month(finished):
    frame = finished.datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == list(INDICATORS) and len(frame) == 12
    assert np.isfinite(frame[[name for name, indicator in INDICATORS.items() if indicator.monthly]]).all(axis=None)
    assert np.isfinite(frame.drop(columns=["quintile_share", *AT_THE_END]).iloc[-1]).all()
    # What comes once a year shows last year's value until December.
    assert frame.gini[:11].nunique() == 1 and frame.gini[11] != frame.gini[10]


def test_its_values_are_those_of_simulate(scenario, finished):
    table = simulate(scenario, 1, 2)
    everybody = table[table.group == "all"].set_index(["indicator", "period"]).value
    for name, indicator in INDICATORS.items():
        if name in ("quintile_share", *AT_THE_END):
            continue
        period = "2021-12" if indicator.monthly else "2021"
        assert finished.value(name) == everybody[name, period], name
    rows = {(*key, value) for key, value in finished.record.rows.items()}
    table = table[~table["indicator"].isin(AT_THE_END) & ~table["group"].str.startswith("settlement:")]
    assert rows == set(table.drop(columns="unit").itertuples(index=False, name=None))


def test_a_name_and_overrides_make_the_scenario(scenario):
    model = MigrantModel("as_written", region="hongsibu", months=12, **{"population.scale": 0.004})
    assert model.scenario.key == MigrantModel(scenario).scenario.key
    with pytest.raises(ConfigurationError, match="as_writen"):
        MigrantModel("as_writen")


@pytest.mark.parametrize("seed", [0, 1, 2**40])
def test_a_seed_replaces_that_of_the_scenario(scenario, seed):
    model = MigrantModel(scenario, seed=seed)
    assert model.scenario.seed == seed and model.engine.streams.seed == seed


def test_a_batch_runs_scenarios_and_seeds_to_the_horizon():
    parameters = {
        "scenario": ["continuation", "as_written"],
        "seed": [1, 2],
        "region": "hongsibu",
        "months": 6,
        "population.scale": 0.004,
    }
    runs = mesa.batch_run(MigrantModel, parameters, number_processes=1, max_steps=100, display_progress=False)
    frame = pd.DataFrame(runs)
    assert len(frame) == 4 and (frame.Step == 5).all()
    income = frame.set_index(["scenario", "seed"]).disposable_income
    assert income.nunique() == 4
    direct = load_scenario("as_written", region="hongsibu", months=6, seed=2, **{"population.scale": 0.004})
    table = simulate(direct)
    last = table[(table.period == "2021-06") & (table.indicator == "disposable_income")].value.item()
    assert income["as_written", 2] == last


def test_a_batch_collects_every_month_if_asked(scenario):
    runs = mesa.batch_run(
        MigrantModel, {"scenario": scenario}, number_processes=1, data_collection_period=1, display_progress=False
    )
    assert [run["Step"] for run in runs] == list(range(12))
    assert len({run["wage_income"] for run in runs}) == 12


def test_views_show_the_tables(finished):
    persons = finished.persons
    assert len(persons) == persons.count() == len(finished.engine.state.persons)
    women = persons.select(persons.get("sex") == 1)
    assert 0 < len(women) < len(persons) and set(women.get("sex")) == {1}
    old = women.select(lambda view: view.get("age") >= 60)
    assert old.agg("age", "min") >= 60 and old.count() < women.count()
    assert persons.agg("age") == pytest.approx(persons.get("age").mean())
    counts = persons.groupby("activity", "key", "count")
    assert counts.sum() == len(persons) and set(counts.index) <= {int(a) for a in Activity}
    frame = persons.to_frame(["age", "sex"])
    assert list(frame.columns) == ["age", "sex"] and len(frame) == len(persons)
    assert len(finished.households.to_frame().columns) > 20
    posts = finished.posts.get("filled")
    assert posts.sum() == (persons.get("activity") == Activity.POST).sum() > 0
    assert finished.enterprises.agg("migrants", "sum") == (persons.get("pool") >= 0).sum()


def test_views_are_copies_that_follow_the_months(scenario):
    model = MigrantModel(scenario)
    kept, spoilt = model.persons.get("tenure"), model.persons.get("tenure")
    spoilt[:] = -5
    assert (model.persons.get("tenure") == kept).all()
    model.step()
    assert (model.persons.get("tenure") != kept).any()


def test_an_unknown_column_is_refused_with_the_nearest(finished):
    with pytest.raises(ConfigurationError, match="tenure"):
        finished.persons.get("tenur")
