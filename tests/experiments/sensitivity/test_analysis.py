"""A whole analysis on runs in closed form: every table, and what is refused."""

from dataclasses import replace

import pandas as pd
import pytest
from fake_runs import trajectory

from migrant_sim.draws import draw_table
from migrant_sim.errors import ConfigurationError, DataError
from migrant_sim.experiments.sensitivity.analysis import analyse, before_runs, stored_sample, write_tables
from migrant_sim.experiments.sensitivity.designs import Bench
from migrant_sim.experiments.sensitivity.plan import Plan
from migrant_sim.experiments.store import tidy
from migrant_sim.experiments.study import Study
from migrant_sim.result import Result

PLAN = Plan(trajectories=4, keep=3, check_draws=20, chance_draws=3, chance_replications=6)
DRAWS = 64


@pytest.fixture(scope="module")
def study(arms, tmp_path_factory):
    folder = tmp_path_factory.mktemp("results") / "run" / "study"
    scenario, baseline = arms
    return Study(scenario=scenario, baseline=baseline, draws=DRAWS, replications=2, folder=folder, name="study")


@pytest.fixture(scope="module")
def result(study):
    rows = []
    for draw, replication in study.tasks():
        for label, arm in zip(study.arms, (study.scenario, study.baseline), strict=True):
            found = trajectory(arm, draw, replication).indicators
            rows.append(tidy("indicators", found, label, (draw, replication)).to_pandas())
    empty = pd.DataFrame()
    arms = {"arms": {"scenario": study.arms[0], "baseline": study.arms[1]}, "key": study.key}
    draws = draw_table(study.scenario, DRAWS)
    return Result(study.folder, arms, {}, pd.concat(rows), draws, empty, empty, empty)


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return Bench(tmp_path_factory.mktemp("runs"), 1, trajectory, lambda name: lambda done, total: None)


@pytest.fixture(scope="module")
def found(study, result, bench):
    return analyse(stored_sample(study, result, PLAN), result, bench)


def test_the_strongest_inputs_are_those_of_the_closed_form(found) -> None:
    tables, facts = found
    screen = tables["screen"][tables["screen"]["outcome"] == "log_ratio"].sort_values("rank")
    assert set(screen["parameter"].head(3)) == {
        "start_income_ratio_2020_minning",
        "trend_growth_gap_continuation",
        "labor_separation_monthly_migrant",
    }
    assert (screen["mu_star"].iloc[3:] < 1e-9).all()
    assert facts["r_squared"] > 0.9 and len(facts["fitted"]) == 3
    assert tables["assumptions"]["parameter"].iloc[0] in set(screen["parameter"].head(2))
    assert tables["variance"].groupby("outcome")["share"].sum()["ratio"] == pytest.approx(1.0)
    assert len(tables["grid"]) == 5 * 5 * 4
    first = tables["flips"].iloc[0]
    assert first["agrees"] and first["status"] in ("inside", "border") and "(90 %: " in first["said_en"]


def test_files_are_written_and_can_be_read(found, tmp_path) -> None:
    tables, facts = found
    names = write_tables(tmp_path, tables, facts)
    assert set(names) == {f"{name}.csv" for name in tables} | {"analysis.json"}
    assert len(pd.read_csv(tmp_path / "flips.csv")) == len(tables["flips"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"trajectories": 2}, "from 4"), ({"base": 48}, "power of two"), ({"quantify": "morris"}, "pawn, sobol")],
)
def test_a_plan_too_small_names_the_least(changes, words) -> None:
    with pytest.raises(ConfigurationError, match=words):
        Plan.read(changes)


def test_too_few_draws_and_unknown_instruments_are_refused(study) -> None:
    with pytest.raises(ConfigurationError, match="from 64"):
        before_runs(replace(study, draws=63), PLAN)
    with pytest.raises(ConfigurationError, match="months = 59.*60 or more, to the end of 2025"):
        before_runs(replace(study, scenario=replace(study.scenario, months=59)), PLAN)
    with pytest.raises(ConfigurationError, match="vocational_training"):
        before_runs(study, replace(PLAN, instruments=("vocational_trainings",)))


def test_draws_of_another_study_are_refused(study, result) -> None:
    other = replace(result, draws=result.draws.assign(**{"reference.trend_gap": 0.0}))
    with pytest.raises(DataError, match=r"draws\.parquet"):
        stored_sample(study, other, PLAN)
