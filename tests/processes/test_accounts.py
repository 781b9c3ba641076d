"""Residence, remittances and the books of a household one can add up by hand."""

import numpy as np
import pytest

from migrant_sim.processes import Accounts
from migrant_sim.state import Activity

PAY = np.array([1000.0, 2000.0, 3000.0, 500.0])


@pytest.fixture
def state(town):
    """A household of four: a local worker, one outside who is no resident, one with an own business, a post holder."""
    made = town(4, size=4, activity=[Activity.LOCAL, Activity.OUTSIDE, Activity.SELF_EMPLOYED, Activity.POST])
    made.persons.pay[:] = PAY
    made.persons.resident[:] = [1, 0, 1, 1]
    return made


def test_the_month_reaches_the_household(state, streams):
    Accounts(remittance_share=0.4).step(state, streams)
    h = state.households
    assert (h.wage[0], h.operating[0], h.transfer[0], h.away[0]) == pytest.approx((1500, 3000, 800, 1200))
    assert h.employed[0] == 4
    assert state.books.net("households") == pytest.approx(5300)
    assert state.books.net("government") == pytest.approx(-500)
    assert (h.wage_year[0], h.operating_year[0], h.transfer_year[0], h.away_year[0]) == (1500, 3000, 800, 1200)


def test_a_holder_of_a_post_who_is_no_resident_is_paid_by_the_government_too(state, streams):
    """What arrives is a remittance; who paid it is not the outside."""
    state.persons.activity[:], state.persons.resident[:] = Activity.POST, 0
    Accounts(remittance_share=0.4).step(state, streams)
    assert state.households.transfer[0] == pytest.approx(0.4 * PAY.sum())
    assert state.books.net("households") == pytest.approx(0.4 * PAY.sum())
    assert state.books.net("outside") >= 0


def test_half_a_year_away_makes_a_member_no_resident_for_the_next_year(state, streams):
    persons, accounts = state.persons, Accounts(residence_months=6)
    persons.months_away[:] = [0, 6, 5, 12]
    accounts.close_year(state)
    assert persons.resident.tolist() == [1, 0, 1, 0] and state.households.residents[0] == 2


def test_a_new_year_starts_from_nothing_and_forgets_no_tenure(state, streams):
    accounts = Accounts()
    accounts.step(state, streams)
    state.persons.months_worked[:], state.persons.pay_year[:] = 7, 9000
    accounts.close_year(state)
    for table, names in (
        (state.households, ("wage_year", "operating_year", "property_year", "transfer_year", "away_year")),
        (state.persons, ("months_worked", "months_employed", "months_away", "months_stable", "pay_year")),
    ):
        assert all((getattr(table, name) == 0).all() for name in names)
    assert (state.persons.tenure == 5).all()


def test_everybody_is_a_resident_at_first(state, streams):
    state.persons.resident[:] = 1
    Accounts().prepare(state, streams)
    assert state.households.residents[0] == 4
