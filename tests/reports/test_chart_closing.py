"""Charts of the end of a run: flows, months worked, gains, settlements."""

import pandas as pd
import pytest

from migrant_sim.recorder.closing import BANDS as RECORDED_BANDS
from migrant_sim.recorder.closing import MONTHS as RECORDED_MONTHS
from migrant_sim.recorder.closing import STATES as RECORDED_STATES
from migrant_sim.recorder.closing import TRACKS
from migrant_sim.reports import chart_flows, chart_gains, chart_months, chart_settlements
from migrant_sim.reports.canvas import arrange, drawing, sheet, svg_bytes
from migrant_sim.reports.charts import draw_charts
from migrant_sim.reports.findings import Findings, spread_of
from migrant_sim.result import Result

CLOSING = (chart_flows.FLOWS, chart_months.MONTHS, chart_gains.GAINS, chart_settlements.SETTLEMENTS)


@pytest.fixture(scope="module")
def findings(result) -> Findings:
    return Findings(result)


def drawn(chart, findings, language: str, table: pd.DataFrame | None = None) -> str:
    """Everything written in the axes of a chart."""
    table = chart.numbers(findings) if table is None else table
    with drawing():
        figure = sheet(chart.words(findings, table, language), chart.height(table))
        chart.draw(figure, table, language)
    return "\n".join(text.get_text() for axes in figure.axes for text in axes.texts)


def test_charts_know_every_level_that_the_recorder_writes():
    assert set(chart_flows.STATES) == set(RECORDED_STATES)
    assert chart_months.CLASSES == RECORDED_MONTHS
    assert tuple(chart_gains.BANDS) == RECORDED_BANDS
    assert set(TRACKS) == {"village", "town"}


def test_flows_of_an_arm_add_up_to_everybody_and_differences_to_nothing(findings):
    table = chart_flows.flow_numbers(findings)
    sums = table.groupby("arm")["percent"].sum()
    assert sums["scenario"] == pytest.approx(100) and sums["baseline"] == pytest.approx(100)
    assert sums["difference"] == pytest.approx(0, abs=1e-9)
    assert len(table) == 2 * 48 + 7


def test_the_title_of_flows_names_the_state_that_moves_most(findings):
    words = chart_flows.flow_words(findings, chart_flows.flow_numbers(findings), "en")
    assert "outside the region, +" in words.title and "90% interval" in words.title
    shown = drawn(chart_flows.FLOWS, findings, "zh")
    assert "省（区）外务工" in shown and "2020 年 12 月" in shown and "基准" in shown


def test_months_are_shares_of_the_labour_force_with_their_paired_difference(findings):
    table = chart_months.months_numbers(findings)
    sums = table.groupby("arm")["mean"].sum()
    assert sums["scenario"] == pytest.approx(100) and sums["difference"] == pytest.approx(0, abs=1e-9)
    words = chart_months.months_words(findings, table, "zh")
    assert "10 个月及以上" in words.title and "个百分点" in words.title


def test_gains_tell_winners_losers_and_those_that_nobody_can_tell(findings):
    table = chart_gains.gains_numbers(findings).set_index("group")
    assert table.loc["quintile:1", "side"] == "winner" and table.loc["quintile:5", "side"] == "loser"
    assert table.loc["list:none", "side"] == "open"
    row = table.loc["quintile:1"]
    assert row["percent"] == pytest.approx(100 * row["median"] / row["baseline"], rel=0.05)
    assert table.filter(like="change:", axis=0)["median"].sum() == pytest.approx(100)
    title = chart_gains.gains_words(findings, table.reset_index(), "en").title
    assert title.startswith("Of 9 groups") and "most: lowest fifth +" in title


def test_a_single_run_has_no_interval_and_no_winner(result, findings):
    rows = result.indicators
    one = rows[(rows["draw"] == 0) & (rows["replication"] == 0)]
    single = Findings(Result(**{**vars(result), "indicators": one}))
    table = chart_gains.gains_numbers(single)
    assert set(table["side"]) == {"open", ""} and table["p05"].isna().all()
    assert not chart_settlements.settlement_numbers(single)["clear"].any()
    for chart in CLOSING:
        assert drawn(chart, single, "zh")
    assert spread_of(pd.Series([3.0]))[1] == 3.0


def test_settlements_stand_by_county_with_towns_apart(findings):
    table = chart_settlements.settlement_numbers(findings)
    assert list(table["settlement"]) == [1, 2, 3, 4, 5]
    lines = chart_settlements.lines_of(table, "en")
    assert [line.name for line in lines] == ["Yongning", "Hongsibu"]
    assert [place for _, place in lines[0].tiles] == [0, 1, 2] and lines[1].town is None
    assert lines[0].town is not None and lines[0].tiles[2][0] > lines[0].tiles[1][0] + 1
    words = chart_settlements.settlement_words(findings, table, "zh")
    assert "合成" in words.title and "不对应任何具名村镇" in words.note
    assert "no map" in chart_settlements.settlement_words(findings, table, "en").note


def test_every_settlement_has_one_place_however_many_there_are(findings):
    table = chart_settlements.settlement_numbers(findings)
    many = pd.concat([table.assign(track=track) for track in ["village"] * 11 + ["town"] * 6], ignore_index=True)
    many = many.sort_values("county", kind="stable").reset_index(drop=True)
    lines = chart_settlements.lines_of(many, "zh")
    assert sorted(place for line in lines for _, place in line.tiles) == list(range(len(many)))
    assert max(x for line in lines for x, _ in line.tiles) < chart_settlements.ACROSS
    for line in lines:
        assert len({x for x, _ in line.tiles}) == len(line.tiles)


def test_numbers_stand_on_tiles_only_when_these_are_few(findings):
    table = chart_settlements.settlement_numbers(findings)
    few = drawn(chart_settlements.SETTLEMENTS, findings, "en")
    many = pd.concat([table] * 20, ignore_index=True)
    assert len(few.split()) > len(drawn(chart_settlements.SETTLEMENTS, findings, "en", many).split())


def test_a_result_without_these_rows_has_none_of_these_charts(result, tmp_path):
    rows = result.indicators
    bare = Findings(Result(**{**vars(result), "indicators": rows[rows["group"] == "all"]}))
    assert not [each.chart.name for each in draw_charts(bare, tmp_path / "figures", CLOSING)]


@pytest.mark.parametrize("chart", CLOSING, ids=lambda chart: chart.name)
def test_a_chart_drawn_twice_is_equal_bytes(findings, chart):
    table = chart.numbers(findings)
    words = chart.words(findings, table, "zh")
    made = []
    for _ in range(2):
        with drawing():
            figure = sheet(words, chart.height(table))
            chart.draw(figure, table, "zh")
            arrange(figure)
            made.append(svg_bytes(figure, words))
    assert made[0] == made[1] and b"dc:date" not in made[0]


def test_tiles_of_one_chart_are_all_in_one_unit_which_is_named(findings):
    table = chart_settlements.settlement_numbers(findings).assign(median=[1234.0, 80.0, -2600.0, 5.0, 40.0])
    for language, unit in (("zh", "格内数字为千元"), ("en", "numbers on tiles in thousands")):
        said = drawn(chart_settlements.SETTLEMENTS, findings, language, table).split("\n")
        assert {"+1.2", "+0.1", "−2.6"} <= set(said) and not [text for text in said if "k" in text]
        assert unit in chart_settlements.settlement_words(findings, table, language).subtitle
        small = table.assign(median=table["median"] / 100)
        assert unit not in chart_settlements.settlement_words(findings, small, language).subtitle


def test_what_stands_in_for_the_months_names_them(findings):
    table = chart_months.months_numbers(findings)
    assert "1–3 个月 " in chart_months.months_words(findings, table, "zh").alt
    assert "10–12 months " in chart_months.months_words(findings, table, "en").alt
