"""Clean energy: an assumed dividend of a plant, a property income that firms pay."""

import pytest

NAME, NET, COST = "clean_energy", 1200.0, 600.0


def test_every_household_may_hold_a_part(gained):
    gain = gained(NAME, net=NET, cost_per_place=COST)
    given, eligible = gain.only("property"), gain.eligible("all")
    reached = given > 0
    assert eligible[reached].all() and reached.sum() == pytest.approx(eligible.sum() / 2, abs=1)
    assert given[reached] == pytest.approx(NET / 12 * gain.state.economy.index)
    assert gain.booked(NAME)["enterprises", "households"] == pytest.approx(given.sum())


def test_its_cost_falls_due_even_if_nothing_is_gained(gained):
    gain = gained(NAME, net=0.0, cost_per_place=COST)
    assert not gain.only("property").any()
    places = round(gain.eligible("all").sum() / 2)
    yuan = COST / 12 * gain.state.economy.index
    assert gain.booked(NAME)["government", "enterprises"] == pytest.approx(places * yuan, abs=2.5 * yuan)
