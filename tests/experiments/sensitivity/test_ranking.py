"""Instruments ranked again at every setting, on runs in which what each adds is known."""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest
from fake_runs import few_uncertain

from migrant_sim.configuration import compose
from migrant_sim.errors import ConfigurationError
from migrant_sim.experiments.sensitivity.designs import Bench
from migrant_sim.experiments.sensitivity.factors import factor_values, factors_of
from migrant_sim.experiments.sensitivity.ranking import alone, check_instruments, instruments_of, ranking
from migrant_sim.scenario import Scenario

WORTH = {"welfare_posts": 300.0, "vocational_training": 200.0, "labour_export": 250.0}


def trajectory(scenario, draw, replication):
    """Training is worth more where people work more months; the other two are not."""
    ridge = scenario.process("earnings").months_ridge
    names = {measure.name() for _, measure in scenario.measures}
    income = sum(WORTH.get(name, 1.0) * (ridge if name == "vocational_training" else 1.0) for name in names)
    rows = [(str(year), "disposable_income", "all", 9000.0 + income, "yuan/person/year") for year in (2024, 2025)]
    return SimpleNamespace(indicators=pd.DataFrame(rows, columns=["period", "indicator", "group", "value", "unit"]))


@pytest.fixture(scope="module")
def both():
    composed = compose(["region=minning", "population.scale=0.02", "scenario=as_written"])
    made = (Scenario.from_config(each) for each in (composed.scenario, composed.baseline))
    return tuple(few_uncertain(replace(each, factual=())) for each in made)


@pytest.fixture(scope="module")
def table(both, tmp_path_factory):
    bench = Bench(tmp_path_factory.mktemp("ranking"), 1, trajectory, lambda name: lambda done, total: None)
    return ranking(bench, both, factors_of(both), factor_values(both, 4), tuple(WORTH))


def test_every_setting_ranks_every_instrument(table, both) -> None:
    settings = table.groupby("setting")["value"].nunique().to_dict()
    assert settings == {"central": 1, "months_ridge": 3, "scope": len(both[0].region.scopes) - 1}
    central = table[table["setting"] == "central"]
    assert list(central["instrument"]) == ["welfare_posts", "labour_export", "vocational_training"]
    assert (central["tau"] == 1.0).all() and (table["unit"] == "yuan/person").all()


def test_the_order_changes_along_the_ridge_where_it_must(table) -> None:
    ridge = table[table["setting"] == "months_ridge"]
    low, high = (ridge[ridge["value"] == value] for value in (ridge["value"].iloc[0], ridge["value"].iloc[-1]))
    assert low.set_index("instrument")["effect"]["vocational_training"] < 200 < 1.15 * 200
    assert high.set_index("instrument")["effect"]["vocational_training"] == pytest.approx(
        200 * float(high["value"].iloc[0])
    )
    assert low["resolved_from_next"].iloc[0], "a known difference is a resolved rank"


def test_an_instrument_alone_stands_beside_the_baseline(both) -> None:
    made = alone(*both, "welfare_posts")
    assert made.name == "welfare_posts_only" and {m.name() for _, m in made.measures} == {"welfare_posts"}
    assert "welfare_posts" in instruments_of(both[0])


def test_an_unknown_instrument_is_refused(both) -> None:
    with pytest.raises(ConfigurationError, match="welfare_posts"):
        check_instruments(both[0], ["welfare_postes"])
