"""Work relief in a town one can count: places, who is taken on first, how a spell ends, and nothing without places."""

import numpy as np
import pytest

from migrant_sim.processes import Relief
from migrant_sim.state import Activity, Band, Watch

SHORT = Relief(months=3.0)


def at_work(state):
    return np.flatnonzero(state.persons.activity == Activity.RELIEF).tolist()


def month(state, streams, places):
    """A month of relief alone, with tenure counted as the labour market does."""
    state.open_month()
    state.settlements.relief_places[:] = places
    SHORT.step(state, streams)
    state.month += 1
    state.persons.tenure += 1
    return at_work(state)


def test_monitored_households_and_those_on_the_allowance_come_first(town, streams):
    state = town(40)
    state.households.watch[[5, 6]] = Watch.MONITORED, Watch.UNSEEN
    state.households.dibao[[30, 31]] = Band.C, Band.A
    state.settlements.relief_places[:] = 3
    SHORT.step(state, streams)
    assert at_work(state) == [5, 30, 31] and state.settlements.relief_filled[0] == 3
    assert (state.persons.tenure[[5, 30, 31]] == 0).all()


def test_among_the_rest_the_draw_decides(town, streams):
    first = {month(town(30) if not m else _later(town(30), m), streams, 1)[0] for m in range(12)}
    assert len(first) > 5


def _later(state, months):
    state.month += months
    return state


def test_only_seekers_of_before_this_month_are_taken_on(town, streams):
    state = town(4, activity=[Activity.CASUAL, Activity.SEARCHING, Activity.SEARCHING, Activity.INACTIVE])
    state.persons.tenure[:] = 5, 0, 1, 5
    state.settlements.relief_places[:] = 4
    SHORT.step(state, streams)
    assert at_work(state) == [2]


def test_a_place_lasts_its_months_and_ends_in_the_search(town, streams):
    state = town(1)
    assert [month(state, streams, 1) for _ in range(5)] == [[0], [0], [0], [], [0]]


def test_when_places_fall_the_newest_leave(town, streams):
    state = town(3, activity=Activity.RELIEF, tenure=[1, 2, 0])
    assert month(state, streams, 1) == [1]
    assert state.settlements.relief_filled[0] == 1
    assert month(state, streams, 0) == [] and state.settlements.relief_filled[0] == 0
    assert set(state.persons.activity) == {Activity.SEARCHING}


@pytest.mark.parametrize("places", [0, 4.5, 50])
def test_never_more_than_places_or_seekers(town, streams, places):
    state = town(20)
    taken = len(month(state, streams, places))
    assert taken in {min(int(places), 20), min(int(np.ceil(places)), 20)}


def test_without_places_nothing_changes(town, streams):
    state = town(10)
    before = state.branched()
    SHORT.step(state, streams)
    for table, twin in zip(state.tables(), before.tables(), strict=True):
        assert all(np.array_equal(getattr(table, name), getattr(twin, name)) for name in table.__dataclass_fields__)
