"""Benefit links: farms with labour gain a little from a contract, and lose in a year in which it is broken."""

import numpy as np
import pytest

NAME, NET, COST = "benefit_links", 1200.0, 600.0


def test_farms_with_labour_are_paid_by_the_firm(gained):
    gain = gained(NAME, net=NET, cost_per_place=COST, failure=0.0)
    given, homes = gain.only("operating"), gain.state.households
    reached = given > 0
    able = (homes.land > 0) & (homes.leased == 0) & (homes.labour > 0)
    assert able[reached].all() and reached.sum() == pytest.approx(able.sum() / 2, abs=2)
    assert given[reached] == pytest.approx(NET / 12 * gain.state.economy.index)
    assert gain.booked(NAME)["enterprises", "households"] == pytest.approx(given.sum())


def test_a_broken_contract_is_a_loss_for_the_whole_settlement(gained):
    gain = gained(NAME, net=NET, failure=0.5, if_failed=-0.5)
    given, month = gain.only("operating"), NET / 12 * gain.state.economy.index
    lost, won = given < 0, given > 0
    assert given[lost] == pytest.approx(-month / 2) and given[won] == pytest.approx(month)
    at = gain.state.households.settlement
    assert lost.any() and won.any() and not set(at[lost]) & set(at[won])


def test_a_loss_of_all_is_booked_from_the_households(gained):
    gain = gained(NAME, net=NET, failure=0.95, if_failed=-3.0)
    given = gain.only("operating").sum()
    assert given < 0 and gain.booked(NAME)["households", "enterprises"] == pytest.approx(-given)


def test_luck_of_a_settlement_lasts_a_year(with_measure, months):
    terms = {"start": "2021-01", "ramp": 1.0, "places": 0.5, "failure": 0.5, "if_failed": -0.5, "net": NET}
    firms, homes = "enterprises", "households"
    flows = [
        (s.books.month[firms, homes, NAME] - s.books.month[homes, firms, NAME]) / s.economy.index
        for s in months(with_measure(NAME, **terms), 36)
    ]
    years = np.array(flows).reshape(3, 12)
    assert (years.std(axis=1) < 0.05 * NET).all() and years.mean(axis=1).std() > years.std(axis=1).max()
