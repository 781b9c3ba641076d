"""Levers: what kernels do by row is what one would write for whole columns."""

import numpy as np

from migrant_sim.kernels.levers import (
    Offered,
    Served,
    Works,
    blend,
    build,
    lift,
    lift_up_to,
    offer,
    supply_water,
    total,
    used,
    used_both,
)

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


def test_an_offer_blends_over_the_places_before_it_and_then_adds_its_own() -> None:
    pools = Offered(np.array([0.0, 4.0, 1.0]), np.array([0.0, 0.5, 1.0]), np.array([1.0, 1.0, 1.0]))
    twin = Offered(*(column.copy() for column in pools))
    offer(pools, BY, 0.5, 0.8, 1.2)
    blend(twin.reserved, twin.added, BY, 0.5, 0.8)
    blend(twin.pay_ratio, twin.added, BY, 0.5, 1.2)
    lift(twin.added, BY, 0.5)
    assert all((mine == other).all() for mine, other in zip(pools, twin, strict=True))
    assert pools.added.sum() > 5.0


def test_parts_of_two_counts_are_those_of_each() -> None:
    first, second = np.array([3, 1, 2], np.int32), np.array([5, 0, 1], np.int32)
    whole = np.array([4.0, 0.0, 8.0])
    assert used_both(first, second, BY, 0.5, whole) == (used(first, BY, 0.5, whole), used(second, BY, 0.5, whole))


def test_works_act_by_the_part_that_is_done() -> None:
    water, cut = np.array([1.0, 0.6]), np.zeros(1)
    added, avoided = np.zeros(2), np.array([0.9, 0.0])
    build(Served(water, added, avoided, cut), Works(water=0.5, drought=0.4, commuting=0.2), 0.5)
    np.testing.assert_allclose(added, [0.0, 0.1])
    np.testing.assert_allclose(avoided, [1.0, 0.2])
    np.testing.assert_allclose(cut, [0.1])
