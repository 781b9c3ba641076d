"""The six-month form: whom it reaches, that it ends after six months, once a fall, and what it costs."""

import numpy as np
import pytest

from migrant_sim.state import Watch

NAME = "hardship_allowance"


@pytest.fixture(scope="module")
def path(with_measure, months):
    """(months, households) months left, by application or not, and status; paid and billed by month."""
    rows, money = [], []
    for state in months(with_measure(NAME, reach=1.0), 36):
        homes = state.households
        rows.append([homes.hardship_left.copy(), homes.help_route.copy(), homes.watch.copy()])
        paid = state.books.month.get(("government", "households", "hardship allowance"), 0.0) / state.scale
        money.append([paid, sum(cost.yuan for cost in state.costs)])
    return np.array(rows), np.array(money)


def test_it_starts_in_the_month_after_the_application(path):
    rows, money = path
    assert (rows[:3, 1] == 0).all() and (rows[3, 1] == 1).any()
    assert money[3, 1] == 0.0 and money[4, 1] > 0.0


def test_only_the_unseen_apply_and_only_once_a_fall(path):
    (left, route, watch), _ = np.swapaxes(path[0], 0, 1), path[1]
    begun = (left[1:] == 6) & (route[1:] == 1)
    assert begun.any() and (watch[1:][begun] == Watch.UNSEEN).all() and (watch[:-1][begun] == Watch.UNSEEN).all()
    for home in np.flatnonzero(begun.any(axis=0)):
        first, *others = np.flatnonzero(begun[:, home]) + 1
        spell = left[first : first + 7, home]
        assert spell.tolist() == list(range(6, 6 - len(spell), -1)) or (watch[first : first + 7, home] == 2).any()
        for again in others:
            assert (watch[first:again, home] != Watch.UNSEEN).any()
            first = again


def test_it_pays_no_more_than_all_hardship_allowances(path):
    paid, billed = path[1].T
    assert (billed <= paid + 1e-6).all() and billed.sum() > 0.5 * paid.sum()
