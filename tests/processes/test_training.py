"""Courses in a town one can count: who may come, lock-in, the certificate, and the rules of selection."""

import numpy as np
import pytest

from migrant_sim.errors import ConfigurationError
from migrant_sim.processes import Training
from migrant_sim.state import Activity

RULES = {"places_2020": 0.0, "certificate_rate": 1.0, "course_months": 2.0}


def admitted(state, streams, places, **rules):
    state.open_month()
    state.settlements.training_places[:] = places
    Training(**(RULES | rules)).step(state, streams)
    return np.flatnonzero(state.persons.activity == Activity.TRAINING).tolist()


def test_only_able_seekers_and_casual_workers_of_working_age_with_courses_left_come(town, streams):
    state = town(8, activity=[9, 1, 0, 9, 9, 9, 11, 9])
    state.persons.courses[3], state.persons.age[4], state.persons.labour[5], state.persons.alive[6] = 3, 60, 0, 0
    assert admitted(state, streams, 8) == [0, 1, 7]
    assert state.settlements.trained[0] == 3 and state.persons.courses[[0, 1, 7]].tolist() == [1, 1, 1]


def test_casual_workers_leave_their_pool(town, streams):
    state = town(3, activity=Activity.CASUAL, pool=0)
    assert admitted(state, streams, 2) and state.enterprises.migrants[0] == 1
    assert (state.persons.pool == -1).sum() == 2 and state.enterprises.hired.sum() == 0


def test_a_course_binds_for_its_months_and_leaves_a_dated_certificate_and_help(town, streams):
    state, seen = town(1), []
    for _ in range(4):
        admitted(state, streams, 1 if not seen else 0)
        seen.append(int(state.persons.activity[0]))
        state.month += 1
    p = state.persons
    assert seen == [Activity.TRAINING] * 2 + [Activity.SEARCHING] * 2
    assert (p.certificate[0], p.certified[0], p.placement_left[0]) == (1, 2021 * 12 + 2, 3)


def test_without_passing_there_is_no_certificate(town, streams):
    state = town(1)
    for places in (1, 0, 0):
        admitted(state, streams, places, certificate_rate=0.0)
    assert (state.persons.certificate[0], state.persons.certified[0], state.persons.placement_left[0]) == (0, -1, 0)


def test_nobody_takes_more_than_three_courses(town, streams):
    state = town(1)
    for _ in range(20):
        admitted(state, streams, 1)
    assert state.persons.courses[0] == 3 and state.persons.activity[0] == Activity.SEARCHING


def test_a_ledger_brings_the_unemployed_and_hard_to_place_first(town, streams):
    state = town(80, activity=[9, 9, 1, 1] * 20, hard=[1, 0, 1, 0] * 20)
    for places, kinds in ((20, {0}), (40, {0, 1}), (60, {0, 1, 2})):
        assert {row % 4 for row in admitted(state.branched(), streams, places, selection="ledger")} == kinds


def test_volunteers_are_better_schooled_and_younger_than_a_random_intake(town, streams):
    rng = np.random.default_rng(1)
    state = town(600, education=rng.integers(0, 5, 600), age=rng.integers(16, 60, 600))
    taken = {s: admitted(state.branched(), streams, 100, selection=s) for s in ("order", "self")}
    mean = {s: (state.persons.education[rows].mean(), state.persons.age[rows].mean()) for s, rows in taken.items()}
    assert mean["self"][0] > mean["order"][0] + 0.5 and mean["self"][1] < mean["order"][1] - 5
    assert mean["order"][0] == pytest.approx(2.0, abs=0.5)


def test_an_unknown_rule_is_refused_in_both_languages():
    with pytest.raises(ConfigurationError) as wrong:
        Training(selection="lottery")
    assert "order, ledger, self" in wrong.value.message("en") and "不允许" in wrong.value.message("zh")
