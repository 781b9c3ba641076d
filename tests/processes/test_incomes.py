"""Rents, grants, seasons and common luck that one can add up by hand; farms and allowances have files of their own."""

import numpy as np
import pytest

from migrant_sim.processes import Economy, Property, Transfers
from migrant_sim.state import Activity


@pytest.fixture
def state(town):
    """Two households of two: the first farms 5 mu and sells a head, the second leases out 10 mu; the index is 1.1."""
    made = town(4, size=2)
    households, economy = made.households, made.economy
    households.land[:], households.leased[:], households.herd[:] = [5, 10], [0, 1], [1, 0]
    households.pensioners[:], households.dibao[:] = [1, 0], [0, 1]
    economy.index, economy.crop_season, economy.operating_level = 1.1, 0.25, 0.8
    economy.herd_price, economy.drought = 4000.0, np.array([0.3])
    return made


def test_leased_land_earns_rent_and_everyone_has_a_part_of_the_rest(state, streams):
    state.economy.property_other = 24.0
    Property(land_rent=450.0).step(state, streams)
    rest = 2 * 24 / 12 * 1.1
    assert state.households.property.tolist() == pytest.approx([rest, rest + 10 * 450 / 12 * 1.1])


def test_the_grant_of_a_member_who_is_no_resident_stays_with_the_member(state, streams):
    persons = state.persons
    persons.activity[:], persons.tenure[:] = Activity.OUTSIDE, [3, 2, 9, 9]
    persons.resident[:] = [1, 1, 0, 1]
    state.settlements.transport_grant[:] = 600.0
    nothing = {"pension": 0.0, "allowance_line": 0.0, "contribution": 0.0}
    Transfers(**nothing).step(state, streams)
    assert state.settlements.granted[0] == 3
    assert state.households.transfer.tolist() == pytest.approx([50, 50])
    assert state.households.away.tolist() == pytest.approx([0, 50])
    assert state.books.net("government") == pytest.approx(-150)


def test_seasons_of_a_year_average_to_one_where_they_should(state, streams):
    seasons, crops, active = [], [], []
    for month in range(12):
        state.month = 2021 * 12 + month
        Economy().step(state, streams)
        seasons.append(state.economy.season)
        crops.append(state.economy.crop_season)
        active.append(state.economy.farm_active)
    assert np.mean(seasons[3:11]) == pytest.approx(1) and min(seasons) < 0.7
    assert sum(crops) == pytest.approx(1) and sum(active) == 6


def test_work_stops_in_the_epidemic_of_2020_and_not_otherwise(state, streams):
    for month, epidemic, stopped in (
        (2020 * 12 + 1, True, True),
        (2020 * 12 + 1, False, False),
        (2021 * 12, True, False),
    ):
        state.month = month
        Economy(epidemic=epidemic).step(state, streams)
        assert (state.economy.open_share < 1) == stopped


def test_herd_prices_fall_in_2024_and_recover_in_part(state, streams):
    prices = {"herd_price": 4100.0, "herd_price_slump": -1600.0, "herd_price_recovery": 650.0}
    found = {}
    for slump in (True, False):
        for year in (2023, 2024, 2025):
            state.month = year * 12
            Economy(cattle_slump=slump, **prices).step(state, streams)
            found[slump, year] = state.economy.herd_price
    assert [found[True, year] for year in (2023, 2024, 2025)] == pytest.approx([4100 * 1.1, -1600, 650])
    assert [found[False, year] for year in (2023, 2024, 2025)] == pytest.approx([4100 * 1.1] * 3)


def test_common_luck_is_drawn_once_a_year(state, streams):
    demand = []
    for month in range(25):
        state.month = 2021 * 12 + month
        Economy(county_spread=0.03, region_spread=0.015).step(state, streams)
        demand.append(float(state.economy.county_demand[0]))
    assert len(set(demand)) == 3 and len(set(demand[:12])) == 1
    Economy(county_spread=0.0, region_spread=0.0, drought_chance=0.0).step(state, streams)
    assert (state.month % 12, state.economy.county_demand[0]) == (0, 1.0) and state.economy.drought[0] == 0
