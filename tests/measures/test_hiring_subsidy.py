"""The hiring subsidy, as a policy expert would check it: who is hired with it, how many, and what it costs."""

import numpy as np
import pytest

from migrant_sim.simulate import trajectory
from migrant_sim.state import Activity, PoolKind

HIRES = 0.06  # hires a year per person of the labour force
GRANT = 700.0  # yuan a hire


@pytest.fixture(scope="module")
def subsidy(with_measure):
    return with_measure("hiring_subsidy", hires=HIRES, grant=GRANT)


def test_local_employers_alone_are_offered_it_and_it_is_a_small_part_of_a_years_pay(subsidy, months):
    for month, state in enumerate(months(subsidy, 8)):
        e = state.enterprises
        local = e.kind == PoolKind.LOCAL
        assert (e.subsidised_places[~local] == 0).all() and (e.subsidy_share[~local] == 0).all()
        offered = HIRES / 12 * state.settlements.labour_2020.sum() if month >= 5 else 0.0  # from June 2021 on
        assert e.subsidised_places.sum() == pytest.approx(offered)
        pay = 12 * state.economy.wage[Activity.LOCAL] / state.economy.pay_level
        assert e.subsidy_share[local] == pytest.approx(GRANT / pay if month >= 5 else 0.0)
    assert 0 < GRANT / pay < 0.03


def test_it_is_paid_for_hires_of_the_hard_to_place_up_to_the_number_offered(subsidy, months):
    hires, offers = 0, 0.0
    for state in months(subsidy, 24):
        e, p = state.enterprises, state.persons
        hired = (p.activity == Activity.LOCAL) & (p.tenure == 0) & (p.hard == 1)
        new = np.bincount(p.pool[hired], minlength=len(e))
        assert (e.subsidised_hired <= new).all() and (e.subsidised_hired <= np.ceil(e.subsidised_places)).all()
        assert sum(c.yuan for c in state.costs) == pytest.approx(e.subsidised_hired.sum() * GRANT / state.scale)
        hires, offers = hires + int(e.subsidised_hired.sum()), offers + float(e.subsidised_places.sum())
    assert 0 < hires <= offers + len(e)


def test_more_of_the_hard_to_place_are_in_local_jobs(subsidy, continuation, months):
    shares = []
    for scenario in (continuation, subsidy):
        at_work = [
            float(((s.persons.activity == Activity.LOCAL) & (s.persons.hard == 1)).sum())
            for s in months(scenario, 60)
            if s.month >= 2023 * 12
        ]
        shares.append(np.mean(at_work))
    assert shares[1] > shares[0]


def test_employers_get_the_money_and_nobody_else(subsidy):
    costs = trajectory(subsidy, -1, 0).costs
    assert costs.yuan.to_numpy() == pytest.approx(costs.people.to_numpy() * GRANT) and costs.yuan.sum() > 0
    assert (costs.job_months == 0).all()
