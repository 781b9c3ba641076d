"""Support: who is given what, and that households without members are passed over."""

import numpy as np

from migrant_sim.kernels.support import (
    Herding,
    Letting,
    Owed,
    Register,
    give,
    give_each,
    give_up,
    give_where,
    let_land,
    mark,
    move_register,
    present,
    take_up,
)

ROWS, SIZE = np.array([3, 0, 2]), np.array([2, 5, 0, 4], np.int16)


def test_what_is_given_reaches_those_with_members() -> None:
    line, twin = np.ones(4), np.ones(4)
    assert give(ROWS, np.array([10.0, 20.0, 30.0]), SIZE, line) == (30.0, 6.0)
    assert line.tolist() == [21.0, 1.0, 1.0, 11.0]
    assert give_each(ROWS, 7.0, SIZE, twin) == (14.0, 6.0)
    assert twin.tolist() == [8.0, 1.0, 1.0, 8.0]


def test_what_is_owed_is_paid_where_somebody_pays() -> None:
    homes, line = Owed(SIZE, np.array([0, 0, 1, 1], np.int32)), np.zeros(4)
    assert give_where(ROWS, 10.0, np.array([True, False]), homes, line) == 10.0
    assert line.tolist() == [10.0, 0.0, 0.0, 0.0]


def test_those_present_keep_their_order() -> None:
    room = np.full(4, -1)
    assert present(np.array([1, 3, 0, 2, 1]), 1, 4, SIZE, room) == (2, 6.0)
    assert room[:2].tolist() == [3, 0]


def test_those_from_place_to_place_are_marked() -> None:
    column = np.zeros(4, np.int8)
    mark(np.array([1, 3, 0, 2]), 1, 3, 60, column)
    assert column.tolist() == [60, 0, 0, 60]


def test_herds_are_taken_up_and_given_up() -> None:
    homes = Herding(SIZE, np.array([1.0, 1.0, 0.0, 10.0]), np.zeros(4), np.zeros(4))
    take_up(ROWS, homes, 2.0, 500.0)
    assert give_up(np.array([1, *ROWS]), 1, 4, homes, 0.5) == 6.0
    assert homes.herd_added.tolist() == [1.5, 0.0, 2.0, -3.0]
    assert homes.herd_debt.tolist() == [500.0, 0.0, 500.0, 500.0]


def test_land_is_let_at_the_gain_of_its_settlement() -> None:
    homes = Letting(np.array([0, 0, 1, 1], np.int32), np.array([1.0, 2.0, 3.0, 4.0]), np.zeros(4), np.zeros(4))
    let_land(ROWS, homes, np.array([10.0, 100.0]), 1.5)
    assert homes.let.tolist() == [1.0, 0.0, 1.0, 1.0]
    assert homes.let_gain.tolist() == [15.0, 0.0, 450.0, 600.0]


def test_who_gains_already_counts_the_risk_no_second_time() -> None:
    group, gain = np.array([1, 0, 1, 0], np.int8), np.array([5.0, 0.0, 0.0, 0.0])
    move_register(ROWS, Register(group, np.full(4, 100.0), np.full(4, 60.0), gain), 0, 2.0)
    assert gain.tolist() == [205.0, 0.0, 120.0, 0.0]
