"""Shocks: each moves its own column, in its own months, at the places its draw hits; processes read what it moved."""

from dataclasses import replace

import numpy as np
import pytest

from migrant_sim.errors import ConfigurationError
from migrant_sim.processes import Accounts, Earnings, Economy, Enterprises, Farming, Health, Labour
from migrant_sim.processes.shocks import KINDS, HeadLosses, Shock, strike
from migrant_sim.state import Activity, Counties, Settlements

START = 2023 * 12
HEAD = HeadLosses(cattle=1000.0, milk=100.0)
COLUMNS = {
    "illness": ("settlements", "illness", 3.0, 3.0),
    "drought": ("settlements", "crop_lost", 0.4, 0.4),
    "crop_price": ("settlements", "crop_lost", 0.3, 0.3),
    "herd_price": ("settlements", "herd_lost", 0.2, 200.0),
    "milk_price": ("settlements", "herd_lost", 0.2, 20.0),
    "outside_demand": ("counties", "outside_lost", 0.2, 0.2),
    "epidemic": ("counties", "closed", 0.6, 0.6),
}


@pytest.fixture
def country(town):
    """A town with 400 settlements and 200 counties that nobody lives in, so that shares can be counted."""
    settlements = Settlements.create(400, key=np.arange(400) + 1)
    return replace(town(2), settlements=settlements, counties=Counties.create(200, key=np.arange(200) + 1))


def shock(kind, size, **changes):
    return Shock(**{"kind": kind, "size": size, "start": START, "stop": START + 3, **changes}).checked("mine")


def struck(state, streams, month, *shocks):
    state.month = month
    state.open_month()
    strike(tuple((f"mine {n}", each) for n, each in enumerate(shocks)), state, streams, HEAD)


def moved(state):
    """Columns of shocks that do not stand at their fill."""
    names = ("crop_lost", "herd_lost", "illness", "outside_lost", "outside_early", "closed")
    fills = {"illness": 1.0}
    found = set()
    for table in (state.settlements, state.counties):
        found |= {n for n in names if hasattr(table, n) and (getattr(table, n) != fills.get(n, 0.0)).any()}
    return found


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_shock_moves_its_column_in_its_months_alone(country, streams, kind):
    table, column, size, value = COLUMNS[kind]
    for month, active in ((START - 1, False), (START, True), (START + 3, True), (START + 4, False)):
        struck(country, streams, month, shock(kind, size))
        early = {"outside_early"} if kind == "outside_demand" and month == START else set()
        assert moved(country) == ({column} | early if active else set())
        if active:
            assert getattr(getattr(country, table), column) == pytest.approx(value)


def test_every_kind_is_tested():
    assert set(COLUMNS) == set(KINDS) - {"published"}


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_larger_spread_hits_the_same_places_and_more_and_they_stay_hit(country, streams, kind):
    table, column, size, value = COLUMNS[kind]
    hits = {}
    for spread, month in ((0.0, START), (0.3, START), (0.3, START + 2), (0.7, START)):
        struck(country, streams, month, shock(kind, size, spread=spread))
        hits[spread, month] = np.isclose(getattr(getattr(country, table), column), value)
    assert not hits[0.0, START].any()
    assert (hits[0.3, START] == hits[0.3, START + 2]).all() and (hits[0.3, START] <= hits[0.7, START]).all()
    assert hits[0.3, START].mean() == pytest.approx(0.3, abs=0.1)
    assert hits[0.7, START].mean() == pytest.approx(0.7, abs=0.1)


def test_two_losses_add_up_as_losses_do(country, streams):
    struck(country, streams, START, shock("drought", 0.5), shock("crop_price", 0.2))
    assert country.settlements.crop_lost == pytest.approx(0.6)


SIZES = [("illness", 0.5), ("drought", 1.2), ("herd_price", 0.8), ("published", 0.5)]


@pytest.mark.parametrize(("kind", "size"), SIZES)
def test_a_size_that_the_kind_cannot_have_is_refused(kind, size):
    with pytest.raises(ConfigurationError, match=r"shock\.mine\.size"):
        shock(kind, size)


def test_the_fall_of_2024_gives_the_slump_of_the_figures(town, streams):
    state = town(2)
    state.month, state.economy.index = START, 1.2
    own = (("cattle", shock("herd_price", 0.24)),)
    Economy(shocks=own, herd_price=4100.0, herd_price_slump=-1600.0).step(state, streams)
    assert state.economy.herd_price - state.settlements.herd_lost == pytest.approx(-1600.0 * 1.2)
    state.open_month()
    milk = (("milk", shock("milk_price", 0.157)),)
    Economy(shocks=milk, dairy_share=0.1, dairy_normal=3000.0, dairy_slump=-3400.0).step(state, streams)
    assert state.settlements.herd_lost == pytest.approx(640.0 * 1.2)


def farm_income(town, streams, **columns):
    state = town(4, size=2)
    households, economy = state.households, state.economy
    households.land[:], households.herd[:], households.hands[:] = [6, 0], [0, 1], 4.0
    economy.herd_price, economy.crop_season = 4000.0, 0.25
    for name, value in columns.items():
        getattr(state.settlements, name)[:] = value
    Farming(grain_net=500.0).step(state, streams)
    return state.households.operating


def test_drought_takes_crops_and_prices_take_herds(town, streams):
    usual = farm_income(town, streams)
    assert farm_income(town, streams, crop_lost=0.4) == pytest.approx(usual * [0.6, 1.0])
    assert farm_income(town, streams, herd_lost=1000.0) == pytest.approx(usual * [1.0, 0.75])


def test_twice_the_illness_falls_on_the_same_households_and_more(town, streams):
    ill = []
    for multiple in (1.0, 2.0, 6.0):
        state = town(6000, size=3, alive=1)
        state.settlements.illness[:] = multiple
        Health(frequency=0.3).step(state, streams)
        ill.append((state.persons.ill_left > 0).reshape(-1, 3).any(axis=1))
    sums = [int(each.sum()) for each in ill]
    assert (ill[0] <= ill[1]).all() and sums[1] == pytest.approx(2 * sums[0], rel=0.3)
    assert sums[2] > 2 * sums[1]


def outside(town, streams, **columns):
    """Who works outside after a month: the first 500 did before, the others search and would go anywhere."""
    activity = np.where(np.arange(1000) < 500, Activity.OUTSIDE, Activity.SEARCHING)
    state = town(1000, activity=activity, pool=np.where(activity == Activity.OUTSIDE, 5, -1), attachment=-9.0)
    state.settlements.brokers[:] = 500.0
    for name, value in columns.items():
        getattr(state.counties, name)[:] = value
    economy = state.economy
    economy.wage[:] = 4000.0
    economy.channels[:] = 1.0
    Enterprises(firm_death=0.0).step(state, streams)
    Labour(broker_capacity=12.0).step(state, streams)
    return state.persons.activity == Activity.OUTSIDE


def test_lost_demand_outside_sends_people_home_and_closes_openings(town, streams):
    usual, closed = outside(town, streams), outside(town, streams, outside_lost=1.0)
    half, early = outside(town, streams, outside_lost=0.5), outside(town, streams, outside_lost=1.0, outside_early=1.0)
    assert usual[500:].sum() > 100 and usual[:500].sum() > 400
    assert not closed[500:].any() and (closed[:500] <= usual[:500]).all() and closed[:500].sum() > 400
    assert 0 < half[500:].sum() < usual[500:].sum()
    assert not early.any()


def test_an_epidemic_stops_work_but_not_posts(town, streams):
    pay = {}
    for closed in (0.0, 0.5):
        activity = np.repeat([Activity.CASUAL, Activity.LOCAL, Activity.OUTSIDE, Activity.POST], 5)
        pools = np.repeat([0, 1, 5, -1], 5)
        state = town(20, activity=activity, pool=pools, alive=1, skill=1.0, resident=1)
        state.counties.closed[:], state.counties.hosts[:] = closed, 10.0
        state.enterprises.hosts[:] = 3.0
        state.economy.wage[:], state.economy.rural_mean_last_year = 4000.0, 14000.0
        state.economy.host_month = 2000.0
        Earnings(months_ridge=1.0).step(state, streams)
        Accounts().step(state, streams)
        pay[closed] = np.array([*state.persons.pay, state.notes["host_pay"]])
    assert pay[0.0].min() >= 0 and pay[0.0][-1] > 0 and pay[0.0][15:20].min() > 0
    assert pay[0.5] == pytest.approx(pay[0.0] * np.r_[np.full(15, 0.5), np.ones(5), 0.5])
