"""Charts of analyses: cost against effect, and the back-test."""

import json

import pandas as pd
import pytest

from migrant_sim.reports.canvas import arrange, drawing, sheet, svg_bytes
from migrant_sim.reports.chart_backtest import BACKTEST, backtest_rows
from migrant_sim.reports.chart_bridge import bridge_rows, bridge_words
from migrant_sim.reports.chart_cost_effect import COST_EFFECT, cost_effect_rows
from migrant_sim.reports.plates import draw_picture, pictures

FACTS = {
    **{"method": "exact", "year": 2025, "draws": 8, "runs": 16, "replications": 1},
    **{"scenario": "as_written", "baseline": "continuation"},
}
CREDITS = {  # player: cost in yuan, effect in yuan per person
    "labour_export": (2e8, 180.0),
    "job_ledger": (1e7, 40.0),
    "welfare_posts": (2.1e8, 175.0),
    "infrastructure": (1.9e9, -5.0),
    "rest": (9e8, 150.0),
    "total": (3.22e9, 540.0),
}


def credits() -> pd.DataFrame:
    rows = []
    for player, (cost, effect) in CREDITS.items():
        for outcome, value in (("cost", cost), ("disposable_income", effect)):
            low, high = value - 0.2 * abs(value), value + 0.2 * abs(value)
            rows.append((outcome, "all", player, value, low, high))
    table = pd.DataFrame(rows, columns=["outcome", "group", "player", "credit", "p05", "p95"])
    return pd.concat([table, table.assign(group="quintile:1")], ignore_index=True)


def predictions() -> pd.DataFrame:
    rows = []
    for region, known, year, printed in (
        ("minning", 2015, 2016, 10732.0),
        ("minning", 2016, 2017, 11976.0),
        ("hongsibu", 2016, 2017, 9000.0),
        ("minning", 2018, 2019, float("nan")),
    ):
        middle = 11000.0 if year == 2016 else 12000.0
        band = {"low90": middle - 900, "low50": middle - 300, "median": middle, "high50": middle + 300}
        rivals = {"high90": middle + 900, "last_growth": middle + 1500, "rural_growth": middle + 100}
        row = {"region": region, "fit_until": known, "year": year, "account": "printed", "unit": "yuan/person/yr"}
        rows.append({**row, **band, **rivals, "printed": printed, "information": "ex_ante", "figure": "a figure"})
    table = pd.DataFrame(rows)
    return pd.concat([table, table.assign(account="survey", printed=float("nan"))], ignore_index=True)


STEPS = {"labour_export": 0.02, "welfare_posts": -0.005, "total": 0.015}
CASES = {"cost_effect": credits, "backtest": predictions}


@pytest.fixture
def folder(tmp_path):
    """A folder that holds the tables and facts of both analyses."""
    credits().to_csv(tmp_path / "credits.csv", index=False)
    predictions().to_csv(tmp_path / "predictions.csv", index=False)
    for name in ("facts.json", "manifest.json"):
        (tmp_path / name).write_text(json.dumps(FACTS), "utf-8")
    return tmp_path


def test_every_measure_has_cost_and_effect_and_the_total_is_left_out():
    table = cost_effect_rows(FACTS, credits()).set_index("player")
    assert "total" not in table.index and len(table) == 5
    assert table.loc["job_ledger", "million_yuan"] == pytest.approx(10)
    assert table.loc["job_ledger", "yuan_per_million"] == pytest.approx(4)
    assert list(table["effect"]) == sorted(table["effect"], reverse=True)


def test_the_title_names_what_is_best_for_its_cost_and_what_is_dearest():
    table = cost_effect_rows(FACTS, credits())
    title = COST_EFFECT.words(FACTS, table, "en").title
    assert "Most income for its cost: Job ledger (+40 yuan, 10.0 million yuan)" in title and "Infrastructure" in title
    none = cost_effect_rows(FACTS, credits().assign(p05=-1e9))
    assert "没有措施" in COST_EFFECT.words(FACTS, none, "zh").title


def test_a_measure_that_costs_nothing_is_drawn_on_a_plain_scale():
    table = cost_effect_rows(FACTS, credits())
    for cost, scale in ((10.0, "log"), (0.0, "linear")):
        changed = table.assign(million_yuan=table["million_yuan"].where(table["player"] != "job_ledger", cost))
        with drawing():
            figure = sheet(COST_EFFECT.words(FACTS, changed, "en"), 3.0)
            COST_EFFECT.draw(figure, FACTS, changed, "en")
        assert figure.axes[0].get_xscale() == scale


def test_names_of_measures_hide_neither_each_other_nor_a_dot():
    table = cost_effect_rows(FACTS, credits())
    with drawing():
        figure = sheet(COST_EFFECT.words(FACTS, table, "zh"), 4.0)
        COST_EFFECT.draw(figure, FACTS, table, "zh")
        figure.subplots_adjust(left=0.1, right=0.98)
        boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    assert len(boxes) == 5
    assert not any(one.overlaps(two) for i, one in enumerate(boxes) for two in boxes[i + 1 :])


def test_only_figures_that_were_printed_are_in_the_back_test():
    table = backtest_rows(FACTS, predictions())
    assert len(table) == 3 and table["printed"].notna().all()
    words = BACKTEST.words(FACTS, table, "en")
    assert words.title.startswith("Of 3 printed figures 2 lie in the 90% interval, 2 in the 50% one")
    assert "the model" in words.note and "last growth" in words.note and "8 runs" in words.subtitle
    assert "闽宁镇" in BACKTEST.words(FACTS, table, "zh").alt


@pytest.mark.parametrize("name", CASES)
def test_words_name_unit_interval_source_and_estimate(name):
    picture = pictures()[name]
    table = picture.rows(FACTS, CASES[name]())
    for language, marks in (("en", ("Model estimate", "yuan", "interval|range")), ("zh", ("测算", "元", "区间"))):
        words = picture.words(FACTS, table, language)
        whole = words.subtitle + words.note
        assert all(any(part in whole for part in mark.split("|")) for mark in marks), whole
        assert len(words.alt) > len(words.title)


@pytest.mark.parametrize("name", CASES)
def test_a_picture_drawn_twice_is_equal_bytes(folder, name):
    paths, picture = draw_picture(folder, name), pictures()[name]
    table = picture.rows(FACTS, pd.read_csv(folder / picture.table)).reset_index(drop=True)
    words = picture.words(FACTS, table, "zh")
    with drawing():
        figure = sheet(words, picture.height(table))
        picture.draw(figure, FACTS, table, "zh")
        arrange(figure)
        again = svg_bytes(figure, words)
    assert len(paths) == 5 and again == (folder / "figures" / f"{name}_zh.svg").read_bytes()


def test_a_back_test_of_years_to_come_has_no_chart(folder):
    predictions().assign(printed=float("nan")).to_csv(folder / "predictions.csv", index=False)
    assert draw_picture(folder, "backtest") == []


def test_what_stands_in_for_the_bridge_has_the_unit_of_every_step():
    rows = [("income_ratio", "all", name, size, size - 0.01, size + 0.01) for name, size in STEPS.items()]
    credits = pd.DataFrame(rows, columns=["outcome", "group", "player", "credit", "p05", "p95"])
    table = bridge_rows(FACTS, credits).reset_index(drop=True)
    for language, unit in (("zh", " 个百分点"), ("en", " points")):
        steps = bridge_words(FACTS, table, language).alt.removeprefix(bridge_words(FACTS, table, language).title)
        assert steps.count(unit) == len(STEPS) == len(table)
