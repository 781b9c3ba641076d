"""The fit against what can be worked out by hand."""

from statistics import NormalDist

import numpy as np
import pytest

from migrant_sim.experiments.calibration.fit import (
    Comparison,
    effective,
    farthest,
    in_blocks,
    quantiles,
    reachable,
    resampled,
    variance,
    weights,
)
from migrant_sim.experiments.calibration.moments import Moment
from migrant_sim.experiments.calibration.plan import BLOCK, BLOCKS

COUNT = BLOCK * BLOCKS


def normal_sample(count: int, width: int) -> np.ndarray:
    generator = np.random.default_rng(1)
    return generator.standard_normal((count, width))


def comparison(goal: np.ndarray, spread: np.ndarray, predicted: np.ndarray, doubt: float = 0.0) -> Comparison:
    moments = [Moment(str(j), "fit", "", float(g), float(spread[j]), doubt) for j, g in enumerate(goal)]
    return Comparison.of(moments, np.zeros(len(goal)), predicted)


def test_a_linear_gaussian_posterior_is_that_of_the_closed_form() -> None:
    theta = normal_sample(200_000, 2)
    a, spread, goal = np.array([[1.0, 0.5], [0.0, 1.0], [1.0, -1.0]]), np.array([0.8, 1.0, 1.5]), np.array([1, 0.5, -1])
    weight = weights(comparison(goal, spread, a @ theta.T), a @ theta.T)
    precision = np.eye(2) + a.T @ np.diag(spread**-2.0) @ a
    expected = np.linalg.solve(precision, a.T @ (goal / spread**2))
    assert weight @ theta == pytest.approx(expected, abs=0.02)
    assert [variance(column, weight) for column in theta.T] == pytest.approx(
        np.diag(np.linalg.inv(precision)), rel=0.03
    )
    low, high = quantiles(theta[:, 0], weight, (0.05, 0.95))
    law = NormalDist(float(expected[0]), float(np.linalg.inv(precision)[0, 0] ** 0.5))
    assert (low, high) == pytest.approx((law.inv_cdf(0.05), law.inv_cdf(0.95)), abs=0.04)


def test_a_doubtful_figure_pulls_less_than_a_sure_one_and_more_than_none() -> None:
    theta = normal_sample(50_000, 1)
    pulls = [
        float(weights(comparison(np.array([1.5]), np.array([0.3]), theta.T, doubt), theta.T) @ theta[:, 0])
        for doubt in (0.0, 0.5, 0.999999)
    ]
    assert pulls[0] > pulls[1] + 0.1 > 0.2 and pulls[2] == pytest.approx(0.0, abs=0.02)


def test_a_figure_that_no_point_reaches_is_told() -> None:
    predicted = np.vstack([np.linspace(0, 1, 100), np.linspace(0, 1, 100)])
    compared = comparison(np.array([0.5, 9.0]), np.array([0.1, 0.1]), predicted)
    assert reachable(compared, predicted).tolist() == [True, False]
    near = farthest(compared.part(np.array([True, False])), predicted[:1])
    assert near.argmin() in (49, 50) and near.max() == pytest.approx(5.0)


def test_resampling_keeps_shares_within_one_row() -> None:
    weight = np.array([0.5, 0.25, 0.125, 0.125])
    counts = np.bincount(resampled(weight, 1000, 0.3), minlength=4)
    assert np.all(np.abs(counts - 1000 * weight) <= 1)
    assert effective(np.full(10, 0.1)) == pytest.approx(10)


def test_every_block_of_rows_represents_the_whole() -> None:
    spreading = np.random.default_rng(2).standard_normal(COUNT)
    order = in_blocks(spreading, np.random.default_rng(3))
    assert sorted(order) == list(range(COUNT))
    rank = np.argsort(np.argsort(spreading))[order].reshape(BLOCKS, BLOCK)
    assert all(sorted(block // BLOCKS) == list(range(BLOCK)) for block in rank)
