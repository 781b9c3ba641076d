"""What the recorder reads of the promises on help and courses, on rows that can be counted by hand."""

import numpy as np
import pytest

from migrant_sim import load_scenario
from migrant_sim.opening import opening
from migrant_sim.recorder.promises import promises, promises_read
from migrant_sim.state import Activity, Group, Watch


@pytest.fixture
def state():
    """The smallest region in December 2022, nobody poor, nobody willing to be trained."""
    state = opening(load_scenario("continuation", region="minning", **{"population.scale": 0.01}), 0).state.branched()
    state.month = 2022 * 12 + 11
    homes, persons = state.households, state.persons
    for line in ("wage_year", "operating_year", "property_year", "transfer_year"):
        getattr(homes, line)[:] = 0.0
    homes.residents[:], homes.wage_year[:], homes.watch[:], homes.dibao[:] = 2, 1e6, Watch.NONE, 0
    homes.hardship_left[:], homes.group = 0, np.full(len(homes), Group.POLICY, np.int8)
    persons.labour[:], persons.activity[:], persons.certified[:], persons.certificate[:] = 1, Activity.FARM, -1, 0
    persons.courses[:] = 0
    return state


def test_a_share_of_nobody_is_left_out(state):
    assert promises(promises_read(state), True) == {}


def test_help_counts_whoever_it_found(state):
    homes = state.households
    homes.wage_year[:5], homes.residents[:5] = 0.0, (1, 2, 3, 4, 0)
    homes.watch[0], homes.watch[2], homes.dibao[1] = Watch.MONITORED, Watch.UNSEEN, 1
    homes.group[0] = Group.SELF_MOVED
    found = promises(promises_read(state), True)
    assert found["relief_coverage", "all"] == pytest.approx(0.3)
    assert found["relief_coverage", "group:policy"] == pytest.approx(2 / 9)
    assert set(promises(promises_read(state), False)) == {("relief_coverage", "all")}


def test_those_whom_courses_admit_and_those_with_a_recent_certificate(state):
    persons = state.persons
    persons.activity[:4] = Activity.SEARCHING, Activity.CASUAL, Activity.TRAINING, Activity.SEARCHING
    persons.courses[1], persons.certificate[3] = 1, 1
    month = state.month
    persons.certified[4:9] = month - 2, month - 3, month - 14, month - 15, month - 5
    persons.activity[8] = Activity.INACTIVE
    found = promises(promises_read(state), False)
    assert found["willing_trained_share", "all"] == 0.5
    assert found["certified_at_work", "all"] == pytest.approx(2 / 3)
    assert np.isfinite(list(found.values())).all()
    persons.labour[:] = 0
    assert not promises(promises_read(state), False)
