"""Microcredit: more first loans under the rules of all, interest of the poor, and what the risk fund pays."""

import pytest

NAME = "microcredit"


def test_with_certain_entry_every_household_with_labour_owes_within_a_year(with_measure, continuation, months):
    shares = []
    for scenario in (with_measure(NAME, entries=1.0, start="2021-01"), continuation):
        *_, state = months(scenario, 12)
        able = (state.households.labour > 0) & (state.households.size > 0)
        shares.append(float((state.households.loan_left > 0)[able].mean()))
    assert shares[0] > 0.9 and shares[1] < 0.6


def test_the_public_pays_the_interest_of_the_poor_on_added_loans(with_measure, months):
    scenario = with_measure(NAME, entries=0.5, start="2021-01", lost_share=0.0)
    rate = scenario.process("credit").rate
    for state in months(scenario, 24):
        homes = state.households
        added = (homes.loan_route == 1) & (homes.registered_poor == 1) & (homes.size > 0)
        interest = float(homes.loan[added].sum()) * rate / 12.0 / state.scale
        assert sum(cost.yuan for cost in state.costs) == pytest.approx(interest)
    assert interest > 0 and {cost.measure for cost in state.costs} == {NAME}


def test_loans_of_those_who_borrow_anyway_stay_as_they_are(with_measure, continuation, months):
    first, plain = (
        next(months(scenario, 1)).households for scenario in (with_measure(NAME, start="2021-01"), continuation)
    )
    usual = plain.loan > 0
    assert (first.loan[usual] == plain.loan[usual]).all() and (first.loan >= plain.loan).all()


def test_the_risk_fund_pays_its_part_of_lost_loans(with_measure, months):
    scenario = with_measure(NAME, entries=1.0, start="2021-01", lost_share=0.7)
    scenario = scenario.with_(**{"processes.credit.default": 0.5})
    paid = [state.books.month.get(("government", "banks", NAME), 0.0) for state in months(scenario, 48)]
    assert sum(paid[:35]) == 0 and sum(paid[35:]) > 0
