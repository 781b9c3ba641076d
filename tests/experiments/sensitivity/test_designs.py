from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from fake_runs import EFFECT, luck, trajectory

from migrant_sim.errors import UserError
from migrant_sim.experiments.sensitivity import designs
from migrant_sim.experiments.sensitivity.designs import Bench, Design
from migrant_sim.experiments.sensitivity.factors import Space, factor_values, factors_of, moved
from migrant_sim.experiments.sensitivity.outcomes import outcome_table
from migrant_sim.targets import region_targets


@pytest.fixture(scope="module")
def points(arms):
    return factor_values(arms, 3)


@pytest.fixture
def design(arms, points):
    return Design("try", (("with", arms[0]), ("without", arms[1])), points, 2)


def test_a_point_of_the_draws_is_the_draw(arms, bench, design) -> None:
    rows = bench.run(design)
    target = region_targets((arms[0].region.verdict_target,), "minning")[0]
    found = outcome_table(rows, ("with", "without"), target)
    for draw, replication in found.index:
        own = trajectory(arms[0], draw, replication).indicators
        ratio = own[(own["period"] == "2025") & (own["indicator"] == "income_ratio")]["value"].item()
        assert found.loc[(draw, replication), "ratio"] == pytest.approx(ratio, rel=1e-12)
    assert found["cost"].to_numpy() == pytest.approx(600.0)
    gain = found["effect"] / found["ratio"] / 10000
    assert gain.to_numpy() == pytest.approx(1 - np.exp(-EFFECT))
    within = np.log(found["ratio"]).unstack("replication").diff(axis=1)[1]
    assert within.to_numpy() == pytest.approx(luck(1) - luck(0))


def test_what_is_there_is_not_run_again(tmp_path, design, arms, points) -> None:
    asked = []

    def counted(scenario, draw, replication):
        asked.append(replication)
        if len(asked) == 7:
            raise KeyboardInterrupt
        return trajectory(scenario, draw, replication)

    broken = Bench(tmp_path, 1, counted, lambda name: lambda done, total: None)
    with pytest.raises(KeyboardInterrupt):
        broken.run(design)
    first = broken.run(design)
    assert len(asked) == 7 + 2 * 3, "three pairs were stored; three were missing"
    pd.testing.assert_frame_equal(first, broken.run(design))
    assert len(asked) == 13
    more = broken.run(replace(design, replications=3))
    assert len(asked) == 13 + 2 * 3 and len(more) == len(first) * 3 / 2


def test_damaged_tables_of_a_design_are_named_and_made_again(tmp_path, design) -> None:
    told, asked = [], []

    def counted(scenario, draw, replication):
        asked.append(replication)
        if len(asked) == 7:
            raise KeyboardInterrupt
        return trajectory(scenario, draw, replication)

    def say(english, chinese) -> None:
        told.append(english)

    bench = Bench(tmp_path, 1, counted, lambda name: lambda done, total: None, say)
    folder = tmp_path / "runs" / f"try-{design.key[:8]}"
    with pytest.raises(KeyboardInterrupt):
        bench.run(design)
    cut(part := next((folder / "parts").glob("*-indicators.parquet")))
    first = bench.run(design)
    assert told == [f"Damaged, computed again: runs/{folder.name}/parts/{part.name}"]
    cut(folder / "indicators.parquet")
    pd.testing.assert_frame_equal(bench.run(design), first)
    assert told[1:] == [f"Damaged, computed again: runs/{folder.name}/indicators.parquet"]


def test_slow_runs_are_stored_after_some_seconds_so_that_a_kill_loses_few(tmp_path, design, monkeypatch) -> None:
    monkeypatch.setattr(designs, "PART_SECONDS", 0.0)
    stored = []

    def watched(scenario, draw, replication):
        stored.append(len(list(tmp_path.rglob("*-indicators.parquet"))))
        return trajectory(scenario, draw, replication)

    Bench(tmp_path, 1, watched, lambda name: lambda done, total: None).run(design)
    assert stored[::2] == list(range(len(design.points) * design.replications))  # two arms a run


def cut(path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def test_the_same_rows_come_from_several_workers(tmp_path, design, bench) -> None:
    other = Bench(tmp_path / "other", 2, trajectory, lambda name: lambda done, total: None)
    pd.testing.assert_frame_equal(other.run(design), bench.run(design))


def test_a_run_that_fails_is_told_and_the_others_are_kept(tmp_path, design) -> None:
    def failing(scenario, draw, replication):
        if replication:
            raise ZeroDivisionError("a bug")
        return trajectory(scenario, draw, replication)

    bench = Bench(tmp_path, 1, failing, lambda name: lambda done, total: None)
    with pytest.raises(UserError, match="try.*ZeroDivisionError: a bug"):
        bench.run(design)
    assert list(tmp_path.rglob("*-indicators.parquet"))


def test_factors_know_their_paths_groups_and_bounds(arms) -> None:
    found = {factor.id: factor for factor in factors_of(arms)}
    assert found["start_income_ratio_2020_minning"].group == "start_reference"
    assert found["trend_growth_gap_continuation"].group == "trend"
    assert found["trend_growth_gap_continuation"].bounds == (-0.1, 0.1)
    assert found["medical_cover_share"].group == "parameters"
    assert len(found["medical_cover_share"].paths) > 1, "one row feeds several paths"


def test_a_moved_scenario_leaves_nothing_to_draw(arms, points) -> None:
    at = moved(arms[0], dict(points.iloc[1]))
    assert at.uncertain() == ()
    assert at.process("reference").start_ratio == points.loc[1, "start_income_ratio_2020_minning"]


def test_a_design_moves_between_the_quantiles_of_the_draws() -> None:
    margins = pd.DataFrame({"a": np.linspace(0, 1, 256) ** 2})
    values = Space(margins).values(["a"], np.array([[0.05], [0.5], [0.95]]))["a"]
    assert values.to_numpy() == pytest.approx(np.array([0.05, 0.5, 0.95]) ** 2, abs=0.01)
