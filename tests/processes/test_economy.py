"""Seasons, prices, the festival and common luck of the year."""

import numpy as np
import pytest

from migrant_sim.processes import Economy
from migrant_sim.state import Specialty


@pytest.fixture
def state(town):
    made = town(2)
    made.economy.index = 1.1
    return made


def at(state, streams, month, **fields):
    state.month = month
    Economy(**fields).step(state, streams)
    return state.economy


def test_seasons_of_a_year_average_to_one_where_they_should(state, streams):
    seasons, crops, active = [], [], []
    for month in range(12):
        economy = at(state, streams, 2021 * 12 + month)
        seasons.append(economy.season)
        crops.append(economy.crop_season)
        active.append(economy.farm_active)
    assert np.mean(seasons[3:11]) == pytest.approx(1) and min(seasons) < 0.7
    assert sum(crops) == pytest.approx(1) and sum(active) == 6


@pytest.mark.parametrize(
    ("month", "epidemic", "stopped"),
    [(2020 * 12 + 1, True, True), (2020 * 12 + 1, False, False), (2021 * 12, True, False)],
)
def test_work_stops_in_the_epidemic_of_2020_and_not_otherwise(state, streams, month, epidemic, stopped):
    assert (at(state, streams, month, epidemic=epidemic).open_share < 1) == stopped


def test_herd_prices_fall_in_2024_and_recover_in_part(state, streams):
    prices = {"herd_price": 4100.0, "herd_price_slump": -1600.0, "herd_price_recovery": 650.0}
    found = {
        (slump, year): at(state, streams, year * 12, cattle_slump=slump, **prices).herd_price
        for slump in (True, False)
        for year in (2023, 2024, 2025)
    }
    assert [found[True, year] for year in (2023, 2024, 2025)] == pytest.approx([4100 * 1.1, -1600, 650])
    assert [found[False, year] for year in (2023, 2024, 2025)] == pytest.approx([4100 * 1.1] * 3)


def test_common_luck_is_drawn_once_a_year(state, streams):
    demand, prices = [], []
    for month in range(25):
        economy = at(state, streams, 2021 * 12 + month, county_spread=0.03, region_spread=0.015)
        demand.append(float(economy.county_demand[0]))
        prices.append(tuple(economy.crop_price))
    assert len(set(demand)) == 3 and len(set(demand[:12])) == 1
    assert len(set(prices)) == 3 and len(set(prices[:12])) == 1
    at(state, streams, 2024 * 12, county_spread=0.0, region_spread=0.0, drought_chance=0.0)
    assert state.economy.county_demand[0] == 1.0 and state.economy.drought[0] == 0


def test_crop_prices_are_those_of_the_parameters_until_2020_and_swing_around_the_index_afterwards(state, streams):
    assert at(state, streams, 2020 * 12).crop_price.tolist() == pytest.approx([1.1] * 4)
    years = np.array([at(state, streams, year * 12).crop_price.copy() for year in range(2021, 2421)])
    spread = years.std(axis=0) / 1.1
    assert years.mean(axis=0) == pytest.approx(1.1, rel=0.05)
    assert spread[Specialty.GRAIN] < 0.08 < 0.2 < spread[Specialty.GOJI] and years.min() >= 0


def test_consumer_prices_stand_at_one_in_2020_and_are_forecast_where_they_are_not_known(state, streams):
    level = {
        (information, year): at(state, streams, year * 12, information=information, price_growth=0.05).prices
        for information in ("ex_post", "ex_ante")
        for year in (2019, 2020, 2021, 2025)
    }
    assert level["ex_post", 2020] == level["ex_ante", 2020] == 1.0 and level["ex_post", 2019] < 1.0
    assert level["ex_ante", 2021] == pytest.approx(1.05) != level["ex_post", 2021]
    assert level["ex_ante", 2025] == pytest.approx(1.05**5)


def test_the_festival_comes_once_a_year_in_january_or_february(state, streams):
    found = {}
    for year in range(2018, 2033):
        months = [m for m in range(12) if at(state, streams, year * 12 + m).festival]
        assert len(months) == 1
        found[year] = months[0] + 1
    assert {year for year, month in found.items() if month == 1} == {2020, 2023, 2025, 2028}
    assert set(found.values()) == {1, 2}
