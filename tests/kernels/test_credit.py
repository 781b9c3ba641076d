"""The pass over borrowers: totals, the yearly month of a first loan, the absent."""

import numpy as np
import pytest

from migrant_sim.kernels.credit import (
    ADDED_INTEREST,
    ADDED_PEOPLE,
    BORROWERS,
    INTEREST,
    SPARED,
    SPARED_PEOPLE,
    TERM,
    TOTALS,
    Borrowers,
    LoanTerms,
    lend,
    size_of,
)
from migrant_sim.state import Households, Streams

TERMS = LoanTerms(
    month=24_000, entry=np.array([0.0, 0.0]), mean=30_000.0, cap=50_000.0, profit=0.01, constrained=1.0, rate=0.004,
    default=0.0, renewal=1.0, added=0.0, spared=0.0, sparing=Streams(1, 0).luck("sparing", 0),
)  # fmt: skip
NOW, ALWAYS = (Streams(1, 0).luck(purpose, 24_000) for purpose in ("loan", "constrained"))


def lent(table, terms=TERMS):
    totals = np.full(TOTALS, 9.0)
    lend(Borrowers(*(getattr(table, name) for name in Borrowers._fields)), terms, NOW, ALWAYS, totals)
    return totals.tolist()[:5]


def homes(count, **values):
    return Households.create(count, **{"key": np.arange(count), "size": 3, "labour": 2, **values})


def test_totals_are_the_sums_of_what_was_written():
    table = homes(3, loan=[10_000.0, 20_000.0, 0.0], loan_left=[5, 5, 0], registered_poor=[0, 1, 1])
    assert lent(table) == pytest.approx([420, 40, 80, 0, 2])
    assert table.operating.tolist() == pytest.approx([100, 280, 0])


def test_every_household_is_asked_once_a_year():
    table = homes(30)
    for month in range(12):
        before = (table.loan > 0).sum()
        lent(table, TERMS._replace(month=24_000 + month, entry=np.ones(2)))
        assert 2 <= (table.loan > 0).sum() - before <= 3
    assert (table.loan > 0).all() and table.loan_left.max() == TERM - 1


def test_waiting_households_and_those_without_labour_take_no_loan():
    table = homes(24, size=[0, 3] * 12, labour=[2, 0] * 12)
    for month in range(12):
        assert lent(table, TERMS._replace(month=month, entry=np.ones(2)))[4] == 0


@pytest.mark.parametrize(("u", "size"), [(0.0, 18_000), (0.5, 30_000), (0.99999, 42_000)])
def test_sizes_spread_around_the_mean_below_the_cap(u, size):
    assert size_of(u, 30_000.0, 50_000.0) == pytest.approx(size, abs=1)
    assert size_of(u, 300_000.0, 50_000.0) == 50_000


def test_what_levers_cause_is_counted_apart_and_the_usual_loans_stay():
    raised = TERMS._replace(added=0.5, spared=1.0, entry=np.array([0.2, 0.2]))
    more, usual = (homes(300, registered_poor=np.arange(300) % 2) for _ in "ab")
    totals = np.zeros(TOTALS)
    lend(Borrowers(*(getattr(more, name) for name in Borrowers._fields)), raised, NOW, ALWAYS, totals)
    plain = lent(usual, raised._replace(added=0.0, spared=0.0))
    added = more.loan_route == 1
    assert added.any() and (usual.loan_route == 0).all() and (more.loan[~added] == usual.loan[~added]).all()
    assert totals[BORROWERS] == plain[BORROWERS] + added.sum() and totals[INTEREST] == 0.0
    assert totals[ADDED_PEOPLE] == 3 * added.sum() and totals[SPARED_PEOPLE] == 3 * (more.loan > 0)[::2].sum()
    assert totals[SPARED] == pytest.approx(more.loan[::2].sum() * TERMS.rate)
    assert totals[ADDED_INTEREST] == pytest.approx((more.loan * added)[1::2].sum() * TERMS.rate)
