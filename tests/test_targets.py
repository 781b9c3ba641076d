import csv

import numpy as np
import pandas as pd
import pytest

from migrant_sim.errors import ConfigurationError, DataError
from migrant_sim.paths import folder
from migrant_sim.published import targets
from migrant_sim.targets import (
    COLUMNS,
    as_frame,
    evaluate,
    load_readings,
    readings,
    region_targets,
    resamples,
    share_met,
)

ARMS = ("as_written", "continuation")


def table(values, group="all"):
    """Tidy rows from {(indicator, year): [value of each draw]} for both arms."""
    rows = [
        (arm, draw, 0, str(year), name, group, value, "-")
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
    assert region_targets(["NX-T52"], "ningxia")[0].group == "county:红寺堡区"
    assert region_targets(["NX-T52"], "hongsibu")[0].group == "all"


def test_a_target_of_one_region_is_not_evaluated_in_another():
    assert region_targets(["NX-T57"], "hongsibu")[0].indicator == "income_ratio"
    elsewhere = region_targets(["NX-T57"], "ningxia")[0]
    assert not elsewhere.indicator and "hongsibu" in elsewhere.reason_en and "hongsibu" in elsewhere.reason_zh


def test_every_household_is_read_in_the_last_year_with_a_rounding_allowed():
    values = {("household_job_rate", 2025): [0.5, 0.5], ("household_job_rate", 2026): [0.98, 1 - 1e-15]}
    rows = evaluate(region_targets(["NX-T13"]), table(values), ARMS, 1)
    assert only(rows, "NX-T13", tolerance=0.02)["probability"] == 1.0
    strict = only(rows, "NX-T13", tolerance=0.0)
    assert strict["probability"] == 0.5 and strict["period"] == "2026"


def test_a_target_without_a_series_is_not_evaluated_and_says_why():
    rows = evaluate(region_targets(["YC-T02", "NX-T04"]), table({("growth_gap", 2021): [1.0]}), ARMS, 1)
    for name, words, period in (
        ("YC-T02", "Cannot say: no published series of the rural mean of Yinchuan", "2021-2025"),
        ("YC-T02", "Cannot say", "mean 2021-2025"),
        ("NX-T04", "no output", "2021"),
    ):
        row = only(rows, name, period=period)
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


def test_every_target_of_the_texts_that_could_be_simulated_is_read_or_has_a_reason():
    coded = {row.id: row.simulatable for row in targets()}
    wanted = [name for name, word in coded.items() if word != "no"]
    assert len(wanted) == 123 and all(readings(name) for name in wanted)
    assert not any(readings(name) for name, word in coded.items() if word == "no")
    for name in wanted:
        for target in region_targets([name], "yinchuan"):
            words = (target.reading_en, target.reading_zh) if target.indicator else (target.reason_en, target.reason_zh)
            assert all(words) and bool(target.indicator) != bool(target.reason_en)


def test_no_target_of_yunnan_or_guangxi_is_one_of_parity():
    listed = [row.id for row in targets() if row.programme in ("yunnan", "guangxi")]
    assert {target.indicator for target in region_targets(listed)}.isdisjoint({"income_ratio", "growth_gap"})


def test_nobody_may_fall_into_poverty_in_any_year():
    values = {("poverty_rate", year): [0.0, 0.009, 0.03 if year == 2022 else 0.0, 0.1] for year in range(2021, 2026)}
    rows = evaluate(region_targets(["NX-T35"]), table(values), ARMS, 1)
    shares = {tolerance: only(rows, "NX-T35", period="2021-2025", tolerance=tolerance) for tolerance in (0, 0.01, 0.05)}
    assert [row["probability"] for row in shares.values()] == [0.25, 0.5, 0.75]
    assert only(rows, "NX-T35", period="2022")["gap_median"] == pytest.approx(0.0195)


def test_a_mean_of_years_may_hide_a_bad_one():
    values = {("trained", year): [2100.0, 1500.0 if year == 2021 else 2200.0, 1900.0] for year in range(2021, 2026)}
    rows = evaluate(region_targets(["YC-T23"], "yinchuan"), table(values), ARMS, 1)
    row = only(rows, "YC-T23")
    assert row["period"] == "mean 2021-2025" and row["probability"] == pytest.approx(2 / 3)


def test_growth_and_rise_are_told_from_the_first_year_to_the_last():
    income = {("disposable_income", 2020): [100.0, 100.0], ("disposable_income", 2023): [121.0, 99.0]}
    share = {("own_income_share", 2020): [0.8, 0.8], ("own_income_share", 2023): [0.7, 0.9]}
    rows = evaluate(region_targets(["NX-T52", "NX-T54"], "hongsibu"), table(income | share), ARMS, 1)
    assert only(rows, "NX-T52")["gap_high"] == pytest.approx(-1 + 22 * 0.95)
    assert [only(rows, name)["probability"] for name in ("NX-T52", "NX-T54")] == [0.5, 0.5]


def test_a_stock_must_not_fall_in_any_year():
    values = {("employed_away", year): [100.0, 97.0 if year == 2023 else 100.0] for year in range(2020, 2026)}
    rows = evaluate(region_targets(["YN-T12"]), table(values), ARMS, 1)
    shares = {row["tolerance"]: row["probability"] for row in rows if "-" in row["period"]}
    assert shares == {0.0: 0.5, 0.02: 0.5, 0.05: 1.0}
    assert only(rows, "YN-T12", period="2023")["probability"] == 0.5 and not any(r["period"] == "2020" for r in rows)


def test_the_villages_of_the_lists_are_a_proxy_over_the_mean_of_everybody():
    both = [
        table({("disposable_income", 2025): [90.0, 110.0]}, "list:region-led"),
        table({("rural_mean_income", 2025): [100.0, 100.0]}),
    ]
    rows = evaluate(region_targets(["YC-T63"], "yinchuan"), pd.concat(both), ARMS, 1)
    row = only(rows, "YC-T63", unit="proxy: region-led villages to Ningxia's rural mean")
    assert row["probability"] == 0.5 and row["gap_median"] == pytest.approx(0.0) and "PROXY" in row["reading_en"]
    assert rows[0]["status"] == "not evaluated" and rows[0]["reason_en"].startswith("Cannot say")


BAD = {
    "a target that the texts leave to words": ({"target_id": "NX-T04"}, "target_id"),
    "an indicator that nobody knows": ({"indicator": "happiness"}, "indicator"),
    "both a reading and a reason": ({"reason_en": "Nobody asked."}, "reason_en"),
    "neither": ({"indicator": ""}, "reason_en"),
    "one language": ({"reading_zh": ""}, "reading_zh"),
    "no threshold": ({"threshold": ""}, "threshold"),
    "a tolerance below nothing": ({"tolerances": "-0.1"}, "tolerances"),
    "a year before the first": ({"years": "2019"}, "years"),
    "a mean of one year": ({"aggregation": "mean"}, "years"),
    "an unknown way to add years": ({"aggregation": "median"}, "aggregation"),
}


@pytest.mark.parametrize(("change", "column"), BAD.values(), ids=BAD)
def test_a_reading_that_contradicts_itself_is_refused_with_its_row(tmp_path, change, column):
    with (folder("data") / "policy" / "readings.csv").open(encoding="utf-8", newline="") as file:
        good = next(row for row in csv.DictReader(file) if row["target_id"] == "NX-T01")
    path = tmp_path / "readings.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(good))
        writer.writeheader()
        writer.writerows([good, good | change])
    with pytest.raises(DataError, match=rf"row 3, column {column}"):
        load_readings(path)


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
