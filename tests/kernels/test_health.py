"""Falling ill and getting well on handmade households."""

import numpy as np
import pytest

from migrant_sim.kernels import health as kernel
from migrant_sim.kernels.demography import Work
from migrant_sim.kernels.draws import luck

LUCK = luck(1, 0, 2, 24252)


def ints(count, value=0):
    return np.full(count, value, np.int64)


def town(homes, size=3, **given):
    """Households of `size` workers of 30 in pool 0."""
    count = homes * size
    usual = {"alive": 1, "age": 30, "labour": 1, "household": np.arange(count) // size}
    columns = {name: ints(count) + usual.get(name, 0) for name in kernel.Patients._fields[1:]}
    p = kernel.Patients(np.arange(count).astype(np.uint64), **columns | given)
    work = [ints(count, 2), ints(count), ints(count, 9), ints(count), ints(count), ints(count)]
    w = Work._make([*work, np.array([count]), ints(1)])
    return p, w, kernel.Homes(np.arange(homes) * size, ints(homes, size), ints(homes, size), np.zeros(homes))


def course(chance=0.0, limiting=0.0):
    falling = np.where(np.arange(121) >= 16, chance, 0.0)
    return kernel.Course(falling, chance, 3, 100.0, limiting)


def month(p, w, h, c, draw):
    counts = np.zeros(2)
    h.medical[:] = 0.0
    kernel.month_of_illness(p, w, h, c, (np.asarray(draw), LUCK, np.empty(len(p.key), np.int32)), counts)
    return counts.tolist()


def test_the_draw_of_the_household_decides_who_falls_ill():
    p, w, h = town(4)
    assert month(p, w, h, course(0.1), [0.05, 0.15, 0.25, 0.35]) == [3, 0]
    ill = np.flatnonzero(p.ill_left)
    assert ill.tolist() == [0, 4, 8] and (p.ill_left[ill] == 3).all()
    assert (w.activity[ill] == 11).all() and (w.pool[ill] == -1).all() and w.migrants[0] == 9
    assert (p.labour == 1).all()
    assert h.medical.tolist() == [100, 100, 100, 0]


def test_an_illness_costs_its_months_and_ends_in_search():
    p, w, h = town(1, 1)
    paid = []
    for draw in (0.0, 0.9, 0.9, 0.9, 0.9):
        month(p, w, h, course(0.1), [draw])
        paid.append(h.medical[0])
    assert paid == [100, 100, 100, 0, 0]
    assert w.activity[0] == 9 and p.ill_left[0] == 0 and p.health[0] == 0


def test_children_the_dead_and_the_unborn_do_not_fall_ill():
    p, w, h = town(1, 3, age=np.array([15, 40, 40]), alive=np.array([1, 2, 0]))
    assert month(p, w, h, course(1.0), [0.0]) == [0, 0]


def test_the_ill_are_not_ill_twice_and_others_of_the_house_can_be():
    p, w, h = town(1, 2)
    month(p, w, h, course(0.1), [0.05])
    month(p, w, h, course(0.1), [0.05])
    assert p.ill_left.tolist() == [2, 3] and h.medical[0] == 200


def test_who_is_not_in_the_labour_force_stays_what_they_are():
    p, w, h = town(1, 1, labour=ints(1))
    w.activity[:] = 10
    month(p, w, h, course(1.0), [0.5])
    assert w.activity[0] == 10
    for _ in range(3):
        month(p, w, h, course(), [0.5])
    assert w.activity[0] == 10 and p.ill_left[0] == 0


def test_some_stay_limited_and_become_hard_to_place():
    p, w, h = town(2000, 1, ill_left=ints(2000, 1))
    assert month(p, w, h, course(limiting=0.3), np.ones(2000)) == [0, 2000]
    assert (p.health == 2).mean() == pytest.approx(0.3, abs=0.05)
    assert ((p.health == 2) == (p.hard == 1)).all()
    again, w, h = town(2000, 1, ill_left=ints(2000, 1))
    month(again, w, h, course(limiting=0.0), np.ones(2000))
    assert not again.health.any()
