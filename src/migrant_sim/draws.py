"""Parameter draws: a point of a scrambled Sobol' sequence turned into values of the scenario's uncertain parameters.

Point *i* does not depend on how many are drawn, so a study can be extended. Parameters fed by the same published row
share their value.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import qmc

from .fields import priors
from .published import parameters, quantile
from .scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

CENTRAL = -1  # the draw in which every parameter has its central value
_BLOCK = 64


@dataclass(frozen=True)
class Draw:
    """One joint value of all uncertain parameters: (dotted path, value) pairs in the order of the paths."""

    index: int
    values: tuple[tuple[str, float], ...]


def parameter_draw(scenario: Scenario, index: int) -> Draw:
    """Draw number `index` from 0, or CENTRAL for the central values of all parameters."""
    if index == CENTRAL:
        return Draw(CENTRAL, ())
    point = _block(scenario.seed, index // _BLOCK)[index % _BLOCK]
    lane = _lanes()
    return Draw(
        index, tuple((path, quantile(source, float(point[lane[source]]))) for path, source in uncertain(scenario))
    )


def apply(scenario: Scenario, draw: Draw) -> Scenario:
    """The scenario with the draw's values in place, and with what its information set and region mean for the
    processes.
    """
    shocks = scenario.shocks
    settings: dict[str, object] = {
        "processes.reference.information": scenario.information,
        "processes.reference.share_of_region": scenario.region.share_of_region,
        "processes.reference.cattle_slump": "cattle_slump_2024" in shocks,
        "processes.economy.cattle_slump": "cattle_slump_2024" in shocks,
        "processes.economy.epidemic": "epidemic_2020" in shocks,
    }
    for path, value in draw.values:
        settings |= {place: value for place in _places(scenario, path)}
    return scenario.with_(**settings)


def draw_table(scenario: Scenario, count: int) -> "pd.DataFrame":
    """(count, 1 + parameters) table of draws 0 to count - 1, one column a parameter path."""
    import pandas as pd

    draws = [parameter_draw(scenario, index) for index in range(count)]
    return pd.DataFrame([{"draw": draw.index, **dict(draw.values)} for draw in draws])


def uncertain(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """(path, parameter id) of every parameter that a prior feeds and that nobody has fixed, sorted by path.

    Paths of processes go without the word `processes`, as in `reference.start_ratio`.
    """
    found = {path: source for name, process in scenario.processes for path, source in priors(process, name)}
    measures = dict(scenario.factual) | dict(scenario.measures)
    for name, measure in measures.items():
        found |= dict(priors(measure, f"measures.{name}"))
    for path, source in scenario.region.priors.items():
        short = path.removeprefix("processes.")
        if short in found:
            found[short] = source
    fixed = {path.removeprefix("processes.") for path in scenario.fixed}
    return tuple(sorted((path, source) for path, source in found.items() if path not in fixed))


def _places(scenario: Scenario, path: str) -> list[str]:
    """Where a drawn value goes: a measure's both in the scenario and among the factual measures."""
    if not path.startswith("measures."):
        return [f"processes.{path}"]
    name = path.split(".")[1]
    places = [path] if name in dict(scenario.measures) else []
    return places + ([f"factual.{path.removeprefix('measures.')}"] if name in dict(scenario.factual) else [])


@lru_cache(maxsize=64)
def _block(seed: int, block: int) -> np.ndarray:
    """Points block * 64 to block * 64 + 63 of the sequence, inside (0, 1) and rounded to 12 digits."""
    sequence = qmc.Sobol(len(_lanes()), scramble=True, rng=np.random.default_rng(seed))
    if block:
        sequence.fast_forward(block * _BLOCK)
    return np.clip(np.round(sequence.random(_BLOCK), 12), 1e-9, 1 - 1e-9)


@cache
def _lanes() -> dict[str, int]:
    """The dimension of each published prior: its place among all of them, so that a scenario's choice of measures
    moves nothing.
    """
    return {row.id: lane for lane, row in enumerate(row for row in parameters() if row.role == "prior")}
