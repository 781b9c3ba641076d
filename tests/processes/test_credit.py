"""Small production loans: who has one, what it brings and costs, how it ends, and that their number stays."""

from dataclasses import replace

import numpy as np
import pytest

from migrant_sim.processes import Credit
from migrant_sim.published import parameter

PLAIN = Credit(
    takeup_poor=0.5, takeup_others=0.2, mean_loan=36000.0, cap=40000.0, rate=0.04, renewal=0.6, profit=0.06,
    constrained=1.0, default=0.0,
)  # fmt: skip


@pytest.fixture
def state(town):
    """3000 households of one, every other registered as poor, January 2018."""
    made = town(3000)
    made.households.registered_poor = (np.arange(3000) % 2).astype(np.int8)
    made.month = 2018 * 12
    return made


def shares(state):
    owing, poor = state.households.loan > 0, state.households.registered_poor == 1
    return owing[~poor].mean(), owing[poor].mean()


def test_loans_of_the_start_are_those_of_the_rows(state, streams):
    state.households.labour[:100] = 0
    PLAIN.prepare(state, streams)
    households = state.households
    assert (households.loan[:100] == 0).all()
    assert shares(state) == pytest.approx((0.2, 0.5), abs=0.04)
    owing = households.loan > 0
    assert ((households.loan_left > 0) == owing).all()
    assert households.loan.max() == 40000 and households.loan[owing].min() >= 0.6 * 36000
    assert set(households.loan_left[owing]) == set(range(1, 37))


def test_the_poor_keep_the_interest_that_the_government_pays_and_others_the_profit_beyond_it(state, streams):
    households = state.households
    households.loan[:2], households.loan_left[:2] = 20000.0, 12
    state.month += 10  # rows 0 and 1 have a loan; nobody else takes one
    replace(PLAIN, takeup_poor=0.0, takeup_others=0.0).step(state, streams)
    profit, interest = 20000 * 0.06 / 12, 20000 * 0.04 / 12
    assert households.operating[:3].tolist() == pytest.approx([profit, profit + interest, 0])
    assert households.loan_left[:2].tolist() == [11, 11]
    assert state.books.month["government", "banks", "microcredit interest subsidy"] == pytest.approx(interest)
    assert state.books.net("households") == pytest.approx(households.operating.sum())
    assert state.books.net("banks") == pytest.approx(2 * interest)


def test_without_constraints_a_loan_brings_what_it_costs(state, streams):
    PLAIN.prepare(state, streams)
    replace(PLAIN, constrained=0.0).step(state, streams)
    poor = state.households.registered_poor == 1
    assert state.households.operating[~poor] == pytest.approx(0.0)
    assert state.households.operating[poor].max() > 0


@pytest.mark.parametrize(("renewal", "default", "ends"), [(1.0, 0.0, False), (0.0, 0.0, True), (1.0, 1.0, True)])
def test_a_loan_that_falls_due_is_renewed_repaid_or_lost(state, streams, renewal, default, ends):
    households = state.households
    households.loan[5], households.loan_left[5] = 20000.0, 1
    replace(PLAIN, renewal=renewal, default=default).step(state, streams)
    assert (households.loan[5] == 0) == ends and households.loan_left[5] == (0 if ends else 36)
    assert state.notes["loans_written_off"] == (20000 if default else 0)


def test_who_has_no_labour_left_gets_no_new_loan(state, streams):
    households = state.households
    households.loan[5], households.loan_left[5], households.labour[:] = 20000.0, 1, 0
    replace(PLAIN, renewal=1.0).step(state, streams)
    assert households.loan.sum() == 0 and state.notes["borrowers"] == 1


def test_as_many_households_owe_after_ten_years(state, streams):
    credit = replace(PLAIN, default=0.03)
    credit.prepare(state, streams)
    for _ in range(120):
        state.open_month()
        credit.step(state, streams)
        state.books.close_month(2018)
        state.month += 1
    assert shares(state) == pytest.approx((0.2, 0.5), abs=0.05)


def test_the_profit_of_the_constrained_lies_within_the_published_range():
    """The published effect is a moment: it is compared with the channel, never fed into it."""
    moment, credit = parameter("credit_marginal_profit"), Credit()
    assert moment.role == "moment"
    assert moment.low <= 10_000 * credit.profit <= moment.high
