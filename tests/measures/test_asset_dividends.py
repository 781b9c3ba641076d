"""Asset dividends: new stakes for those without one, public capital at once, a dividend in December or none."""

import numpy as np
import pytest

NAME, STAKE, YIELD, LINKED = "asset_dividends", 10_000.0, 0.05, 0.12
TERMS = {"capital": STAKE, "net": YIELD, "linked": LINKED}


def test_a_stake_pays_its_yield_in_december(gained):
    gain = gained(NAME, month=12, failure=0.0, **TERMS)
    given = gain.only("property")
    reached = given > 0
    assert given[reached] == pytest.approx(STAKE * YIELD * gain.state.economy.index)
    assert gain.eligible("all")[reached].all() and 0.4 < reached.sum() / gain.eligible("all").sum() < 0.5
    assert gain.booked(NAME)["enterprises", "households"] == pytest.approx(given.sum())


def test_some_settlements_pay_nothing_and_the_others_keep_the_mean(gained):
    gain = gained(NAME, month=12, failure=0.5, **TERMS)
    given, homes = gain.only("property"), gain.state.households
    paying = np.unique(homes.settlement[given > 0])
    assert 0 < len(paying) < len(gain.state.settlements)
    assert given[given > 0] == pytest.approx(STAKE * YIELD / 0.5 * gain.state.economy.index)
    everywhere = gained(NAME, month=12, failure=0.0, **TERMS).only("property") > 0
    assert ((given > 0) == (everywhere & np.isin(homes.settlement, paying))).all()


def test_who_held_a_stake_in_2020_gets_no_second_one(gained):
    both = gained(NAME, month=12, failure=0.0, **TERMS | {"places": 1.0})
    new, all_property = both.only("property") > 0, both.state.households.property
    held = both.eligible("all") & ~new
    assert 0.03 < held.sum() / both.eligible("all").sum() < 0.25
    plain = gained(NAME, month=11, failure=0.0, **TERMS | {"places": 0.0}).state.households.property
    old = all_property - both.only("property") > 1.5 * plain + 1.0
    assert old.any() and not (old & new).any()


def test_capital_is_paid_once_when_the_stake_is_given(with_measure, months):
    terms = {"start": "2021-01", "ramp": 10.0, "places": 0.5, "failure": 0.0}
    given = with_measure(NAME, **terms, **TERMS)
    yuan = np.array([sum(c.yuan for c in s.costs) * s.scale / s.economy.index for s in months(given, 14)])
    assert yuan[:10] == pytest.approx(yuan[0]) and yuan[0] > 0 and (yuan[10:] == 0).all()
