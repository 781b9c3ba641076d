"""Who has a place and what it brings, on a village of six households."""

import numpy as np
import pytest

from migrant_sim.kernels.serving import BILLS, TERMS, BillLines, Paying, Places, Reached, Served, serve, settle

SIZE = np.array([3, 0, 2, 4, 1, 5], np.int16)
SETTLEMENT = np.array([0, 0, 0, 1, 1, 1], np.int32)
FIRST = dict(start=100, stop=140, pays_until=2**31, first=1, last=12, roster=0, count=6, taken=0, line=1, basis=-1)
FIRST |= dict(number=0, fails=-1, delay=0.0, ramp=10.0, share=1.0, rate=120.0)


NONE, NO_TURNOUT = np.zeros(6), np.zeros((0, 2))


def served(month, *instances, mu=NONE, turnout=NO_TURNOUT):
    """What instances do in a month: rows, what was used, and the lines of the households."""
    rows = [FIRST | one | {"number": number} for number, one in enumerate(instances)]
    terms = np.array([tuple(row[name] for name in TERMS.names) for row in rows], TERMS).view(np.recarray)
    lines = np.zeros((4, 6))
    room = np.zeros(len(terms), int), np.zeros(len(terms))
    out = Served(np.zeros((len(terms), 2), int), np.zeros((len(terms), 4)), np.zeros(2), *room)
    places = Places(terms, np.arange(6, dtype=np.int32), turnout)
    pensioners = np.arange(6, dtype=np.int16)[::-1].copy()
    count = serve(places, Reached(SIZE, SETTLEMENT, pensioners, mu, *lines), month, 1.5, out)
    return out._replace(flows=out.flows[:count], yuan=out.yuan[:count]), lines


def test_places_open_over_the_ramp_and_empty_households_get_nothing():
    out, lines = served(104, {})
    assert out.rows.tolist() == [[0, 3]] and lines[1].tolist() == [15.0, 0.0, 15.0, 0.0, 0.0, 0.0]
    assert out.used[0] == pytest.approx([30.0, 5.0, 3.0, 0.6])
    assert served(99, {})[0].used.tolist() == [[0.0, 0.0, 0.0, 0.0]]
    assert served(300, {})[0].rows.tolist() == [[0, 6]]


def test_instances_of_one_instrument_follow_each_other_and_those_of_others_do_not():
    half = {"ramp": 1.0, "share": 0.5}
    out, _ = served(100, half, half | {"share": 0.25}, half | {"taken": 1})
    assert out.rows.tolist() == [[0, 3], [3, 5], [0, 3]] and out.taken.tolist() == [4.5, 3.0]


def test_sums_go_by_the_basis_and_fail_by_the_settlement():
    mu, turnout = np.arange(6.0), np.array([[1.0, -2.0]])
    at_once = {"ramp": 1.0, "line": 3}
    _, lines = served(
        100, at_once | {"basis": 1}, at_once | {"fails": 0, "line": 0, "taken": 1}, mu=mu, turnout=turnout
    )
    assert lines[3].tolist() == [0.0, 0.0, 30.0, 45.0, 60.0, 75.0]
    assert lines[0].tolist() == [15.0, 0.0, 15.0, -30.0, -30.0, -30.0]
    both, lines = served(100, at_once | {"basis": 1, "fails": 0}, mu=mu, turnout=turnout)
    assert lines[3].tolist() == [0.0, 0.0, 30.0, -90.0, -120.0, -150.0] and both.used[0, 0] == -330.0
    _, lines = served(100, at_once | {"basis": 0})
    assert lines[3].tolist() == [75.0, 0.0, 45.0, 30.0, 15.0, 0.0]


def test_only_who_gave_something_has_a_line_and_a_loss_another_one():
    turnout, at_once = np.array([[1.0, -2.0]]), {"ramp": 1.0, "share": 0.5}
    out, _ = served(100, at_once, {"share": 0.0}, at_once | {"fails": 0}, turnout=turnout)
    assert out.flows.tolist() == [0, 5] and out.yuan.tolist() == [30.0, 90.0]


def test_out_of_season_nobody_is_paid_and_after_the_last_paid_month_nobody_is_counted():
    season = {"ramp": 1.0, "first": 9, "last": 10}
    march, september = 2021 * 12 + 2, 2021 * 12 + 8
    out, lines = served(march, season | {"start": march, "stop": september})
    assert not lines.any() and out.used.tolist() == [[0.0, 15.0, 6.0, 6.0]]
    _, lines = served(september, season | {"start": march, "stop": september})
    assert lines[1].max() == 90.0
    out, lines = served(march, {"start": march, "stop": march, "ramp": 1.0, "pays_until": march - 1})
    assert not lines.any() and out.rows.tolist() == [[0, 6]] and out.used[0, :3].tolist() == [0.0, 0.0, 0.0]


BILL = dict(start=100, until=140, gives=0, booked=1, cost=1200.0, capital=500.0)
USED = np.array([[300.0, 24.0, 6.0, 0.5]])


def settled(month, *bills, used=USED, works=1.0, others=1.0):
    """The lines of instances that all used the same: whose, numbers, whose are booked, yuan; and what was built."""
    rows = np.array([tuple((BILL | one)[name] for name in BILLS.names) for one in bills], BILLS).view(np.recarray)
    lines = BillLines(np.zeros(9, int), np.zeros(27), np.zeros(9, int), np.zeros(9))
    count, booked, built = settle(rows, np.repeat(used, len(rows), 0), month, Paying(2.0, works, others, 0.1), lines)
    numbers = lines.numbers[: 3 * count].reshape(-1, 3).tolist()
    return lines.whose[:count].tolist(), numbers, lines.booked[:booked].tolist(), lines.yuan[:booked].tolist(), built


def test_places_and_their_capital_are_paid_at_the_prices_of_the_month():
    whose, numbers, booked, yuan, built = settled(100, {})
    assert whose == booked == [0] and yuan == [(6 * 100.0 + 250.0) * 2.0] and built == 500.0
    assert numbers == [[pytest.approx(17000.0), pytest.approx(20.0), 0.0]]


def test_what_the_government_gives_is_a_line_that_is_booked_already():
    whose, numbers, booked, yuan, _ = settled(120, {"gives": 1}, {}, {"gives": 1, "capital": 0.0})
    assert whose == [0, 0, 1, 2, 2] and booked == [0, 1, 2] and yuan == [1700.0, 1700.0, 1200.0]
    assert [one[0] for one in numbers] == pytest.approx([3000.0, 17000.0, 17000.0, 3000.0, 12000.0])
    nothing = USED * [[0.0, 1.0, 1.0, 1.0]]
    assert settled(120, {"gives": 1}, used=nothing)[0] == settled(120, {"gives": 1}, used=nothing)[2] == [0]


def test_what_is_net_is_counted_whole_by_the_place_and_never_booked():
    whose, numbers, booked, _, built = settled(140, {"booked": 0})
    assert whose == [0] and booked == [] and built == 0.0
    assert numbers[0] == [pytest.approx(12000.0), pytest.approx(5.0), 0.0]


def test_out_of_its_window_an_instance_has_no_line():
    assert settled(99, {})[0] == settled(141, {})[0] == []


def test_a_fund_that_runs_short_pays_shares_of_works_and_of_the_rest():
    *_, yuan, built = settled(100, {}, works=0.5, others=0.25)
    assert yuan == [500.0 * 0.5 + 1200.0 * 0.25] and built == 250.0
