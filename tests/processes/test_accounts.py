"""Residence, remittances and the books of a household one can add up by hand."""

import numpy as np
import pytest

from migrant_sim.processes import Accounts, Earnings
from migrant_sim.state import Activity

RELIEF_PAY = 1500.0
PEOPLE = [Activity.LOCAL, Activity.OUTSIDE, Activity.SELF_EMPLOYED, Activity.POST, Activity.RELIEF]


@pytest.fixture
def state(town):
    """A household of five who are all at work: the one outside is no resident."""
    made = town(5, size=5, activity=PEOPLE, pool=[1, 5, -1, -1, -1])
    made.persons.resident[:] = [1, 0, 1, 1, 1]
    made.economy.wage[[Activity.LOCAL, Activity.OUTSIDE, Activity.SELF_EMPLOYED]] = [3600.0, 4500.0, 3800.0]
    made.economy.rural_mean_last_year = 12_000.0
    made.settlements.relief_pay[:] = RELIEF_PAY
    return made


def paid(state, streams, **changes):
    Earnings(months_ridge=2.0, festival_return=0.0, post_pay_rule=0.1, remittance_share=0.4, **changes).step(
        state, streams
    )
    Accounts().step(state, streams)


def test_the_month_reaches_the_household_and_the_year(state, streams):
    paid(state, streams)
    h, pay = state.households, state.persons.pay
    assert (pay > 0).all() and pay[3] == 1200 and pay[4] == RELIEF_PAY
    lines = (pay[[0, 3, 4]].sum(), pay[2], 0.4 * pay[1], 0.6 * pay[1])
    assert (h.wage[0], h.operating[0], h.transfer[0], h.away[0]) == pytest.approx(lines)
    assert (h.wage_year[0], h.operating_year[0], h.transfer_year[0], h.away_year[0]) == pytest.approx(lines)
    assert h.employed[0] == 5
    assert state.books.net("households") == pytest.approx(sum(lines[:3]))
    assert state.books.net("government") == pytest.approx(-1200 - RELIEF_PAY)
    assert (state.notes["post_pay"], state.notes["relief_pay"]) == (1200, RELIEF_PAY)
    assert state.tally.lines.tolist() == pytest.approx([lines[0], lines[1], 0, lines[2], lines[3]])


@pytest.mark.parametrize(("activity", "pay"), [(Activity.POST, 1200.0), (Activity.RELIEF, RELIEF_PAY)])
def test_public_work_of_one_who_is_no_resident_is_paid_by_the_government_too(state, streams, activity, pay):
    """What arrives is a remittance; who paid it is not the outside."""
    state.persons.activity[:], state.persons.pool[:], state.persons.resident[:] = activity, -1, 0
    paid(state, streams)
    assert state.households.transfer[0] == pytest.approx(0.4 * 5 * pay)
    assert state.books.net("households") == pytest.approx(0.4 * 5 * pay)
    assert state.books.net("government") == pytest.approx(-5 * pay)


def test_hosts_are_paid_in_the_shared_pools_alone(state, streams):
    state.enterprises.hosts[:], state.enterprises.pay_ratio[:] = [10, 2, 3, 4, 99, 99], [1, 1, 1.5, 1, 1, 1]
    paid(state, streams)
    regular = (2 + 4.5 + 4) * state.economy.host_month
    casual = 10 * state.enterprises.worker_days[0] * state.economy.wage[Activity.CASUAL]
    assert state.notes["host_pay"] == pytest.approx(regular + casual)
    assert state.books.net("hosts") == pytest.approx(regular + casual)


def test_half_a_year_away_makes_a_member_no_resident_for_the_next_year(state, streams):
    persons, accounts = state.persons, Accounts(residence_months=6)
    persons.months_away[:] = [0, 6, 5, 12, 0]
    accounts.close_year(state)
    assert persons.resident.tolist() == [1, 0, 1, 0, 1] and state.households.residents[0] == 3


def test_a_new_year_starts_from_nothing_and_forgets_no_tenure(state, streams):
    paid(state, streams)
    state.persons.months_worked[:] = 7
    Accounts().close_year(state)
    for table, names in (
        (state.households, ("wage_year", "operating_year", "property_year", "transfer_year", "away_year")),
        (state.persons, ("months_worked", "months_employed", "months_away", "months_stable", "months_subsidised")),
    ):
        assert all((getattr(table, name) == 0).all() for name in names)
    assert (state.persons.tenure == 5).all()


def test_everybody_living_is_a_resident_at_first(state, streams):
    state.persons.resident[:], state.persons.alive[:] = 0, [1, 1, 1, 1, 0]
    Accounts().prepare(state, streams)
    assert state.households.residents[0] == 4 and np.all(state.persons.resident == 1)
