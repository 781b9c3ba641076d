"""History once, futures many: a run that goes on from a kept past is the run without a stop, bit for bit."""

from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest

from migrant_sim.branching import History, bare
from migrant_sim.engine import Engine
from migrant_sim.errors import ConfigurationError, DataError
from migrant_sim.opening import opening
from migrant_sim.scenario import load_scenario
from migrant_sim.simulate import branch, history, load_history, trajectory
from migrant_sim.state import Streams

simulation = import_module("migrant_sim.simulate")
TERMS = {"region": "hongsibu", "population.scale": 0.004, "months": 18}
FUTURES = {
    "as_written": {"fund.employment_funds.cap": 2e5},
    "withdrawn": {"shock": ["drought_2023"]},
    "all_in": {"months": 9},
}


def future(name, start, **more):
    return load_scenario(name, **{**TERMS, "start": start, **FUTURES[name], **more})


@pytest.fixture
def uninterrupted(monkeypatch):
    """A run from the opening to the horizon by one engine that never stops, the factual one behind it as well."""

    def run(scenario, draw):
        with monkeypatch.context() as patch:
            patch.setattr(simulation, "past", lambda drawn, replication: tuple(opening(drawn, replication)))
            simulation._run_months.cache_clear()
            whole = trajectory(scenario, draw, 0)
        simulation._run_months.cache_clear()
        return whole

    return run


@pytest.mark.parametrize("start", ["2022-12", "2022-07"])
def test_futures_of_one_saved_history_are_the_runs_without_a_stop(tmp_path, uninterrupted, start):
    path = history(future("as_written", start), draw=3).save(tmp_path / "past.npz")
    for name in FUTURES:
        scenario = future(name, start)
        known = load_history(path, scenario)
        assert known.month == start
        whole = uninterrupted(scenario, 3)
        for got in (branch(known, scenario), branch(known, scenario), trajectory(scenario, 3, 0)):
            assert got.indicators.equals(whole.indicators) and got.costs.equals(whole.costs)
    assert len(whole.costs)


def test_state_books_and_recorder_go_on_as_if_nothing_had_happened(tmp_path):
    scenario = future("all_in", "2022-07")
    known = load_history(history(scenario).save(tmp_path / "past.npz"), scenario)
    begun = opening(scenario, 0)
    whole = Engine(begun.state, scenario, Streams(scenario.seed, 0))
    whole.run_until(scenario.begin + 9, begun.record)
    for state, record in (known.branched(), history(scenario).branched()):
        Engine(state, scenario, Streams(scenario.seed, 0)).run_until(scenario.begin + 9, record)
        for table, other in zip(state.tables(), whole.state.tables(), strict=True):
            for name, column in vars(table).items():
                assert column.dtype == vars(other)[name].dtype
                assert column.tobytes() == vars(other)[name].tobytes(), name
        assert dict(state.books.years) == dict(whole.state.books.years)
        assert all(np.array_equal(kept, whole.state.decided[key]) for key, kept in state.decided.items())
        assert state.decided.keys() == whole.state.decided.keys() != set()
        assert record.rows == begun.record.rows and record.costs == begun.record.costs


def test_a_history_of_another_past_is_refused_in_words(tmp_path):
    scenario = future("as_written", "2022-12")
    known = history(scenario)
    path = known.save(tmp_path / "past.npz")
    for other in (
        scenario.with_(start="2022-11"),
        scenario.with_(seed=1),
        scenario.with_(**{"processes.labour.separation": 0.05}),
        replace(scenario, factual=()),
        scenario.with_(information="ex_ante"),
    ):
        with pytest.raises(ConfigurationError, match="not the past of scenario 'as_written'"):
            branch(known, other)
        with pytest.raises(ConfigurationError, match="2022-12"):
            load_history(path, other)
    with pytest.raises(ConfigurationError, match="births of the years to 2030"):
        branch(known, scenario.with_(months=120))


def test_a_damaged_or_missing_file_is_named(tmp_path):
    scenario, path = future("as_written", "2020-12"), tmp_path / "past.npz"
    history(scenario).save(path)
    path.write_bytes(path.read_bytes()[:-2000])
    for bad in (path, tmp_path / "none.npz", tmp_path):
        with pytest.raises(DataError, match="no readable history"):
            load_history(bad, scenario)
    assert sorted(tmp_path.iterdir()) == [path], "written whole, nothing beside it"


def test_the_key_follows_draw_replication_and_the_past_alone():
    scenario = future("as_written", "2022-12")
    keys = {history(scenario, draw, run).key for draw, run in ((0, 0), (0, 1), (1, 0), (-1, 0))}
    assert len(keys) == 4
    first, second = (bare(future(name, "2022-12")) for name in ("all_in", "withdrawn"))
    assert first == second
    assert isinstance(history(scenario), History)
