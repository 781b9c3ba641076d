"""Moves keep the pools' counts, whoever goes where."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.processes.moves import doing, in_random_order, move, pools_by_county, single_pool
from migrant_sim.state import NONE, Activity, Enterprises, Persons, PoolKind, Streams

POOLS = 4


class Small:
    """Only what moving people touches."""

    def __init__(self, people):
        self.persons = Persons.create(people, key=np.arange(people), activity=Activity.SEARCHING, tenure=9)
        self.enterprises = Enterprises.create(POOLS)
        self.month = 24_252


@given(st.lists(st.tuples(st.sets(st.integers(0, 9)), st.integers(NONE, POOLS - 1)), max_size=8))
def test_counts_follow_people_through_any_moves(moves):
    state = Small(10)
    for rows, pool in moves:
        people = np.array(sorted(rows), np.int64)
        move(state, people, Activity.LOCAL if pool >= 0 else Activity.SEARCHING, pool)
        assert (state.persons.tenure[people] == 0).all() and (state.persons.pool[people] == pool).all()
        in_pools = state.persons.pool[state.persons.pool >= 0]
        assert (state.enterprises.migrants == np.bincount(in_pools, minlength=POOLS)).all()
    entered = sum(len(rows) for rows, pool in moves if pool >= 0)
    assert state.enterprises.hired.sum() == entered


def test_each_may_go_somewhere_else():
    state = Small(3)
    move(state, np.array([0, 2]), np.array([Activity.CASUAL, Activity.OUTSIDE]), np.array([1, 3]))
    assert state.persons.activity.tolist() == [Activity.CASUAL, Activity.SEARCHING, Activity.OUTSIDE]
    assert state.enterprises.migrants.tolist() == [0, 1, 0, 1] and state.persons.tenure.tolist() == [0, 9, 0]


def test_pools_are_found_by_kind_and_county(town):
    state = town(1)
    assert pools_by_county(state, PoolKind.PARK).tolist() == [PoolKind.PARK]
    assert single_pool(state, PoolKind.OUTSIDE) == PoolKind.OUTSIDE
    state.enterprises.kind[PoolKind.PARK] = PoolKind.LOCAL
    assert pools_by_county(state, PoolKind.PARK).tolist() == [NONE]


def test_doing_finds_everyone_in_the_activities(town):
    state = town(4, activity=[Activity.FARM, Activity.SEARCHING, Activity.FARM, Activity.POST])
    assert doing(state, Activity.FARM).tolist() == [0, 2]
    assert doing(state, Activity.POST, Activity.SEARCHING).tolist() == [1, 3]
    assert doing(state, Activity.OUTSIDE).tolist() == []


def test_the_order_of_two_people_does_not_depend_on_the_others(town):
    state, streams = town(30), Streams(1)
    everybody, few = np.arange(30), np.array([3, 8, 21])
    order = everybody[in_random_order(state, streams, "order", everybody)]
    among = few[in_random_order(state, streams, "order", few)]
    assert [row for row in order if row in few] == among.tolist()
    assert sorted(order) == everybody.tolist() and order.tolist() != everybody.tolist()
