"""The job-retention service, as a policy expert would check it: who is looked after, what it costs, who stays."""

import pytest

from migrant_sim.state import Activity

NAME = "job_retention_service"
COVERED, COST = 0.5, 100.0


@pytest.fixture(scope="module")
def service(with_measure):
    return with_measure(NAME, coverage=COVERED, cost=COST, effect=0.2)


def outside(months, scenario):
    return [int((s.persons.activity == Activity.OUTSIDE).sum()) for s in months(scenario, 60)]


def test_half_of_the_workers_outside_are_looked_after_and_nobody_is_paid(service, months):
    for state in months(service, 18):
        assert not state.settlements.retention_bonus.any()
        at_work = ((state.persons.activity == Activity.OUTSIDE) & (state.persons.labour == 1)).sum() / state.scale
        for cost in state.costs:
            assert cost.yuan == pytest.approx(COVERED * at_work * COST * state.economy.index / 12)
            assert cost.people == pytest.approx(COVERED * at_work / 12)
        if state.costs:
            assert state.settlements.retention == pytest.approx(COVERED * 0.2)


def test_without_an_effect_nobody_stays_longer(service, continuation, months):
    assert outside(months, service.with_(**{f"measures.{NAME}.effect": 0.0})) == outside(months, continuation)


def test_the_stronger_the_effect_the_more_stay_outside(service, continuation, months):
    strong = service.with_(**{f"measures.{NAME}.effect": 1.0, f"measures.{NAME}.coverage": 1.0})
    assert outside(months, strong)[-1] > 1.1 * outside(months, continuation)[-1]
