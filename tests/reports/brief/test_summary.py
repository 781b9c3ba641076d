"""The sheet of the conclusion: what its figures of cost are made of."""

from types import SimpleNamespace

import pytest

from migrant_sim.reports.brief.grid_summary import _cost

TOTAL = {"total_yuan": 3.0e8, "total_yuan_p05": 2.5e8, "total_yuan_p95": 3.6e8, "per_person_yuan": 5_500.0}


def facts(**more):
    """The facts of a summary whose cost holds these entries too, by key."""
    findings = SimpleNamespace(summary={"cost": TOTAL | more})
    return {fact.key: fact for fact in _cost(findings)}


def year(yuan, gained):
    return {"yuan": yuan, "income_gained_yuan": gained}


def test_the_total_has_its_interval_and_the_cost_of_one_person_its_unit():
    found = facts()
    assert (found["cost"].value, found["cost"].low, found["cost"].high) == (3.0e8, 2.5e8, 3.6e8)
    assert found["cost"].unit.en == "yuan" and found["cost_each"].unit.zh == "元/人"
    assert set(found) == {"cost", "cost_each"}


def test_a_result_without_an_interval_has_none():
    findings = SimpleNamespace(summary={"cost": {"total_yuan": 1.0, "per_person_yuan": 1.0}})
    cost = next(_cost(findings))
    assert (cost.value, cost.low, cost.high) == (1.0, None, None)


def test_the_cost_of_a_yuan_is_of_all_years_together_less_those_without_a_figure_of_income():
    found = facts(gain=[year(100.0, 10.0), year(300.0, 190.0), year(5_000.0, None)])
    assert found["cost_of_yuan"].value == pytest.approx(400 / 200)  # not the mean of 10 and 1.6, not 5 400 / 200


@pytest.mark.parametrize("gain", [[], [year(100.0, None)], [year(100.0, -5.0)], [year(-3.0, 5.0)], [year(0.0, 5.0)]])
def test_where_nothing_is_gained_or_spent_a_yuan_has_no_price(gain):
    assert "cost_of_yuan" not in facts(gain=gain)
