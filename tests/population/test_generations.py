"""Who waits to be born, when working lives begin and end, and which households will split."""

from dataclasses import fields

import numpy as np
import pytest

from migrant_sim.population import PopulationSpec, build, build_from, published_margins
from migrant_sim.population.generations import BASE, NEVER
from migrant_sim.state import Activity, Life

SAMPLE = PopulationSpec(scale=0.02)
MARGINS = published_margins()
LEVELS = ("none", "primary", "junior", "senior", "tertiary")


@pytest.fixture(scope="module")
def made(ningxia):
    return build(ningxia, SAMPLE, 7)


def unborn(population):
    return population.persons.alive == Life.UNBORN


def test_everybody_alive_was_born_before_the_end_of_2020_and_has_that_age(made):
    persons = made.persons
    assert ((persons.born <= BASE) == ~unborn(made)).all()
    assert (persons.age[~unborn(made)] == (BASE - persons.born[~unborn(made)]) // 12).all()
    months = np.bincount(persons.born[~unborn(made)] % 12) / (~unborn(made)).sum()
    assert np.abs(months - 1 / 12).max() < 0.01


def test_the_unborn_wait_without_age_work_or_residence(made):
    persons, waiting = made.persons, unborn(made)
    for name in ("age", "labour", "hard", "carer", "resident", "tenure", "certificate", "ill_left"):
        assert not getattr(persons, name)[waiting].any(), name
    assert (persons.activity[waiting] == Activity.INACTIVE).all() and (persons.pool[waiting] == -1).all()
    assert persons.born[waiting].min() > BASE and persons.born[waiting].max() <= 2030 * 12 + 11
    assert 0.48 < (persons.sex[waiting] == 0).mean() < 0.56


def test_as_many_are_born_as_the_margins_of_fertility_say(made):
    persons = made.persons
    age = np.where(unborn(made), -1, persons.age + 1)  # reached in 2021
    women = [((persons.sex == 1) & (age >= low) & (age < low + 5)).sum() for low in range(15, 50, 5)]
    expected = np.array(women) @ np.array(list(MARGINS.column("fertility_by_age").values()))
    assert (persons.born // 12 == 2021).sum() == pytest.approx(expected, abs=4 * expected**0.5)


def test_no_fertility_no_births(ningxia):
    tables = {table: dict(cells) for table, cells in MARGINS.tables.items()}
    tables["fertility_by_age"] = dict.fromkeys(tables["fertility_by_age"], 0.0)
    population = build_from(type(MARGINS)(tables), ningxia, PopulationSpec(scale=0.005), 7)
    assert not unborn(population).any()


def test_a_longer_horizon_adds_rows_and_changes_nobody(ningxia):
    short, long = (build_from(MARGINS, ningxia, PopulationSpec(scale=0.005), 7, year) for year in (2025, 2045))
    assert len(np.unique(long.persons.key)) == len(long.persons) > len(short.persons)
    where = np.flatnonzero(np.isin(long.persons.key, short.persons.key))
    for field in fields(short.persons):
        if field.name != "household":
            one, other = getattr(short.persons, field.name), getattr(long.persons, field.name)[where]
            assert np.array_equal(one, other), field.name
    home = short.households.key[short.persons.household]
    assert (long.households.key[long.persons.household][where] == home).all()
    kept = np.isin(long.households.key, short.households.key)
    assert (long.households.split_year[~kept] > 2025).all()
    grown = unborn(long) & (long.persons.born // 12 > 2040)
    assert grown.any() and (long.persons.key % np.uint64(64)).max() <= 63


def test_daughters_born_on_the_way_become_mothers(ningxia):
    population = build_from(MARGINS, ningxia, PopulationSpec(scale=0.005), 7, 2060)
    births = np.bincount(population.persons.born // 12, minlength=2061)
    assert births[2055:].mean() > 0.3 * births[2021:2026].mean()


def test_working_lives_begin_after_school_and_end_in_the_sixties(made):
    persons = made.persons
    workers, joining = persons.labour == 1, (persons.labour == 0) & (persons.labour_from < NEVER)
    assert (persons.labour_from[workers] == 16).all()
    assert (persons.labour_until[workers] > persons.age[workers]).all()
    assert persons.labour_until[workers | joining].min() == 60 and persons.labour_until[workers].max() == 69
    assert (persons.labour_until[~workers & ~joining] == NEVER).all()
    assert (persons.labour_from[joining] > persons.age[joining]).all()
    assert (persons.labour_from[joining] <= 22).all() and (persons.health[joining] < 2).all()
    tertiary = joining & (persons.education == 4) & (persons.age < 16)
    assert (persons.labour_from[tertiary] == 22).all()
    young = persons.age < 16
    well = young & (persons.health < 2)
    assert 0.9 < (persons.labour_from[well] < NEVER).mean() < 0.99


def test_pupils_are_at_school_and_infants_are_not(made):
    persons = made.persons
    school = persons.activity == Activity.SCHOOLING
    assert school[(persons.age >= 6) & (persons.age < 16)].all()
    assert persons.age[school].min() == 6 and persons.age[school].max() <= 21
    assert not persons.labour[school].any()


def test_children_carry_the_schooling_that_they_will_end_with(made):
    persons = made.persons
    share = np.bincount(persons.education[persons.age < 15], minlength=5) / (persons.age < 15).sum()
    goal = [MARGINS.value("education_by_age", "15-24", level) for level in LEVELS]
    assert share == pytest.approx(goal, abs=0.02)


def test_a_branch_waits_behind_its_household_and_is_the_end_of_its_slice(made):
    persons, households = made.persons, made.households
    rows = np.flatnonzero(households.present == 0)
    parent = households.parent[rows]
    assert len(rows) and (parent == rows - 1).all()
    assert (households.parent[households.present == 1] == -1).all()
    assert ((households.split_year > 0) == (households.present == 0)).all()
    for name in ("size", "slots", "labour", "pensioners", "residents", "land", "herd", "dibao", "leased"):
        assert not getattr(households, name)[rows].any(), name
    for name in ("settlement", "county", "group"):
        assert (getattr(households, name)[rows] == getattr(households, name)[parent]).all(), name
    last = households.first[parent] + households.slots[parent]
    assert (households.first[rows] > households.first[parent] + 1).all() and (households.first[rows] < last).all()
    for row, end in zip(rows[:50], last[:50], strict=True):
        tail = slice(households.first[row], end)
        assert (persons.labour[tail] == 1).any()
        assert ((persons.labour[tail] == 1) | (persons.age[tail] < 6)).all()
        head = slice(households.first[households.parent[row]], households.first[row])
        assert persons.labour[head].sum() == 2


def test_three_in_a_hundred_branches_split_a_year(made):
    eligible = _with_branch(made)
    split = (made.households.split_year > 0).sum() / eligible
    assert split == pytest.approx(1 - 0.97**10, abs=0.04)


def _with_branch(made):
    persons, households = made.persons, made.households
    later = (persons.labour == 1) & (persons.key % np.uint64(64) >= 2) & (persons.age >= 20)
    grown = np.bincount(persons.household[later], minlength=len(households)) > 0
    return (grown & (households.labour >= 3) & (households.size >= 5)).sum()
