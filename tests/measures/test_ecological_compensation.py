"""Forest compensation: so much a mu kept at the origin, a regular transfer of the government."""

import pytest

NAME, A_MU = "ecological_compensation", 12.0


@pytest.fixture(scope="module")
def gain(gained):
    return gained(NAME, net=A_MU)


def test_half_of_those_who_kept_land_are_paid_by_the_mu(gain):
    given, eligible = gain.only("transfer"), gain.eligible("origin_land")
    reached = given > 0
    assert eligible[reached].all() and reached.sum() == pytest.approx(eligible.sum() / 2, abs=1)
    mu = gain.state.households.origin_land[reached]
    assert mu.std() > 0 and given[reached] == pytest.approx(mu * A_MU / 12 * gain.state.economy.index)


def test_the_government_pays_it_and_it_is_the_whole_cost(gain):
    given = gain.only("transfer").sum()
    assert gain.booked(NAME) == pytest.approx({("government", "households"): given})
    assert sum(cost.yuan for cost in gain.state.costs) * gain.state.scale == pytest.approx(given)


def test_the_stock_of_2020_goes_on_beside_it(gain, gained):
    rent = gain.state.books.month["outside", "households", "origin land"]
    assert rent > 0 and rent == gained(NAME, places=0.0).state.books.month["outside", "households", "origin land"]
