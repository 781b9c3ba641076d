"""Levers: what kernels do by row is what one would write for whole columns."""

import numpy as np

from migrant_sim.kernels.levers import blend, lift, lift_up_to, supply_water, total, used

BY = np.array([0.0, 1.5, 4.0])


def test_a_lever_is_raised_by_a_column_times_a_factor() -> None:
    lever = np.array([1.0, 2.0, 3.0])
    lift(lever, BY, 0.1)
    assert (lever == np.array([1.0, 2.0, 3.0]) + BY * 0.1).all()


def test_a_blended_lever_is_the_mean_over_places() -> None:
    lever, added = np.array([0.2, 0.0, 0.2]), np.array([0.0, 0.0, 2.0])
    blend(lever, added, BY, 0.5, 0.8)
    assert np.allclose(lever, [0.2, 0.8, 0.5])


def test_what_was_used_is_shared_out_by_places() -> None:
    count, places = np.array([7, 3, 10], np.int32), np.array([0.0, 3.0, 4.0])
    assert used(count, BY, 0.5, places) == 3 * (0.75 / 3.0) + 10 * (2.0 / 4.0)
    assert total(count) == 20.0


def test_a_lever_with_a_limit_stops_there_and_keeps_what_exceeds_it() -> None:
    lever = np.array([0.2, 0.9, 1.4])
    lift_up_to(lever, 0.3, 1.0)
    assert (lever == [0.5, 1.0, 1.4]).all()


def test_water_fills_what_is_missing_where_land_is_reached() -> None:
    lever = np.zeros(3)
    supply_water(lever, np.array([1.0, 0.6, 0.0]), 0.5, 0.5, 0.1)
    assert np.allclose(lever, [-0.05, 0.05, 0.2])
