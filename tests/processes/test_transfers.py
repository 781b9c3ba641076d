"""Bands, benefits and reviews of the allowance, cover of medical bills, help with an end, grants and bonuses."""

import numpy as np
import pytest

from migrant_sim.processes import Transfers
from migrant_sim.processes.transfers import BAND_PAY, HARDSHIP_MONTHS, SHARE_A, SHARE_B, START
from migrant_sim.state import Activity, Band

NOTHING = {"pension": 0.0, "contribution": 0.0, "cover_extra": 0.0, "assistance": 0.0}
RULES = {**NOTHING, "allowance_line": 6000.0, "allowance_ratio": 0.5, "withdrawal": 0.6}


def booked(state, purpose, payee="households"):
    return state.books.month.get(("government", payee, purpose), 0.0)


def lines(state):
    households = state.households
    return float((households.wage + households.operating + households.property + households.transfer).sum())


def balanced(state):
    return lines(state) == pytest.approx(state.books.net("households"), abs=1e-9)


def test_the_mean_benefit_is_the_published_ratio():
    shares = np.array([0.0, 1.0 - SHARE_A - SHARE_B, SHARE_B, SHARE_A])
    assert float(shares @ BAND_PAY) == pytest.approx(1.0)


def test_the_flag_becomes_bands_by_need(town, streams):
    state = town(1000)
    households = state.households
    households.dibao[:200] = 1
    households.labour[:100] = 0
    Transfers().prepare(state, streams)
    bands = households.dibao[:200]
    assert [int((bands == band).sum()) for band in (Band.A, Band.B, Band.C)] == [40, 100, 60]
    assert (households.dibao[200:] == Band.NONE).all()
    assert bands[:100].min() >= Band.B and bands[100:].max() <= Band.B


def test_benefits_follow_band_size_and_index_and_set_what_is_at_stake(town, streams):
    state = town(8, size=2)
    state.month, state.economy.index = 2020 * 12, 1.1
    state.households.dibao[:] = [Band.NONE, Band.C, Band.B, Band.A]
    Transfers(**RULES).step(state, streams)
    benefit = 2 * 6000 * 0.5 / 12 * 1.1 * BAND_PAY
    assert state.households.transfer.tolist() == pytest.approx(benefit.tolist())
    assert state.households.at_stake.tolist() == pytest.approx((0.6 * benefit).tolist())
    assert balanced(state)


def test_the_poor_have_more_of_their_bills_covered_up_to_a_cap(town, streams):
    state = town(3)
    state.month = 2020 * 12
    state.households.medical[:], state.households.registered_poor[:] = [100.0, 100.0, 0.0], [0, 1, 1]
    Transfers(**{**RULES, "cover": 0.7, "cover_extra": 0.4}).step(state, streams)
    assert state.households.transfer.tolist() == pytest.approx([70.0, 95.0, 0.0])
    assert booked(state, "medical reimbursement") == pytest.approx(165.0) and balanced(state)


def test_the_hardship_allowance_tops_up_for_six_months_and_stops_at_once(town, streams):
    state = town(3)
    state.month = 2022 * 12 + 1
    households = state.households
    households.recent[:], households.hardship_left[:] = [3600.0, 9000.0, -500.0], HARDSHIP_MONTHS
    paid = []
    for _ in range(HARDSHIP_MONTHS + 1):
        state.open_month()
        Transfers(**RULES).step(state, streams)
        paid.append(households.transfer.copy())
        state.month += 1
    assert np.array(paid)[:-1] == pytest.approx(np.tile([200.0, 0.0, 500.0], (HARDSHIP_MONTHS, 1)))
    assert paid[-1].tolist() == [0.0, 0.0, 0.0] and households.at_stake.tolist() == [0.0, 0.0, 0.0]


def test_assistance_goes_once_to_a_share_of_the_newly_monitored(town, streams):
    state = town(2000)
    state.month = 2022 * 12 + 1
    state.households.recent[:], state.households.hardship_left[:1000] = 9000.0, HARDSHIP_MONTHS
    process = Transfers(**{**RULES, "assistance": 1000.0, "assistance_share": 0.4})
    process.step(state, streams)
    cases = booked(state, "temporary assistance") / 1000.0
    assert 340 < cases < 460 and (state.households.transfer[1000:] == 0).all()
    process.step(state, streams)
    assert booked(state, "temporary assistance") / 1000.0 == cases


@pytest.fixture
def village(town, streams):
    """5 000 households of one with incomes from 500 to 20 000 yuan; every eighth holds the allowance."""
    state = town(5000)
    households = state.households
    households.recent[:] = np.linspace(500.0, 20000.0, 5000)[np.random.default_rng(1).permutation(5000)]
    households.dibao[::8] = Band.C
    households.labour[::3] = 0
    state.month = START
    return state


def test_the_first_review_keeps_the_stock_and_finds_the_needier(village, streams):
    households, before = village.households, village.households.dibao.copy()
    process = Transfers(**RULES)
    process.step(village, streams)
    assert 0.1 < village.economy.allowance_level < 5 and (households.dibao == before).all()
    village.month += 6
    process.step(village, streams)
    after = households.dibao
    assert ((before > 0) & (after == 0)).sum() > 100
    assert (after > 0).sum() == pytest.approx((before > 0).sum(), rel=0.15)
    assert households.recent[after > 0].mean() < households.recent[before > 0].mean()
    entered = (before == 0) & (after > 0)
    assert households.recent[entered].max() < village.economy.allowance_level * 6000.0
    kept_out = (households.labour > 0) & (households.recent < 1000) & (before == 0) & (after == 0)
    assert kept_out.sum() > 0


def test_reviews_come_twice_a_year(village, streams):
    process, changed = Transfers(**RULES), []
    for _ in range(13):
        before = village.households.dibao.copy()
        process.step(village, streams)
        if (village.households.dibao != before).any():
            changed.append(village.month - START)
        village.month += 1
    assert changed == [6, 12]


def test_a_higher_line_lets_nobody_go_who_would_stay(village, streams):
    process, twin = Transfers(**RULES), village.branched()
    for state, level in ((village, 1.0), (twin, 1.5)):
        state.month, state.economy.allowance_level = START + 6, level
        process.step(state, streams)
    assert ((twin.households.dibao > 0) >= (village.households.dibao > 0)).all()
    assert (twin.households.dibao > 0).sum() > (village.households.dibao > 0).sum()


def test_bands_of_2020_hold_whatever_the_income(village, streams):
    village.month = 2020 * 12
    before = village.households.dibao.copy()
    for _ in range(12):
        Transfers(**RULES).step(village, streams)
        village.month += 1
    assert (village.households.dibao == before).all()


def test_a_bonus_rewards_staying_and_stays_with_who_left(town, streams):
    state = town(5)
    persons = state.persons
    persons.activity[:], persons.tenure[:] = Activity.OUTSIDE, [6, 5, 7, 2, 9]
    persons.activity[4], persons.resident[2] = Activity.REGION, 0
    state.month = 2020 * 12
    state.settlements.transport_grant[:], state.settlements.retention_bonus[:] = 600.0, 80.0
    Transfers(**RULES).step(state, streams)
    assert (state.settlements.granted[0], state.settlements.rewarded[0]) == (3, 2)
    assert state.households.transfer.tolist() == pytest.approx([130.0, 50.0, 0.0, 0.0, 0.0])
    assert state.households.away.tolist() == pytest.approx([0.0, 0.0, 130.0, 0.0, 0.0])
    assert booked(state, "retention bonuses", "outside") == booked(state, "retention bonuses") == 80.0
    assert balanced(state)


def test_households_that_wait_get_nothing(town, streams):
    state = town(2)
    state.month = 2020 * 12
    state.households.size[1], state.households.at_stake[1], state.economy.transfer_other = 0, 9.0, 120.0
    Transfers(**RULES).step(state, streams)
    assert state.households.transfer.tolist() == [10.0, 0.0] and state.households.at_stake[1] == 0.0
