"""Courtyard economy: every household has a yard, whatever its land."""

import pytest

NAME, NET, COST = "courtyard_economy", 1200.0, 600.0


def test_every_household_may_take_part(gained):
    gain = gained(NAME, net=NET, cost_per_place=COST)
    given, eligible = gain.only("operating"), gain.eligible("all")
    reached = given > 0
    assert eligible[reached].all() and reached.sum() == pytest.approx(eligible.sum() / 2, abs=1)
    assert given[reached] == pytest.approx(NET / 12 * gain.state.economy.index)
    assert gain.booked(NAME)["outside", "households"] == pytest.approx(given.sum())


def test_its_cost_falls_due_even_if_nothing_is_gained(gained):
    gain = gained(NAME, net=0.0, cost_per_place=COST)
    assert not gain.only("operating").any()
    places = round(gain.eligible("all").sum() / 2)
    yuan = COST / 12 * gain.state.economy.index
    assert gain.booked(NAME)["government", "enterprises"] == pytest.approx(places * yuan, abs=2.5 * yuan)


def test_who_has_no_land_has_a_yard(gained):
    gain = gained(NAME, net=NET, places=1.0)
    landless = (gain.state.households.land == 0) & gain.eligible("all")
    assert landless.any() and (gain.only("operating")[landless] > 0).all()


def test_herds_stay_as_they_are(gained):
    """Moving animals out of yards is another instrument: this one adds no head."""
    assert (gained(NAME, net=NET).state.households.herd == gained(NAME, places=0.0).state.households.herd).all()
