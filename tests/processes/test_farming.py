"""Farm accounts of households one can add up by hand: land, water, hands, herds, orchards, loans and their default."""

import numpy as np
import pytest

from migrant_sim.processes import Farming
from migrant_sim.state import Specialty

GRAIN = Farming(grain_net=500.0, elasticity=0.5, heads_per_hand=5.0, loan_rate=0.06, loan_years=5.0)


@pytest.fixture
def state(town):
    """Two households of two: the first farms 5 mu of grain and sells a head, the second leases its 10 mu out."""
    made = town(4, size=2)
    households, economy = made.households, made.economy
    households.land[:], households.leased[:], households.herd[:] = [5, 10], [0, 1], [1, 0]
    households.hands[:] = 2.0
    economy.index, economy.crop_season, economy.operating_level = 1.1, 0.25, 0.8
    economy.crop_price[:] = [1.1, 1.2, 1.3, 1.4]
    economy.herd_price, economy.drought = 4000.0, np.array([0.3])
    made.settlements.water[:] = 0.9
    return made


def income(state, streams, farming=GRAIN):
    state.open_month()
    state.households.hands[:] = state.hands
    farming.step(state, streams)
    assert state.books.net("households") == pytest.approx(state.households.operating.sum())
    state.books.close_month(2021)
    return state.households.operating.tolist()


def month(state, streams, hands=2.0, **columns):
    for name, value in columns.items():
        getattr(state.households, name)[:] = value
    state.hands = hands
    return income(state, streams)


def test_land_that_is_kept_earns_by_water_price_and_season_and_drought_takes_crops_alone(state, streams):
    expected = (5 * 0.9 * 500 * 0.7 * 1.1 + 4000) * 0.25 * 0.8
    assert month(state, streams) == pytest.approx([expected, 0])


def test_each_specialty_has_its_own_land_income(state, streams):
    farming = Farming(grain_net=500.0, vegetable_net=1500.0, goji_net=2500.0, grape_net=1200.0)
    state.households.herd[:], state.hands = 0, 5.0
    found = []
    for line in Specialty:
        state.settlements.specialty[:], state.settlements.planted[:] = line, 2005
        found.append(income(state, streams, farming)[0])
    land = 5 * 0.9 * 0.7 * 0.25 * 0.8
    assert found == pytest.approx([land * 500 * 1.1, land * 1500 * 1.2, land * 2500 * 1.3, land * 1200 * 1.4])


def test_young_orchards_bear_nothing_for_three_years(state, streams):
    state.households.herd[:], state.hands = 0, 5.0
    state.settlements.specialty[:] = Specialty.GOJI
    found = {}
    for planted in (2017, 2018, 2019, 2021):
        state.settlements.planted[:] = planted
        found[planted] = income(state, streams)[0] > 0
    assert found == {2017: True, 2018: True, 2019: False, 2021: False}


def test_orchards_past_their_life_are_planted_anew_in_january(state, streams):
    state.settlements.specialty[:], state.settlements.planted[:], state.hands = Specialty.GRAPES, 2001, 2.0
    state.month = 2021 * 12 - 1
    income(state, streams)
    assert state.settlements.planted[0] == 2001
    state.month += 1
    income(state, streams)
    assert state.settlements.planted[0] == 2021


def test_hands_that_leave_cost_crops_more_than_herds_and_losses_nothing(state, streams):
    share = 0.25 * 0.8
    crop, herd = 5 * 0.9 * 500 * 0.7 * 1.1 * share, 4000 * share
    needed = 5 * 0.9 / 10 + 1 / 5
    assert month(state, streams, hands=needed)[0] == pytest.approx(crop + herd)
    expected = crop * 0.25**0.5 + herd * 0.25**0.25
    assert month(state, streams, hands=needed / 4)[0] == pytest.approx(expected)
    gone = [month(state, streams, hands=hands)[0] for hands in (0.0, needed / 20)]
    assert gone[0] == pytest.approx(gone[1]) and 0 < gone[0] < expected
    state.economy.herd_price = -4000.0
    assert month(state, streams, land=0.0, hands=0.0)[0] == pytest.approx(-herd)


def test_a_slump_can_turn_the_farm_account_negative(state, streams):
    state.economy.herd_price = -8000.0
    assert month(state, streams)[0] < 0


def test_interest_on_herds_lowers_income_and_goes_to_banks(state, streams):
    without = month(state, streams)[0]
    assert month(state, streams, herd_loan=[8000, 0])[0] == pytest.approx(without - 8000 * 0.06 / 12)
    assert state.households.herd_loan.tolist() == [8000, 0]  # renewed while herds pay


def test_in_a_slump_loans_are_paid_back_and_some_herders_default(town, streams):
    state = town(2000)
    households, economy = state.households, state.economy
    households.herd[:], households.herd_loan[:], households.hands[:] = 1.0, 8000.0, 1.0
    economy.herd_price, economy.crop_season = -2000.0, 1 / 12
    GRAIN.step(state, streams)
    failed = households.herd_loan == 0
    expected = 2000 * (2000 / GRAIN.default_loss) / 12
    assert abs(failed.sum() - expected) < 5 * expected**0.5 and failed.any()
    assert state.notes["herd_defaults"] == failed.sum()
    assert households.herd[failed] == pytest.approx(1 - GRAIN.default_sold) and (households.herd[~failed] == 1).all()
    assert households.herd_loan[~failed] == pytest.approx(8000 * (1 - 1 / 60))
    assert households.operating == pytest.approx(-2000 / 12 - 8000 * 0.06 / 12)  # what is written off is no income
    assert state.books.net("households") == pytest.approx(households.operating.sum())


def test_waiting_households_have_no_farm(state, streams):
    assert month(state, streams, size=0) == [0, 0]


def test_settlements_start_with_the_lines_of_the_margin_and_orchards_of_every_age(town, streams):
    state = town(4)
    count = 4000
    state.settlements = type(state.settlements).create(count, key=np.arange(count))
    state.households.herd[:] = [0, 1, 2, 3]
    state.month = 2018 * 12
    Farming(water=0.85, loan_share=1.0, loan_per_head=8000.0).prepare(state, streams)
    settlements = state.settlements
    share = np.bincount(settlements.specialty, minlength=4) / count
    assert share == pytest.approx([0.6, 0.2, 0.12, 0.08], abs=0.03)
    orchard = settlements.specialty >= Specialty.GOJI
    assert (settlements.planted[~orchard] == 0).all()
    assert set(settlements.planted[orchard]) == set(range(1998, 2018))
    assert settlements.water.mean() == pytest.approx(0.85, abs=0.01) and settlements.water.max() <= 1
    assert state.households.herd_loan.tolist() == [0, 8000, 16000, 24000]
