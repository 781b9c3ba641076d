"""Parameter draws: a point of a scrambled Sobol' sequence turned into values of the scenario's uncertain parameters.

Point *i* does not depend on how many are drawn, so a study can be extended. Parameters fed by the same published row
share their value.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import qmc

from .published import parameters, quantile
from .scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

CENTRAL = -1  # the draw in which every parameter has its central value
_BLOCK = 64


@dataclass(frozen=True)
class Draw:
    """One joint value of all uncertain parameters: (dotted path, value) pairs in the order of `Scenario.uncertain`."""

    index: int
    values: tuple[tuple[str, float], ...]


def parameter_draw(scenario: Scenario, index: int) -> Draw:
    """Draw number `index` from 0, or CENTRAL for the central values of all parameters."""
    if index == CENTRAL:
        return Draw(CENTRAL, ())
    point, lane = _block(scenario.seed, index // _BLOCK)[index % _BLOCK], _lanes()
    values = {source: quantile(source, float(point[lane[source]])) for _, source in scenario.uncertain()}
    return Draw(index, tuple((path, values[source]) for path, source in scenario.uncertain()))


def apply(scenario: Scenario, draw: Draw) -> Scenario:
    """The scenario with the draw's values in place."""
    return scenario.with_(**dict(draw.values)) if draw.values else scenario


def draw_table(scenario: Scenario, count: int) -> "pd.DataFrame":
    """(count, 1 + parameters) table of draws 0 to count - 1, one column a parameter.

    Columns of processes go without the word `processes`, as in `reference.start_ratio`; the factual measures share the
    values of the scenario's and have no columns of their own.
    """
    import pandas as pd

    draws = [parameter_draw(scenario, index) for index in range(count)]
    return pd.DataFrame([{"draw": draw.index, **_columns(draw)} for draw in draws])


def _columns(draw: Draw) -> dict[str, float]:
    return {path.removeprefix("processes."): value for path, value in draw.values if not path.startswith("factual.")}


@lru_cache(maxsize=64)
def _block(seed: int, block: int) -> np.ndarray:
    """Points block * 64 to block * 64 + 63 of the sequence, inside (0, 1) and rounded to 12 digits."""
    sequence = qmc.Sobol(len(_lanes()), scramble=True, rng=np.random.default_rng(seed))
    if block:
        sequence.fast_forward(block * _BLOCK)
    return np.clip(np.round(sequence.random(_BLOCK), 12), 1e-9, 1 - 1e-9)


@cache
def _lanes() -> dict[str, int]:
    """The dimension of each published prior, its place among all: a scenario's choice of measures moves nothing."""
    return {row.id: lane for lane, row in enumerate(row for row in parameters() if row.role == "prior")}
