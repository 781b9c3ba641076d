"""The roster: an order of admission that stays, and shared places."""

import numpy as np
import pytest

from migrant_sim.measures.forms import ELIGIBLE, admitted, roster
from migrant_sim.opening import opening
from migrant_sim.scenario import load_scenario
from migrant_sim.state import Streams


@pytest.fixture(scope="module")
def begun():
    return opening(load_scenario("continuation", region="hongsibu", **{"population.scale": 0.004}), 0).state


@pytest.fixture
def state(begun):
    return begun.branched()


@pytest.mark.parametrize("key", sorted(ELIGIBLE))
def test_it_lists_the_eligible_with_members_once(state, key):
    order = roster(state, Streams(1), "a", key)
    eligible = ELIGIBLE[key](state.households, state) & (state.households.size > 0)
    assert sorted(order) == list(np.flatnonzero(eligible))


def test_the_order_is_a_draw_of_its_own_and_stays(state, begun):
    order = roster(state, Streams(1), "a", "all")
    assert roster(state, Streams(1), "a", "all") is order
    again = begun.branched()
    assert (roster(again, Streams(1), "a", "all") == order).all()
    assert (roster(again, Streams(1), "b", "all") != order).any() and (np.diff(order) < 0).any()


def test_some_are_first(state):
    order = roster(state, Streams(1), "a", "all", "poor")
    poor = state.households.registered_poor[order] == 1
    assert 0 < poor.sum() < len(poor) and not poor[poor.sum() :].any()


def test_instances_follow_each_other_and_a_place_more_takes_none_away(state):
    assert admitted(state, "a", 10, 3.4) == (0, 3)
    assert admitted(state, "a", 10, 3.4) == (3, 7)
    assert admitted(state, "a", 10, 30.0) == (7, 10) and admitted(state, "a", 10, 1.0) == (10, 10)
    assert admitted(state, "b", 10, 1.0) == (0, 1)
    reached = [np.diff(admitted(state.branched(), "c", 10, places)) for places in np.linspace(0, 12, 50)]
    assert (np.diff(reached, axis=0) >= 0).all() and reached[0] == 0 and reached[-1] == 10


def test_places_are_counted_anew_each_month(state):
    admitted(state, "a", 10, 5.0)
    state.open_month()
    assert admitted(state, "a", 10, 2.0) == (0, 2)
