"""Trailing income; falls with and without detection; clearing; false alarms; no help before 2021."""

import numpy as np
import pytest

from migrant_sim.processes import Monitoring
from migrant_sim.processes.monitoring import HELP_MONTHS, START
from migrant_sim.state import Watch

RULES = {"line_2021": 6000.0, "line_2025": 8000.0, "false_alarm": 0.0}


@pytest.fixture
def village(town):
    """A function: households of one with the same trailing income, which this month's income keeps where it is."""

    def made(people, income, month=START + 5):
        state = town(people)
        state.month = month
        state.households.recent[:], state.households.wage[:] = income, np.asarray(income) / 12.0
        return state

    return made


def test_the_line_is_straight_from_2021_to_2025():
    process = Monitoring(**RULES)
    assert [process.line(year) for year in (2019, 2021, 2023, 2025, 2030)] == [6000, 6000, 7000, 8000, 8000]


def test_trailing_income_starts_with_a_year_of_the_first_month_and_follows(town, streams):
    state = town(1)
    state.month, state.households.wage[:], state.households.transfer[:] = 2018 * 12, 90.0, 10.0
    Monitoring(**RULES).step(state, streams)
    assert state.households.recent[0] == pytest.approx(1200.0)
    state.month, state.households.wage[:] = 2018 * 12 + 1, 0.0
    Monitoring(**RULES).step(state, streams)
    assert state.households.recent[0] == pytest.approx(1200.0 * 11 / 12 + 10.0)


def test_december_takes_the_accounts_of_the_year(town, streams):
    state = town(1)
    households = state.households
    state.month, households.recent[:], households.wage[:] = 2019 * 12 + 11, 5.0, 7.0
    households.wage_year[:], households.operating_year[:] = 100.0, 20.0
    households.property_year[:], households.transfer_year[:] = 3.0, -1.0
    Monitoring(**RULES).step(state, streams)
    assert households.recent[0] == 122.0


def test_nothing_is_watched_before_2021(village, streams):
    state = village(50, 1000.0, month=START - 2)
    Monitoring(**RULES, missed=0.0).step(state, streams)
    assert (state.households.watch == Watch.NONE).all() and not state.notes


def test_who_is_below_at_the_start_has_not_fallen_and_gets_no_new_help(village, streams):
    state = village(1000, [3000.0] * 500 + [9000.0] * 500, month=START)
    Monitoring(**RULES, missed=0.5).step(state, streams)
    watch = state.households.watch
    assert (watch[500:] == Watch.NONE).all() and (watch[:500] > Watch.NONE).all()
    assert 200 < (watch == Watch.MONITORED).sum() < 300
    assert state.notes["monitoring_falls"] == 0 and (state.households.hardship_left == 0).all()


def test_a_fall_is_counted_at_once_and_found_later_or_never(village, streams):
    state = village(1000, 3000.0)
    process = Monitoring(**RULES, missed=0.5, detection_days=15.0)
    process.step(state, streams)
    assert state.notes["monitoring_falls"] == state.notes["monitoring_unseen"] == 1000
    found = []
    for _ in range(12):
        state.month += 1
        process.step(state, streams)
        found.append(int(state.notes["monitoring_watched"]))
        assert state.notes["monitoring_falls"] == 0
    assert 380 < found[0] < 490 and 440 < found[-1] < 560 and found == sorted(found)
    monitored = state.households.watch == Watch.MONITORED
    assert (state.households.hardship_left == np.where(monitored, HELP_MONTHS, 0)).all()


def test_slower_detection_finds_fewer_and_the_same_ones(village, streams):
    watched = []
    for days in (7.0, 90.0):
        state = village(1000, 3000.0)
        process = Monitoring(**RULES, missed=0.5, detection_days=days)
        process.step(state, streams)
        state.month += 1
        process.step(state, streams)
        watched.append(state.households.watch == Watch.MONITORED)
    assert watched[0].sum() > watched[1].sum() > 0 and not (watched[1] & ~watched[0]).any()


def test_the_monitored_are_cleared_by_chance_once_above_and_the_unseen_at_once(village, streams):
    state = village(2000, [9000.0] * 1000 + [3000.0] * 1000)
    state.households.watch[:] = Watch.MONITORED
    state.households.watch[:100] = Watch.UNSEEN
    Monitoring(**RULES, clearing=0.1).step(state, streams)
    watch = state.households.watch
    assert (watch[:100] == Watch.NONE).all() and (watch[1000:] == Watch.MONITORED).all()
    assert 60 < (watch[100:1000] == Watch.NONE).sum() < 120
    assert state.notes["monitoring_cleared"] == (watch[100:1000] == Watch.NONE).sum()


def test_false_alarms_only_just_above_the_line(village, streams):
    state = village(2000, [6500.0] * 1000 + [7500.0] * 1000)
    Monitoring(**{**RULES, "false_alarm": 0.2}).step(state, streams)
    monitored = state.households.watch == Watch.MONITORED
    assert 150 < monitored[:1000].sum() < 250 and not monitored[1000:].any()
    assert state.notes["monitoring_falls"] == 0


def test_own_medical_cost_of_the_illness_counts_against_the_line(village, streams):
    state = village(2, 7000.0)
    state.households.medical[:] = [0.0, 1000.0]
    Monitoring(**RULES, cover=0.5, illness_months=3.0).step(state, streams)
    assert state.households.watch.tolist() == [Watch.NONE, Watch.UNSEEN]


def test_households_without_residents_are_not_judged(village, streams):
    state = village(2, 3000.0)
    state.households.residents[1] = 0
    Monitoring(**RULES).step(state, streams)
    assert state.households.watch.tolist() == [Watch.UNSEEN, Watch.NONE]
