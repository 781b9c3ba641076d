"""The split on a linear model whose shares are known."""

import numpy as np
import pytest

from migrant_sim.experiments.sensitivity.factors import GROUPS
from migrant_sim.experiments.sensitivity.variance import PARTS, Sample, interaction, shapley, shares, variance_split

SPREADS = {"parameters": 0.04, "start_reference": 0.08, "trend": 0.06}
LUCK = 0.03


def made(seed: int, least: float = 0.0) -> Sample:
    generator, draws = np.random.default_rng(seed), 200
    x = {group: generator.normal(size=(draws, 1)) for group in PARTS}
    means = sum(SPREADS[group] * x[group][:, 0] for group in PARTS)
    luck, few = generator.normal(size=2), generator.normal(size=16)
    features = {g: np.column_stack([x[g], x[g] ** 2]) if g != "parameters" else x[g] for g in PARTS}
    return Sample(means[:, None] + LUCK * luck, features, means[:8, None] + LUCK * few, least)


@pytest.fixture(scope="module")
def split():
    return variance_split(made(3), seed=0).set_index(["outcome", "group"])


def test_shares_are_those_of_the_model_and_add_to_one(split) -> None:
    whole = sum(spread**2 for spread in SPREADS.values()) + LUCK**2
    known = {group: spread**2 / whole for group, spread in SPREADS.items()} | {"chance": LUCK**2 / whole}
    for outcome in ("ratio", "met"):
        assert split.loc[outcome, "share"].sum() == pytest.approx(1.0)
    for group in GROUPS:
        row = split.loc[("ratio", group)]
        assert row["share"] == pytest.approx(known[group], abs=0.09)
        assert row["low"] <= known[group] + 0.02 and row["high"] >= known[group] - 0.02
    assert split.loc["met", "share"].idxmax() == "start_reference"


def test_an_outcome_that_never_varies_has_no_shares() -> None:
    found = variance_split(made(3, least=9.0), seed=0).set_index(["outcome", "group"])
    assert found.loc["met", "share"].isna().all() and found.loc["met", "low"].isna().all()
    assert found.loc["ratio", "share"].sum() == pytest.approx(1.0)


def test_shapley_shares_what_two_groups_make_together() -> None:
    worth = {(): 0.0, ("start_reference", "trend"): 4.0}
    found = shapley(lambda chosen: 4.0 if {"start_reference", "trend"} <= set(chosen) else worth.get(chosen, 0.0))
    assert found == pytest.approx({"parameters": 0.0, "start_reference": 2.0, "trend": 2.0})


def test_luck_common_to_all_draws_is_no_interaction() -> None:
    table = np.arange(5.0)[:, None] + np.array([0.3, -0.7])
    assert interaction(table) == pytest.approx(0.0)
    assert interaction(table[:, :1]) == 0.0


def test_chance_counts_once_whatever_the_number_of_replications() -> None:
    """Luck of each run's own: the variance of the whole is that of the parameters and one of chance, not two."""
    generator, draws = np.random.default_rng(5), 400
    x = {group: generator.normal(size=(draws, 1)) for group in PARTS}
    means = sum(0.05 * x[group][:, 0] for group in PARTS)
    runs = means[:, None] + 0.08 * generator.normal(size=(draws, 4))
    chance = means[:40, None] + 0.08 * generator.normal(size=(40, 40))
    for replications in (1, 4):
        found = shares(Sample(runs[:, :replications], x, chance, 0.0))["ratio"]
        assert found[1] == pytest.approx(3 * 0.05**2 + 0.08**2, rel=0.15)
        assert found[0]["chance"] == pytest.approx(0.08**2 / (3 * 0.05**2 + 0.08**2), abs=0.07)
