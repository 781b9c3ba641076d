"""Traces of post holders against a life that one can follow by hand."""

import numpy as np

from migrant_sim.kernels.exits import Traces, follow
from migrant_sim.state import Activity, Life

POST, SEARCHING, LOCAL, FARM = Activity.POST, Activity.SEARCHING, Activity.LOCAL, Activity.FARM


def followed(*activities, alive=None):
    """Sums of exits, work found and waits given up over the months of one person."""
    trace, total = np.zeros(1, np.int8), np.zeros(3)
    for month, activity in enumerate(activities):
        living = Life.LIVING if alive is None or month < alive else Life.DEAD
        people = Traces(np.array([living], np.int8), np.array([activity], np.int8), trace)
        out = np.empty(3)
        follow(people, out)
        total += out
    return total.tolist()


def test_work_found_within_three_months_counts():
    assert followed(POST, SEARCHING, SEARCHING, LOCAL) == [1, 1, 0]
    assert followed(POST, LOCAL, LOCAL) == [1, 1, 0]


def test_later_work_and_the_own_farm_do_not():
    assert followed(POST, SEARCHING, SEARCHING, SEARCHING, SEARCHING, LOCAL) == [1, 0, 1]
    assert followed(POST, FARM, FARM, FARM, FARM, FARM) == [1, 0, 1]


def test_a_post_again_or_death_ends_the_wait():
    assert followed(POST, SEARCHING, POST, POST) == [1, 0, 1]
    assert followed(POST, SEARCHING, SEARCHING, SEARCHING, alive=2) == [1, 0, 1]


def test_who_held_no_post_leaves_none():
    assert followed(SEARCHING, LOCAL, SEARCHING) == [0, 0, 0]
