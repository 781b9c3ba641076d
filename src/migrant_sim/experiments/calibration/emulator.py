"""Emulators: what a moment would be at parameters that were not run, and how far off that is.

Inputs are screened one by one (orthogonal polynomials, until the Bayesian criterion stops falling); a ridge regression
on their squares and products is the mean, and a Gaussian process on what it leaves replaces it where cross-validation
says so. The error of prediction is cross-validated by points and contains the chance of a run.
"""

import warnings
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

FOLDS = 5
MOST_INPUTS = 12  # screened inputs of one moment
CURVED = 8  # of which so many enter a Gaussian process
PROCESS_ROWS = 400  # rows that a Gaussian process remembers
GAIN = 0.02  # share of the error that a Gaussian process must save to be taken
ENOUGH = 1e-3  # share of the variance that is not worth a further input
LEAST_R2 = 0.02  # below this a moment does not answer to any parameter
ALPHAS = np.logspace(-3, 3, 13)


@dataclass(frozen=True)
class Predictor:
    """A fitted mean: `level` alone, a ridge regression on it, a Gaussian process on top."""

    inputs: tuple[int, ...]
    level: float
    ridge: Any = None
    process: Any = None

    def predict(self, x: np.ndarray) -> np.ndarray:
        """(n,) expected values at (n, all inputs) quantiles."""
        if self.ridge is None:
            return np.full(len(x), self.level)
        chosen = x[:, list(self.inputs)]
        value = np.asarray(self.ridge.predict(features(chosen)))
        return value + (self.process.predict(chosen[:, :CURVED]) if self.process is not None else 0.0)


@dataclass(frozen=True)
class Emulator:
    """One moment: the predictor from all rows, those with one fold left out, and their cross-validated error."""

    kind: str  # none, quadratic, process
    whole: Predictor
    without: tuple[Predictor, ...]
    r2: float
    sd: float
    rows: int

    @property
    def inputs(self) -> tuple[int, ...]:
        """Columns that it looks at; none where the moment answers to no parameter."""
        return () if self.kind == "none" else self.whole.inputs


def fold_of(points: np.ndarray) -> np.ndarray:
    """(n,) fold of each point; replications of a point fall into the same."""
    return points % FOLDS


def fit_emulator(x: np.ndarray, y: np.ndarray, folds: np.ndarray) -> Emulator:
    """The emulator of (n,) values `y` at (n, inputs) quantiles `x`, each row in one of the folds 0 to FOLDS - 1."""
    inputs = screened(x, y)
    mean = _assessed("none", x, y, folds, lambda a, b: Predictor((), float(b.mean())))
    if not inputs:
        return mean
    # Inputs are screened anew without each fold: chosen from all rows they would look better than they are.
    best = _assessed("quadratic", x, y, folds, lambda a, b: _ridge(a, b, screened(a, b)))
    if best.r2 < LEAST_R2:
        return mean
    kernel = _learnt_kernel(x, y, best.whole)
    if kernel is not None:
        curved = _assessed("process", x, y, folds, lambda a, b: _with_process(a, b, inputs, kernel))
        if curved.sd < (1.0 - GAIN) * best.sd:
            return curved
    return best


def _assessed(kind: str, x: np.ndarray, y: np.ndarray, folds: np.ndarray, fit: Any) -> Emulator:
    without = tuple(fit(x[folds != k], y[folds != k]) for k in range(FOLDS))
    error = np.empty(len(y))
    for k, predictor in enumerate(without):
        error[folds == k] = y[folds == k] - predictor.predict(x[folds == k])
    variance, total = float(np.mean(error**2)), float(np.var(y))
    r2 = 1.0 - variance / total if total > 0.0 else 0.0
    return Emulator(kind, fit(x, y), without, r2, float(np.sqrt(variance)), len(y))


def _ridge(x: np.ndarray, y: np.ndarray, inputs: tuple[int, ...]) -> Predictor:
    from sklearn.linear_model import RidgeCV

    if not inputs:
        return Predictor((), float(y.mean()))
    ridge = RidgeCV(alphas=ALPHAS).fit(features(x[:, list(inputs)]), y)
    return Predictor(inputs, float(y.mean()), ridge)


def _learnt_kernel(x: np.ndarray, y: np.ndarray, ridge: Predictor) -> Any:
    """Kernel with a length scale for each input, learnt from what the ridge regression leaves; None if it is noise."""
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

    rows, rest = _remembered(x, ridge), _remembered(y - ridge.predict(x), None)
    width = rows.shape[1]
    if not float(rest.std()) > 0.0:
        return None
    form = ConstantKernel(0.3, (1e-3, 10.0)) * RBF(np.full(width, 1.0), (0.2, 20.0)) + WhiteKernel(0.7, (1e-4, 2.0))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a length scale at its bound means an input that does not matter
        learnt = GaussianProcessRegressor(form, normalize_y=True).fit(rows, rest).kernel_
    return learnt if learnt.k1.k1.constant_value > 0.02 else None


def _with_process(x: np.ndarray, y: np.ndarray, inputs: tuple[int, ...], kernel: Any) -> Predictor:
    from sklearn.gaussian_process import GaussianProcessRegressor

    ridge = _ridge(x, y, inputs)
    process = GaussianProcessRegressor(kernel, optimizer=None, normalize_y=True)
    process.fit(_remembered(x, ridge), _remembered(y - ridge.predict(x), None))
    return Predictor(inputs, ridge.level, ridge.ridge, process)


def _remembered(rows: np.ndarray, ridge: Predictor | None) -> np.ndarray:
    """Evenly chosen rows that a Gaussian process keeps; of inputs those that it looks at."""
    chosen = np.unique(np.linspace(0, len(rows) - 1, min(len(rows), PROCESS_ROWS)).astype(int))
    return rows[chosen] if ridge is None else rows[chosen][:, list(ridge.inputs[:CURVED])]


def features(u: np.ndarray) -> np.ndarray:
    """(n, m) orthonormal polynomials of (n, k) quantiles: each, its square, and products of two."""
    first, second = _polynomials(u)
    products = [first[:, i] * first[:, j] for i, j in combinations(range(u.shape[1]), 2)]
    return np.column_stack([first, second, *products])


def _polynomials(u: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.sqrt(3.0) * (2.0 * u - 1.0), np.sqrt(5.0) * (6.0 * u * u - 6.0 * u + 1.0)


def screened(x: np.ndarray, y: np.ndarray) -> tuple[int, ...]:
    """Columns that `y` answers to, the strongest first: forward selection by the Bayesian criterion."""
    basis = np.column_stack(_polynomials(x))
    rows, width = basis.shape
    basis = basis - basis.mean(axis=0)
    rest = y - y.mean()
    all_of_it = float(rest @ rest)
    chosen: list[int] = []
    kept = np.empty((rows, 0))
    criterion = rows * np.log(max(float(rest @ rest), 1e-300) / rows)
    while len({c % x.shape[1] for c in chosen}) < MOST_INPUTS and len(chosen) < min(rows // 4, 3 * MOST_INPUTS):
        if float(rest @ rest) <= ENOUGH * all_of_it:
            break
        size = np.einsum("ij,ij->j", basis, basis)
        score = np.where(size > 1e-9 * rows, (rest @ basis) ** 2 / np.maximum(size, 1e-300), -1.0)
        score[chosen] = -1.0
        best = int(np.argmax(score))
        direction = basis[:, best] / np.sqrt(max(float(size[best]), 1e-300))
        after = rest - direction * (direction @ rest)
        # Twice the log of the number of candidates guards against the best of many by chance.
        penalty = np.log(rows) + 2.0 * np.log(width)
        now = rows * np.log(max(float(after @ after), 1e-300) / rows) + penalty * (len(chosen) + 1)
        if now >= criterion:
            break
        chosen.append(best)
        criterion, rest, kept = now, after, np.column_stack([kept, direction])
        basis = basis - np.outer(direction, direction @ basis)
    return tuple(dict.fromkeys(c % x.shape[1] for c in chosen))
