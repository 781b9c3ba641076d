"""Employer preferences, as a policy expert would check them: when places open, at what pay, and what is paid."""

import numpy as np
import pytest

from migrant_sim.state import Activity, PoolKind

NAME = "employer_preference"
SHARE, DELAY, HIRE, PAY, COST, ADDED = 0.06, 6, 0.8, 0.8, 10_000.0, 0.4


@pytest.fixture(scope="module")
def firms(with_measure):
    terms = {"local_hire_share": HIRE, "pay_ratio": PAY, "cost_per_place": COST, "additional": ADDED}
    return with_measure(NAME, start="2021-04", places=SHARE, delay=float(DELAY), yearly_exit=0.0, **terms)


def mine(state):
    return state.enterprises.kind == PoolKind.PARK


def test_additional_places_open_evenly_after_the_delay(firms, months):
    places = np.array([float(s.enterprises.capacity[mine(s)].sum()) for s in months(firms, 60)])
    first = 3 + DELAY
    assert (places[:first] == 0).all() and places[first] > 0
    labour = next(float(s.settlements.labour_2020.sum()) for s in months(firms, 1))
    assert places[-1] == pytest.approx(SHARE * ADDED * labour)
    assert np.diff(places[first:]) == pytest.approx([places[first]] * (59 - first))


def test_relocated_people_work_there_at_its_pay(firms, months):
    for state in months(firms, 60):
        e, here = state.enterprises, mine(state)
        if e.added[here].sum() > 0:
            assert e.pay_ratio[here] == pytest.approx(PAY) and e.reserved[here] == pytest.approx(HIRE)
    assert e.migrants[here].sum() > 3
    working = state.persons.pool >= 0
    at = working & here[np.where(working, state.persons.pool, 0)]
    assert (state.persons.activity[at] == Activity.LOCAL).all() and at.sum() == e.migrants[here].sum()


def test_every_place_is_paid_whether_it_adds_or_not(firms, months):
    labour = next(float(s.settlements.labour_2020.sum()) for s in months(firms, 1))
    paid = sum(cost.yuan for state in months(firms, 60) for cost in state.costs)
    assert paid == pytest.approx(SHARE * labour * COST / firms.population.scale)
