"""What judges a fit never saw what it judges: errors and ranks come from emulators without the fold in question."""

from dataclasses import dataclass
from typing import cast

import numpy as np

from migrant_sim.experiments.calibration.emulator import FOLDS, Emulator, Predictor, fit_emulator, fold_of
from migrant_sim.experiments.calibration.fit import Comparison
from migrant_sim.experiments.calibration.sbc import places

RUNS = 40


@dataclass
class Fold:
    """Says at every point how far its parameter lies from the middle of one fifth of the prior; counts its calls."""

    fold: int
    calls: int = 0

    def predict(self, x: np.ndarray) -> np.ndarray:
        """(n,) distances; none where the predictor of all rows is asked."""
        assert self.fold >= 0, "an emulator that saw every run was asked"
        self.calls += 1
        return np.asarray(x[:, 0] - (self.fold + 0.5) / FOLDS)


def test_the_rank_of_a_run_comes_from_the_emulator_that_never_saw_its_fold() -> None:
    folds = [Fold(k) for k in range(FOLDS)]
    emulator = Emulator("quadratic", cast(Predictor, Fold(-1)), tuple(cast(list[Predictor], folds)), 1.0, 0.0, RUNS)
    sure = Comparison(*(np.array([value]) for value in (0.0, 1e-3, 0.0, 0.0, 1.0)))
    numbers, truths = np.arange(RUNS), np.full((RUNS, 1), 0.4)
    sample = (np.arange(2000) + 0.5)[:, None] / 2000
    found = places((numbers, truths, np.zeros((1, RUNS))), [emulator], sure, sample, np.random.default_rng(1))
    assert np.allclose(found[:, 0], (fold_of(numbers) + 0.5) / FOLDS < 0.4)
    assert [fold.calls for fold in folds] == [1] * FOLDS


def test_an_emulator_of_few_rows_does_not_take_its_fit_for_its_error() -> None:
    """With eight inputs and sixty rows the fit follows the noise: its own rows it misses by far less."""
    generator, slopes = np.random.default_rng(2), np.linspace(2.0, 1.0, 8)
    u, fresh = generator.random((60, 8)), generator.random((2000, 8))
    values = u @ slopes + 0.3 * generator.standard_normal(60)
    emulator = fit_emulator(u, values, fold_of(np.arange(60)))
    true = np.sqrt(np.mean((emulator.whole.predict(fresh) - fresh @ slopes) ** 2) + 0.3**2)
    assert np.std(values - emulator.whole.predict(u)) < 0.5 * true
    assert 0.7 * true < emulator.sd < 2.0 * true
