"""Parameter draws: a function of their number alone, shared by what a figure feeds, priors and nothing but priors."""

from dataclasses import fields, replace

import numpy as np
import pytest
from scipy import stats

from migrant_sim.draws import CENTRAL, apply, draw_table, parameter_draw
from migrant_sim.measures import MEASURES
from migrant_sim.processes import PROCESSES
from migrant_sim.published import parameter, parameters, quantile
from migrant_sim.scenario import load_scenario

PRIORS = {row.id for row in parameters() if row.role == "prior"}
FED = sorted(
    {
        (f.name, f.metadata["source"], f.metadata["low"], f.metadata["high"])
        for cls in (*PROCESSES.values(), *MEASURES.values())
        for f in fields(cls)
        if f.metadata["source"] in PRIORS
    }
)


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("as_written", region="hongsibu", parameters="prior", **{"population.scale": 0.002})


@pytest.fixture(scope="module")
def values(scenario):
    return dict(parameter_draw(scenario, 5).values)


def at(scenario, path):
    """The value of a dotted path."""
    kind, name, field = path.split(".")
    return getattr(dict(getattr(scenario, kind))[name], field)


def test_a_draw_does_not_depend_on_how_many_are_drawn(scenario):
    few, many = draw_table(scenario, 3), draw_table(scenario, 70)
    assert many[:3].equals(few)
    assert many.draw.tolist() == list(range(70))
    assert (
        dict(parameter_draw(scenario, 69).values)["processes.reference.start_ratio"]
        == (many["reference.start_ratio"][69])
    )


def test_every_block_of_64_draws_covers_the_range_evenly(scenario):
    row = parameter("migrant_share_of_rural_residents")
    assert row.distribution == "uniform"
    drawn = draw_table(scenario, 192)["reference.migrant_share"].to_numpy().reshape(3, 64)
    strata = np.floor((drawn - row.low) / (row.high - row.low) * 64)
    assert (np.sort(strata, axis=1) == np.arange(64)).all()
    assert len(np.unique(drawn)) == 192


def test_another_seed_gives_other_values(scenario, values):
    other = dict(parameter_draw(scenario.with_(seed=1), 5).values)
    assert other.keys() == values.keys() and all(other[path] != values[path] for path in values)


def test_the_choice_of_measures_moves_nothing(scenario, values):
    alone = dict(parameter_draw(replace(scenario, measures=(), factual=()), 5).values)
    assert alone and alone.items() <= values.items()


def test_paths_fed_by_one_figure_share_its_value(scenario, values):
    by_figure = {}
    for path, source in scenario.uncertain():
        by_figure.setdefault(source, set()).add(values[path])
    assert all(len(found) == 1 for found in by_figure.values())
    assert values["processes.labour.broker_capacity"] == values["measures.nx_05_labour_export.broker_capacity"]


def test_training_export_and_hiring_share_one_labour_demand_factor(values):
    paths = {
        "processes.labour.demand_factor",  # a new certificate's second try for a job
        "processes.enterprises.demand_factor",  # places that a hiring subsidy opens
        "measures.nx_05_labour_export.demand_factor",  # organised offers of brokers
    }
    assert len({values[path] for path in paths}) == 1
    assert {path.rpartition(".")[2] for path in values if path.endswith("demand_factor")} == {"demand_factor"}
    assert len({value for path, value in values.items() if path.endswith("demand_factor")}) == 1


def test_factual_measures_share_the_values_of_the_scenarios(scenario):
    drawn = apply(scenario, parameter_draw(scenario, 5))
    for name, measure in drawn.measures:
        other = dict(drawn.factual)[name]
        assert replace(other, intensity=measure.intensity) == measure
    assert drawn.measures != scenario.measures and drawn.factual != scenario.factual


def test_what_the_user_sets_is_not_drawn(scenario, values):
    fixed = scenario.with_(**{"processes.labour.separation": 0.05, "measures.nx_05_labour_export.broker_fee": 100.0})
    left = dict(parameter_draw(fixed, 5).values)
    assert values.keys() - left.keys() == {"processes.labour.separation", "measures.nx_05_labour_export.broker_fee"}
    assert left.items() <= values.items()
    drawn = apply(fixed, parameter_draw(fixed, 5))
    assert at(drawn, "processes.labour.separation") == 0.05
    assert at(drawn, "measures.nx_05_labour_export.broker_fee") == 100.0


def test_a_parameter_set_in_the_configuration_is_not_drawn_either():
    fixed = load_scenario("continuation", region="minning", **{"process.labour.separation": 0.05})
    assert "processes.labour.separation" not in dict(parameter_draw(fixed, 0).values)


def test_only_priors_are_drawn_and_all_of_them(scenario, values):
    assert {source for _, source in scenario.uncertain()} <= PRIORS
    parts = [("processes", part) for part in scenario.processes] + [("measures", part) for part in scenario.measures]
    expected = {
        f"{kind}.{name}.{f.name}"
        for kind, (name, part) in parts
        for f in fields(part)
        if f.metadata["source"] in PRIORS and f"{kind}.{name}.{f.name}" not in scenario.fixed
    }
    assert {path for path in values if not path.startswith("factual.")} == expected
    assert len(expected) > 30


def test_a_region_may_name_its_own_figure(scenario):
    own = dict(scenario.uncertain())["processes.reference.start_ratio"]
    assert own == "start_income_ratio_2020_hongsibu"
    assert at(scenario, "processes.reference.start_ratio") == parameter(own).central


def test_the_central_draw_is_the_scenario_itself(scenario):
    assert parameter_draw(scenario, CENTRAL).values == ()
    assert apply(scenario, parameter_draw(scenario, CENTRAL)) == scenario
    for path, source in scenario.uncertain():
        assert at(scenario, path) == parameter(source).central


def test_a_drawn_scenario_holds_the_values(scenario, values):
    drawn = apply(scenario, parameter_draw(scenario, 5))
    assert {path: at(drawn, path) for path in values} == values


@pytest.mark.parametrize(("name", "source", "low", "high"), FED)
def test_the_farthest_draws_stay_within_the_bounds_of_the_field(name, source, low, high):
    extremes = [quantile(source, u) for u in (1e-9, 0.5, 1 - 1e-9)]
    assert extremes == sorted(extremes)
    assert low <= extremes[0] and extremes[-1] <= high


def test_draws_have_the_distribution_of_their_figure(scenario):
    drawn = draw_table(scenario, 256)["reference.trend_gap"]
    row = parameter("trend_growth_gap_continuation")
    assert 0.04 <= (drawn < row.low).mean() <= 0.06 and 0.04 <= (drawn > row.high).mean() <= 0.06
    assert drawn.mean() == pytest.approx(row.central, abs=1e-4)


def test_parameters_are_drawn_independently(scenario):
    """Of 64 draws, the usual number, chance alone gives no pair of some 1 500 a rank correlation above 0.6."""
    table, column = draw_table(scenario, 64), {}
    for path, source in scenario.uncertain():
        if not path.startswith("factual."):
            column.setdefault(source, path.removeprefix("processes."))
    ranks = np.abs(np.triu(stats.spearmanr(table[list(column.values())].to_numpy()).statistic, 1))
    assert (ranks > 0.6).sum() == 0
