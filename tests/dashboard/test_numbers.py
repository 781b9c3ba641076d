"""No word below twenty draws; the prices behind the cost are named with their grade."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from migrant_sim.dashboard.estimates import Look
from migrant_sim.dashboard.numbers import LEAST_DRAWS, _changes, _defined, _priced, word

SESSION: Any = SimpleNamespace(language="zh", say=lambda zh, en: zh)
PRICE = {"unit": "yuan/place", "seen": "assumption", "central": 500.0, "grade": "C", "description": "price"}


def look(draws: int, **more: Any) -> Look:
    summary = {"draws": draws, "verdict": {"word_zh": "较可能"}, "population": {"persons": 10}, "replications": 1}
    return Look(folder=Path(), summary=summary | more, gains=(), ratio=())


def test_a_word_needs_twenty_draws_and_a_target() -> None:
    assert word(SESSION, look(LEAST_DRAWS)) == "较可能"
    assert word(SESSION, look(LEAST_DRAWS - 1)) == "暂不下结论"
    assert word(SESSION, look(LEAST_DRAWS, verdict=None)) == "不设结论"


def test_prices_are_those_of_measures_each_once() -> None:
    rows = {
        "measures.a.cost": PRICE | {"id": "one", "description_zh": "每岗成本"},
        "measures.b.cost": PRICE | {"id": "one", "description_zh": "每岗成本"},
        "measures.b.net": PRICE | {"id": "gain", "description_zh": "净增收"},
        "economy.wage": PRICE | {"id": "wage", "description_zh": "工资"},
    }
    told = _priced(SESSION, look(4, parameters=rows))
    assert told["单价和金额（等级）"] == "每岗成本 500 元/名额 (C)"
    assert told["其中假设"].startswith("1 个")


def test_a_change_is_compared_with_the_baseline_of_its_own_result() -> None:
    one = look(24, baseline="withdrawn", parameters={})
    assert "后续扶持退出" in _defined(SESSION, one, "disposable_income")["比较"]


def test_both_ends_of_a_change_carry_their_sign() -> None:
    change = {"disposable_income": {"median": 40.0, "p05": -20.0, "p95": 90.0}}
    (row,) = _changes(SESSION, look(24, baseline="continuation", parameters={}, difference=change))
    assert row[1] == "+40" and row[3] == "−20 至 +90"
