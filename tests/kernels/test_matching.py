"""Limited places: never more than there are, in order, and nobody without a group."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.kernels.matching import choose, fill_places, separate

GROUPS = 4
PLACES = st.lists(st.integers(0, 4), min_size=GROUPS, max_size=GROUPS)
APPLICANTS = st.lists(st.integers(-1, GROUPS - 1), max_size=25)


def served(order: list[int], group: list[int], places: list[int]) -> tuple[np.ndarray, np.ndarray]:
    left, given_to = np.array(places, np.int64), np.zeros(len(group), np.bool_)
    fill_places(np.array(order, np.int64), np.array(group, np.int64), left, given_to)
    return given_to, left


@st.composite
def queues(draw: st.DrawFn) -> tuple[list[int], list[int], list[int]]:
    group = draw(APPLICANTS)
    return draw(st.permutations(range(len(group)))), group, draw(PLACES)


@given(queues())
def test_each_group_gets_its_first_applicants_and_no_more(queue: tuple[list[int], list[int], list[int]]) -> None:
    order, group, places = queue
    given_to, left = served(*queue)
    for g in range(GROUPS):
        applicants = [i for i in order if group[i] == g]
        assert [i for i in applicants if given_to[i]] == applicants[: places[g]]
        assert left[g] == max(places[g] - len(applicants), 0)


@given(queues())
def test_without_a_group_there_is_no_place(queue: tuple[list[int], list[int], list[int]]) -> None:
    given_to, _ = served(*queue)
    assert not given_to[np.array(queue[1], np.int64) == -1].any()


@given(queues(), st.integers(0, GROUPS - 1))
def test_one_more_place_takes_nobody_away(queue: tuple[list[int], list[int], list[int]], where: int) -> None:
    order, group, places = queue
    more = [count + (g == where) for g, count in enumerate(places)]
    assert (served(order, group, more)[0] >= served(*queue)[0]).all()


def test_negative_places_serve_nobody() -> None:
    assert not served([0, 1], [0, 0], [-2, 0, 0, 0])[0].any()


@given(st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=30), st.integers(0, 2))
def test_choose_reads_the_running_sum(u: list[float], row: int) -> None:
    weights = np.array([[0.2, 0.0, 0.5, 0.3], [1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]])
    out = np.zeros(len(u), np.int64)
    choose(weights, np.full(len(u), row), np.array(u), out)
    expected = np.searchsorted(np.cumsum(weights[row])[:-1], u, side="right")
    assert out.tolist() == expected.tolist()
    assert (weights[row][out] > 0).all()


def test_choose_never_leaves_the_table_when_a_row_falls_short() -> None:
    out = np.zeros(1, np.int64)
    choose(np.array([[0.3, 0.3, 0.4 - 1e-15]]), np.zeros(1, np.int64), np.array([1 - 1e-16]), out)
    assert out[0] == 2


def test_choose_has_the_chances_of_its_row() -> None:
    u = (np.arange(1000) + 0.5) / 1000
    out = np.zeros(1000, np.int64)
    choose(np.array([[0.25, 0.5, 0.25]]), np.zeros(1000, np.int64), u, out)
    assert np.bincount(out).tolist() == [250, 500, 250]


@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 2)), min_size=1, max_size=30))
def test_spells_end_below_the_hazard_of_their_activity(cases: list[tuple[float, int]]) -> None:
    hazard = np.array([0.0, 0.3, 1.0])
    u, activity = np.array([case[0] for case in cases]), np.array([case[1] for case in cases], np.int8)
    leaves = np.zeros(len(cases), np.bool_)
    separate(np.arange(len(cases)), hazard, u, activity, leaves)
    assert leaves.tolist() == (u < hazard[activity]).tolist()


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_hazard_ends_no_fewer_spells(one: float, other: float) -> None:
    u = (np.arange(50) + 0.5) / 50
    ended = []
    for hazard in sorted((one, other)):
        leaves = np.zeros(50, np.bool_)
        separate(np.arange(50), np.array([hazard]), u, np.zeros(50, np.int8), leaves)
        ended.append(leaves)
    assert (ended[1] >= ended[0]).all()
