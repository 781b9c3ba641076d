"""Five years of a whole population: counts stay right, and the flows are those of the margins."""

import numpy as np
import pytest

from migrant_sim.opening import initial_state
from migrant_sim.processes import Demography
from migrant_sim.scenario import load_scenario
from migrant_sim.state import Activity, Life, Streams

START = 2021 * 12


@pytest.fixture(scope="module")
def built():
    return initial_state(load_scenario("as_written", region="minning", **{"population.scale": 0.1}))


def run(state, months, seed=20210410, **fields):
    """Months of demography alone, and its notes summed."""
    process, total = Demography(**fields), {}
    for _ in range(months):
        state.open_month()
        process.step(state, Streams(seed, 0))
        for name, value in state.notes.items():
            total[name] = total.get(name, 0) + value
        state.month += 1
    return total


@pytest.fixture(scope="module")
def later(built):
    state = built.branched()
    state.month = START
    total = run(state, 60, seed=state_seed())
    return state, total


def state_seed():
    return load_scenario("as_written", region="minning").seed


def test_nothing_happens_before_2021_nor_when_switched_off(built):
    state = built.branched()
    state.month = START - 2
    run(state, 2)
    state.month = START
    run(state, 3, first_year=9999)
    for name in ("age", "alive", "labour", "activity", "carer"):
        assert np.array_equal(getattr(state.persons, name), getattr(built.persons, name)), name


def test_every_count_is_that_of_the_living(later):
    state, _ = later
    persons, households = state.persons, state.households
    alive, count = persons.alive == Life.LIVING, len(households)

    def by_home(flags):
        return np.bincount(persons.household, weights=flags, minlength=count)

    assert (by_home(alive) == households.size).all()
    assert (by_home(persons.labour) == households.labour).all()
    assert (by_home(alive & (persons.age >= 60)) == households.pensioners).all()
    assert (by_home(persons.resident) == households.residents).all()
    assert not persons.labour[~alive].any() and not persons.resident[~alive].any()
    pool = np.bincount(persons.pool[persons.pool >= 0], minlength=len(state.enterprises))
    assert (pool == state.enterprises.migrants).all()
    held = np.bincount(persons.settlement[persons.activity == Activity.POST], minlength=len(state.posts))
    assert (held == state.posts.filled).all()


def test_households_stay_slices_without_gap_or_overlap(later):
    state, total = later
    households, persons = state.households, state.persons
    there = np.flatnonzero(households.present == 1)
    last = households.first[there] + households.slots[there]
    assert (last[:-1] == households.first[there][1:]).all() and last[-1] == len(persons)
    assert (persons.household == np.repeat(there, households.slots[there])).all()
    waiting = households.present == 0
    assert not households.size[waiting].any() and not households.slots[waiting].any()
    assert total["splits"] > 0


def test_ages_are_those_of_the_month_of_birth(later):
    state, _ = later
    alive = state.persons.alive == Life.LIVING
    assert (state.persons.age[alive] == (state.month - 1 - state.persons.born[alive]) // 12).all()


def test_everybody_due_is_born_and_deaths_are_as_many_as_the_margin_says(built, later):
    state, total = later
    due = ((built.persons.born >= START) & (built.persons.born < START + 60)).sum()
    assert 0.98 * due <= total["births"] <= due
    people = built.households.size.sum()
    assert 1000 * total["births"] / people / 5 == pytest.approx(12, abs=2)
    assert 1000 * total["deaths"] / people / 5 == pytest.approx(6, abs=1.5)
    assert state.households.size.sum() == people + total["births"] - total["deaths"]


def test_the_labour_force_changes_by_those_who_join_leave_and_die(later):
    state, total = later
    persons = state.persons
    at_work = persons.labour == 1
    assert (persons.age[at_work] < persons.labour_until[at_work]).all()
    assert (persons.age[at_work] >= persons.labour_from[at_work]).all()
    assert total["joined_labour"] > total["left_labour"] > 0
    hard = (persons.age >= 50) | (persons.education <= 1) | (persons.carer == 1) | (persons.health >= 2)
    assert (persons.hard[at_work] == hard[at_work]).all()


def test_the_first_january_keeps_about_as_many_carers_as_the_margins(built):
    state = built.branched()
    state.month = START
    run(state, 1, seed=state_seed(), severe_share=0.415)  # without illness as a process, all of the share is needed
    before, after = built.persons.carer == 1, state.persons.carer == 1
    assert after.sum() == pytest.approx(before.sum(), rel=0.05)
    assert (before & after).sum() > 0.9 * before.sum()
    assert np.bincount(state.persons.household[after]).max() == 1


def test_settlements_are_counted_in_january(built):
    state = built.branched()
    state.month = START + 11
    run(state, 2)
    labour = np.bincount(state.persons.settlement, weights=state.persons.labour)
    assert state.settlements.persons.sum() == pytest.approx(state.households.size.sum(), rel=0.005)
    assert state.settlements.labour == pytest.approx(labour, abs=8)


def test_dilution_is_members_per_worker_against_2020(built, later):
    state, _ = later
    base = built.households.size.sum() / built.households.labour.sum()
    now = state.households.size.sum() / state.households.labour.sum()
    assert built.economy.dilution == 1.0
    assert state.economy.dilution == pytest.approx(now / base)


def test_the_same_seed_the_same_people(built):
    ends = []
    for seed in (1, 1, 2):
        state = built.branched()
        state.month = START
        run(state, 12, seed=seed)
        ends.append(state.persons.alive.copy())
    assert np.array_equal(ends[0], ends[1]) and not np.array_equal(ends[0], ends[2])


def test_an_emptied_household_holds_nothing(built):
    state = built.branched()
    state.month = START
    state.households.loan[:], state.households.herd_loan[:] = 5.0, 7.0
    total = run(state, 12, mortality=5.0)
    empty = (state.households.size == 0) & (state.households.present == 1)
    assert empty.any() and total["emptied_households"] == empty.sum()
    for name in ("land", "herd", "dibao", "loan", "herd_loan", "recent"):
        assert not getattr(state.households, name)[empty].any(), name
    assert (
        state.households.loan[~empty & (state.households.present == 1) & (state.households.parent < 0)] == 5.0
    ).all()
