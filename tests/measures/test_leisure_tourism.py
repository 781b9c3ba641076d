"""Leisure and tourism: visitors come from May to October and spend the year's sum in these months."""

import pytest

NAME, NET, COST = "leisure_tourism", 1200.0, 600.0


def test_households_with_labour_earn_a_sixth_of_the_year_in_may(gained):
    gain = gained(NAME, month=5, net=NET, cost_per_place=COST)
    given, eligible = gain.only("operating"), gain.eligible("labour")
    reached = given > 0
    assert eligible[reached].all() and reached.sum() == pytest.approx(eligible.sum() / 2, abs=1)
    assert given[reached] == pytest.approx(NET / 6 * gain.state.economy.index)
    assert gain.booked(NAME)["outside", "households"] == pytest.approx(given.sum())


def test_its_cost_falls_due_even_if_nothing_is_gained(gained):
    gain = gained(NAME, month=5, net=0.0, cost_per_place=COST)
    assert not gain.only("operating").any()
    places = round(gain.eligible("labour").sum() / 2)
    yuan = COST / 12 * gain.state.economy.index
    assert gain.booked(NAME)["government", "enterprises"] == pytest.approx(places * yuan, abs=2.5 * yuan)


def test_nobody_comes_in_winter(with_measure, months):
    open_ = with_measure(NAME, start="2021-01", ramp=1.0, places=0.5, net=NET)
    spent = [s.books.month["outside", "households", NAME] > 0 for s in months(open_, 12)]
    assert spent == [5 <= month <= 10 for month in range(1, 13)]
