"""Job ledgers, as a policy expert would check them: what they show, whom that helps, and what they cost."""

import numpy as np
import pytest

from migrant_sim.simulate import trajectory
from migrant_sim.state import Activity

COVERAGE, SHOWN, COST = 0.5, 0.4, 15.0  # share listed, share of unknown vacancies shown, yuan a person and year


@pytest.fixture(scope="module")
def ledger(with_measure):
    return with_measure("job_ledger", coverage=COVERAGE, shown=SHOWN, cost=COST)


def test_it_shows_the_vacancies_that_its_coverage_allows(ledger, months):
    shown = [s.settlements.ledger.copy() for s in months(ledger, 6)]
    assert (np.concatenate(shown[:4]) == 0).all()  # it stands in May 2021
    assert np.concatenate(shown[4:]) == pytest.approx(COVERAGE * SHOWN)


def test_nobody_sees_more_than_all_vacancies(with_measure, months):
    much = with_measure("job_ledger", coverage=1.0, shown=1.0, multiplier=5.0)
    *_, state = months(much, 6)
    assert (state.settlements.ledger == 1.0).all()


def test_it_costs_a_fixed_sum_for_everybody_listed(ledger, months):
    labour = next(float(s.settlements.labour_2020.sum()) for s in months(ledger, 1)) / ledger.population.scale
    costs = trajectory(ledger, -1, 0).costs.set_index("year")
    assert costs.people[2022] == pytest.approx(COVERAGE * labour, rel=0.1)  # the labour force changes a little
    assert costs.yuan.to_numpy() == pytest.approx(COST * costs.people.to_numpy())
    assert costs.people[2021] == pytest.approx(costs.people[2022] * 8 / 12, rel=0.1)
    assert (costs.job_months == 0).all()


def test_more_relocated_people_get_local_jobs(with_measure, continuation, months):
    """Places stay as many: a ledger brings relocated people to vacancies that hosts would have filled."""
    full = with_measure("job_ledger", coverage=1.0, shown=1.0)
    at_work = []
    for scenario in (continuation, full):
        counts = [
            float((s.persons.activity == Activity.LOCAL).sum()) for s in months(scenario, 60) if s.month >= 2023 * 12
        ]
        at_work.append(np.mean(counts))
    assert at_work[1] > at_work[0]
