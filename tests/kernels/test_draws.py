"""Draws: Philox as published, uniform, independent, and a function of their key alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from migrant_sim.kernels.draws import luck, normal, uniform
from migrant_sim.state import Streams

KEYS = np.arange(20_000, dtype=np.uint64)
WORD = st.integers(0, 2**32 - 1)

# Known answers of Philox4x32-10 published with Random123: counter, key, first two words of the result.
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E)),
    ((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0), (0xD16CFE09, 0x94FDCCEB)),
]


def philox(counter: tuple[int, ...], key: tuple[int, ...]) -> tuple[int, ...]:
    """Philox4x32-10 in whole numbers, written from the paper."""
    a, b, c, d = counter
    k, m = key
    for _ in range(10):
        first, second = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (second >> 32) ^ b ^ k, second & 0xFFFFFFFF, (first >> 32) ^ d ^ m, first & 0xFFFFFFFF
        k, m = (k + 0x9E3779B9) & 0xFFFFFFFF, (m + 0xBB67AE85) & 0xFFFFFFFF
    return a, b, c, d


def as_uniform(first: int, second: int) -> float:
    return ((first >> 5) * 2**26 + (second >> 6)) / 2**53


def drawn(counter: tuple[int, ...], key: tuple[int, ...]) -> float:
    entity = np.array([counter[0] | counter[1] << 32], dtype=np.uint64)
    return float(uniform(luck(key[0], key[1], counter[3], counter[2]), entity)[0])


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_philox_gives_the_published_answers(
    counter: tuple[int, ...], key: tuple[int, ...], answer: tuple[int, int]
) -> None:
    assert philox(counter, key)[:2] == answer
    assert drawn(counter, key) == as_uniform(*answer)


@given(st.tuples(WORD, WORD, WORD, WORD), st.tuples(WORD, WORD))
def test_philox_agrees_with_the_paper_everywhere(counter: tuple[int, ...], key: tuple[int, ...]) -> None:
    assert drawn(counter, key) == as_uniform(*philox(counter, key)[:2])


@given(st.integers(0, 2**63 - 1), st.integers(0, 2**31), WORD, st.permutations(range(50)))
def test_a_draw_knows_neither_order_nor_company(seed: int, replication: int, purpose: int, order: list[int]) -> None:
    keys = np.arange(50, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    together = uniform(luck(seed, replication, purpose, 24_252), keys)
    assert (uniform(luck(seed, replication, purpose, 24_252), keys[order]) == together[order]).all()
    alone = [uniform(luck(seed, replication, purpose, 24_252), keys[i : i + 1])[0] for i in (0, 49)]
    assert alone == [together[0], together[49]]


@pytest.mark.parametrize("seed", [0, 20210410, 2**32, 2**63 - 1])
def test_draws_are_uniform_and_fill_the_unit_interval(seed: int) -> None:
    u = uniform(luck(seed, 0, 7, 24_252), KEYS)
    assert u.min() >= 0.0 and u.max() < 1.0
    assert len(np.unique(u)) == len(u)
    assert stats.kstest(u, "uniform").pvalue > 0.001
    assert stats.kstest(u[:-1] - u[1:], stats.triang(0.5, -1, 2).cdf).pvalue > 0.001


OTHERS = {
    "seed": (1, 0, 7, 24_252),
    "high half of the seed": (20210410 + 2**32, 0, 7, 24_252),
    "replication": (20210410, 1, 7, 24_252),
    "purpose": (20210410, 0, 8, 24_252),
    "month": (20210410, 0, 7, 24_253),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_another_argument_gives_independent_draws(other: tuple[int, int, int, int]) -> None:
    first, second = uniform(luck(20210410, 0, 7, 24_252), KEYS), uniform(luck(*other), KEYS)
    cells = np.histogram2d(first, second, bins=10, range=((0, 1), (0, 1)))[0]
    assert stats.chisquare(cells.ravel()).pvalue > 0.001
    assert abs(np.corrcoef(first, second)[0, 1]) < 4 / np.sqrt(len(KEYS))


def test_normals_are_normal() -> None:
    z = normal(luck(20210410, 3, 7, 24_252), KEYS)
    assert stats.kstest(z, "norm").pvalue > 0.001
    assert np.isfinite(z).all()


@given(arrays(np.float64, 40, elements=st.floats(0, 50)), arrays(np.float64, 40, elements=st.floats(0, 50)))
def test_rounding_keeps_the_order_and_stays_within_one(expected: np.ndarray, more: np.ndarray) -> None:
    streams, keys = Streams(20210410), KEYS[:40]
    few, many = (streams.rounded("places", 1, keys, value) for value in (expected, expected + more))
    assert (np.abs(few - expected) < 1).all()
    assert (many >= few).all()


def test_rounding_is_right_on_average_and_leaves_whole_numbers() -> None:
    streams, expected = Streams(20210410), np.full(len(KEYS), 2.3)
    rounded = streams.rounded("places", 1, KEYS, expected)
    assert set(np.unique(rounded)) == {2, 3}
    assert abs(rounded.mean() - 2.3) < 4 * np.sqrt(0.21 / len(KEYS))
    assert (streams.rounded("places", 2, KEYS, expected) != rounded).any()
    assert (streams.rounded("places", 1, KEYS, np.full(len(KEYS), 4.0)) == 4).all()
    assert (streams.rounded("places", 1, KEYS, np.zeros(len(KEYS))) == 0).all()
