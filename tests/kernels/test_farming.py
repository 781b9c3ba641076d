"""The passes over farms and owners: totals are the sums of what was written, losses and the absent are left alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.kernels.farming import STEPS, Farms, FarmTerms, Owners, PropertyTerms, collect, farm, power_table
from migrant_sim.state import Households, Streams


def yields(elasticity):
    out = np.zeros(STEPS + 1)
    power_table(elasticity, out)
    return out


TERMS = FarmTerms(
    mu_income=np.array([100.0, 0.0]), mu_hands=np.array([0.1, 0.3]), mu_outlay=np.zeros(2),
    head_income=np.full(2, 300.0), head_hands=0.2, yields=yields(0.4), interest=0.005, repaid=np.zeros(2),
    default_chance=np.zeros(2), sold_off=0.5,
)  # fmt: skip
LUCK = Streams(1, 0).luck("herd default", 24_000)


def columns(kind, table):
    return kind(*(getattr(table, name) for name in kind._fields))


def homes(**values):
    count = max(len(v) for v in values.values() if isinstance(v, list))
    return Households.create(count, **{"key": np.arange(count), "size": 3, "settlement": 0, **values})


@given(st.lists(st.floats(0, 6), min_size=1, max_size=12), st.floats(0, 1), st.floats(-500, 500))
def test_income_never_falls_with_more_hands(hands, elasticity, head_income):
    table = homes(land=[8.0] * len(hands), herd=1.0, hands=sorted(hands))
    farm(
        columns(Farms, table),
        TERMS._replace(yields=yields(elasticity), head_income=np.full(2, head_income)),
        LUCK,
        np.zeros(4),
    )
    assert (np.diff(table.operating) >= -1e-9).all() and np.isfinite(table.operating).all()
    assert table.operating.max() <= 8 * 100 + head_income + 1e-9


@given(st.floats(0, 1), st.integers(1, STEPS))
def test_the_table_is_the_power_of_the_share_of_hands(elasticity, step):
    assert yields(elasticity)[step] == pytest.approx((step / STEPS) ** elasticity, rel=1e-12)


def test_totals_are_the_sums_of_what_was_written():
    table = homes(land=[4.0, 5.0, 6.0, 7.0], leased=[0, 1, 0, 0], herd=[0.0, 1.0, 2.0, 0.0], hands=3.0)
    table.settlement[:], table.size[3], table.herd_loan[:] = [0, 0, 1, 0], 0, [0, 1000, 2000, 0]
    totals = np.full(4, 9.0)
    farm(columns(Farms, table), TERMS, LUCK, totals)
    assert totals.tolist() == pytest.approx([400 + 300 + 600, 15, 0, 0])
    assert table.operating.tolist() == pytest.approx([400, 295, 590, 0])


def test_a_certain_default_sells_off_and_writes_off():
    table = homes(herd=[2.0, 2.0], herd_loan=[5000.0, 0.0], hands=1.0)
    totals = np.zeros(4)
    terms = TERMS._replace(default_chance=np.ones(2), repaid=np.full(2, 0.1), head_income=np.full(2, -100.0))
    farm(columns(Farms, table), terms, LUCK, totals)
    assert table.herd.tolist() == [1.0, 2.0] and table.herd_loan.tolist() == [0, 0]
    assert totals.tolist() == pytest.approx([-400, 25, 4500, 1])


def test_land_let_brings_no_crops_and_asks_for_no_hands_or_outlay():
    table = homes(land=[4.0, 4.0], let=[0.0, 1.0], herd=1.0, hands=0.2)
    farm(columns(Farms, table), TERMS._replace(mu_outlay=np.array([10.0, 0.0])), LUCK, np.zeros(4))
    short = 0.2 / (0.4 + 0.2)
    expected = [400 * short**0.4 + 300 * short**0.2 - 40, 300.0]
    assert table.operating == pytest.approx(expected, rel=1e-3)


def test_heads_added_earn_owe_interest_and_are_not_sold_off():
    table = homes(herd=[1.0, 1.0], herd_added=[2.0, -0.5], herd_debt=[8000.0, 0.0], herd_loan=1000.0, hands=1.0)
    totals = np.zeros(4)
    farm(columns(Farms, table), TERMS._replace(default_chance=np.ones(2)), LUCK, totals)
    assert table.operating == pytest.approx([900 - 45, 150 - 5])
    assert table.herd.tolist() == [0.5, 0.5] and totals.tolist() == pytest.approx([1050, 50, 2000, 2])


def test_owners_get_rent_stakes_and_the_rest_and_the_absent_nothing():
    table = homes(land=[4.0, 5.0, 6.0], leased=[1, 0, 1], origin_land=[0.0, 2.0, 2.0])
    table.size[2] = 0
    terms = PropertyTerms(rent=40.0, origin=10.0, other=3.0, pays=True, linked=1.0, stake=np.array([500.0]))
    totals = np.zeros(4)
    collect(columns(Owners, table), terms, LUCK, totals)
    assert table.property.tolist() == pytest.approx([160 + 500 + 9, 20 + 500 + 9, 0])
    assert totals.tolist() == pytest.approx([160, 20, 1000, 18])
    table.let[:] = [1.0, 0.5, 1.0]
    collect(columns(Owners, table), terms._replace(pays=False, origin=0.0, other=0.0), LUCK, totals)
    assert totals.tolist() == pytest.approx([160 + 100, 0, 0, 0])
    table.let[:] = 0.0
    before = table.property.copy()
    collect(columns(Owners, table), terms._replace(pays=False), LUCK, totals)
    assert (table.property - before).tolist() == pytest.approx([169, 29, 0])
