import numpy as np
import pandas as pd
import pytest

from migrant_sim.experiments.sensitivity.factors import Space
from migrant_sim.experiments.sensitivity.screening import elementary_effects, trajectories

NAMES = ["a", "b", "c"]
SLOPES = np.array([3.0, -1.0, 0.0])


@pytest.fixture
def space() -> Space:
    places = (np.arange(256) + 0.5) / 256
    return Space(pd.DataFrame({name: 10 * places for name in NAMES}))


def test_effects_of_a_straight_line_are_those_of_the_whole_move(space) -> None:
    quantiles = trajectories(space, 6, seed=0)
    assert quantiles.shape == (6 * 4, 3) and quantiles.min() >= 0.05 and quantiles.max() <= 0.95
    values = space.values(NAMES, quantiles)
    y = pd.DataFrame({"ratio": values.to_numpy() @ SLOPES})
    found = elementary_effects(space, quantiles, y, seed=0).set_index("parameter")
    # From the 5 to the 95 % point of 0 to 10 an input moves by 9.
    assert found["mu"].loc[NAMES].to_numpy() == pytest.approx(9 * SLOPES, abs=1e-6)
    assert list(found.sort_values("rank").index) == ["a", "b", "c"]
    assert found["sigma"].to_numpy() == pytest.approx(0.0, abs=1e-6)


def test_the_same_seed_gives_the_same_design(space) -> None:
    assert np.array_equal(trajectories(space, 4, seed=0), trajectories(space, 4, seed=0))
    assert not np.array_equal(trajectories(space, 4, seed=0), trajectories(space, 4, seed=1))
