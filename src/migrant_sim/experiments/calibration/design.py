"""Where the runs of a calibration lie: scrambled Sobol' points over all distinct priors, in quantile space."""

from functools import cache
from typing import Any

import numpy as np

from ...published import Parameter, parameter
from ...published.laws import inverse
from ...scenario import Scenario
from ...state.streams import purpose_code

START_PATH = "processes.reference.start_ratio"
START_PRIOR = "start_income_ratio_calibration"  # the published prior was made of the very figures that are fitted
EDGE = 1e-9


def sources(scenario: Scenario) -> tuple[str, ...]:
    """Ids of every distinct prior of the scenario: those of the month's processes first, then those of measures."""
    found = scenario.uncertain()
    own = sorted({source for path, source in found if path.startswith("processes.")})
    return (*own, *sorted({source for _, source in found} - set(own)))


def process_sources(scenario: Scenario) -> tuple[str, ...]:
    """Ids of the priors of the month's processes: the parameters that are fitted. Those of measures count as noise."""
    return tuple(sorted({source for path, source in scenario.uncertain() if path.startswith("processes.")}))


def law(scenario: Scenario, source: str) -> Parameter:
    """The prior of a parameter in the calibration: its own row, but a diffuse one for the start ratio."""
    return parameter(START_PRIOR if source == start_source(scenario) else source)


def start_source(scenario: Scenario) -> str:
    """The parameter that the region takes its start ratio from; empty where the user fixed it."""
    return dict(scenario.uncertain()).get(START_PATH, "")


def points(count: int, dimensions: int, seed: int, purpose: str) -> np.ndarray:
    """(count, dimensions) of a scrambled Sobol' sequence inside (0, 1), to 12 digits; more begin with the same."""
    from scipy.stats import qmc

    # scipy's sampler spawns a generator of its own, for which this one must come from a seed sequence.
    generator = np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, purpose_code(purpose)])))
    whole = qmc.Sobol(dimensions, scramble=True, rng=generator).random_base2(max(int(count - 1).bit_length(), 1))
    return np.asarray(np.clip(np.round(whole[:count], 12), EDGE, 1.0 - EDGE))


def at_point(scenario: Scenario, ids: tuple[str, ...], place: np.ndarray) -> Scenario:
    """The scenario with the parameters of one point (a quantile for each of `ids`), run with the factual measures."""
    from dataclasses import replace

    values = {source: inverse(law(scenario, source), float(u)) for source, u in zip(ids, place, strict=True)}
    drawn = scenario.with_(**{path: values[source] for path, source in scenario.uncertain()})
    return replace(drawn, measures=drawn.factual)


def values_at(scenario: Scenario, source: str, quantiles: np.ndarray) -> np.ndarray:
    """(n,) values of one parameter at quantiles, by a fine table of its inverse distribution function."""
    known, values = _table(law(scenario, source))
    return np.interp(quantiles, known, values)


@cache
def _table(row: Parameter) -> tuple[np.ndarray, np.ndarray]:
    known = np.concatenate([[EDGE], np.linspace(0.0, 1.0, 1025)[1:-1], [1.0 - EDGE]])
    return known, np.array([inverse(row, float(u)) for u in known])


def exact_values(scenario: Scenario, source: str, quantiles: np.ndarray) -> list[float]:
    """Values of one parameter at quantiles, exactly: what is written to files."""
    row: Any = law(scenario, source)
    return [inverse(row, float(u)) for u in quantiles]
