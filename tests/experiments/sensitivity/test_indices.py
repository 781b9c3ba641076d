"""Law checks on Ishigami's function, whose indices are known: our transform, order of inputs, seeds and intervals."""

import numpy as np
import pandas as pd
import pytest

from migrant_sim.experiments.sensitivity import indices as module
from migrant_sim.experiments.sensitivity.factors import ENDS, Space, seed_for
from migrant_sim.experiments.sensitivity.indices import given_data, saltelli_sample, sobol_indices

FIRST = {"x1": 0.3139, "x2": 0.4424, "x3": 0.0}
TOTAL = {"x1": 0.5576, "x2": 0.4424, "x3": 0.2437}
ORDER = ["x3", "x1", "x2"]  # not the order of the function's arguments


def ishigami(x: pd.DataFrame) -> np.ndarray:
    return (np.sin(x["x1"]) + 7 * np.sin(x["x2"]) ** 2 + 0.1 * x["x3"] ** 4 * np.sin(x["x1"])).to_numpy()


@pytest.fixture(scope="module")
def space() -> Space:
    """Margins whose part between the ends of a design is uniform on minus pi to pi."""
    wide = np.pi / (ENDS[1] - ENDS[0])
    places = (np.arange(256) + 0.5) / 256 * 2 - 1
    return Space(pd.DataFrame({name: wide * np.roll(places, i) for i, name in enumerate(ORDER)}))


@pytest.fixture(scope="module")
def quantified(space) -> pd.DataFrame:
    points = space.values(ORDER, saltelli_sample(space, ORDER, 1024, seed=0))
    return sobol_indices(space, ORDER, pd.DataFrame({"ratio": ishigami(points)}), seed=0)


@pytest.mark.parametrize("name", ORDER)
def test_sobol_finds_the_known_indices(quantified, name) -> None:
    mine = quantified[quantified["parameter"] == name].set_index("method")
    for method, known in (("sobol_first", FIRST[name]), ("sobol_total", TOTAL[name])):
        assert mine.loc[method, "index"] == pytest.approx(known, abs=0.04)
        assert mine.loc[method, "low"] <= known + 0.02 and mine.loc[method, "high"] >= known - 0.02


def test_seed_zero_is_a_seed(space, quantified) -> None:
    again = saltelli_sample(space, ORDER, 1024, seed=0)
    found = sobol_indices(space, ORDER, pd.DataFrame({"ratio": ishigami(space.values(ORDER, again))}), seed=0)
    pd.testing.assert_frame_equal(found, quantified)
    assert not np.array_equal(again, saltelli_sample(space, ORDER, 1024, seed=1))
    assert seed_for(0, "a") > 0 and seed_for(0, "a") != seed_for(0, "b")


@pytest.fixture(scope="module")
def stored() -> tuple[pd.DataFrame, pd.DataFrame]:
    generator, count = np.random.default_rng(5), 512
    places = (np.argsort(generator.random((count, 3)), axis=0) + generator.random((count, 3))) / count
    x = pd.DataFrame((2 * places - 1) * np.pi, columns=ORDER).rename_axis(index="draw")
    index = pd.MultiIndex.from_product([range(count), range(2)], names=["draw", "replication"])
    y = np.repeat(ishigami(x), 2) + np.tile([0.5, -0.5], count)
    return x, pd.DataFrame({"ratio": y, "met": 1.0}, index=index)


def test_the_stored_sample_gives_the_known_first_order(stored) -> None:
    found = given_data(*stored, seed=0)
    assert set(found["outcome"]) == {"ratio"}, "an outcome that never varies has no index"
    fast = found[found["method"] == "rbd_fast"].set_index("parameter")
    for name, known in FIRST.items():
        assert fast.loc[name, "index"] == pytest.approx(known, abs=0.09)
        assert fast.loc[name, "low"] < fast.loc[name, "high"]
    pawn = found[found["method"] == "pawn"].set_index("parameter")
    assert (pawn["index"] > pawn["noise"]).all(), "PAWN sees that the third moves the spread"
    assert pawn["index"].idxmax() == "x2"


def test_an_input_without_effect_stays_below_the_noise(stored) -> None:
    x, outcomes = stored
    idle = x.assign(x3=np.random.default_rng(1).permutation(x["x3"].to_numpy()))
    y = np.repeat(np.sin(idle["x1"].to_numpy()), 2)
    found = given_data(idle, outcomes[["ratio"]].assign(ratio=y), seed=3).set_index(["method", "parameter"])
    assert found.loc[("pawn", "x3"), "index"] < 1.3 * found.loc[("pawn", "x3"), "noise"]
    assert found.loc[("pawn", "x1"), "low"] > found.loc[("pawn", "x1"), "noise"]


def test_an_outcome_met_once_has_finite_indices_and_no_warning() -> None:
    draws = pd.RangeIndex(64, name="draw")
    x = pd.DataFrame(np.random.Generator(np.random.Philox(key=1)).random((64, 3)), columns=ORDER, index=draws)
    met = pd.DataFrame({"met": (np.arange(64) == 5).astype(float)}, index=draws)
    found = given_data(x, met, seed=0)
    assert len(found) == 2 * len(ORDER)
    assert np.isfinite(found[["index", "low", "high", "noise"]].to_numpy()).all()


def test_intervals_are_as_wide_as_the_indices_of_other_samples_are_spread(monkeypatch) -> None:
    """Nine tenths of a bootstrap beside the spread of the same index over samples that have nothing in common."""
    monkeypatch.setattr(module, "RESAMPLES", 40)
    found = []
    for seed in range(8):
        x = pd.DataFrame(np.random.default_rng(seed).uniform(-np.pi, np.pi, (256, 3)), columns=ORDER)
        index = pd.MultiIndex.from_product([range(256), [0]], names=["draw", "replication"])
        outcomes = pd.DataFrame({"ratio": ishigami(x)}, index=index)
        found.append(given_data(x.rename_axis(index="draw"), outcomes, seed=seed))
    table = pd.concat(found).assign(width=lambda rows: rows["high"] - rows["low"])
    for _, one in table.groupby(["method", "parameter"]):
        assert 0.4 < one["width"].mean() / (2 * 1.645 * one["index"].std(ddof=1)) < 2.2
