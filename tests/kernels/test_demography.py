"""Birthdays, splits and carers on handmade households."""

import numpy as np
import pytest

from migrant_sim.kernels import demography as kernel
from migrant_sim.kernels.carers import choose_carers
from migrant_sim.kernels.draws import luck
from migrant_sim.kernels.queue import queue

MONTH = 2021 * 12 + 4
NOBODY_DIES, EVERYBODY_DIES = np.zeros((2, 121)), np.ones((2, 121))
SCHOOL_END = np.array([16, 16, 16, 19, 22])


def ints(count, value=0):
    return np.full(count, value, np.int64)


def people(count, **given):
    """Men of 30 in the labour force of household 0, born in the month, at work in pool 0."""
    usual = {"alive": 1, "age": 30, "born": MONTH - 31 * 12, "labour": 1, "labour_from": 16, "labour_until": 65}
    usual |= {"education": 2, "resident": 1}
    columns = {name: ints(count, usual.get(name, 0)) for name in kernel.People._fields[1:]}
    columns |= {name: np.array(values) for name, values in given.items() if name in columns}
    work = {name: ints(count) for name in kernel.Work._fields[:6]} | {"activity": ints(count, 2)}
    work |= {name: np.array(values) for name, values in given.items() if name in work}
    staff = np.bincount(work["pool"][work["pool"] >= 0], minlength=2)
    return kernel.People(np.arange(count).astype(np.uint64), **columns), kernel.Work(
        **work, migrants=staff, filled=ints(1, 5)
    )


def counts(p, households=1):
    def of(flags):
        return np.bincount(p.household, weights=flags, minlength=households).astype(np.int64)

    alive = p.alive == 1
    return kernel.Counts(of(alive), of(p.labour), of(alive & (p.age >= 60)), of(p.resident))


def year(p, w, h, dying=NOBODY_DIES):
    events = np.zeros(5)
    rows = np.flatnonzero((MONTH - p.born) % 12 == 0).astype(np.int32)
    ages = kernel.Ages(MONTH, dying, SCHOOL_END, luck(1, 0, 2, MONTH))
    kernel.turn_a_year(p, w, h, ages, (rows, queue(3)), events)
    for kept, recounted in zip(h, counts(p, len(h.size)), strict=True):
        assert kept.tolist() == recounted.tolist()
    return events.tolist()


def test_only_those_born_in_the_month_of_the_year_turn_older():
    p, w = people(12, born=MONTH - 12 * 31 - np.arange(12))
    h = counts(p)
    year(p, w, h)
    assert p.age.tolist() == [31] + [30] * 11


def test_a_child_is_born_in_its_month_and_not_before_or_after():
    born = [MONTH - 12, MONTH, MONTH + 12]
    p, w = people(4, born=[MONTH - 360, *born], alive=[1, 0, 0, 0], labour=[1, 0, 0, 0], resident=[1, 0, 0, 0])
    p.age[1:] = 0
    assert year(p, w, counts(p)) == [1, 0, 0, 0, 0]
    assert p.alive.tolist() == [1, 0, 1, 0] and p.age.tolist() == [31, 0, 0, 0]
    assert p.resident.tolist() == [1, 0, 1, 0]


def test_nobody_is_born_into_an_empty_household():
    p, w = people(1, born=[MONTH], alive=[0], labour=[0], resident=[0])
    assert year(p, w, counts(p)) == [0, 0, 0, 0, 0]


def test_the_dead_leave_job_post_and_every_count():
    p, w = people(3, age=[30, 70, 40], labour=[1, 0, 1], activity=[2, 11, 6], pool=[1, -1, -1])
    h = counts(p)
    assert year(p, w, h, EVERYBODY_DIES) == [0, 3, 0, 0, 1]
    assert (p.alive == 2).all() and (w.activity == 11).all() and (w.pool == -1).all()
    assert w.migrants.tolist() == [0, 0] and w.filled.tolist() == [4]
    assert [part.tolist() for part in h] == [[0], [0], [0], [0]]
    assert year(p, w, h, EVERYBODY_DIES) == [0, 0, 0, 0, 0]


def test_the_chance_of_death_is_the_one_of_age_and_sex():
    dying = np.zeros((2, 121))
    dying[1, 80] = 0.25
    p, w = people(
        4000, age=np.repeat([80, 79], 2000), sex=np.tile([0, 1], 2000), labour=ints(4000), activity=ints(4000, 11)
    )
    events = year(p, w, counts(p), dying)
    assert events[1] == pytest.approx(250, abs=60)
    assert (p.sex[p.alive == 2] == 1).all() and (p.age[p.alive == 2] == 80).all()


def test_school_work_and_retirement_come_at_their_ages():
    given = {
        "age": [5, 15, 15, 18, 21, 64, 59, 49],
        "labour": [0, 0, 0, 0, 0, 1, 1, 1],
        "labour_from": [22, 16, 999, 999, 22, 16, 16, 16],
        "education": [4, 1, 2, 3, 4, 2, 2, 2],
        "activity": [11, 10, 10, 10, 10, 2, 2, 2],
        "pool": [-1, -1, -1, -1, -1, 0, 0, 0],
        "ill_left": [0, 0, 0, 0, 2, 0, 0, 0],
    }
    p, w = people(8, **given)
    assert year(p, w, counts(p)) == [0, 0, 2, 1, 0]
    assert w.activity.tolist() == [10, 9, 11, 11, 11, 11, 2, 2]
    assert p.labour.tolist() == [0, 1, 0, 0, 1, 0, 1, 1]
    assert p.hard.tolist() == [0, 1, 0, 0, 0, 0, 1, 1]
    assert w.migrants.tolist() == [2, 0]


def test_nobody_in_poor_health_joins_the_labour_force():
    p, w = people(1, age=[15], labour=[0], labour_from=[16], health=[2], activity=[10], pool=[-1])
    year(p, w, counts(p))
    assert p.labour[0] == 0 and w.activity[0] == 11


def homes(**given):
    columns = {name: np.zeros(2) for name in kernel.Homes._fields} | {"key": np.arange(2).astype(np.uint64)}
    columns |= {"first": ints(2), "slots": np.array([5, 0]), "present": np.array([1, 0]), "parent": np.array([-1, 0])}
    return kernel.Homes(**columns | {name: np.array(values) for name, values in given.items()})


def test_a_branch_takes_its_rows_and_its_share_of_land_and_income():
    p, _ = people(5, alive=[1, 1, 1, 1, 0], labour=[1, 1, 1, 0, 0], age=[60, 55, 30, 3, 0], resident=[1, 1, 0, 1, 0])
    c = counts(p, 2)
    h = homes(first=[0, 2], land=[8.0, 0], recent=[40.0, 0], leased=[1, 0], quintile=[3, 0])
    assert kernel.split(np.array([1]), p, c, h) == 1
    assert p.household.tolist() == [0, 0, 1, 1, 1]
    assert [kept.tolist() for kept in c] == [again.tolist() for again in counts(p, 2)]
    assert h.slots.tolist() == [2, 3] and h.present.tolist() == [1, 1]
    assert h.land.tolist() == [4, 4] and h.recent.tolist() == [20, 20]
    assert h.leased.tolist() == [1, 1] and h.quintile.tolist() == [3, 3]


@pytest.mark.parametrize("alive", [[1, 1, 2, 2, 0], [2, 2, 1, 1, 0]])
def test_a_split_that_would_leave_nobody_on_one_side_does_not_happen(alive):
    p, _ = people(5, alive=alive, labour=ints(5), resident=[int(a == 1) for a in alive])
    c, h = counts(p, 2), homes(first=[0, 2])
    assert kernel.split(np.array([1]), p, c, h) == 0
    assert h.slots.tolist() == [5, 0] and not p.household.any()


def care(p, w, share=1.0):
    h = homes(slots=[len(p.key), 0])
    choose_carers(p, w, h, (luck(1, 0, 3, 0), share), np.full(len(p.key), 7, np.int8))
    return p.carer.tolist()


def test_a_small_child_is_cared_for_by_a_woman_at_home_first():
    p, w = people(4, age=[30, 30, 30, 2], sex=[0, 1, 1, 0], labour=[1, 1, 0, 0])
    assert care(p, w) == [0, 0, 1, 0]


def test_a_carer_stays_while_needed_and_able_and_is_free_after():
    p, w = people(4, age=[30, 30, 30, 2], sex=[0, 1, 1, 0], labour=[1, 1, 0, 0], carer=[1, 0, 0, 0])
    assert care(p, w) == [1, 0, 0, 0] and p.hard[0] == 0
    p.health[0] = 2
    assert care(p, w) == [0, 0, 1, 0] and p.hard[0] == 1
    p.age[3] = 3
    assert care(p, w, share=0.0) == [0, 0, 0, 0]
    assert care(p, w, share=1.0) == [0, 0, 1, 0]


def test_who_cares_comes_home_and_is_hard_to_place():
    p, w = people(2, age=[30, 81], sex=[0, 0], labour=[1, 0], activity=[4, 11], pool=[1, -1])
    assert care(p, w) == [1, 0]
    assert w.activity[0] == 9 and w.pool[0] == -1 and w.migrants.tolist() == [0, 0] and p.hard[0] == 1


def test_nobody_able_nobody_cares():
    p, w = people(2, age=[81, 85], labour=[0, 0])
    assert care(p, w) == [0, 0]
