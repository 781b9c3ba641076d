"""What the recorder reads of decisions on register and land, on rows that can be counted by hand."""

import numpy as np
import pytest

from migrant_sim import load_scenario
from migrant_sim.opening import opening
from migrant_sim.recorder.decisions import decisions, decisions_read
from migrant_sim.recorder.year import level_codes, level_labels
from migrant_sim.state import Group


@pytest.fixture
def homes():
    """The smallest region, everybody a policy migrant without land at the origin who has let the land."""
    state = opening(load_scenario("continuation", region="minning", **{"population.scale": 0.01}), 0).state.branched()
    homes = state.households
    homes.group = np.full(len(homes), Group.POLICY, np.int8)
    homes.origin_land[:], homes.leased[:], homes.size[:] = 0.0, 1, 2
    return state, homes


def decided(state):
    """What was read of the state, for everybody and by group."""
    labels = level_labels(("group",), state.county_names)
    return decisions(decisions_read(state, level_codes(state, ("group",)), len(labels)), labels)


def test_where_nobody_can_decide_there_is_no_row(homes):
    assert decided(homes[0]) == {}


def test_shares_and_gains_of_those_who_could(homes):
    state, homes = homes
    homes.group[:4], homes.size[3] = (1, 1, 2, 2), 0
    homes.register_gain[0], homes.register_gain[3] = 300.0, 1e6  # the last has no members
    homes.origin_land[:2] = 3.0
    found = decided(state)
    assert found["registration_moved", "all"] == pytest.approx(1 / 3)
    assert found["registration_gain", "all"] == 300.0
    assert found["registration_moved", "group:labour"] == 0.5
    assert found["registration_moved", "group:self_moved"] == found["registration_gain", "group:self_moved"] == 0.0
    assert ("registration_moved", "group:policy") not in found
    assert found["origin_land_let", "all"] == found["origin_land_let_gain", "all"] == 0.0
    assert not any(name.startswith("land_let") for name, _ in found)
