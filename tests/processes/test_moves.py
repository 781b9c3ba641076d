"""Moves keep the pools' counts, whoever goes where."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.processes.moves import move, pools_by_county
from migrant_sim.state import (
    NONE,
    Activity,
    Counties,
    Enterprises,
    Households,
    Persons,
    PoolKind,
    Posts,
    Rules,
    Settlements,
    State,
)

POOLS = 4


def small(people: int) -> State:
    """Only what moving people touches."""
    persons = Persons.create(people, key=np.arange(people), activity=Activity.SEARCHING, tenure=9)
    empty = (
        Households.create(0),
        Settlements.create(0),
        Posts.create(0),
        Enterprises.create(POOLS),
        Counties.create(0),
        Rules.create(1),
    )
    return State(persons, *empty, scale=1.0, month=24_252)


@given(st.lists(st.tuples(st.sets(st.integers(0, 9)), st.integers(NONE, POOLS - 1)), max_size=8))
def test_counts_follow_people_through_any_moves(moves):
    state = small(10)
    for rows, pool in moves:
        people = np.array(sorted(rows), np.int64)
        move(state, people, Activity.LOCAL if pool >= 0 else Activity.SEARCHING, pool)
        assert (state.persons.tenure[people] == 0).all() and (state.persons.pool[people] == pool).all()
        in_pools = state.persons.pool[state.persons.pool >= 0]
        assert (state.enterprises.migrants == np.bincount(in_pools, minlength=POOLS)).all()
    entered = sum(len(rows) for rows, pool in moves if pool >= 0)
    assert state.enterprises.hired.sum() == entered


def test_each_may_go_somewhere_else():
    state = small(3)
    move(state, np.array([0, 2]), np.array([Activity.CASUAL, Activity.OUTSIDE]), np.array([1, 3]))
    assert state.persons.activity.tolist() == [Activity.CASUAL, Activity.SEARCHING, Activity.OUTSIDE]
    assert state.enterprises.migrants.tolist() == [0, 1, 0, 1] and state.persons.tenure.tolist() == [0, 9, 0]


def test_pools_are_found_by_kind_and_county(town):
    state = town(1)
    for kind in (PoolKind.CASUAL, PoolKind.LOCAL, PoolKind.PARK, PoolKind.WORKSHOP):
        assert pools_by_county(state, kind).tolist() == [int(kind)]
    state.enterprises.county[PoolKind.PARK] = NONE
    state.enterprises.kind[PoolKind.PARK] = PoolKind.OUTSIDE
    assert pools_by_county(state, PoolKind.PARK).tolist() == [NONE]
