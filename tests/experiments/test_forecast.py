"""The closed forms against known values: a linear-Gaussian toy, the score of a normal, coverage counted by hand."""

from math import erf, exp, log, pi, sqrt

import numpy as np
import pytest

from migrant_sim.experiments.forecast import Joint, Mixture, coverage, crps, ensemble, errors


def test_conditioning_agrees_with_the_posterior_of_a_linear_gaussian_toy():
    # level ~ N(0, 2²), figure i = level + error, error ~ N(0, 1): the posterior of n figures has precision 1/4 + n.
    seen = np.array([1.0, 2.0, 1.5])
    covariance = np.full((4, 4), 4.0) + np.diag([1.0, 1.0, 1.0, 0.0])
    mean, deviation = Joint(np.zeros(4), covariance).given([0, 1, 2], seen).part(3)
    precision = 1 / 4 + 3
    assert mean == pytest.approx(seen.sum() / precision) and deviation == pytest.approx(sqrt(1 / precision))


def test_an_ensemble_of_the_toy_gives_the_same_within_its_luck():
    luck = np.random.Generator(np.random.Philox(key=7))
    level = 2.0 * luck.standard_normal(4000)
    figures = level[:, None] + luck.standard_normal((4000, 3))
    joint = ensemble(np.column_stack([figures, level]))
    mean, deviation = joint.given([0, 1, 2], np.array([1.0, 2.0, 1.5])).part(3)
    assert mean == pytest.approx(4.5 / 3.25, abs=0.06) and deviation == pytest.approx(sqrt(1 / 3.25), abs=0.03)


def test_nothing_seen_changes_nothing():
    joint = Joint(np.array([1.0, 2.0]), np.eye(2))
    assert joint.given([], np.array([])) is joint


def test_persistent_errors_are_shared_within_a_kind_alone():
    made = errors([0.1, 0.2, 0.1], 0.9, ["town", "town", "office"])
    assert made[0] == pytest.approx([0.01, 0.018, 0.0])
    assert np.diag(made) == pytest.approx([0.01, 0.04, 0.01])


def test_the_score_of_a_normal_is_the_known_one():
    normal = Mixture(np.array([10.0]), np.array([2.0]), np.ones(1), log=False)
    for seen in (10.0, 13.0):
        z = (seen - 10.0) / 2.0
        density, below = exp(-z * z / 2) / sqrt(2 * pi), 0.5 * (1 + erf(z / sqrt(2)))
        known = 2.0 * (z * (2 * below - 1) + 2 * density - 1 / sqrt(pi))
        assert crps(normal.points(), seen) == pytest.approx(known, rel=2e-3)


def test_a_forecast_without_a_spread_is_scored_by_its_error():
    assert crps(np.array([9.0]), 12.0) == 3.0
    assert crps(np.array([0.0, 2.0]), 1.0) == pytest.approx(0.5)


def test_a_mixture_lies_between_its_parts():
    both = Mixture(np.log([100.0, 200.0]), np.array([0.01, 0.01]), np.array([0.25, 0.75]))
    low, middle, high = both.quantile(np.array([0.1, 0.5, 0.9]))
    assert low == pytest.approx(100, rel=0.02) and middle == pytest.approx(200, rel=0.02) and high > 200
    one = Mixture(np.array([log(100.0)]), np.array([0.1]), np.ones(1))
    twin = Mixture(np.full(2, log(100.0)), np.full(2, 0.1), np.ones(2))
    assert twin.quantile(0.9) == pytest.approx(one.quantile(0.9))


def test_coverage_counts_ends_and_says_nothing_of_nothing():
    assert coverage([(1, 2), (1, 2), (1, 2), (1, 2)], [1, 2, 2.1, 0]) == 0.5
    assert np.isnan(coverage([], []))
