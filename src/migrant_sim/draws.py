"""Parameter draws: Latin hypercubes of 64 points, keyed by seed, block and parameter.

Parameters of the region's posterior sample (`published.posteriors`) are taken jointly from one of its rows instead, so
that what the fit ties together stays tied. Draw *i* reads place `i mod 64` of a block of 64 rows; the seed says which
block comes first. Any 64 draws in a row thus hold every place once. Past the last row the blocks come round again,
beside other values of what is drawn from priors.

Draw *i* does not depend on how many are drawn nor on which other parameters there are, so a study can be extended and
a scenario changed. Parameters fed by the same published row share their value. Sobol' points in this many dimensions
were tried: over the few dozen draws of a study they leave pairs of parameters strongly correlated. The central draw
takes central values, posterior or not: it is the point of reference that the figures themselves give.
"""

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from .measures import MEASURES
from .population import Region
from .processes import PROCESSES
from .published import Posterior, posterior, quantile
from .published.posteriors import BLOCK as _BLOCK
from .scenario import POSTERIOR, Scenario, regional
from .state import Streams

if TYPE_CHECKING:
    import pandas as pd

Pairs = tuple[tuple[str, str], ...]

CENTRAL = -1  # the draw in which every parameter has its central value


@dataclass(frozen=True)
class Draw:
    """One joint value of all uncertain parameters: (dotted path, value) pairs in the order of `Scenario.uncertain`."""

    index: int
    values: tuple[tuple[str, float], ...]


def parameter_draw(scenario: Scenario, index: int) -> Draw:
    """Draw number `index` from 0, or CENTRAL for the central values of all parameters."""
    if index == CENTRAL:
        return Draw(CENTRAL, ())
    uncertain, sample = scenario.uncertain(), posterior_of(scenario)
    learnt = _learnt(scenario, sample, uncertain)
    row = _sample_row(scenario.seed, sample.blocks, index) if sample else 0
    block, place = divmod(index, _BLOCK)
    values: dict[tuple[str, bool], float] = {}
    pairs = []
    for path, source in uncertain:
        key = (source, path in learnt)
        if key not in values:
            values[key] = (
                sample.columns[source][row]
                if sample and path in learnt
                else quantile(source, float(_column(scenario.seed, block, source)[place]))
            )
        pairs.append((path, values[key]))
    return Draw(index, tuple(pairs))


def posterior_of(scenario: Scenario) -> Posterior | None:
    """The sample that a scenario's parameters come from; None where they come from priors alone."""
    if scenario.parameters != POSTERIOR or scenario.region.posterior is None:
        return None
    sample = posterior(scenario.region.posterior)
    if sample is not None:
        _check(sample, scenario.region)
    return sample


@lru_cache(maxsize=16)
def _check(sample: Posterior, region: Region) -> None:
    """Refuse a sample with a value that a field it feeds does not allow."""
    own = regional(region)
    for kind, registry in (("processes", PROCESSES), ("measures", MEASURES)):
        for name, cls in registry.items():
            for f in fields(cls):
                source = own.get(f"{kind}.{name}.{f.name}") or str(f.metadata.get("source", ""))
                if source in sample.columns:
                    sample.check(source, f.metadata["low"], f.metadata["high"])


def from_posterior(scenario: Scenario) -> Pairs:
    """(dotted path, parameter id) of what the posterior sample sets, in the order of `Scenario.uncertain`.

    A sample of another region leaves the region's own parameters alone (partial pooling).
    """
    uncertain = scenario.uncertain()
    learnt = _learnt(scenario, posterior_of(scenario), uncertain)
    return tuple((path, source) for path, source in uncertain if path in learnt)


def _learnt(scenario: Scenario, sample: Posterior | None, uncertain: Pairs) -> frozenset[str]:
    """The paths that a sample sets."""
    if sample is None:
        return frozenset()
    own = regional(scenario.region) if sample.region != scenario.region.name else {}
    return frozenset(path for path, source in uncertain if source in sample.columns and path not in own)


def apply(scenario: Scenario, draw: Draw) -> Scenario:
    """The scenario with the draw's values in place, and the empty cells of a ledger filled in the draw's way."""
    changes: dict[str, object] = dict(draw.values)
    if (ways := scenario.region.imputations) > 1:
        changes["population.imputation"] = max(draw.index, 0) % ways
    return scenario.with_(**changes) if changes else scenario


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
def _first_block(seed: int, blocks: int) -> int:
    """The block of a sample with which a seed begins."""
    return int(Streams(seed).uniform("posterior block", 0, np.zeros(1, np.uint64))[0] * blocks)


def _sample_row(seed: int, blocks: int, index: int) -> int:
    """The row of a sample that a draw reads."""
    block, place = divmod(index, _BLOCK)
    return (_first_block(seed, blocks) + block) % blocks * _BLOCK + place


@lru_cache(maxsize=1024)
def _column(seed: int, block: int, source: str) -> np.ndarray:
    """(64,) points of one parameter in one block, one in each 64th of (0, 1), rounded to 12 digits."""
    luck, keys = Streams(seed), np.arange(_BLOCK, dtype=np.uint64)
    order = np.argsort(np.argsort(luck.uniform(f"draw order {source}", block, keys), kind="stable"), kind="stable")
    inside = luck.uniform(f"draw {source}", block, keys)
    return np.clip(np.round((order + inside) / _BLOCK, 12), 1e-9, 1 - 1e-9)
