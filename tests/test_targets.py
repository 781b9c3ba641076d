import numpy as np
import pandas as pd
import pytest

from migrant_sim.errors import ConfigurationError
from migrant_sim.targets import COLUMNS, as_frame, evaluate, region_targets, resamples, share_met

ARMS = ("as_written", "continuation")


def table(values):
    """Tidy rows from {(indicator, year): [value of each draw]} for both arms."""
    rows = [
        (arm, draw, 0, str(year), name, "all", value, "-")
        for arm in ARMS
        for (name, year), series in values.items()
        for draw, value in enumerate(series)
    ]
    columns = ["scenario", "draw", "replication", "period", "indicator", "group", "value", "unit"]
    return pd.DataFrame(rows, columns=columns)


def only(rows, target, **wanted):
    """The one row of the first arm and a target with these entries."""
    found = [r for r in rows if r["scenario"] == ARMS[0] and r["target_id"] == target]
    (row,) = (r for r in found if all(r[name] == value for name, value in wanted.items()))
    return row


def test_growth_must_be_above_eight_percent_not_at_it():
    rows = evaluate(region_targets(["NX-T01"]), table({("income_growth", 2021): [7.9, 8.0, 8.1, 9.0]}), ARMS, 1)
    row = only(rows, "NX-T01")
    assert row["probability"] == 0.5 and row["period"] == "2021" and row["unit"] == "percent"
    assert row["gap_median"] == pytest.approx(0.05)


def test_the_growth_gap_must_be_positive_in_each_year_and_years_are_told_apart():
    values = {("growth_gap", year): [1.0, 1.0, 1.0, -0.5 if year == 2023 else 1.0] for year in range(2021, 2026)}
    rows = evaluate(region_targets(["NX-T02"]), table(values), ARMS, 1)
    assert only(rows, "NX-T02", period="2021-2025")["probability"] == 0.75
    assert only(rows, "NX-T02", period="2023")["probability"] == 0.75
    assert only(rows, "NX-T02", period="2024")["probability"] == 1.0


def test_parity_is_told_for_each_tolerance_with_the_default_first():
    rows = evaluate(region_targets(["NX-T03"]), table({("income_ratio", 2025): [0.89, 0.9, 0.95, 0.98, 1.0]}), ARMS, 1)
    shares = {row["tolerance"]: row["probability"] for row in rows if row["scenario"] == ARMS[0]}
    assert shares == {0.05: 0.6, 0.0: 0.2, 0.02: 0.4, 0.10: 0.8}
    assert next(iter(shares)) == 0.05


@pytest.mark.parametrize(("name", "tolerance"), [("NX-T03", 0.05), ("YC-T05", 0.0), ("NX-T57", 0.0)])
def test_the_default_tolerance_follows_the_wording(name, tolerance):
    assert region_targets([name], "hongsibu")[0].tolerance == tolerance


def test_a_county_target_is_about_the_county_except_in_its_own_region():
    assert region_targets(["NX-T57"], "ningxia")[0].group == "county:红寺堡区"
    assert region_targets(["NX-T57"], "hongsibu")[0].group == "all"


def test_every_household_is_read_in_the_last_year_with_a_rounding_allowed():
    values = {("household_job_rate", 2025): [0.5, 0.5], ("household_job_rate", 2026): [0.98, 1 - 1e-15]}
    rows = evaluate(region_targets(["NX-T13"]), table(values), ARMS, 1)
    assert only(rows, "NX-T13", tolerance=0.02)["probability"] == 1.0
    strict = only(rows, "NX-T13", tolerance=0.0)
    assert strict["probability"] == 0.5 and strict["period"] == "2026"


def test_a_target_without_a_series_is_not_evaluated_and_says_why():
    rows = evaluate(region_targets(["YC-T02", "NX-T04"]), table({("income_ratio", 2025): [1.0]}), ARMS, 1)
    for name, words in (("YC-T02", "city's rural mean"), ("NX-T04", "no output")):
        row = only(rows, name)
        assert row["status"] == "not evaluated" and np.isnan(row["probability"]) and words in row["reason_en"]
        assert row["reason_zh"]


def test_a_year_beyond_the_horizon_is_not_evaluated():
    row = only(
        evaluate(region_targets(["YC-T05"]), table({("income_ratio", 2023): [1.2]}), ARMS, 1), "YC-T05", tolerance=0.0
    )
    assert row["status"] == "not evaluated" and "2025 (the last simulated year is 2023)" in row["reason_en"]


def test_runs_without_a_value_do_not_count():
    rows = evaluate(region_targets(["NX-T14"]), table({("post_priority_rate", 2025): [1.0, np.nan, 0.9]}), ARMS, 1)
    assert only(rows, "NX-T14")["probability"] == 0.5


def test_the_frame_has_the_columns_of_the_interface():
    rows = evaluate(region_targets(["NX-T03"]), table({("income_ratio", 2025): [1.0, 0.9]}), ARMS, 1)
    frame = as_frame(rows)
    assert list(frame.columns) == list(COLUMNS) and set(frame["scenario"]) == set(ARMS)


def test_an_unknown_target_names_the_nearest():
    with pytest.raises(ConfigurationError, match="NX-T0"):
        region_targets(["NX-T0O3"])


def test_resamples_keep_their_size_and_their_seed():
    weight = resamples(40, 3)
    assert weight.shape == (2000, 40) and (weight.sum(axis=1) == 40).all()
    assert weight.mean() == pytest.approx(1.0)
    assert (weight == resamples.__wrapped__(40, 3)).all() and (weight != resamples(40, 4)).any()


def test_all_replications_of_a_draw_stay_together():
    """Ten draws that meet or miss with all their replications: as wide as ten runs, not as a thousand."""
    met = np.repeat([True, False], 5)
    few = share_met(met, np.arange(10), 1)
    many = share_met(np.repeat(met, 100), np.repeat(np.arange(10), 100), 1)
    assert many == pytest.approx(few)


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    """90 % intervals over 200 studies of 60 draws with a true share of 0.4."""
    covered = 0
    for study in range(200):
        met = np.random.default_rng(study).random(60) < 0.4
        _, low, high = share_met(met, np.arange(60), 5)
        covered += low <= 0.4 <= high
    assert 0.82 <= covered / 200 <= 0.96


def test_one_draw_has_no_interval():
    share, low, high = share_met(np.array([True, False]), np.array([0, 0]), 1)
    assert share == 0.5 and np.isnan(low) and np.isnan(high)
