"""Industrial parks, as a policy expert would check them: when places open, who is hired, what they pay and cost."""

import numpy as np
import pytest

from migrant_sim.simulate import trajectory
from migrant_sim.state import Activity, PoolKind

SHARE = 0.08  # places by the end of 2025 per person of the labour force
DELAY = 18  # months from investment to first places
LOCAL_HIRE = 0.667  # vacancies that go to relocated people
PAY = 1.15  # park pay over local pay
COST = 40_000.0  # yuan a place


@pytest.fixture(scope="module")
def parks(with_measure):
    terms = {"local_hire_share": LOCAL_HIRE, "pay_ratio": PAY, "cost_per_place": COST, "delay": float(DELAY)}
    return with_measure("industrial_parks", places=SHARE, yearly_exit=0.15, **terms)


def in_parks(state):
    return state.enterprises.kind == PoolKind.PARK


def capacities(months, scenario, count=60):
    return np.array([float(s.enterprises.capacity[in_parks(s)].sum()) for s in months(scenario, count)])


def test_places_open_a_year_and_a_half_after_the_investment_and_then_evenly(parks, months):
    """From April 2021 on; the first places stand in October 2022, all of them in December 2025."""
    lasting = parks.with_(**{"measures.industrial_parks.yearly_exit": 0.0})
    places = capacities(months, lasting)
    first = 3 + DELAY
    assert (places[:first] == 0).all() and places[first] > 0
    assert np.diff(places[first:]) == pytest.approx([places[first]] * (59 - first))
    labour = next(float(s.settlements.labour_2020.sum()) for s in months(lasting, 1))
    assert places[-1] == pytest.approx(SHARE * labour)


def test_some_places_are_lost_every_year(parks, months):
    """A place that is so many months old stands with the chance 0.85 to the power of its years."""
    lasting = capacities(months, parks.with_(**{"measures.industrial_parks.yearly_exit": 0.0}))
    ages = np.arange(39) + 0.5  # months since they opened, October 2022 to December 2025
    assert capacities(months, parks)[-1] / lasting[-1] == pytest.approx((0.85 ** (ages / 12)).mean(), rel=1e-4)


def test_relocated_people_get_their_share_and_hosts_the_rest(parks, months):
    for state in months(parks, 60):
        e, park = state.enterprises, in_parks(state)
        assert (e.migrants[park] + e.hosts[park] <= e.places[park] + 1e-9).all()
        if e.added[park].sum() > 0:
            assert e.reserved[park] == pytest.approx(LOCAL_HIRE) and e.pay_ratio[park] == pytest.approx(PAY)
    assert e.migrants[park].sum() > 10
    assert 0.5 < e.migrants[park].sum() / (e.migrants[park].sum() + e.hosts[park].sum())
    assert e.hosts[park].sum() > 0


def test_park_workers_are_people_of_the_county_paid_above_local_pay(parks, months):
    *_, state = months(parks, 60)
    persons, enterprises = state.persons, state.enterprises
    paid = (persons.activity == Activity.LOCAL) & (persons.pay > 0) & (persons.certificate == 0)
    inside = paid & in_parks(state)[persons.pool]
    assert inside.sum() > 5 and (paid & ~inside).sum() > 5
    assert (enterprises.county[persons.pool[inside]] == persons.county[inside]).all()
    usual = (persons.pay / persons.skill)[paid & ~inside]
    assert usual == pytest.approx([usual[0]] * len(usual))
    assert (persons.pay / persons.skill)[inside] == pytest.approx([PAY * usual[0]] * inside.sum())


def test_the_investment_is_paid_before_the_places_open(parks, months):
    labour = next(float(s.settlements.labour_2020.sum()) for s in months(parks, 1)) / parks.population.scale
    costs = trajectory(parks, -1, 0).costs.set_index("year")
    assert costs.yuan.sum() == pytest.approx(SHARE * labour * COST)
    assert costs.people.get(2021, 0) == 0 and costs.yuan[2021] > 0
    assert costs.job_months[2025] > costs.job_months[2023] > 0
    assert costs.yuan[2025] == 0  # what opens in 2025 was paid for by mid 2024
