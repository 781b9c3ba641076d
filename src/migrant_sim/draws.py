"""Parameter draws: Latin hypercubes of 64 points, keyed by seed, block and parameter.

Draw *i* does not depend on how many are drawn nor on which other parameters there are, so a study can be extended and
a scenario changed. Parameters fed by the same published row share their value. Sobol' points in this many dimensions
were tried: over the few dozen draws of a study they leave pairs of parameters strongly correlated.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from .published import quantile
from .scenario import Scenario
from .state import Streams

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
    block, place = divmod(index, _BLOCK)
    sources = {source for _, source in scenario.uncertain()}
    values = {source: quantile(source, float(_column(scenario.seed, block, source)[place])) for source in sources}
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


@lru_cache(maxsize=1024)
def _column(seed: int, block: int, source: str) -> np.ndarray:
    """(64,) points of one parameter in one block, one in each 64th of (0, 1), rounded to 12 digits."""
    luck, keys = Streams(seed), np.arange(_BLOCK, dtype=np.uint64)
    order = np.argsort(np.argsort(luck.uniform(f"draw order {source}", block, keys), kind="stable"), kind="stable")
    inside = luck.uniform(f"draw {source}", block, keys)
    return np.clip(np.round((order + inside) / _BLOCK, 12), 1e-9, 1 - 1e-9)
