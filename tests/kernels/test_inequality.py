"""Gini and slices of people: closed forms and invariances."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.kernels.inequality import lorenz

INCOMES = st.lists(st.floats(0, 1e6), min_size=2, max_size=40).filter(lambda values: sum(values) > 1)


def ones(values: list[float]) -> np.ndarray:
    return np.ones(len(values))


@given(st.integers(1, 60), st.floats(1, 1e6))
def test_equal_incomes_have_no_inequality(people: int, income: float) -> None:
    gini, shares = lorenz(np.full(people, income), np.ones(people), 5)
    assert gini == pytest.approx(0, abs=1e-12)
    assert shares == pytest.approx([0.2] * 5)


@given(st.integers(2, 60))
def test_one_who_has_all(people: int) -> None:
    income = np.zeros(people)
    income[people // 2] = 12_345.0
    gini, shares = lorenz(income, np.ones(people), people)
    assert gini == pytest.approx(1 - 1 / people)
    assert shares == pytest.approx([0.0] * (people - 1) + [1.0], abs=1e-12)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_two_classes(poor: float, share: float) -> None:
    income = np.array([share / poor, (1 - share) / (1 - poor)])
    gini, _ = lorenz(income, np.array([poor, 1 - poor]), 5)
    assert gini == pytest.approx(abs(poor - share))


@given(INCOMES)
def test_gini_is_half_the_relative_mean_difference(incomes: list[float]) -> None:
    values = np.array(incomes)
    difference = np.abs(values[:, None] - values[None, :]).mean()
    assert lorenz(values, ones(incomes), 5)[0] == pytest.approx(difference / (2 * values.mean()), abs=1e-9)


@given(INCOMES, st.floats(0.01, 100), st.floats(0.01, 100))
def test_neither_the_unit_of_money_nor_of_people_counts(incomes: list[float], money: float, people: float) -> None:
    gini, shares = lorenz(np.array(incomes), ones(incomes), 5)
    other, others = lorenz(np.array(incomes) * money, ones(incomes) * people, 5)
    assert other == pytest.approx(gini, abs=1e-9) and others == pytest.approx(shares, abs=1e-9)


@given(st.lists(st.tuples(st.floats(1, 1e5), st.integers(1, 5)), min_size=1, max_size=20))
def test_a_weight_stands_for_so_many_people(rows: list[tuple[float, int]]) -> None:
    income, weight = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    gini, shares = lorenz(income, weight.astype(float), 5)
    singly, slices = lorenz(np.repeat(income, weight), np.ones(weight.sum()), 5)
    assert gini == pytest.approx(singly, abs=1e-9) and shares == pytest.approx(slices, abs=1e-9)


@given(INCOMES.flatmap(lambda incomes: st.tuples(st.just(incomes), st.permutations(incomes))))
def test_shares_add_to_one_rise_and_ignore_the_order(orders: tuple[list[float], list[float]]) -> None:
    incomes, shuffled = orders
    gini, shares = lorenz(np.array(incomes), ones(incomes), 5)
    assert shares.sum() == pytest.approx(1)
    assert (np.diff(shares) >= -1e-12).all() and -1e-12 <= gini <= 1
    assert lorenz(np.array(shuffled), ones(incomes), 5)[0] == pytest.approx(gini, abs=1e-12)


@pytest.mark.parametrize(("income", "weight"), [([], []), ([0.0, 0.0], [1.0, 1.0]), ([5.0], [0.0])])
def test_without_people_or_money_there_is_no_number(income: list[float], weight: list[float]) -> None:
    gini, shares = lorenz(np.array(income), np.array(weight), 5)
    assert np.isnan(gini) and np.isnan(shares).all() and shares.shape == (5,)
