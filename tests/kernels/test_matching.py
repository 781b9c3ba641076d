"""Chances read off a table, and the counts of pools when many people move at once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.kernels.matching import Seats, choose_one, relocate_all

POOLS, PEOPLE = 4, 10
ROW = np.array([[0.2, 0.0, 0.5, 0.3], [1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]])


@given(st.floats(0, 1, exclude_max=True), st.integers(0, 2))
def test_a_choice_reads_the_running_sum(u: float, row: int) -> None:
    chosen = choose_one(ROW, row, u)
    assert chosen == np.searchsorted(np.cumsum(ROW[row])[:-1], u, side="right")
    assert ROW[row, chosen] > 0


def test_a_choice_never_leaves_the_table_when_a_row_falls_short() -> None:
    assert choose_one(np.array([[0.3, 0.3, 0.4 - 1e-15]]), 0, 1 - 1e-16) == 2


def test_a_choice_has_the_chances_of_its_row() -> None:
    weights = np.array([[0.25, 0.5, 0.25]])
    chosen = [choose_one(weights, 0, (k + 0.5) / 1000) for k in range(1000)]
    assert np.bincount(chosen).tolist() == [250, 500, 250]


MOVES = st.lists(st.tuples(st.sets(st.integers(0, PEOPLE - 1)), st.integers(-1, POOLS - 1)), max_size=8)


@given(MOVES)
def test_counts_follow_people_through_any_moves(moves: list[tuple[set[int], int]]) -> None:
    seats = Seats(
        np.full(PEOPLE, 9, np.int8), np.full(PEOPLE, -1, np.int32), np.full(PEOPLE, 7, np.int16),
        np.zeros(POOLS, np.int32), np.zeros(POOLS, np.int32),
    )  # fmt: skip
    for people, pool in moves:
        rows = np.array(sorted(people), np.int64)
        relocate_all(seats, rows, np.array([2]), np.array([pool]))
        assert (seats.tenure[rows] == 0).all() and (seats.activity[rows] == 2).all()
        held = seats.pool[seats.pool >= 0]
        assert (seats.migrants == np.bincount(held, minlength=POOLS)).all()
    assert seats.hired.sum() == sum(len(people) for people, pool in moves if pool >= 0)
