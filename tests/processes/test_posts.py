"""Welfare posts in a town one can count: the queue, the longest stay, and what happens when posts are cut."""

import numpy as np
import pytest

from migrant_sim.processes import Posts
from migrant_sim.state import Activity, Watch

RULES = Posts(exit_rate=0.0, spell_cap=36)


def holders(state):
    return np.flatnonzero(state.persons.activity == Activity.POST).tolist()


def test_the_disabled_and_households_without_work_come_before_the_hard_to_place(town, streams):
    """Eight seekers: 0 and 1 hard to place with a working partner, 2 disabled with one, 4 alone, 6 able with one."""
    state = town(8, size=2, hard=[1, 0, 0, 0, 0, 0, 0, 0], health=[0, 0, 3, 0, 0, 0, 0, 0])
    state.persons.activity[[1, 3, 7]] = Activity.FARM
    for count, expected in ((3, {2, 4, 5}), (4, {0, 2, 4, 5}), (9, {0, 2, 4, 5})):
        trial = state.branched()
        trial.posts.stock[:] = count
        RULES.step(trial, streams)
        assert set(holders(trial)) == expected  # never 6, who is able and has a working partner
        assert (trial.posts.filled[0], trial.posts.waiting[0]) == (len(expected), 4 - len(expected))
        assert trial.notes["post_priority_broken"] == 0


def test_within_a_class_the_draw_decides_not_the_row(town, streams):
    first = set()
    for month in range(12):
        state = town(20)
        state.month += month
        state.posts.stock[:] = 1
        RULES.step(state, streams)
        first.add(holders(state)[0])
    assert len(first) > 5


@pytest.mark.parametrize(("tenure", "stays"), [(35, True), (36, False), (40, False)])
def test_nobody_stays_longer_than_the_rule_allows(town, streams, tenure, stays):
    state = town(2, activity=[Activity.POST, Activity.FARM], tenure=tenure)
    state.posts.stock[:] = 1
    RULES.step(state, streams)
    assert (state.persons.activity[0] == Activity.POST) == stays
    assert state.persons.tenure[0] == (tenure if stays else 0)


def test_who_reached_the_longest_stay_may_not_come_back_for_a_year(town, streams):
    state, served = town(1, activity=Activity.POST, tenure=36), []
    state.posts.stock[:] = 1
    for _ in range(15):
        RULES.step(state, streams)
        served.append(holders(state) == [0])
        state.persons.tenure += 1
    assert served == [False] * 12 + [True] * 3


def test_who_begins_to_search_this_month_waits_for_the_next(town, streams):
    state = town(2, tenure=[0, 1])
    state.posts.stock[:] = 2
    RULES.step(state, streams)
    assert holders(state) == [1]


def test_when_posts_are_cut_the_newest_holders_leave_and_search(town, streams):
    state = town(4, activity=Activity.POST, tenure=[3, 20, 11, 7])
    state.posts.stock[:], state.posts.kept[:] = 4, 0.5
    RULES.step(state, streams)
    assert holders(state) == [1, 2]
    assert (state.persons.activity[[0, 3]] == Activity.SEARCHING).all()


def test_people_leave_for_good_reasons_at_the_rate_given(town, streams):
    state = town(4000, activity=Activity.POST)
    state.posts.stock[:] = 4000
    Posts(exit_rate=0.05, spell_cap=36).step(state, streams)
    left = 4000 - len(holders(state))
    assert abs(left - 200) < 4 * np.sqrt(4000 * 0.05 * 0.95)


def test_without_posts_nobody_is_served_and_all_in_need_wait(town, streams):
    state = town(5)
    RULES.step(state, streams)
    assert holders(state) == [] and state.posts.waiting[0] == 5


def test_monitored_households_come_first_but_not_those_unseen(town, streams):
    """Pairs of a seeker and a farmer; all seekers are hard to place, 2 is monitored, 4 poor and unseen."""
    state = town(8, size=2, activity=[Activity.SEARCHING, Activity.FARM] * 4, hard=1)
    state.households.watch[[1, 2]] = Watch.MONITORED, Watch.UNSEEN
    state.posts.stock[:] = 1
    RULES.step(state, streams)
    assert holders(state) == [2]


def test_able_members_of_monitored_households_may_apply(town, streams):
    state = town(2, size=2, activity=[Activity.SEARCHING, Activity.FARM])
    state.posts.stock[:] = 1
    RULES.step(state, streams)
    assert holders(state) == []
    state.households.watch[0] = Watch.MONITORED
    RULES.step(state, streams)
    assert holders(state) == [0]


def test_any_work_of_a_member_counts_also_relief_but_no_course(town, streams):
    """Nobody is hard to place: only a household where nobody works is eligible."""
    activities = [[Activity.SEARCHING, other] for other in (Activity.RELIEF, Activity.POST, Activity.TRAINING)]
    state = town(6, size=2, activity=np.ravel(activities))
    state.posts.stock[:] = 6
    RULES.step(state, streams)
    assert holders(state) == [3, 4]


def test_each_settlement_serves_its_own(town, streams):
    state = town(6)
    state.persons.settlement[3:] = 1
    two = {name: np.repeat(getattr(state.posts, name), 2) for name in ("stock", "added", "kept")}
    state.posts = type(state.posts).create(2, **two | {"stock": [1, 2]})
    state.settlements = type(state.settlements).create(2, key=[7, 8], labour=3)
    RULES.step(state, streams)
    assert [sum(row < 3 for row in holders(state)), sum(row >= 3 for row in holders(state))] == [1, 2]
    assert state.posts.filled.tolist() == [1, 2] and state.posts.waiting.tolist() == [2, 1]
    assert state.notes["post_allocations"] == 3
