"""Forestry economy: land that brings nothing for years, then more than before."""

import pytest

NAME = "forestry_economy"
TERMS = {"places": 1.0, "ramp": 1.0, "net": 300.0, "given_up": 80.0}


def test_planters_lose_first_and_gain_after_the_gestation(with_measure, months):
    scenario = with_measure(NAME, **TERMS, gestation=2.0, start="2021-01")
    net = []
    for state in months(scenario, 48):
        month, index = state.books.month, state.economy.index
        flow = month.get(("outside", "households", NAME), 0.0) - month.get(("households", "outside", NAME), 0.0)
        homes = state.households
        land, level = float(homes.origin_land[homes.size > 0].sum()), state.economy.property_level
        net.append(flow * 12 / index / land)
    assert net[:24] == pytest.approx([-80 * level] * 24, rel=1e-6)
    household = float(homes.origin_land[homes.size > 0].max()) / land  # who bears is made whole
    assert net[24:] == pytest.approx([300 - 80 * level] * 24, abs=300 * household)


def test_in_the_window_of_the_text_little_bears(with_measure, months):
    scenario = with_measure(NAME, **TERMS, gestation=5.0)
    assert all(("outside", "households", NAME) not in state.books.month for state in months(scenario, 60))


def test_planting_is_paid_once(with_measure, months):
    scenario = with_measure(NAME, **TERMS, planting_grant=1000.0)
    yuan = [sum(c.yuan for c in s.costs) * scenario.population.scale / s.economy.index for s in months(scenario, 24)]
    state = next(months(scenario, 1))
    assert sum(x > 0 for x in yuan) == 1
    assert sum(yuan) == pytest.approx(1000 * float(state.households.origin_land.sum()), rel=0.05)
