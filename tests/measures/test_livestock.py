"""Livestock: heads on debt that pay in good years and cost in the slump, and herds that leave the yards."""

import numpy as np
import pytest

NAME = "livestock"
TERMS = {"places": 0.3, "moved": 0.0, "heads": 2.0, "borrowed": 0.5, "loan_per_head": 8000.0}


def operating(months, scenario):
    """Operating income of all households by year, 2021 to 2025."""
    return np.array([float(s.households.operating.sum()) for s in months(scenario, 60)]).reshape(5, 12).sum(axis=1)


def test_farming_families_get_heads_debt_and_a_grant(with_measure, months):
    scenario = with_measure(NAME, **TERMS, calf_grant=500.0)
    for state in months(scenario, 36):
        homes = state.households
        joined = homes.herd_added > 0
        paid = state.books.month.get(("government", "households", NAME), 0.0)
        assert paid == pytest.approx(joined.sum() * 2 * 500 / 12 * state.economy.index)
        assert homes.herd_debt[joined] == pytest.approx(8000) and (homes.herd_debt[~joined] == 0).all()
    assert joined.sum() > 20 and (homes.land[joined] > 0).all()


def test_heads_gain_in_good_years_and_lose_in_the_slump(continuation, with_measure, months):
    gain = operating(months, with_measure(NAME, **TERMS)) - operating(months, continuation)
    assert (gain[:3] > 0).all() and gain[3] < 0 and gain[4] < gain[2]


def test_herds_that_leave_the_yards_shrink(continuation, with_measure, months):
    only = with_measure(NAME, places=0.0, moved=0.5, given_up=0.4)
    *_, state = months(only, 36)
    homes = state.households
    gone = homes.herd_added < 0
    assert 0 < gone.sum() < (homes.herd > 0).sum()
    assert (-homes.herd_added[gone]) == pytest.approx(0.4 * homes.herd[gone])
    loss = operating(months, only) - operating(months, continuation)
    assert loss[2] < 0 < loss[3]


def test_stalls_are_paid_when_heads_come(with_measure, months):
    scenario = with_measure(NAME, **TERMS, calf_grant=0.0, stall_cost=4000.0)
    yuan = [sum(c.yuan for c in s.costs) / s.economy.index * scenario.population.scale for s in months(scenario, 36)]
    assert yuan[3] == 0 and yuan[4] > 0 and yuan[-1] == 0
