"""The year by group against plain NumPy, and against households one can add up by hand."""

import numpy as np
import pytest

from migrant_sim.kernels.reading import SUMS, Measure, Sum, YearOfHomes, YearOfPersons, read_year
from migrant_sim.state import Households, Persons

DECEMBER = 2023 * 12 + 11
LINES = ("wage_year", "operating_year", "property_year", "transfer_year")


def read(persons, households, codes, levels, ageing=True, line=7000.0):
    out = np.zeros((levels + 1, SUMS))
    read_year(
        YearOfPersons(*(getattr(persons, name) for name in YearOfPersons._fields)),
        YearOfHomes(*(getattr(households, name) for name in YearOfHomes._fields)),
        Measure(6.0, line, DECEMBER, ageing),
        np.tile([[0.25], [0.5]], len(persons)),
        np.asarray(codes, np.int32),
        out,
    )
    return out[:-1]


def test_sums_by_level_are_those_of_numpy():
    random = np.random.Generator(np.random.PCG64(3))  # noqa: NPY002 - test data
    homes, size = 50, random.integers(1, 6, 50)
    people, household = size.sum(), np.repeat(np.arange(50), size)
    persons = Persons.create(
        people,
        household=household,
        age=30,
        labour=random.integers(0, 2, people),
        certificate=random.integers(0, 2, people),
        months_employed=random.integers(0, 13, people),
        months_stable=random.integers(0, 13, people),
    )
    labour = np.bincount(household, weights=persons.labour, minlength=homes)
    money = {name: random.random(homes) * 9000 for name in LINES}
    h = Households.create(
        homes, first=np.cumsum(size) - size, slots=size, size=size, residents=size, labour=labour, **money
    )
    code = random.integers(0, 3, homes)
    out = read(persons, h, [np.zeros(homes), code + 1], 4)
    income = sum(money.values())
    assert out[1:, Sum.INCOME] == pytest.approx(np.bincount(code, weights=income))
    poor = np.where(income / size < 7000, size, 0)
    assert out[1:, Sum.POOR] == pytest.approx(np.bincount(code, weights=poor))
    worker = code[household][persons.labour == 1]
    assert (out[1:, Sum.EMPLOYED] == np.bincount(worker, weights=persons.months_employed[persons.labour == 1])).all()
    assert (out[1:, Sum.LABOUR] == np.bincount(worker)).all()
    stable = np.bincount(household, weights=(persons.months_stable >= 6) & (persons.labour == 1)) > 0
    assert (out[1:, Sum.STABLE_HOMES] == np.bincount(code, weights=stable)).all()
    assert out[:, Sum.TAX] == pytest.approx(0.25 * out[:, Sum.LABOUR])
    assert out[:, Sum.INCENTIVE] == pytest.approx(0.5 * out[:, Sum.LABOUR])
    assert out[0] == pytest.approx(out[1:].sum(axis=0))


def test_who_joined_the_labour_force_in_may_has_been_in_it_for_eight_months():
    born = DECEMBER - 11 + 4 - 18 * 12
    persons = Persons.create(3, labour=1, born=born, age=[18, 18, 18], labour_from=[18, 17, 18])
    home = Households.create(1, slots=3, size=3, residents=3, labour=3)
    assert read(persons, home, [[0]], 1)[0, Sum.MONTHS] == 8 + 12 + 8
    assert read(persons, home, [[0]], 1, ageing=False)[0, Sum.MONTHS] == 36


def test_ages_that_stand_still_mean_that_nobody_joined():
    persons = Persons.create(1, labour=1, born=DECEMBER - 21 * 12, age=18, labour_from=18)
    home = Households.create(1, slots=1, size=1, residents=1, labour=1)
    assert read(persons, home, [[0]], 1)[0, Sum.MONTHS] == 12


def test_an_empty_household_is_none_but_what_it_earned_stays():
    persons = Persons.create(1, alive=2)
    home = Households.create(1, slots=1, wage_year=500.0, dibao=1)
    out = read(persons, home, [[0]], 1)[0]
    assert (out[Sum.INCOME], out[Sum.HOMES], out[Sum.ALLOWANCE], out[Sum.REGISTERED]) == (500, 0, 0, 0)


def test_coverage_of_monitoring_and_the_cliff_are_told_household_by_household():
    """Four households of one: poor and watched, poor and unseen, watched above the line, and off the allowance."""
    persons = Persons.create(4, household=range(4))
    homes = Households.create(
        4,
        first=range(4),
        slots=1,
        size=1,
        residents=1,
        watch=[2, 1, 2, 0],
        wage_year=[6000.0, 6000.0, 8000.0, 9000.0],
        earned_before=[0.0, 0.0, 9000.0, 8000.0],
        dibao=[1, 0, 0, 0],
        dibao_before=[1, 0, 1, 1],
    )
    out = read(persons, homes, [[0, 0, 0, 0]], 1)[0]
    assert (out[Sum.MONITORED], out[Sum.MONITORED_POOR], out[Sum.MONITORED_ABOVE], out[Sum.POOR]) == (2, 1, 1, 2)
    assert (out[Sum.ALLOWANCE_BEFORE], out[Sum.CLIFF]) == (3, 1)


def test_young_people_in_courses_are_those_below_25():
    persons = Persons.create(3, labour=1, age=[18, 24, 25], activity=[8, 1, 8])
    home = Households.create(1, slots=3, size=3, residents=3, labour=3)
    out = read(persons, home, [[0]], 1)[0]
    assert (out[Sum.YOUNG], out[Sum.YOUNG_IN_COURSES]) == (2, 1)
