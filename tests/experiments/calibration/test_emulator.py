"""Emulators find what matters, know their own error, and lead back to the parameters that made the figures."""

import numpy as np
import pytest

from migrant_sim.experiments.calibration.emulator import fit_emulator, fold_of, screened
from migrant_sim.experiments.calibration.fit import Comparison, quantiles, weights
from migrant_sim.experiments.calibration.moments import Moment
from migrant_sim.experiments.calibration.sbc import p_values, places

WIDTH, RUNS, CHANCE, SPREAD = 12, 400, 0.05, 0.2


def moments_of(u: np.ndarray) -> np.ndarray:
    """(3, points): two parameters of twelve matter, and the third moment answers to none."""
    return np.array([2 * u[:, 1] + u[:, 4] ** 2, u[:, 4] - u[:, 1], np.zeros(len(u))])


@pytest.fixture(scope="module")
def learnt():
    generator = np.random.default_rng(5)
    u = generator.random((RUNS, WIDTH))
    seen = moments_of(u) + CHANCE * generator.standard_normal((3, RUNS))
    return u, seen, [fit_emulator(u, values, fold_of(np.arange(RUNS))) for values in seen]


def test_screening_finds_the_inputs_and_nothing_else(learnt) -> None:
    u, seen, emulators = learnt
    assert set(screened(u, seen[0])) == {1, 4} and set(screened(u, seen[1])) == {1, 4}
    assert emulators[2].kind == "none" and emulators[2].inputs == ()


def test_the_error_is_that_of_points_it_never_saw(learnt) -> None:
    _, _, emulators = learnt
    assert emulators[0].r2 > 0.98 and emulators[0].sd == pytest.approx(CHANCE, rel=0.2)
    u = np.random.default_rng(6).random((2000, WIDTH))
    assert np.std(emulators[0].whole.predict(u) - moments_of(u)[0]) < 0.4 * CHANCE


def compared(emulators, goal, predicted) -> Comparison:
    told = [Moment(str(j), "fit", "", float(g), SPREAD) for j, g in enumerate(goal)]
    return Comparison.of(told, np.array([one.sd for one in emulators]), predicted)


def test_known_parameters_are_recovered(learnt) -> None:
    _, _, emulators = learnt
    generator = np.random.default_rng(7)
    sample, truths = generator.random((20_000, WIDTH)), generator.random((40, WIDTH))
    predicted = np.array([one.whole.predict(sample) for one in emulators])
    inside, errors = [], []
    for truth in truths:
        goal = moments_of(truth[None])[:, 0] + SPREAD * generator.standard_normal(3)
        weight = weights(compared(emulators, goal, predicted), predicted)
        low, high = quantiles(sample[:, 1], weight, (0.05, 0.95))
        inside.append(low <= truth[1] <= high)
        errors.append(weight @ sample[:, 1] - truth[1])
    assert 0.75 <= np.mean(inside) <= 1.0 and np.std(errors) < 0.15  # the prior's own is 0.29


def test_places_of_the_truths_are_uniform_and_a_wrong_spread_shows(learnt) -> None:
    u, seen, emulators = learnt
    sample = np.random.default_rng(8).random((4096, WIDTH))
    predicted = np.array([one.whole.predict(sample) for one in emulators])
    right = compared(emulators, np.zeros(3), predicted)
    runs = np.arange(RUNS), u, seen
    p = p_values(places(runs, emulators, right, sample, np.random.default_rng(9)))
    assert p[1] > 0.01 and p[4] > 0.01
    shifted = np.arange(RUNS), u, seen + np.array([[0.3], [0.0], [0.0]])
    assert p_values(places(shifted, emulators, right, sample, np.random.default_rng(9)))[1] < 1e-3


def test_where_squares_do_not_do_a_gaussian_process_takes_over_and_predicts_better() -> None:
    generator = np.random.default_rng(11)
    u = generator.random((200, 4))
    curve = np.sin(6.0 * u[:, 0]) + 2.0 * u[:, 1]
    found = fit_emulator(u, curve + CHANCE * generator.standard_normal(len(u)), fold_of(np.arange(len(u))))
    assert found.kind == "process" and set(found.inputs) >= {0, 1}
    new = generator.random((500, 4))
    missed = np.std(found.whole.predict(new) - np.sin(6.0 * new[:, 0]) - 2.0 * new[:, 1])
    assert missed < 0.1 and found.sd == pytest.approx(np.hypot(missed, CHANCE), rel=0.5)
