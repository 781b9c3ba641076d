"""Points shops: goods in kind, tiny, from the government, in key villages only."""

import pytest

from migrant_sim.published import parameter

NAME, GOODS, COST = "points_shops", 60.0, 120.0


def test_households_of_key_villages_earn_goods_as_a_transfer(gained):
    gain = gained(NAME, net=GOODS, cost_per_place=COST)
    given, eligible = gain.only("transfer"), gain.eligible("key_villages")
    reached = given > 0
    assert eligible[reached].all() and reached.sum() == pytest.approx(eligible.sum() / 2, abs=1)
    assert given[reached] == pytest.approx(GOODS / 12 * gain.state.economy.index)


def test_goods_are_part_of_the_cost_and_paid_once(gained):
    gain = gained(NAME, net=GOODS, cost_per_place=COST)
    goods, running = (gain.booked(NAME)["government", payee] for payee in ("households", "enterprises"))
    assert running == pytest.approx(goods * COST / GOODS)
    assert sum(cost.yuan for cost in gain.state.costs) * gain.state.scale == pytest.approx(goods + running)


def test_they_are_worth_less_than_other_unproven_instruments():
    assert parameter("points_value").central < parameter("unproven_net").central
