"""Sampled settlements are pooled until they are as large as it takes to share things out as the real ones do."""

import numpy as np
import pytest

from migrant_sim.population.settlements import ENOUGH_HOUSEHOLDS, LEAST_HOUSEHOLDS, Places, pooled


def places(real: list[int], scale: float, county: list[int] | None = None) -> Places:
    count = len(real)
    row = np.arange(count)
    inside = np.array(real)
    return Places(
        number=row,
        key=row.astype(np.uint64),
        county=np.zeros(count, np.int64) if county is None else np.array(county),
        track=np.zeros(count, np.int64),
        stands_for=np.ones(count, np.int64),
        real=inside,
        households=np.floor(inside * scale).astype(np.int64),
    )


@pytest.mark.parametrize("real", [[600, 450, 90, 700], [40, 12, 60, 5]])
def test_one_to_one_every_settlement_stands_for_itself(real):
    made, row = pooled(places(real, 1.0))
    assert (made.stands_for == 1).all() and made.households.tolist() == real and row.tolist() == [0, 1, 2, 3]


def test_hamlets_of_less_than_five_households_are_pooled_even_so():
    made, _ = pooled(places([40, 3], 1.0))
    assert made.stands_for.tolist() == [2] and made.households.tolist() == [43]


def test_small_ones_are_pooled_until_they_hold_enough_and_no_further():
    made, row = pooled(places([600] * 20, 0.1))  # 60 households each, so four make 240
    assert made.stands_for.tolist() == [4] * 5 and made.households.tolist() == [240] * 5
    assert np.bincount(row).tolist() == [4] * 5


def test_what_is_left_over_joins_a_pool_that_is_full():
    made, _ = pooled(places([600] * 7, 0.1))
    assert made.stands_for.tolist() == [7] and made.households.tolist() == [420]


def test_counties_are_never_pooled_together():
    made, row = pooled(places([600] * 6, 0.01, county=[0, 0, 0, 1, 1, 1]))
    assert made.county.tolist() == [0, 1] and made.households.tolist() == [18, 18] and row.tolist() == [0] * 3 + [1] * 3


def test_hamlets_need_no_more_households_than_a_real_hamlet_has():
    made, _ = pooled(places([40] * 12, 0.5))  # 20 sampled in each: two hold as many as a real one
    assert made.households.tolist() == [40] * 6


def test_a_town_stays_apart_from_the_villages_as_long_as_it_holds_enough():
    mixed = places([600] * 8, 0.1)._replace(track=np.array([0, 1] * 4))
    made, _ = pooled(mixed)
    assert sorted(made.track.tolist()) == [0, 1] and made.households.tolist() == [240, 240]
    small, _ = pooled(places([600] * 5, 0.1)._replace(track=np.array([0, 1, 0, 0, 0])))
    assert small.track.tolist() == [0] and small.households.tolist() == [300]


def test_nobody_is_lost():
    rng = np.random.default_rng(3)
    for scale in (0.004, 0.05, 0.3):
        given = places(rng.integers(0, 900, 200).tolist(), scale, rng.integers(0, 9, 200).tolist())
        made, row = pooled(given)
        held = np.bincount(row[row >= 0], weights=given.households[row >= 0], minlength=len(made.key))
        assert (held == made.households).all() and not given.households[row < 0].any()
        assert made.stands_for.sum() == (row >= 0).sum()
        alone = np.bincount(made.county)[made.county] == 1
        enough = np.clip(made.real // made.stands_for, LEAST_HOUSEHOLDS, ENOUGH_HOUSEHOLDS)
        assert (alone | (made.households >= enough)).all()
