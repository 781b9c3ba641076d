"""Lease of land at the origin: rent instead of what it brought, for those whom it pays, not where trees are planted."""

import numpy as np
import pytest

NAME = "origin_land_lease"
TERMS = {"places": 0.5, "ramp": 1.0, "start": "2021-01", "rent": 150.0, "given_up": 80.0}


def test_rent_comes_in_and_what_the_land_brought_goes(gained):
    gain = gained(NAME, rent=150.0, given_up=80.0)
    given, eligible, homes = gain.only("property"), gain.eligible("origin_land"), gain.state.households
    let = given > 0
    assert eligible[let].all() and let.sum() == pytest.approx(eligible.sum() / 2, abs=1)
    economy = gain.state.economy
    a_mu = (150.0 - 80.0 * economy.property_level) * economy.index
    assert given[let] == pytest.approx(homes.origin_land[let] * a_mu / 12)
    assert homes.origin_let_gain[let] == pytest.approx(homes.origin_land[let] * a_mu, rel=1e-6)


def test_nobody_lets_at_a_loss(with_measure, months):
    state = next(months(with_measure(NAME, **TERMS | {"rent": 1.0}), 1))
    assert not state.households.origin_let_gain.any() and not any(cost.yuan for cost in state.costs)


def test_no_land_serves_twice(with_measure, months):
    def touched(name, **terms):
        state = next(months(with_measure(name, **{"places": 0.49, "ramp": 1.0, "start": "2021-01"} | terms), 1))
        return state.households

    plain, let = touched(NAME, places=0.0), touched(NAME, rent=150.0)
    planted = touched("forestry_economy").operating != plain.operating
    assert planted.any() and not (planted & (let.origin_let_gain > 0)).any()
    assert np.array_equal(let.wage, plain.wage)
