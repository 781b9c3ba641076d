import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.reports.formats import (
    decimal,
    in_unit,
    interval,
    money,
    money_unit,
    percent,
    plain,
    probability,
    ratio,
    signed,
    true_minus,
    within,
    yuan,
)
from migrant_sim.result import class_of


def test_thousands_are_grouped_in_english_only():
    assert (yuan(11624.4, "en"), yuan(11624.4, "zh")) == ("11,624", "11624")


@pytest.mark.parametrize("form", [ratio, decimal, percent, lambda value: yuan(value, "en")])
def test_a_number_that_rounds_to_zero_has_no_minus(form):
    assert "−" not in form(-0.00001) and "-" not in form(-0.00001)


@pytest.mark.parametrize(
    "form", [ratio, decimal, percent, probability, lambda v: yuan(v, "zh"), lambda v: money(v, "en")]
)
@pytest.mark.parametrize("missing", [None, float("nan")])
def test_a_number_that_does_not_exist_is_a_dash(form, missing):
    assert form(missing) == "–"


def test_negative_numbers_carry_a_true_minus():
    assert (decimal(-1.25), signed(decimal(-1.25)), signed(decimal(1.25))) == ("−1.2", "−1.2", "+1.2")
    assert signed(ratio(0.0)) == "0.00"


def test_a_rare_event_is_not_rounded_away():
    assert (probability(0.004), probability(0.996), probability(0.0), probability(1.0)) == (
        "0.4%",
        "99.6%",
        "0%",
        "100%",
    )


@given(st.floats(0, 1))
def test_a_printed_probability_keeps_the_class_of_its_word(value):
    whole = probability(value).endswith("%") and "." not in probability(value)
    if whole:
        assert class_of(int(probability(value)[:-1]) / 100) == class_of(value)


def test_an_interval_without_a_bound_is_a_dash():
    assert interval(0.1, 0.2, ratio, "zh") == "0.10 至 0.20"
    assert interval(None, 0.2, ratio, "en") == "–"


def test_sums_of_money_are_the_same_to_the_million_in_both_languages():
    assert (money(1.083e9, "zh"), money(1.083e9, "en")) == ("10.83 亿元", "1.083 billion yuan")
    assert (money(1.234e8, "zh"), money(1.234e8, "en")) == ("1.23 亿元", "123 million yuan")
    assert (money(1.26e6, "zh"), money(1.26e6, "en")) == ("126 万元", "1.3 million yuan")
    assert money(-2e9, "en") == "−2.000 billion yuan"


def test_sums_that_stand_together_have_the_unit_of_the_largest():
    unit = money_unit([3e5, 2e9, float("nan")], "zh")
    assert unit.words == "亿元" and in_unit(3e7, unit, "zh") == "0.30" and in_unit(None, unit, "zh") == "–"
    assert in_unit(3e5, unit, "zh") == "<0.01" and in_unit(0.0, unit, "zh") == "0.00"
    assert money_unit([3e8], "zh").words == "万元" and money_unit([3e8], "en").words == "million yuan"


def test_plain_numbers_have_no_exponent_from_a_thousand():
    assert (plain(123456.7), plain(0.012345), plain(-0.5, 4)) == ("123,457", "0.0123", "−0.5")


def test_no_sentence_gives_an_interval_of_no_width():
    assert within(0.1, 0.2, ratio, "zh") == "90% 区间 0.10 至 0.20" and "90%" not in within(0.1, 0.1, ratio, "zh")
    assert "无区间" in within(0.1, 0.1, ratio, "zh") and "too few" in within(None, 0.2, ratio, "en")


def test_numbers_of_any_unit_are_never_powers_of_ten():
    assert (plain(0.00008371), plain(4100.0), plain(4100.0, language="zh")) == ("0.000084", "4,100", "4100")


def test_stored_sentences_get_true_minus_signs_and_keep_their_hyphens():
    said = true_minus("by -1.4 % in [-0.02, 0.02], 2021-2025, NX-T03, -9")
    assert said == "by −1.4 % in [−0.02, 0.02], 2021-2025, NX-T03, −9"
