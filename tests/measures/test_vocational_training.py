"""Vocational training, as a policy expert would check it: places, who gets in, what a course does, what it costs."""

import numpy as np
import pytest

from migrant_sim.opening import opening
from migrant_sim.simulate import simulate, trajectory
from migrant_sim.state import Activity, Streams

PLACES = 0.12  # course places a year per person of the labour force, added to those of 2020
COST = 3391.0  # yuan a trainee


@pytest.fixture(scope="module")
def training(with_measure):
    return with_measure("vocational_training", places=PLACES, cost_per_place=COST)


def trained(table):
    """Year -> people trained, years with the measure in force from January to December."""
    rows = table[(table.indicator == "trained") & (table.period.str.len() == 4) & (table.period > "2021")]
    return {int(period): value for period, value in zip(rows.period, rows.value, strict=True)}


def test_the_places_added_are_filled(training, continuation):
    """0.12 places a year for each of some 470 people of the labour force are used, beside those of 2020."""
    state = opening(continuation, 0).state
    added = PLACES * state.settlements.labour_2020.sum() / state.scale
    with_it, without = (trained(simulate(scenario)) for scenario in (training, continuation))
    assert sorted(with_it) == [2022, 2023, 2024, 2025]
    assert sum(with_it[year] - without[year] for year in with_it) == pytest.approx(4 * added, rel=0.06)


def test_only_those_who_may_take_a_course_are_admitted(training, months):
    """Seekers and casual workers of 59 and younger, three courses each at most; nobody with a job, a farm or a post."""
    process, admitted = training.process("training"), 0
    for state in months(training, 24):
        persons = state.persons
        twin = state.branched()
        twin.settlements.training_places[:] = 3.0
        process.step(twin, Streams(1))
        new = (twin.persons.activity == Activity.TRAINING) & (twin.persons.courses > persons.courses)
        free = (Activity.SEARCHING, Activity.CASUAL, Activity.TRAINING)  # one course may follow another
        assert np.isin(persons.activity[new], free).all()
        assert (persons.age[new] <= 59).all() and (persons.courses[new] < 3).all()
        admitted += int(new.sum())
    assert admitted > 100


def test_a_course_locks_in_for_its_length(training, months):
    for state in months(training.with_(**{"processes.training.course_months": 2.0}), 24):
        persons = state.persons
        inside = persons.activity == Activity.TRAINING
        assert (persons.training_left[inside] > 0).all() and persons.training_left.max() <= 2
        assert (persons.pay[inside] == 0).all() and (persons.pool[inside] == -1).all()


def test_four_in_five_end_with_a_certificate_and_three_months_of_help(training, months):
    outcomes, before = [], None
    for state in months(training.with_(**{"processes.training.certificate_rate": 0.8}), 60):
        persons = state.persons
        if before is not None:
            ended = before & (persons.training_left != 1) & (persons.courses < 3)
            outcomes += list(persons.placement_left[ended])
        before = (persons.activity == Activity.TRAINING) & (persons.training_left == 1) & (persons.certificate == 0)
    helped = np.array(outcomes) == 3
    assert len(helped) > 80
    assert abs(helped.mean() - 0.8) < 4 * np.sqrt(0.16 / len(helped))


def test_it_pays_for_its_own_trainees_and_no_others(training):
    run = trajectory(training.with_(**{"processes.training.places_2020": 0.03}), -1, 0)
    assert run.costs.yuan.to_numpy() == pytest.approx(COST * run.costs.people.to_numpy(), rel=1e-12)
    assert set(run.costs.fund) == {"employment subsidy funds"} and set(run.costs.clause) == {"NX-03"}
    everybody, own = trained(run.indicators), run.costs.set_index("year").people
    for year in everybody:
        assert own[year] == pytest.approx(everybody[year] * 0.8, rel=1e-9)  # 0.12 of 0.15 places


def test_with_the_window_its_courses_end(training, months):
    intake = [int(state.settlements.trained.sum()) for state in months(training.with_(months=72), 72)]
    assert np.mean(intake[48:60]) > 3 and np.mean(intake[60:]) < 1.5


def test_withdrawn_means_no_course_at_all(with_measure, months):
    withdrawn = with_measure("vocational_training", kept=0.0, multiplier=0.0, start="2021-01", stop="2099-12")
    assert sum(int(state.settlements.trained.sum()) for state in months(withdrawn, 24)) == 0
