import copy

import pytest

from migrant_sim.reports.text import finding_lines, growth, verdict_lines


@pytest.fixture
def summary(result):
    return copy.deepcopy(result.summary)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_of_the_verdict_is_printed(summary, language):
    summary["verdict"] |= {"probability": 0.41, "low": 0.37, "high": 0.46, "tolerance": 0.05}
    summary["verdict"]["by_tolerance"]["0.10"] |= {"probability": 0.59}
    summary["verdict"]["by_start_ratio"][0] |= {"start_ratio": 0.61, "probability": 0.23}
    summary["verdict"]["by_trend"][0] |= {"trend": -0.017, "probability": 0.19}
    summary["parity_ratio"]["2025"] = {"median": 0.876, "p05": 0.81, "p95": 0.93}
    summary["difference"]["disposable_income"] = {"median": 432.0, "p05": -20.0, "p95": 777.0}
    summary["cost"] |= {"total_yuan": 3.21e8, "per_person_yuan": 654.0}
    text = "\n".join(verdict_lines(summary, language))
    colon = {"en": ": ", "zh": "："}[language]
    numbers = ("41%", "37%", "46%", "0.05", "59%", f"0.61{colon}23%", f"−1.7{colon}19%", "0.88", "0.81", "0.93")
    for number in numbers:
        assert number in text
    for number in ("+432", "−20", "777", {"en": "321 million", "zh": "3.21 亿元"}[language], "654"):
        assert number in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_another_summary_gives_another_text(summary, language):
    before = verdict_lines(summary, language)
    summary["verdict"] |= {"word": "yes", "word_zh": "可达", "probability": 0.97}
    summary["cost"]["total_yuan"] += 5e8
    after = verdict_lines(summary, language)
    assert {line for line in before if line not in after} and len(before) == len(after)
    assert ("可达" if language == "zh" else "yes") in after[0]


def test_the_word_is_the_one_of_the_summary_in_each_language(summary):
    summary["verdict"] |= {"word": "cannot say", "word_zh": "无法判断"}
    summary["verdict"]["reason"] = {"en": "The start decides.", "zh": "取决于起点。"}
    chinese, english = verdict_lines(summary, "zh"), verdict_lines(summary, "en")
    assert "无法判断" in chinese[0] and "取决于起点。" in chinese
    assert "cannot say" in english[0] and "The start decides." in english


def test_a_region_without_a_verdict_gives_its_reason(summary):
    summary |= {"verdict": None, "reason": {"en": "No income target.", "zh": "没有收入目标。"}}
    assert verdict_lines(summary, "en")[0] == "No verdict: No income target."
    assert verdict_lines(summary, "zh")[0] == "没有结论：没有收入目标。"


def test_too_few_draws_for_an_interval_are_said(summary):
    summary["verdict"] |= {"low": None, "high": None, "by_start_ratio": [], "by_trend": []}
    lines = verdict_lines(summary, "en")
    assert "too few draws" in lines[1]
    assert not [line for line in lines if line.startswith("By start")]


def test_only_the_run_counts_the_warnings_that_the_page_lists(summary):
    assert verdict_lines(summary, "en")[:-1] == finding_lines(summary, "en")
    summary["warnings"] = []
    assert verdict_lines(summary, "en") == finding_lines(summary, "en")


def test_assumptions_carry_the_word(summary):
    chinese, english = "\n".join(verdict_lines(summary, "zh")), "\n".join(verdict_lines(summary, "en"))
    assert chinese.count("假设") >= 4 and english.count("assum") >= 4


def test_growth_needs_a_level_above_zero():
    assert (growth(110.0, 100.0), growth(90.0, 100.0), growth(10.0, 0.0)) == ("+10.0%", "−10.0%", "–")


def test_the_cost_has_its_interval_where_the_result_holds_one(summary):
    summary["cost"] |= {"total_yuan": 3.21e8, "total_yuan_p05": 2.5e8, "total_yuan_p95": 4e8}
    assert "（90% 区间 2.50 亿元 至 4.00 亿元）" in verdict_lines(summary, "zh")[-2]
    assert "(90% interval 250 million yuan to 400 million yuan)" in verdict_lines(summary, "en")[-2]
