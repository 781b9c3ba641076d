"""Support: who is given what, and that households without members are passed over."""

import numpy as np

from migrant_sim.kernels.support import (
    Herding,
    Letting,
    Owed,
    Register,
    give,
    give_up,
    give_where,
    let_land,
    mark,
    move_register,
    take_up,
)

ROWS, SIZE = np.array([3, 0, 2]), np.array([2, 5, 0, 4], np.int16)


def test_what_is_given_reaches_those_with_members() -> None:
    line = np.ones(4)
    assert give(ROWS, np.array([10.0, 20.0, 30.0]), SIZE, line) == (30.0, 6.0)
    assert line.tolist() == [21.0, 1.0, 1.0, 11.0]


def test_what_is_owed_is_paid_where_somebody_pays() -> None:
    homes = Owed(SIZE, np.array([0, 0, 1, 1], np.int32), np.zeros(4))
    assert give_where(ROWS, 10.0, np.array([True, False]), homes) == (10.0, 6.0)
    assert homes.property.tolist() == [10.0, 0.0, 0.0, 0.0]


def test_those_from_place_to_place_are_marked() -> None:
    column = np.zeros(4, np.int8)
    mark(np.array([1, 3, 0, 2]), 1, 3, 60, column)
    assert column.tolist() == [60, 0, 0, 60]


def test_herds_are_taken_up_and_given_up() -> None:
    homes = Herding(SIZE, np.array([1.0, 1.0, 0.0, 10.0]), *np.zeros((3, 4)))
    assert take_up(ROWS, homes, 2.0, 500.0, 30.0) == (60.0, 6.0)
    assert homes.transfer.tolist() == [30.0, 0.0, 0.0, 30.0]
    assert give_up(np.array([1, *ROWS]), 1, 4, homes, 0.5) == 6.0
    assert homes.herd_added.tolist() == [1.5, 0.0, 0.0, -3.0]
    assert homes.herd_debt.tolist() == [500.0, 0.0, 0.0, 500.0]


def test_land_is_let_at_the_gain_of_its_settlement() -> None:
    homes = Letting(SIZE, np.array([0, 0, 1, 1], np.int32), np.array([1.0, 2.0, 3.0, 4.0]), *np.zeros((2, 4)))
    assert let_land(ROWS, homes, np.array([10.0, 100.0]), 1.5) == (2.0, 6.0)
    assert homes.let.tolist() == [1.0, 0.0, 0.0, 1.0]
    assert homes.let_gain.tolist() == [15.0, 0.0, 0.0, 600.0]


def test_who_gains_already_counts_the_risk_no_second_time() -> None:
    group, gain = np.array([1, 0, 1, 0], np.int8), np.array([5.0, 0.0, 0.0, 0.0])
    move_register(ROWS, Register(group, np.full(4, 100.0), np.full(4, 60.0), gain), 0, 2.0)
    assert gain.tolist() == [205.0, 0.0, 120.0, 0.0]
