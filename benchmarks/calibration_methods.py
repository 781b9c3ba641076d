"""Two ways to calibrate, on synthetic truths: emulators with importance resampling (ours) beside ABC-SMC (pyabc).

    .venv/bin/python benchmarks/calibration_methods.py [--truths 20] [--budgets 500 2000]

The simulator has the shape of the model's moments: many uniform parameters of which few matter, smooth and slightly
curved answers, chance, and figures with a spread. It costs nothing, so the exact posterior is known by brute force and
both methods are judged by it at equal numbers of simulations. pyabc is the extra `abc`; without it ours stands alone.
"""

import argparse
import logging
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from migrant_sim.experiments.calibration.emulator import fit_emulator, fold_of
from migrant_sim.experiments.calibration.fit import Comparison, quantiles, variance, weights
from migrant_sim.experiments.calibration.moments import Moment

INPUTS, ACTIVE, MOMENTS = 24, 8, 10
DENSE = 1 << 16
INFORMED = 0.1  # a parameter counts where the exact posterior takes so much of its prior variance
ENDS = (0.05, 0.95)
NAMES = ("error_to_truth", "error_to_exact", "coverage_90", "width_to_exact", "simulations", "seconds")


class Toy(NamedTuple):
    """Moments as functions of uniform parameters: linear, square and product terms, chance, and spread of figures."""

    linear: np.ndarray
    square: np.ndarray
    product: np.ndarray
    chance: float
    spread: np.ndarray

    def mean(self, u: np.ndarray) -> np.ndarray:
        """(moments, points) expected moments at (points, inputs)."""
        z = 2.0 * u[:, :ACTIVE] - 1.0
        return (z @ self.linear + z**2 @ self.square + (z[:, ::2] * z[:, 1::2]) @ self.product).T

    def simulate(self, u: np.ndarray, generator: np.random.Generator) -> np.ndarray:
        """The same with the chance of a run."""
        mean = self.mean(u)
        return mean + self.chance * generator.standard_normal(mean.shape)


class Answer(NamedTuple):
    """Posterior mean, ends of the 90 % interval and variance of every parameter; simulations spent, seconds."""

    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray
    variance: np.ndarray
    simulations: int
    seconds: float


def toy(generator: np.random.Generator) -> Toy:
    """Each moment answers to about three parameters."""
    on = generator.random((ACTIVE, MOMENTS)) < 0.35
    linear = on * generator.normal(0.0, 1.0, on.shape)
    square = on * generator.normal(0.0, 0.3, on.shape)
    product = (generator.random((ACTIVE // 2, MOMENTS)) < 0.2) * generator.normal(0.0, 0.3, (ACTIVE // 2, MOMENTS))
    return Toy(linear, square, product, 0.1, generator.uniform(0.5, 1.0, MOMENTS))


def summed_up(u: np.ndarray, weight: np.ndarray, simulations: int, began: float) -> Answer:
    """The answer of a weighted sample."""
    ends = np.array([quantiles(column, weight, ENDS) for column in u.T])
    spread = np.array([variance(column, weight) for column in u.T])
    return Answer(weight @ u, ends[:, 0], ends[:, 1], spread, simulations, time.perf_counter() - began)


def comparison(goal: np.ndarray, spread: np.ndarray, errors: np.ndarray, predicted: np.ndarray) -> Comparison:
    """What the fit needs, from plain arrays."""
    moments = [Moment(str(j), "fit", "", float(goal[j]), float(spread[j])) for j in range(MOMENTS)]
    return Comparison.of(moments, errors, predicted)


def exact(model: Toy, goal: np.ndarray, dense: np.ndarray, known: np.ndarray) -> Answer:
    """Brute force: the true moments at a dense sample of the prior."""
    began = time.perf_counter()
    weight = weights(comparison(goal, model.spread, np.full(MOMENTS, model.chance), known), known)
    return summed_up(dense, weight, 0, began)


def emulated(model: Toy, budget: int, dense: np.ndarray, seed: int) -> Callable[[np.ndarray], Answer]:
    """Ours: one design for every truth; the simulations are spent once."""
    from scipy.stats import qmc

    began = time.perf_counter()
    generator = np.random.default_rng(seed)
    u = qmc.Sobol(INPUTS, rng=generator).random_base2((budget - 1).bit_length())[:budget]
    seen, folds = model.simulate(u, generator), fold_of(np.arange(budget))
    learnt = [fit_emulator(u, values, folds) for values in seen]
    predicted = np.array([one.whole.predict(dense) for one in learnt])
    errors, learning = np.array([one.sd for one in learnt]), time.perf_counter() - began

    def fit(goal: np.ndarray) -> Answer:
        start = time.perf_counter()
        weight = weights(comparison(goal, model.spread, errors, predicted), predicted)
        found = summed_up(dense, weight, budget, start)
        return found._replace(seconds=found.seconds + learning)

    return fit


def approximate(model: Toy, budget: int, goal: np.ndarray, seed: int) -> Answer:
    """ABC-SMC: adaptive distance, median tolerance, errors of figures simulated; it is told which parameters matter.

    Told nothing it breaks down: a population of this size has no covariance in as many dimensions.
    """
    import pyabc

    logging.getLogger("ABC").setLevel(logging.ERROR)
    np.random.seed(seed)  # noqa: NPY002 - pyabc draws from the global generator
    generator = np.random.default_rng(seed)
    names = [f"p{i:02d}" for i in range(ACTIVE)]

    def run(parameters: dict[str, float]) -> dict[str, float]:
        u = np.array([[parameters[name] for name in names]])
        seen = model.simulate(u, generator)[:, 0] + model.spread * generator.standard_normal(MOMENTS)
        return {str(j): float(seen[j]) for j in range(MOMENTS)}

    began = time.perf_counter()
    prior = pyabc.Distribution(**{name: pyabc.RV("uniform", 0.0, 1.0) for name in names})
    method = pyabc.ABCSMC(
        run,
        prior,
        pyabc.AdaptivePNormDistance(p=2),
        population_size=max(100, budget // 10),
        sampler=pyabc.SingleCoreSampler(),
    )
    method.new("sqlite://", {str(j): float(goal[j]) for j in range(MOMENTS)})
    history = method.run(max_total_nr_simulations=budget, max_nr_populations=12)
    frame, weight = history.get_distribution()
    rest = np.full((len(frame), INPUTS - ACTIVE), 0.5)
    sample = np.column_stack([frame[names].to_numpy(), rest])
    return summed_up(sample, np.asarray(weight) / np.sum(weight), int(history.total_nr_simulations), began)


def judged(answers: list[Answer], truths: np.ndarray, right: list[Answer]) -> dict[str, float]:
    """Errors in prior standard deviations, over parameters that the exact posterior informs."""
    scale = np.sqrt(1.0 / 12.0)
    told = np.array([one.variance < (1.0 - INFORMED) / 12.0 for one in right])
    mean, low, high = (np.array([getattr(one, name) for one in answers]) for name in ("mean", "low", "high"))
    centre, width = np.array([one.mean for one in right]), np.array([one.high - one.low for one in right])
    return {
        "error_to_truth": float(np.sqrt(np.mean((mean - truths)[told] ** 2)) / scale),
        "error_to_exact": float(np.sqrt(np.mean((mean - centre)[told] ** 2)) / scale),
        "coverage_90": float(np.mean(((low <= truths) & (truths <= high))[told])),
        "width_to_exact": float(np.mean((high - low)[told] / width[told])),
        "simulations": float(np.mean([one.simulations for one in answers])),
        "seconds": float(np.mean([one.seconds for one in answers])),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--truths", type=int, default=20)
    parser.add_argument("--budgets", type=int, nargs="+", default=[500, 2000])
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    generator = np.random.default_rng(given.seed)
    model, dense = toy(generator), generator.random((DENSE, INPUTS))
    truths = generator.random((given.truths, INPUTS))
    known = model.mean(dense)
    goals = model.simulate(truths, generator).T + model.spread * generator.standard_normal((given.truths, MOMENTS))
    right = [exact(model, goal, dense, known) for goal in goals]
    show("method, budget", {})
    show("exact", judged(right, truths, right))
    for budget in given.budgets:
        ours = emulated(model, budget, dense, given.seed)
        show(f"emulator, {budget}", judged([ours(goal) for goal in goals], truths, right))
        try:
            found = [approximate(model, budget, goal, given.seed + i) for i, goal in enumerate(goals)]
        except ImportError:
            print("pyabc is not installed (extra `abc`): ABC-SMC is left out")
            continue
        show(f"ABC-SMC, {budget}", judged(found, truths, right))


def show(method: str, row: dict[str, float]) -> None:
    """One row of the table; without values its head."""
    cells = [f"{row[name]:15.3g}" for name in NAMES] if row else [f"{name:>15}" for name in NAMES]
    print(f"{method:20}", *cells, flush=True)


if __name__ == "__main__":
    main()
