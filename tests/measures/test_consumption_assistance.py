"""Consumption assistance: purchase that is organised, and what is left of it when it is not."""

import pytest

NAME, NET, COST = "consumption_assistance", 1200.0, 600.0


def test_farms_sell_to_those_who_are_asked_to_buy(gained):
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


def test_when_support_ends_demand_ends_and_leaves_nothing(with_measure, months):
    """The texts' own caveat: the demand is artificial."""
    short = with_measure(NAME, start="2021-01", stop="2021-06", ramp=1.0, places=0.5, net=NET)
    sold = [s.books.month["outside", "households", NAME] for s in months(short, 12)]
    assert all(yuan > 0 for yuan in sold[:6]) and not any(sold[6:])
