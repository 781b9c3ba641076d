"""Words that are no mistake but do not do what one may expect are explained."""

import pytest

from migrant_sim import load_scenario
from migrant_sim.cli.remarks import remarks
from migrant_sim.cli.request import Request


def said(*words: str, **overrides: object) -> str:
    request = Request(verb="run", words=words, language="en")
    return "\n".join(english for _, english in remarks(request, load_scenario(**overrides)))


def test_a_programme_named_twice_counts_once() -> None:
    choice = ["own", "ningxia"]
    assert "names ningxia twice" in said("programme=[own,ningxia]", name="custom", programme=choice)
    assert load_scenario("custom", programme=choice).measures == load_scenario("as_written").measures


def test_two_programmes_that_order_the_same_add_up() -> None:
    told = said(name="custom", region="yinchuan", programme=["own", "ningxia"])
    assert "NX, YC" in told and "labour_export" in told and "add up" in told


@pytest.mark.parametrize(("word", "tells"), [("programme.NX-16=off", True), ("programme.NX-04=off", False)])
def test_a_clause_without_an_instrument_changes_nothing(word: str, tells: bool) -> None:
    assert bool(said(word)) is tells


def test_chinese_and_english_say_the_same_number_of_things() -> None:
    request = Request(verb="run", words=("programme.NX-16=off",), language="zh")
    pairs = list(remarks(request, load_scenario()))
    assert len(pairs) == 1 and all(chinese and english for chinese, english in pairs)
