"""The experiment `experiments/parity_as_written`, small: what CI repeats and compares with `results/reference`."""

from pathlib import Path

import pandas as pd

from migrant_sim.scenario import load_scenario
from migrant_sim.simulate import trajectory

REFERENCE = Path(__file__).parents[2] / "results" / "reference" / "parity_as_written.csv"
OVERRIDES = {"region": "ningxia", "population.scale": 0.004, "seed": 20210410}
DRAWS = (-1, 0, 1)
KEYS = ["scenario", "draw", "period", "indicator"]


def small() -> pd.DataFrame:
    """Yearly values for everybody, of both arms in three draws; seconds, not minutes."""
    return pd.concat(
        [_values(name, draw) for name in ("as_written", "continuation") for draw in DRAWS], ignore_index=True
    )


def _values(name: str, draw: int) -> pd.DataFrame:
    table = trajectory(load_scenario(name, **OVERRIDES), draw, 0).indicators
    yearly = table[(table["group"] == "all") & (table["period"].str.len() == 4)]
    return yearly.assign(scenario=name, draw=draw)[[*KEYS, "value"]]
