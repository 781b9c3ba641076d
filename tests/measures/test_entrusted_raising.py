"""Entrusted raising: who is owed a sum, which firms pay it, and that none does in the slump."""

import numpy as np
import pytest

from migrant_sim.months import year_of

NAME = "entrusted_raising"
TERMS = {"places": 0.5, "delay": 0.0, "ramp": 6.0, "net": 2400.0}


def paid(months, scenario, count=60):
    """Yuan of 2020 paid to households, by year."""
    by_year = dict.fromkeys(range(2021, 2026), 0.0)
    for s in months(scenario, count):
        by_year[year_of(s.month)] += s.books.month.get(("enterprises", "households", NAME), 0.0) / s.economy.index
    return list(by_year.values())


def test_firms_that_pay_pay_the_same_and_none_pays_while_heads_bring_a_loss(with_measure, months):
    scenario = with_measure(NAME, **TERMS, zero_chance=0.0)
    by_year = paid(months, scenario)
    places = 0.5 * (next(months(scenario, 1)).households.size > 0).sum()
    assert by_year[1] == pytest.approx(places * 2400, rel=0.03) and by_year[3] == 0 and by_year[4] > 0


def test_some_settlements_get_nothing_in_a_year_and_the_mean_is_not_kept(with_measure, months):
    always, risky = (paid(months, with_measure(NAME, **TERMS, zero_chance=chance)) for chance in (0.0, 0.35))
    good = [0, 1, 2, 4]
    assert 0.2 < sum(risky) / sum(always) < 0.95
    assert any(risky[k] < always[k] for k in good) and all(risky[k] <= always[k] for k in good)
    assert paid(months, with_measure(NAME, **TERMS, zero_chance=1.0)) == [0] * 5


def test_the_registered_poor_come_first_and_animals_are_paid_once(with_measure, months):
    scenario = with_measure(NAME, **TERMS | {"places": 0.05}, zero_chance=0.0, capital=10_000.0)
    yuan, got = [], 0.0
    for state in months(scenario, 12):
        yuan.append(sum(c.yuan for c in state.costs) * scenario.population.scale / state.economy.index)
        got = state.books.month["enterprises", "households", NAME]
    count = 0.05 * (state.households.size > 0).sum()
    assert got / (200 * state.economy.index) == pytest.approx(count, abs=1)
    assert sum(yuan) == pytest.approx(count * 10_000, rel=0.05) and np.count_nonzero(yuan) == 6
