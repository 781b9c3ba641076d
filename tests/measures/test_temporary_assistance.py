"""Temporary assistance: who is aided in addition, once a finding, and what is billed."""

import pytest

NAME = "temporary_assistance"


def aided(scenario, months, count=60):
    """Households newly found a month before, cases paid and cases billed, summed over months."""
    found, new, cases, billed = 0, 0, 0.0, 0.0
    for state in months(scenario, count):
        case = scenario.process("transfers").assistance * state.economy.index
        paid = state.books.month.get(("government", "households", "temporary assistance"), 0.0)
        cases += paid / case
        billed += sum(cost.yuan for cost in state.costs) * state.scale / case
        found += new
        homes = state.households
        new = int(((homes.hardship_left == 6) & (homes.help_route == 0) & (homes.size > 0)).sum())
    return found, cases, billed


def test_with_all_aided_each_finding_brings_one_payment(with_measure, months):
    found, cases, billed = aided(with_measure(NAME, share=1.0, start="2021-01"), months)
    assert found > 5 and cases == pytest.approx(found)
    assert 0 < billed < cases


def test_the_bill_is_what_is_paid_beyond_the_usual_share(with_measure, continuation, months):
    found, cases, billed = aided(with_measure(NAME, share=0.3, start="2021-01"), months)
    _, usual, nothing = aided(continuation, months)
    assert nothing == 0 and cases <= found and billed == pytest.approx(cases - usual, abs=1.5)
