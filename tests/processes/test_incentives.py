"""What work pays after its costs, by hand: effort, reservation pay and the share that lost benefits take."""

import numpy as np
import pytest

from migrant_sim.processes import Labour
from migrant_sim.processes.incentives import participation_tax
from migrant_sim.state import Activity, Band

TERMS = {
    "home_production": 150.0,
    "care_cost": 600.0,
    "commuting_cost": 100.0,
    "effort_elasticity": 0.5,
    "allowance_response": -0.2,
}


@pytest.fixture
def state(town):
    """Five alike: nothing at stake; benefits; own farm; land leased out; a carer."""
    state = town(5, carer=[0, 0, 0, 0, 1])
    state.economy.wage[Activity.LOCAL] = 3000.0
    state.households.at_stake[:] = [0, 400, 0, 0, 0]
    state.households.land[:] = [0, 0, 5, 5, 0]
    state.households.leased[:] = [0, 0, 0, 1, 0]
    return state


def efforts(state, **terms):
    return Labour(**{**TERMS, **terms}).efforts(state, np.arange(5))[0]


def gross(state):
    """Pay of a mean month of local work, idle months counted."""
    return Labour(**TERMS).worth(state).local


def test_effort_is_the_share_of_pay_that_is_left_to_the_power_of_the_elasticity(state):
    costs = np.array([100.0, 500, 250, 100, 700])
    assert 1500 < gross(state) < 2400  # 3 000 x 19 / 24 x some ten months of twelve
    assert efforts(state) == pytest.approx((1 - costs / gross(state)) ** 0.5, rel=1e-12)
    assert efforts(state, effort_elasticity=1.0) == pytest.approx(1 - costs / gross(state), rel=1e-12)
    assert (efforts(state, effort_elasticity=0.0) == 1).all()


def test_the_skilled_try_harder_and_nobody_tries_for_nothing(state):
    state.persons.skill[:] = [2.0, 1.0, 0.4, 0.04, 0.0]
    effort = efforts(state)
    assert effort[0] > effort[1] > effort[2] > effort[3] == effort[4] == 0


def test_the_allowance_changes_effort_by_its_response_of_either_sign(state):
    plain = efforts(state)
    state.households.dibao[1] = Band.B
    for response in (-0.2, 0.1):
        changed = efforts(state, allowance_response=response)
        assert (
            changed[1] == pytest.approx(plain[1] * (1 + response))
            and (changed[[0, 2, 3, 4]] == plain[[0, 2, 3, 4]]).all()
        )


def test_effort_knows_no_matched_level_and_no_doubled_prices(state):
    plain, willing = efforts(state), Labour(**TERMS).willing(state, np.arange(5))
    economy = state.economy
    economy.pay_level, economy.wage = 0.625, economy.wage * 0.625
    assert efforts(state) == pytest.approx(plain, rel=1e-14)
    economy.pay_level, economy.wage = 1.0, economy.wage / 0.625 * 2
    state.households.at_stake *= 2
    doubled = {name: 2 * TERMS[name] for name in ("home_production", "care_cost", "commuting_cost")}
    assert (efforts(state, **doubled) == plain).all()
    assert (Labour(**TERMS).willing(state, np.arange(5)) == willing).all()


def test_costs_of_work_follow_the_nominal_index(state):
    plain = efforts(state)
    state.economy.index, state.economy.wage = 2.0, state.economy.wage * 2
    state.households.at_stake *= 2
    assert efforts(state) == pytest.approx(plain, rel=1e-14)


def test_benefits_lost_keep_people_in_the_region(town):
    state = town(3, attachment=-0.45)
    state.economy.wage[Activity.OUTSIDE] = 4549.0
    state.households.at_stake[:] = [0, 100, 6000]
    labour = Labour(**TERMS, willing_share=0.35, attachment_spread=0.25, travel_cost=3000.0)
    assert labour.willing(state, np.arange(3)).tolist() == [True, False, False]


def test_lost_benefits_as_a_tax_on_the_pay_of_a_month(state):
    state.economy.pay_level, state.economy.wage = 0.5, state.economy.wage * 0.5
    state.persons.labour[0] = 0
    state.households.at_stake[:] = [300, 300, 0, 1e6, 0]
    tax = np.empty(len(state.persons))
    participation_tax(state, tax)
    assert tax.tolist() == [0, pytest.approx(300 / (gross(state) * 0.5)), 0, 1, 0]
