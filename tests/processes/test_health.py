"""How often illness comes, how long it lasts and what it costs."""

import numpy as np
import pytest

from migrant_sim.opening import initial_state
from migrant_sim.processes import Health
from migrant_sim.scenario import load_scenario
from migrant_sim.state import Activity, Streams

START = 2020 * 12
STREAMS = Streams(20210410, 0)


@pytest.fixture(scope="module")
def built():
    return initial_state(load_scenario("as_written", region="minning", **{"population.scale": 0.1}))


def run(state, span, **fields):
    process, fallen, billed = Health(**fields), 0.0, 0.0
    for _ in range(span):
        state.open_month()
        process.step(state, STREAMS)
        fallen += state.notes["fallen_ill"]
        billed += state.households.medical.sum()
        state.month += 1
    return fallen, billed


def test_households_meet_illness_as_often_as_the_parameter_says(built):
    state = built.branched()
    state.month = START
    fallen, _ = run(state, 36, frequency=0.12)
    homes = (state.households.present == 1).sum()
    assert fallen / homes / 3 == pytest.approx(0.12, rel=0.1)


def test_the_old_fall_ill_more_often_and_children_never(built):
    state = built.branched()
    state.month = START
    run(state, 6, frequency=0.5, months=12)
    persons = state.persons
    ill = persons.ill_left > 0
    adult = (persons.alive == 1) & (persons.age >= 16)
    assert not ill[persons.age < 16].any()
    assert ill[adult & (persons.age >= 60)].mean() > 1.5 * ill[adult & (persons.age < 45)].mean()


def test_the_ill_stand_outside_work_and_come_back_to_search(built):
    state = built.branched()
    state.month = START
    run(state, 6, months=6, frequency=0.3)
    persons = state.persons
    ill = (persons.ill_left > 0) & (persons.labour == 1)
    assert ill.any() and (persons.activity[ill] == Activity.INACTIVE).all()
    pool = np.bincount(persons.pool[persons.pool >= 0], minlength=len(state.enterprises))
    assert (pool == state.enterprises.migrants).all()
    run(state, 6, frequency=0.0)
    assert not persons.ill_left.any() and (persons.activity[ill] == Activity.SEARCHING).all()
    assert (persons.labour == built.persons.labour).all()


def test_a_whole_illness_costs_the_own_part_over_what_is_not_covered(built):
    state = built.branched()
    state.month, state.economy.index = START, 1.5
    fallen, billed = run(state, 1, months=4, own_cost=3000.0, cover=0.7, frequency=0.3)
    billed += run(state, 4, months=4, own_cost=3000.0, cover=0.7, frequency=0.0)[1]
    assert billed == pytest.approx(fallen * 1.5 * 3000.0 / 5.0 / 0.3)


def test_lasting_limits_begin_in_2021(built):
    state = built.branched()
    state.month = START
    fields = {"months": 1, "frequency": 0.5, "limiting": 1.0}
    run(state, 12, **fields)
    assert (state.persons.health == built.persons.health).all()
    run(state, 3, **fields)
    changed = state.persons.health != built.persons.health
    assert changed.any() and (state.persons.health[changed] == 2).all()
    assert (state.persons.hard[changed] == state.persons.labour[changed]).all()


def test_no_illness_no_bill(built):
    state = built.branched()
    state.month = START
    assert run(state, 3, frequency=0.0) == (0.0, 0.0)
