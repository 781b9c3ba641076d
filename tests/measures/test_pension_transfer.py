"""Pension transfer: who is registered elsewhere, what the gap brings them, and that few take it up at once."""

import pytest

from migrant_sim.opening import opening
from migrant_sim.state import Group

NAME = "pension_transfer"


def first_month(scenario, months):
    return next(months(scenario, 1))


def test_pensioners_registered_elsewhere_get_the_gap_and_nobody_else(with_measure, continuation, months):
    scenario = with_measure(NAME, places=1.0, gap=20.0, start="2021-01", ramp=1.0)
    state, plain = first_month(scenario, months), first_month(continuation, months)
    homes, begun = state.households, opening(scenario, 0).state.households.pensioners > 0  # nobody joins later
    due = begun * (homes.group != Group.POLICY) * homes.pensioners * 20.0 * state.economy.index * (homes.size > 0)
    assert homes.transfer - plain.households.transfer == pytest.approx(due) and due.sum() > 0
    assert sum(cost.yuan for cost in state.costs) == pytest.approx(due.sum() / state.scale)
    assert state.books.month["government", "households", NAME] == pytest.approx(due.sum())


def test_it_is_voluntary_and_takes_time(with_measure, months):
    yuan = [
        sum(cost.yuan for cost in state.costs) / state.economy.index
        for state in months(with_measure(NAME, places=0.5, gap=20.0, start="2021-01", ramp=24.0), 36)
    ]
    assert yuan[0] < yuan[5] < yuan[23]
    whole = next(months(with_measure(NAME, places=1.0, gap=20.0, start="2021-01", ramp=1.0), 1))
    assert yuan[23] < 0.8 * sum(cost.yuan for cost in whole.costs) / whole.economy.index
