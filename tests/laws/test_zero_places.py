"""Zero places change nothing, bit for bit; and where there are no places at all, nobody is in one."""

from dataclasses import replace

import numpy as np
import pytest

from migrant_sim.engine import Engine
from migrant_sim.measures import MEASURES
from migrant_sim.opening import initial_state
from migrant_sim.simulate import simulate, trajectory
from migrant_sim.state import Activity, PoolKind, Streams


@pytest.mark.parametrize("names", [*([name] for name in MEASURES), sorted(MEASURES)], ids="+".join)
def test_a_measure_without_places_changes_no_bit(as_written, continuation, without_places, names):
    kept = tuple((name, measure) for name, measure in as_written.measures if name in names)
    idle = trajectory(without_places(replace(as_written, measures=kept), *names), 0, 0)
    plain = simulate(continuation, 0, 0)
    assert idle.indicators.equals(plain)
    assert (idle.costs[["yuan", "people", "job_months"]] == 0).all(axis=None)


def test_the_measures_do_change_something(as_written, continuation):
    assert not simulate(as_written, 0, 0).equals(simulate(continuation, 0, 0))


@pytest.fixture(scope="module")
def bare(continuation):
    """Fourteen months of a world without brokers, posts, courses or local employers; the state and whom it hired."""
    scenario = continuation.with_(**{"processes.training.places_2020": 0.0})
    state = initial_state(scenario)
    state.settlements.brokers[:] = 0
    state.posts.stock[:] = 0
    regular = np.isin(state.enterprises.kind, (PoolKind.LOCAL, PoolKind.PARK))
    state.enterprises.stock[regular] = 0
    engine, seen = Engine(state, scenario, Streams(scenario.seed)), []
    engine.prepare()
    for _ in range(14):
        engine.step()
        hired, placed = state.enterprises.hired[regular].sum(), state.settlements.placed.sum()
        seen.append((hired, placed, state.posts.filled.sum(), state.settlements.trained.sum()))
        engine.advance()
    return state, np.array(seen)


def test_nobody_is_hired_placed_posted_or_trained(bare):
    assert (bare[1] == 0).all()


def test_nobody_is_left_in_a_post_or_a_course(bare):
    activity = bare[0].persons.activity
    assert not np.isin(activity, (Activity.POST, Activity.TRAINING)).any()
    assert (activity == Activity.SEARCHING).any() and (activity == Activity.CASUAL).any()
