"""Markets and logistics: farms that sell get part of what selling costs less."""

import pytest

NAME, NET, COST = "market_logistics", 1200.0, 600.0


def test_farms_keep_a_part_of_lower_costs(gained):
    gain = gained(NAME, net=NET, cost_per_place=COST)
    given, eligible = gain.only("operating"), gain.eligible("farming")
    reached = given > 0
    assert eligible[reached].all() and reached.sum() == pytest.approx(eligible.sum() / 2, abs=1)
    assert given[reached] == pytest.approx(NET / 12 * gain.state.economy.index)
    assert gain.booked(NAME)["outside", "households"] == pytest.approx(given.sum())


def test_its_cost_falls_due_even_if_nothing_is_gained(gained):
    gain = gained(NAME, net=0.0, cost_per_place=COST)
    assert not gain.only("operating").any()
    places = round(gain.eligible("farming").sum() / 2)
    yuan = COST / 12 * gain.state.economy.index
    assert gain.booked(NAME)["government", "enterprises"] == pytest.approx(places * yuan, abs=2.5 * yuan)
