"""The match of the labour market: what flows out of each kind of work flows in again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.processes.balance import Flows, channels, counts_by_sex, inflows, pace
from migrant_sim.state import Activity

HAZARD = np.array([0.02, 0.09, 0.04, 0.04, 0.04, 0.02, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
SHARES = st.floats(0.0, 1.0)
FLOWS = st.builds(
    Flows,
    hazard=st.just(HAZARD),
    organised=st.floats(0, 0.01),
    willing=SHARES,
    farmers=SHARES,
    from_casual=SHARES,
    failure=st.floats(0, 0.9),
)
COUNTS = st.lists(st.floats(0, 500), min_size=12, max_size=12).map(np.array)


@given(COUNTS, FLOWS)
def test_every_row_is_a_set_of_chances(counts, flows):
    need = inflows(counts, flows)
    out = channels(need, flows)
    assert (need >= 0).all() and (out >= 0).all()
    total = out.sum(axis=1)
    off_farm = need[[Activity.CASUAL, Activity.REGION, Activity.SELF_EMPLOYED]].sum()
    if off_farm > 1e-9:  # fewer people than any model has count as none
        assert total == pytest.approx(np.ones(4))


@given(COUNTS, FLOWS)
def test_only_farmers_farm_only_the_willing_leave_and_nobody_walks_into_a_local_job(counts, flows):
    out = channels(inflows(counts, flows), flows)
    assert (out[[0, 1], Activity.FARM] == 0).all() and (out[[0, 2], Activity.OUTSIDE] == 0).all()
    assert (out[:, Activity.LOCAL] == 0).all()


def test_finders_enter_each_kind_of_work_at_the_pace_at_which_it_loses_people():
    """Farming and leaving independent of each other: finders times chances are the losses, kind by kind."""
    counts = np.array([150.0, 220, 160, 180, 110, 70, 30, 0, 2, 70, 0, 400])
    flows = Flows(HAZARD, organised=0.0, willing=0.35, farmers=0.6, from_casual=0.0)
    need = inflows(counts, flows)
    expected = HAZARD[:6] * counts[:6]
    expected[Activity.LOCAL] = 0.0
    assert need == pytest.approx(expected)
    row_shares = np.array([0.4 * 0.65, 0.4 * 0.35, 0.6 * 0.65, 0.6 * 0.35])
    assert need.sum() * row_shares @ channels(need, flows) == pytest.approx(expected)


def test_what_brokers_place_is_taken_off_and_what_they_take_is_added():
    counts = np.array([0.0, 200, 0, 100, 100, 0, 0, 0, 0, 100, 0, 0])
    without = inflows(counts, Flows(HAZARD, 0.0, 0.5, 0.0, 0.0))
    with_them = inflows(counts, Flows(HAZARD, 0.004, 0.5, 0.0, 0.0))  # 2 people a month, half of them outside
    difference = with_them - without
    assert difference[Activity.OUTSIDE] == pytest.approx(-1) and difference[Activity.REGION] == pytest.approx(-1)
    assert difference[Activity.CASUAL] == pytest.approx(2 * 200 / 300)


def test_people_are_counted_by_sex_and_activity(town):
    state = town(4, sex=[0, 0, 1, 1], activity=[Activity.FARM, Activity.FARM, Activity.POST, Activity.INACTIVE])
    state.persons.labour[3] = 0
    counts = counts_by_sex(state)
    assert counts.sum() == 3 and counts[0, Activity.FARM] == 2 and counts[1, Activity.POST] == 1


def test_those_who_fail_on_arrival_must_come_in_again():
    counts = np.array([0.0, 200, 0, 100, 100, 0, 0, 0, 0, 100, 0, 0])
    plain, failing = (inflows(counts, Flows(HAZARD, 0.0, 0.5, 0.0, 0.0, failure)) for failure in (0.0, 0.2))
    assert failing[Activity.OUTSIDE] == pytest.approx(plain[Activity.OUTSIDE] / 0.8)
    assert failing[Activity.REGION] == pytest.approx(plain[Activity.REGION] / 0.8)
    away = [Activity.REGION, Activity.OUTSIDE]
    assert (np.delete(failing, away) == np.delete(plain, away)).all()


def test_at_the_pace_as_many_leave_the_search_as_come_into_it(town):
    """400 in casual work lose 36 a month; 100 seekers must find with 0.36, half of them trying half as hard."""
    state = town(500, activity=[Activity.CASUAL] * 400 + [Activity.SEARCHING] * 100)
    assert pace(state, HAZARD, np.full(500, 0.2), 0.0) == pytest.approx(0.36 / 0.2, rel=1e-6)
    assert pace(state, HAZARD, np.full(500, 0.2), 10.0) == pytest.approx((0.36 - 0.1) / 0.2, rel=1e-6)
    chance = np.where(np.arange(500) % 2, 0.2, 0.1)
    found = pace(state, HAZARD, chance, 0.0)
    assert 18 / (found * 0.2) + 18 / (found * 0.1) == pytest.approx(100, rel=1e-6)


def test_nobody_to_place_needs_no_pace(town):
    assert pace(town(3, activity=Activity.CASUAL), HAZARD, np.full(3, 0.2), 0.0) == 1.0
    assert pace(town(3), HAZARD, np.zeros(3), 0.0) == 1.0
