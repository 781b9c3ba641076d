"""Flips of a ratio in closed form: log ratio = log start + 5 × trend."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from fake_runs import SEPARATION

from migrant_sim.experiments.sensitivity.factors import factor_values, factors_of
from migrant_sim.experiments.sensitivity.flips import checked, flip_table, ordered, tolerance_row, with_median
from migrant_sim.experiments.sensitivity.surface import surface
from migrant_sim.result import words_of
from migrant_sim.targets import region_targets

DRAWS, START, TREND, SEPARATE = (
    128,
    "start_income_ratio_2020_minning",
    "trend_growth_gap_continuation",
    ("labor_separation_monthly_migrant"),
)
LEAST = float(np.log(0.95))


def target():
    return replace(region_targets(("NX-T03",), "ningxia")[0], threshold=1.0, tolerance=0.05)


@pytest.fixture(scope="module")
def factors(arms):
    return factors_of(arms)


@pytest.fixture(scope="module")
def values(arms):
    return factor_values(arms, DRAWS)


@pytest.fixture(scope="module")
def ratios(values):
    logs = np.log(values[START]) + 5 * values[TREND] - SEPARATION * values[SEPARATE]
    index = pd.MultiIndex.from_product([range(DRAWS), [0]], names=["draw", "replication"])
    return pd.Series(np.exp(logs).to_numpy(), index=index)


@pytest.fixture(scope="module")
def fit(factors, values, ratios):
    return surface(factors, [SEPARATE, START, TREND], values, ratios, (LEAST, 0))


@pytest.fixture(scope="module")
def table(factors, fit):
    return flip_table(factors, fit, {})


def test_the_fit_is_exact(fit) -> None:
    assert fit.names == (START, TREND, SEPARATE), "contested inputs first"
    assert fit.response.slopes == pytest.approx([1.0, 5.0, -SEPARATION], abs=1e-6)


def shifted_word(fit, name, median) -> str:
    return words_of(float(np.mean(fit.shifted(name, median) >= fit.least)))[0]


@pytest.mark.parametrize("name", [START, TREND])
def test_the_word_changes_at_the_flip_and_not_before(table, fit, name) -> None:
    row = table.set_index("input").loc[name]
    step = (row["flip"] - row["start"]) * 0.02
    before, after = (shifted_word(fit, name, row["flip"] + shift) for shift in (-step, step))
    assert (before, after) == (row["word"], row["new_word"])
    assert row["distance"] == pytest.approx(abs(row["flip"] - row["start"]) / row["spread"])
    assert row["flip_low"] <= row["flip"] <= row["flip_high"]


def test_every_row_starts_from_the_runs_themselves(table, ratios, values) -> None:
    share = float(np.mean(np.log(ratios) >= LEAST))
    assert (table["probability"] == share).all() and table["word"].nunique() == 1
    assert table.set_index("input")["start"][TREND] == pytest.approx(values[TREND].median())


def test_at_the_border_of_two_words_no_flip_is_told(factors, values, ratios) -> None:
    least = float(np.log(ratios.quantile(0.05)))  # met by 95 of 100 runs: likely, and yes in half of the resamples
    fit = surface(factors, [SEPARATE, START, TREND], values, ratios, (least, 0))
    row = flip_table(factors, fit, {}).set_index("input").loc[START]
    assert row["status"] == "border" and "within chance no move is needed" in row["said_en"]


def test_an_uncertain_slope_puts_no_input_at_the_border_and_no_value_outside_its_field(factors, values) -> None:
    noise = np.random.Generator(np.random.Philox(key=0)).normal(0.0, 0.1, DRAWS)
    logs = np.log(values[START]) + 5 * values[TREND] - SEPARATION * values[SEPARATE] + noise
    index = pd.MultiIndex.from_product([range(DRAWS), [0]], names=["draw", "replication"])
    ratios = pd.Series(np.exp(logs).to_numpy(), index=index)
    least = float(np.log(ratios.quantile(0.2)))  # met by 80 of 100 runs: far from the limits, 66 and 95
    table = flip_table(factors, surface(factors, [SEPARATE, START, TREND], values, ratios, (least, 0)), {})
    found = table[table["input"].isin([START, TREND, SEPARATE])]
    assert set(found["status"]) <= {"inside", "beyond"} and (found["word"] == "likely").all()
    bounds = {factor.id: factor.bounds for factor in factors}
    for row in found.itertuples():
        low, high = bounds[row.input]
        assert low <= row.flip_low <= row.flip_high <= high


def test_all_draws_move_alike(factors, values) -> None:
    by_id = {factor.id: factor for factor in factors}
    start = float(values[START].median())
    moved = with_median(values[START], start, 1.1 * start, by_id[START])
    assert moved.median() == pytest.approx(1.1 * start) and moved.corr(values[START]) == pytest.approx(1.0)
    trend = with_median(values[TREND], float(values[TREND].median()), 0.02, by_id[TREND])
    assert trend.std() == pytest.approx(values[TREND].std())


def test_rows_stand_by_distance_and_idle_inputs_say_that_they_never_flip(table) -> None:
    known = table["distance"].dropna().to_numpy()
    assert (np.diff(known) >= 0).all() and len(known) >= 2
    idle = table[table["status"] == "never"]
    assert len(idle) and idle["said_en"].str.contains("not even at 3 times its range").all()


def test_the_tolerance_is_counted(ratios) -> None:
    row = tolerance_row(ratios, target(), 0)
    before, after = (float((ratios >= 1 - row["flip"] + shift).mean()) for shift in (2e-3, -2e-3))
    words = {words_of(before)[0], words_of(after)[0]}
    assert words == {row["word"], row["new_word"]}
    assert ordered(pd.DataFrame([row]).assign(swing=0.0))["input"].item() == "tolerance"


def test_the_interval_of_the_tolerance_hangs_on_the_seed_of_the_study(ratios) -> None:
    first, again, other = (tolerance_row(ratios, target(), seed) for seed in (1, 1, 2))
    assert first == again and first["flip"] == other["flip"]
    assert (first["flip_low"], first["flip_high"]) != (other["flip_low"], other["flip_high"])


def test_a_target_met_whatever_the_tolerance_says_so(ratios) -> None:
    row = tolerance_row(ratios + 10.0, target(), 0)
    assert row["status"] == "never" and row["said_en"] == "does not flip: not even without a tolerance"


def test_a_check_compares_the_run_with_the_fit_in_the_same_draws(table, fit, values, ratios) -> None:
    flip = table.set_index("input").loc[TREND, "flip"]
    run = ratios * np.exp(5 * (flip - values[TREND].median()))
    found = checked(table, TREND, run.iloc[:64], fit)
    assert found["agrees"] and found["expected"] == pytest.approx(found["checked"], abs=0.02)
    assert not checked(table, TREND, run.iloc[:64] * 0.5, fit)["agrees"] or found["expected"] < 0.05


def test_a_check_of_a_flip_from_the_screening_expects_the_screened_shift(factors, values, ratios) -> None:
    fit = surface(factors, [SEPARATE, START], values, ratios, (LEAST, 0))
    row = next(factor.row for factor in factors if factor.id == TREND)
    screened = flip_table(factors, fit, {TREND: 5 * (row.high - row.low)})
    found = screened.set_index("input").loc[TREND]
    assert found["method"] == "screen" and np.isfinite(found["flip"])
    run = ratios * np.exp(5 * (found["flip"] - values[TREND].median()))
    made = checked(screened, TREND, run, fit)
    assert made["expected"] == pytest.approx(made["checked"]) and made["agrees"]
    assert made["expected"] != pytest.approx(float(np.mean(fit.response.y >= LEAST)))
