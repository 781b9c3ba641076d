"""Vocational schooling, as a policy expert would check it: who goes, for how long, what is lost, what is left."""

import numpy as np
import pytest

from migrant_sim.state import Activity

NAME = "vocational_schooling"
PLACES, COST = 0.5, 15_000.0


@pytest.fixture(scope="module")
def schooling(with_measure):
    scenario = with_measure(NAME, places=PLACES, cost_per_place=COST)
    return scenario.with_(**{"processes.training.school_months": 36.0, "processes.training.certificate_rate": 1.0})


def pupils(state):
    return (state.persons.activity == Activity.TRAINING) & (state.persons.training_left > 6)


def test_school_leavers_without_regular_work_go(schooling, months):
    went = 0
    for state in months(schooling, 24):
        p, s = state.persons, state.settlements
        new = pupils(state) & (p.training_left == 36)
        assert new.sum() == s.enrolled.sum()
        assert ((p.age[new] >= 16) & (p.age[new] <= 19) & (p.education[new] <= 3) & (p.labour[new] == 1)).all()
        for cost in state.costs:
            assert cost.people == pytest.approx(new.sum() / state.scale)
            assert cost.yuan == pytest.approx(new.sum() * COST * state.economy.index / state.scale)
        went += int(new.sum())
    assert went > 3


def test_they_are_out_of_work_for_three_years_and_leave_with_a_certificate(schooling, months):
    seen, since = None, {}
    for state in months(schooling, 60):
        p = state.persons
        for i in np.flatnonzero(pupils(state) & (p.training_left == 36)):
            since[i] = state.month
        out = [i for i in since if seen is not None and seen[i] == Activity.TRAINING and p.activity[i] != seen[i]]
        for i in out:
            if p.alive[i] == 1 and p.activity[i] == Activity.SEARCHING and state.month - since[i] >= 36:
                assert state.month - since[i] == 36 and p.certificate[i] == 1
        seen = p.activity.copy()
    assert any(seen[i] != Activity.TRAINING for i in since)


def test_it_costs_work_before_it_gives_any(schooling, continuation, months):
    def young_at_work(scenario):
        return sum(
            int(((s.persons.age <= 21) & (s.persons.activity <= Activity.POST)).sum()) for s in months(scenario, 36)
        )

    assert young_at_work(schooling) < young_at_work(continuation)
