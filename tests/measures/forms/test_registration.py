"""Who moves the register: those who gain by it and nobody else, once and for good."""

import numpy as np
import pytest

from migrant_sim.state import Group

PENSION, LAND = "pension_transfer", "origin_land_subsidy"
ALL = {"places": 1.0, "start": "2021-01", "ramp": 1.0}


def homes(scenario, months, count=1):
    *_, state = months(scenario, count)
    return state.households, state.economy


def test_nobody_moves_at_a_loss(with_measure, months):
    risky, economy = homes(with_measure(PENSION, **ALL, gap=10.0, land_risk=1.0), months)
    elsewhere = (risky.group != Group.POLICY) & (risky.pensioners > 0) & (risky.size > 0)
    net = risky.pensioners * 120.0 - risky.origin_land * 80.0 * economy.property_level
    assert np.array_equal(risky.register_gain > 0, elsewhere & (net > 0))
    assert 0 < (risky.register_gain > 0).sum() < elsewhere.sum()
    moved = risky.register_gain > 0
    assert risky.register_gain[moved] == pytest.approx(net[moved] * economy.index, rel=1e-6)
    assert not homes(with_measure(PENSION, **ALL, gap=0.0), months)[0].register_gain.any()


def test_who_does_not_move_is_not_paid(with_measure, months):
    terms = {**ALL, "net": 70.0, "origin_income": 120.0}
    paid, _ = homes(with_measure(LAND, **terms, land_risk=0.0), months)
    unpaid, _ = homes(with_measure(LAND, **terms, land_risk=1.0, multiplier=1.0), months)
    here, some = paid.group == Group.POLICY, paid.origin_land > 0
    assert (paid.register_gain[here] == 0).all() and (paid.register_gain[some & ~here & (paid.size > 0)] > 0).all()
    assert not unpaid.register_gain.any()
    assert np.array_equal(paid.transfer[here], unpaid.transfer[here])
    assert (paid.transfer[some & ~here] > unpaid.transfer[some & ~here]).all()


def test_two_reasons_count_the_risk_once(with_measure, months):
    one, two = with_measure(PENSION, **ALL, gap=30.0, land_risk=0.5), with_measure(LAND, **ALL, net=70.0, land_risk=0.5)
    pension, land = homes(one, months)[0].register_gain.copy(), homes(two, months)[0].register_gain.copy()
    both, economy = homes(one.with_(measures=(*one.measures, *two.measures)), months)
    twice = (pension > 0) & (land > 0)
    risk = both.origin_land * 40.0 * economy.property_level * economy.index
    assert twice.any()
    assert both.register_gain[twice] == pytest.approx((pension + land + risk)[twice], rel=1e-5)
    assert both.register_gain[~twice] == pytest.approx((pension + land)[~twice], rel=1e-6)


def test_a_register_stays_when_the_window_has_closed(with_measure, months):
    for name, paid in ((PENSION, True), (LAND, False)):
        *_, state = months(with_measure(name, **ALL, stop="2021-06"), 8)
        assert state.households.register_gain.any()
        assert bool(sum(cost.yuan for cost in state.costs)) is paid
