"""Branding: farms that work their own land, and nobody without land."""

import pytest

NAME, NET, COST = "branding", 1200.0, 600.0


def test_farms_on_their_own_land_are_paid_by_buyers(gained):
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


def test_who_has_leased_out_the_land_gets_no_premium(gained):
    gain = gained(NAME, net=NET, places=1.0)
    leased = gain.state.households.leased == 1
    assert leased.any() and not gain.only("operating")[leased].any()
