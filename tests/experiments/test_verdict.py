from dataclasses import replace

import fake_model
import numpy as np
import pandas as pd
import pytest

from migrant_sim.experiments.response import Axis, Response, verdict_axes
from migrant_sim.experiments.verdict import LEAST_DRAWS, Case, verdict
from migrant_sim.targets import Target

PARITY = Target(
    id="NX-T03",
    statement_en="basically reaches",
    statement_zh="基本达到",
    comparator="≈",
    threshold=1.0,
    tolerance=0.05,
    unit="ratio",
    indicator="income_ratio",
    years=(2025,),
)
AXES = (
    Axis("start_ratio", fake_model.START, (0.6, 0.66, 0.72, 0.78, 0.84), log=True),
    Axis("trend", fake_model.TREND, (-0.02, -0.01, 0.0, 0.01, 0.02)),
)


def case(effect=0.05, draws=200, noise=0.0, registered=0.0, axes=AXES, target=PARITY):
    """Runs whose log ratio in 2025 is log(start) + 5 (trend + effect) + noise; registered accounting adds its own."""
    table = fake_model.draw_table(fake_model.Scenario(), draws)
    rows = []
    for draw, start, trend in table.itertuples(index=False):
        for run in range(2):
            luck = noise * np.random.default_rng((draw, run)).normal()
            ratio = start * np.exp(5 * (trend + effect) + luck)
            for name, value in (("income_ratio", ratio), ("income_ratio_registered", ratio * np.exp(registered))):
                rows.append(("as_written", draw, run, "2025", name, "all", value, "ratio"))
    columns = ["scenario", "draw", "replication", "period", "indicator", "group", "value", "unit"]
    return Case(target, "as_written", pd.DataFrame(rows, columns=columns), table, axes, 7)


def test_the_regression_finds_the_law_behind_the_runs():
    response = case(noise=0.01).response("income_ratio")
    assert response.slopes == pytest.approx([1.0, 5.0], abs=0.05)
    assert response.r_squared > 0.99
    assert response.slopes_again.mean(axis=0) == pytest.approx(response.slopes, abs=0.01)


def test_held_axes_give_the_probability_of_the_closed_form():
    """With both axes held only the noise is left: P = Phi((y - log(1 - e)) / sd)."""
    noise = 0.05
    found = verdict(case(noise=noise, draws=1500))
    for cell in found["grid"]:
        y = np.log(cell["start_ratio"]) + 5 * (cell["trend"] + 0.05)
        z = (y - np.log(0.95)) / noise
        expected = 0.5 * (1 + np.sign(z) * np.sqrt(1 - np.exp(-2 * z**2 / np.pi)))
        assert cell["probability"] == pytest.approx(expected, abs=0.03)
        assert cell["low"] <= cell["probability"] <= cell["high"]


def test_margins_average_over_the_other_axis_alone():
    found = verdict(case())
    trends = fake_model.draw_table(fake_model.Scenario(), 200)[fake_model.TREND]
    for row in found["by_start_ratio"]:
        met = np.log(row["start_ratio"]) + 5 * (trends + 0.05) >= np.log(0.95)
        assert row["probability"] == pytest.approx(met.mean(), abs=0.011)


@pytest.mark.parametrize(("effect", "word", "word_zh"), [(-0.2, "no", "不可达"), (0.3, "yes", "可达")])
def test_one_class_everywhere_is_said(effect, word, word_zh):
    found = verdict(case(effect))
    assert (found["word"], found["word_zh"]) == (word, word_zh)
    assert found["by_tolerance"]["0.05"]["spread"] == [word, word]
    assert "crosses" not in found["reason"]["en"]


def test_crossing_two_classes_is_cannot_say_and_names_the_extremes():
    found = verdict(case(0.05))
    assert (found["word"], found["word_zh"]) == ("cannot say", "无法判断")
    assert 0 < found["probability"] < 1
    for text in ("start ratio 0.60, trend −2.0 points", "start ratio 0.84, trend +2.0 points", "(no)", "(yes)"):
        assert text in found["reason"]["en"]
    assert "起点收入比0.60" in found["reason"]["zh"] and "可达" in found["reason"]["zh"]


def test_neighbouring_classes_do_not_cross():
    """A start ratio and a trend held by the user, with chance alone between "likely" and "yes"."""
    axes = (Axis("start_ratio", "", (0.8,), log=True), Axis("trend", "", (0.0,)))
    table = case(axes=axes, noise=0.0)
    rows = table.indicators.copy()
    resident = rows["indicator"] == "income_ratio"
    rows.loc[resident, "value"] = np.where(rows.loc[resident, "draw"] % 10 == 0, 0.9, 1.1)
    rows.loc[~resident, "value"] = 1.1
    found = verdict(replace(table, indicators=rows))
    assert found["by_tolerance"]["0.05"]["spread"] == ["likely", "yes"]
    assert (found["probability"], found["word"]) == (0.9, "likely")


def test_two_boundaries_are_enough():
    """Resident accounting says "no" everywhere, registered accounting "open": that is not one answer."""
    axes = (Axis("start_ratio", "", (0.8,), log=True), Axis("trend", "", (0.0,)))
    base = case(axes=axes)
    rows = base.indicators.copy()
    better = (rows["indicator"] == "income_ratio_registered") & (rows["draw"] % 2 == 0)
    found = verdict(replace(base, indicators=rows.assign(value=np.where(better, 1.2, 0.8))))
    assert found["by_tolerance"]["0.05"]["spread"] == ["no", "open"]
    assert found["word"] == "cannot say"


def test_accounting_alone_can_make_the_answer_unsayable():
    axes = (Axis("start_ratio", "", (0.8,), log=True), Axis("trend", "", (0.0,)))
    base = case(axes=axes)
    rows = base.indicators.copy()
    resident = rows["indicator"] == "income_ratio"
    rows["value"] = np.where(resident, 0.8, 1.2)
    found = verdict(replace(base, indicators=rows))
    assert (found["probability"], found["word"]) == (0.0, "cannot say")
    assert "registered accounting: 100 % (yes)" in found["reason"]["en"]
    assert found["by_accounting"]["registered"]["word"] == "yes"


def test_few_draws_give_neither_grid_nor_word():
    found = verdict(case(draws=LEAST_DRAWS - 1))
    assert found["grid"] is None and found["by_trend"] == [] and found["r_squared"] is None
    assert str(LEAST_DRAWS) in found["grid_reason"]["en"] and found["word"] == "cannot say"
    assert str(LEAST_DRAWS) in found["reason"]["en"] and 0.0 <= found["probability"] <= 1.0
    assert {row["word"] for row in found["by_accounting"].values()} == {"cannot say"}
    assert verdict(case(draws=LEAST_DRAWS))["grid"] is not None


def test_a_longer_tolerance_never_lowers_the_probability():
    rows = verdict(case(noise=0.05))["by_tolerance"]
    assert list(rows) == ["0.00", "0.02", "0.05", "0.10"]
    shares = [row["probability"] for row in rows.values()]
    assert shares == sorted(shares) and shares[0] < shares[-1]


def test_a_horizon_before_the_target_has_no_verdict():
    assert verdict(case(target=replace(PARITY, years=(2030,)))) is None


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    """90 % intervals over 120 studies of 60 draws; with the true share 0.5 they cover it in 80 to 98 % of them."""
    covered = 0
    for study in range(120):
        y = np.random.default_rng(study).normal(size=60)
        response = Response(y, np.empty((60, 0)), np.arange(60), 7)
        low, high = response.interval({}, 0.0)
        covered += low <= 0.5 <= high
    assert 0.80 <= covered / 120 <= 0.98


def test_axes_come_from_the_stated_range_or_the_value_the_user_fixed():
    drawn = fake_model.Scenario()
    start, trend = verdict_axes(drawn, fake_model.draw_table(drawn, 3))
    assert start.points == (0.6, 0.66, 0.72, 0.78, 0.84) and start.log
    assert trend.points == (-0.02, -0.01, 0.0, 0.01, 0.02)
    held = replace(drawn, fixed=(fake_model.TREND,))
    assert verdict_axes(held, fake_model.draw_table(held, 3))[1] == Axis("trend", "", (0.0,))


def test_a_fixed_axis_is_left_out_of_the_regression():
    axes = (AXES[0], Axis("trend", "", (0.0,)))
    base = case(axes=axes)
    assert base.response("income_ratio").slopes.shape == (1,)
    found = verdict(base)
    assert [row["trend"] for row in found["by_trend"]] == [0.0]
    assert found["by_trend"][0]["probability"] == found["probability"]
    assert len(found["grid"]) == 5
