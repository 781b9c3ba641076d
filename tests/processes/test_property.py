"""Rents, dividends and the matched rest of households one can add up by hand."""

from dataclasses import replace

import numpy as np
import pytest

from migrant_sim.processes import Property
from migrant_sim.state import Group

PLAIN = Property(land_rent=450.0, origin_income=80.0, linked=1.0, stake=10_000.0, dividend_yield=0.05, zero_chance=0.0)


@pytest.fixture
def state(town):
    """Two households of two with 5 and 10 mu, the second leased out; the index is 1.1, January 2021."""
    made = town(4, size=2)
    made.households.land[:], made.households.leased[:] = [5, 10], [0, 1]
    made.economy.index = 1.1
    return made


def test_leased_land_earns_rent_and_everyone_has_a_part_of_the_rest(state, streams):
    state.economy.property_other = 24.0
    PLAIN.step(state, streams)
    rest = 2 * 24 / 12 * 1.1
    assert state.households.property.tolist() == pytest.approx([rest, rest + 10 * 450 / 12 * 1.1])
    assert state.books.net("households") == pytest.approx(state.households.property.sum())


def test_land_at_the_origin_earns_too_and_the_level_scales_what_rules_pay(state, streams):
    state.households.origin_land[:] = [3, 0]
    state.economy.property_level, state.economy.property_other = 0.5, 12.0
    PLAIN.step(state, streams)
    assert state.households.property.tolist() == pytest.approx(
        [(3 * 80 / 2 + 24) / 12 * 1.1, (4500 / 2 + 24) / 12 * 1.1]
    )


def test_dividends_come_in_december_alone(state, streams):
    paid = []
    for month in range(12):
        state.open_month()
        state.month = 2021 * 12 + month
        PLAIN.step(state, streams)
        paid.append(state.books.month["enterprises", "households", "dividends"])
        assert state.books.net("households") == pytest.approx(state.households.property.sum())
        state.books.close_month(2021)
    assert paid[:11] == [0] * 11 and paid[11] == pytest.approx(2 * 500 * 1.1)


def test_dividends_are_zero_in_some_years_and_keep_their_mean(state, streams):
    risky = replace(PLAIN, zero_chance=0.4, land_rent=0.0)
    paid = []
    for year in range(2021, 2421):
        state.open_month()
        state.month = year * 12 + 11
        risky.step(state, streams)
        paid.append(state.households.property[0])
    assert set(np.round(paid, 6)) == {0.0, round(500 / 0.6 * 1.1, 6)}
    assert np.mean(paid) == pytest.approx(500 * 1.1, rel=0.15)


def test_the_same_households_hold_stakes_every_year(town, streams):
    state, some = town(500), replace(PLAIN, linked=0.3)
    held = []
    for year in (2021, 2024):
        state.open_month()
        state.month = year * 12 + 11
        some.step(state, streams)
        held.append(state.households.property > 0)
    assert (held[0] == held[1]).all() and held[0].mean() == pytest.approx(0.3, abs=0.07)


def test_self_movers_mostly_kept_their_land(town, streams):
    state = town(3000)
    group = np.arange(3000) % 3
    state.households.group[:], state.month = group, 2018 * 12
    Property(origin_land=4.0).prepare(state, streams)
    kept = state.households.origin_land
    share = [(kept[group == code] > 0).mean() for code in Group]
    assert share == pytest.approx([0.1, 0.2, 0.5], abs=0.05)
    assert kept[kept > 0].min() >= 2 and kept.max() <= 6
