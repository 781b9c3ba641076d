import re

import pandas as pd
import pytest
from matplotlib.figure import Figure

from migrant_sim.reports.canvas import drawing, sheet
from migrant_sim.reports.chart_effects import cost_numbers, cost_words, difference_numbers, difference_words
from migrant_sim.reports.chart_flows import STATES
from migrant_sim.reports.chart_income import draw_income, income_numbers, income_words, places_numbers
from migrant_sim.reports.chart_ratio import RATIO, draw_ratio, ratio_numbers, ratio_words
from migrant_sim.reports.chart_targets import target_names, target_numbers
from migrant_sim.reports.chart_verdict import (
    GRID,
    TOLERANCE,
    draw_grid,
    grid_numbers,
    grid_words,
    tolerance_numbers,
    tolerance_words,
)
from migrant_sim.reports.charts import CHARTS, draw_charts
from migrant_sim.reports.counties import county
from migrant_sim.reports.findings import Findings
from migrant_sim.reports.formats import money

BY_NAME = {chart.name: chart for chart in CHARTS}
THREE = (RATIO, GRID, TOLERANCE)
STANDINGS = [(1.02, "at or above"), (0.97, "above the tolerance"), (0.80, "below the tolerance")]
MARKS = {"en": ("48 runs", "Model estimate", "Source:"), "zh": ("48 次", "测算", "数据来源")}


@pytest.fixture(scope="module")
def findings(result) -> Findings:
    return Findings(result)


def texts(figure) -> str:
    return "\n".join(text.get_text() for axes in figure.axes for text in axes.texts)


def test_the_fan_holds_the_quantiles_of_the_runs(findings, result):
    table = ratio_numbers(findings)
    values = result.yearly("income_ratio").loc["as_written", 2025]
    row = table[(table["arm"] == "scenario") & (table["year"] == "2025")].iloc[0]
    assert row["median"] == pytest.approx(values.median())
    assert (row["p05"], row["p95"]) == pytest.approx(tuple(values.quantile([0.05, 0.95])))
    assert (row["target"], row["tolerance_line"]) == (1.0, pytest.approx(0.95))


@pytest.mark.parametrize(
    ("level", "english"), [(1.02, "at or above"), (0.97, "above the tolerance"), (0.80, "below the tolerance")]
)
def test_the_title_of_the_fan_follows_the_numbers(findings, level, english):
    table = ratio_numbers(findings)
    table.loc[table["year"] == "2025", "median"] = level
    words = ratio_words(findings, table, "en")
    assert f"{level:.2f}" in words.title and english in words.title
    assert f"{level:.2f}" in ratio_words(findings, table, "zh").title


def test_the_start_is_marked_as_an_assumption(findings):
    with drawing():
        figure = sheet(ratio_words(findings, ratio_numbers(findings), "en"), 3.0)
        draw_ratio(figure, ratio_numbers(findings), "en")
    assert "Start (assumption)" in texts(figure) and "Target 1.00" in texts(figure)


def test_the_grid_names_its_worst_and_its_best_cell(findings):
    table = grid_numbers(findings)
    assert len(table) == 25 + 5 + 5
    table.loc[(table["start_ratio"] == 0.84) & (table["trend"] == 2.0), "probability"] = 0.83
    assert "83% (start 0.84, trend +2.0)" in grid_words(findings, table, "en").title
    assert "83%（起点 0.84、趋势 +2.0）" in grid_words(findings, table, "zh").title


def test_tolerances_stand_in_order_and_mark_the_one_of_the_verdict(findings):
    table = tolerance_numbers(findings)
    assert list(table["tolerance"]) == [0.0, 0.02, 0.05, 0.10]
    assert list(table["in_verdict"]) == [False, False, True, False]
    table.loc[3, "probability"] = 0.77
    assert "77%" in tolerance_words(findings, table, "en").title


def test_sources_add_up_to_the_income(findings):
    table = income_numbers(findings)
    sources = table[["wage_income", "operating_income", "property_income", "transfer_income"]].sum(axis=1)
    assert sources.to_numpy() == pytest.approx(table["disposable_income"].to_numpy())


def test_an_income_below_zero_hangs_below_the_axis(findings):
    table = income_numbers(findings).assign(transfer_income=-500.0)
    with drawing():
        figure = sheet(income_words(findings, table, "en"), 3.0)
        draw_income(figure, table, "en")
    assert figure.axes[0].get_ylim()[0] < -500


def test_places_of_work_add_up_to_everybody(findings):
    table = places_numbers(findings)
    assert len(table) == 60
    assert table.drop(columns=["month", "unit"]).sum(axis=1).to_numpy() == pytest.approx(1.0)


def test_differences_are_those_of_the_summary_in_the_unit_of_their_panel(findings, result):
    table = difference_numbers(findings).set_index("indicator")
    said = result.summary["difference"]
    assert table.loc["disposable_income", "median"] == said["disposable_income"]["median"]
    assert table.loc["income_ratio", "median"] == pytest.approx(100 * said["income_ratio"]["median"])
    assert set(table["unit"]) == {"yuan/person/year", "points", "months/year", "persons"}


def test_the_title_says_whether_zero_is_in_the_interval(findings):
    table = difference_numbers(findings)
    assert "zero outside" in difference_words(findings, table, "en").title
    table.loc[table["indicator"] == "disposable_income", "p05"] = -10.0
    assert "zero inside" in difference_words(findings, table, "en").title
    table[["median", "p05", "p95"]] = 0.0
    assert "没有差别" in difference_words(findings, table, "zh").title


def test_the_stock_that_both_arms_pay_for_drops_out_of_the_cost(findings, result):
    table = cost_numbers(findings)
    assert "existing" not in set(table["measure"]) and table["measure"].iloc[0] == "total"
    assert table["median"].iloc[0] == pytest.approx(result.summary["cost"]["total_yuan"])
    total = money(result.summary["cost"]["total_yuan"], "en")
    assert total in cost_words(findings, table, "en").title


def test_a_target_states_itself_once(findings):
    names = target_names(target_numbers(findings), "zh")
    assert sum("2025年末基本持平" in name for name in names) == 1
    assert names[2] == "NX-T03（2025，容差 0.00）"


def test_every_chart_names_runs_interval_source_and_estimate(findings):
    for chart in CHARTS:
        table = chart.numbers(findings)
        for language, marks in (
            ("en", ("48 runs", "Model estimate", "Source:")),
            ("zh", ("48 次", "测算", "数据来源")),
        ):
            words = chart.words(findings, table, language)
            whole = words.subtitle + words.note
            assert all(mark in whole for mark in marks), chart.name
            assert words.title and len(words.alt) >= len(words.title)


def test_a_region_without_a_verdict_has_no_chart_of_it_and_no_target_line(make_result, tmp_path):
    findings = Findings(make_result(verdict=None, reason={"en": "None.", "zh": "无。"}))
    assert "target" not in ratio_numbers(findings)
    drawn = [d.chart.name for d in draw_charts(findings, tmp_path / "figures", THREE)]
    assert "ratio" in drawn and "verdict_grid" not in drawn and "verdict_tolerance" not in drawn


def test_too_few_draws_leave_out_the_grid_and_the_intervals(make_result, result, tmp_path):
    verdict = result.summary["verdict"] | {"grid": None, "by_start_ratio": [], "by_trend": []}
    tolerances = {key: row | {"low": None, "high": None} for key, row in verdict["by_tolerance"].items()}
    findings = Findings(make_result(verdict=verdict | {"by_tolerance": tolerances}))
    drawn = {d.chart.name: d for d in draw_charts(findings, tmp_path / "figures", THREE)}
    assert "verdict_grid" not in drawn
    assert drawn["verdict_tolerance"].table["low"].isna().all()


def test_an_arm_that_costs_nothing_has_no_chart_of_costs(result):
    free = Findings(type(result)(**{**vars(result), "costs": result.costs.iloc[:0]}))
    assert cost_numbers(free).empty
    same = result.costs.assign(yuan=0.0)
    assert cost_numbers(Findings(type(result)(**{**vars(result), "costs": same}))).empty


def test_the_csv_holds_exactly_the_numbers_drawn(report, findings):
    for chart in CHARTS:
        written = pd.read_csv(report / "figures" / f"{chart.name}.csv", encoding="utf-8-sig")
        drawn = chart.numbers(findings)
        assert list(written.columns) == list(drawn.columns)
        numbers = [c for c in drawn.columns if pd.api.types.is_float_dtype(drawn[c])]
        pd.testing.assert_frame_equal(written[numbers].astype(float), drawn[numbers].reset_index(drop=True))


def test_what_stands_in_for_a_picture_is_in_its_language_and_has_units(findings):
    for chart in CHARTS:
        table = chart.numbers(findings)
        if table.empty:
            continue
        alt = chart.words(findings, table, "zh").alt
        assert "; " not in alt and not re.search(r"[\u4e00-\u9fff）]\. ", alt), chart.name
    said = {name: each.words(findings, each.numbers(findings), "zh").alt for name, each in BY_NAME.items()}
    assert "合计 " in said["cost"] and "total" not in said["cost"] and said["cost"].count("亿元") > 3
    assert "元/人·年" in said["differences"] and "百分点" in said["differences"] and "元/人·年" in said["income"]


def test_the_grid_shows_the_interval_of_every_cell(findings):
    table = grid_numbers(findings).assign(probability=0.41, low=0.37, high=0.46)
    with drawing():
        figure = Figure()
        draw_grid(figure, table, "zh")
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert texts.count("41% [37, 46]") == len(table)


def test_work_outside_the_county_has_one_name_for_provinces_and_regions():
    assert {STATES[name][0][:5] for name in ("outside", "region")} == {"省（区）外", "省（区）内"}


def test_made_counties_have_an_english_name():
    assert county("合成县07", "en") == "Synthetic county 07" and county("合成县07", "zh") == "合成县07"
    assert county("永宁县", "en") == "Yongning" and county("合成县城", "en") == "合成县城"
