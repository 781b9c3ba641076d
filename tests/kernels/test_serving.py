"""Who has a place and what it brings, on a village of six households."""

import numpy as np
import pytest

from migrant_sim.kernels.serving import TERMS, Places, Reached, Served, serve

SIZE = np.array([3, 0, 2, 4, 1, 5], np.int16)
SETTLEMENT = np.array([0, 0, 0, 1, 1, 1], np.int32)
FIRST = dict(start=100, stop=140, pays_until=2**31, first=1, last=12, roster=0, count=6, taken=0, line=1, basis=-1)
FIRST |= dict(fails=-1, delay=0.0, ramp=10.0, share=1.0, rate=120.0)


NO_UNITS, NO_TURNOUT = np.zeros((0, 6)), np.zeros((0, 2))


def served(month, *instances, units=NO_UNITS, turnout=NO_TURNOUT):
    """What instances do in a month: rows, what was found, and the lines of the households."""
    terms = np.array([tuple((FIRST | one)[name] for name in TERMS.names) for one in instances], TERMS).view(np.recarray)
    lines = np.zeros((4, 6))
    out = Served(np.zeros((len(terms), 2), int), np.zeros((len(terms), 4)), np.zeros(2))
    places = Places(terms, np.arange(6, dtype=np.int32), units, turnout)
    serve(places, Reached(SIZE, SETTLEMENT, *lines), month, 1.5, out)
    return out, lines


def test_places_open_over_the_ramp_and_empty_households_get_nothing():
    out, lines = served(104, {})
    assert out.rows.tolist() == [[0, 3]] and lines[1].tolist() == [15.0, 0.0, 15.0, 0.0, 0.0, 0.0]
    assert out.found[0] == pytest.approx([30.0, 5.0, 3.0, 0.6])
    assert served(99, {})[0].found.tolist() == [[0.0, 0.0, 0.0, 0.0]]
    assert served(300, {})[0].rows.tolist() == [[0, 6]]


def test_instances_of_one_instrument_follow_each_other_and_those_of_others_do_not():
    half = {"ramp": 1.0, "share": 0.5}
    out, _ = served(100, half, half | {"share": 0.25}, half | {"taken": 1})
    assert out.rows.tolist() == [[0, 3], [3, 5], [0, 3]] and out.taken.tolist() == [4.5, 3.0]


def test_sums_go_by_the_basis_and_fail_by_the_settlement():
    units, turnout = np.arange(6.0).reshape(1, 6), np.array([[1.0, -2.0]])
    at_once = {"ramp": 1.0, "line": 3}
    _, lines = served(
        100, at_once | {"basis": 0}, at_once | {"fails": 0, "line": 0, "taken": 1}, units=units, turnout=turnout
    )
    assert lines[3].tolist() == [0.0, 0.0, 30.0, 45.0, 60.0, 75.0]
    assert lines[0].tolist() == [15.0, 0.0, 15.0, -30.0, -30.0, -30.0]
    both, lines = served(100, at_once | {"basis": 0, "fails": 0}, units=units, turnout=turnout)
    assert lines[3].tolist() == [0.0, 0.0, 30.0, -90.0, -120.0, -150.0] and both.found[0, 0] == -330.0


def test_out_of_season_nobody_is_paid_and_after_the_last_paid_month_nobody_is_counted():
    season = {"ramp": 1.0, "first": 9, "last": 10}
    march, september = 2021 * 12 + 2, 2021 * 12 + 8
    out, lines = served(march, season | {"start": march, "stop": september})
    assert not lines.any() and out.found.tolist() == [[0.0, 15.0, 6.0, 6.0]]
    _, lines = served(september, season | {"start": march, "stop": september})
    assert lines[1].max() == 90.0
    out, lines = served(march, {"start": march, "stop": march, "ramp": 1.0, "pays_until": march - 1})
    assert not lines.any() and out.rows.tolist() == [[0, 6]] and out.found[0, :3].tolist() == [0.0, 0.0, 0.0]
