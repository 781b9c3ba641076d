"""Demonstration zones: what the title might add, in key villages only."""

import pytest

NAME, NET, COST = "demonstration_zones", 1200.0, 600.0


def test_households_of_key_villages_are_reached(gained):
    gain = gained(NAME, net=NET, cost_per_place=COST)
    given, eligible = gain.only("operating"), gain.eligible("key_villages")
    reached = given > 0
    assert eligible[reached].all() and reached.sum() == pytest.approx(eligible.sum() / 2, abs=1)
    assert given[reached] == pytest.approx(NET / 12 * gain.state.economy.index)
    assert gain.booked(NAME)["outside", "households"] == pytest.approx(given.sum())


def test_its_cost_falls_due_even_if_nothing_is_gained(gained):
    gain = gained(NAME, net=0.0, cost_per_place=COST)
    assert not gain.only("operating").any()
    places = round(gain.eligible("key_villages").sum() / 2)
    yuan = COST / 12 * gain.state.economy.index
    assert gain.booked(NAME)["government", "enterprises"] == pytest.approx(places * yuan, abs=2.5 * yuan)


def test_nobody_outside_the_list_gains(gained):
    gain = gained(NAME, net=NET, places=1.0)
    homes = gain.state.households
    assert not gain.only("operating")[homes.list == 0].any()
