"""Interest subsidy: whose interest the government pays, and that nobody borrows because of it."""

import pytest

NAME = "interest_subsidy"


def test_with_all_in_it_no_household_pays_interest_and_the_bill_is_what_they_would_pay(
    with_measure, continuation, months
):
    state, plain = (next(months(each, 1)) for each in (with_measure(NAME, share=1.0, start="2021-01"), continuation))
    spared = plain.books.month["households", "banks", "microcredit interest"]
    assert spared > 0 and state.books.month.get(("households", "banks", "microcredit interest"), 0.0) == 0
    assert sum(cost.yuan for cost in state.costs) == pytest.approx(spared / state.scale)
    gain = state.households.operating - plain.households.operating
    assert gain.sum() == pytest.approx(spared) and (gain[plain.households.registered_poor == 1] == 0).all()


def test_a_higher_share_spares_the_same_ones_and_more(with_measure, continuation, months):
    plain = next(months(continuation, 1)).households
    few, more = (
        next(months(with_measure(NAME, share=share, start="2021-01"), 1)).households.operating > plain.operating
        for share in (0.3, 0.7)
    )
    assert 0 < few.sum() < more.sum() and not (few & ~more).any()


def test_nobody_borrows_because_of_it(with_measure, continuation, months):
    *_, state = months(with_measure(NAME, share=1.0, start="2021-01"), 6)
    *_, plain = months(continuation, 6)
    assert (state.households.loan == plain.households.loan).all()
