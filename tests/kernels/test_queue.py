"""Queues: the lowest scores are served, as many as there are places, as a sort would have it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.kernels.queue import draw, listed, nth_lowest, nth_of_few, queue, queue_of, serve, served
from migrant_sim.state import Streams

SCORES = st.lists(st.integers(0, 5).map(float), min_size=1, max_size=40)  # few values, so that many tie


@given(SCORES, st.data())
def test_the_nth_lowest_is_that_of_a_sort(scores, data):
    k = data.draw(st.integers(0, len(scores) - 1))
    for select in (nth_lowest, nth_of_few):
        assert select(np.array([*scores, -1.0]), len(scores), k) == sorted(scores)[k]


def by_sorting(score, group, places, given_before):
    """(flags, places left) by a stable sort of everybody."""
    out, left = list(given_before), list(places)
    for i in np.argsort(score, kind="stable"):
        if not out[i] and left[group[i]] > 0:
            left[group[i]] -= 1
            out[i] = 1
    return out, left


@given(SCORES, st.lists(st.integers(-2, 9), min_size=3, max_size=3), st.data())
def test_serving_agrees_with_sorting_everybody(scores, places, data):
    n = len(scores)
    group = sorted(data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)))
    before = data.draw(st.lists(st.integers(0, 1), min_size=n, max_size=n))
    flags, left = np.array(before, np.int8), np.array(places)
    serve(np.array(scores), np.array(group), left, np.empty(n), flags)
    assert (flags.tolist(), left.tolist()) == by_sorting(scores, group, places, before)


@given(SCORES, st.integers(-1, 45))
def test_one_place_is_served_like_many(scores, places):
    line = queue(len(scores))
    line.score[:], line.given[:] = scores, 1  # what an earlier use has left must not matter
    count = served(line, len(scores), places)
    expected, left = by_sorting(scores, [0] * len(scores), [places], [0] * len(scores))
    assert line.given.tolist() == expected and count == places - left[0]


@given(st.lists(st.integers(1, 3000), min_size=1, max_size=6))
def test_a_queue_knows_where_settlements_end_and_has_room_for_the_largest(sizes):
    line = queue_of(np.repeat(np.arange(len(sizes)), sizes))
    assert line.ends.tolist() == np.cumsum(sizes).tolist() and len(line.rows) == max(sizes)


def test_rows_of_a_span_are_listed_in_order():
    activity, rows = np.array([9, 1, 9, 11, 8, 9], np.int8), np.zeros(6, np.int32)
    assert listed(activity, (1, 6), np.int64(1 << 9 | 1 << 1), rows) == 3
    assert rows[:3].tolist() == [1, 2, 5]


def test_draws_are_those_of_the_persons_keys():
    line, keys = queue(4), np.array([7, 2**40 + 1, 3, 9], np.uint64)
    line.rows[:2] = 3, 1
    draw(Streams(5).luck("a decision", 24_300), keys, line, 2)
    assert line.score[:2].tolist() == Streams(5).uniform("a decision", 24_300, keys[[3, 1]]).tolist()
