"""Books: every yuan has a payer and a payee, so the sectors sum to zero."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.state.books import SECTORS, Books

FLOWS = st.lists(
    st.tuples(
        st.sampled_from(SECTORS), st.sampled_from(SECTORS), st.sampled_from(("pay", "aid")), st.integers(0, 10**9)
    )
)


@given(FLOWS)
def test_the_sectors_sum_to_zero(flows: list[tuple[str, str, str, int]]) -> None:
    books = Books()
    for payer, payee, purpose, yuan in flows:
        books.book(payer, payee, purpose, yuan)
    assert sum(books.net(sector) for sector in SECTORS) == 0


@given(FLOWS, FLOWS)
def test_years_hold_what_months_held(
    first: list[tuple[str, str, str, int]], second: list[tuple[str, str, str, int]]
) -> None:
    books = Books()
    for flows in (first, second):
        for payer, payee, purpose, yuan in flows:
            books.book(payer, payee, purpose, yuan)
        books.close_month(2021)
    assert sum(books.years.values()) == sum(yuan for *_, yuan in first + second)
    assert books.month == {}


def test_net_is_receipts_less_payments() -> None:
    books = Books()
    books.book("enterprises", "households", "pay", 300)
    books.book("households", "government", "contributions", 40)
    books.book("households", "households", "gift", 7)
    assert books.net("households") == 260
    assert books.net("enterprises") == -300
    assert books.net("banks") == 0


def test_years_stay_apart() -> None:
    books = Books()
    for year in (2021, 2022):
        books.book("government", "households", "aid", year)
        books.close_month(year)
    assert books.years == {
        (2021, "government", "households", "aid"): 2021,
        (2022, "government", "households", "aid"): 2022,
    }


@pytest.mark.parametrize(("payer", "payee"), [("moon", "households"), ("households", "moon")])
def test_an_unknown_sector_is_refused_and_books_nothing(payer: str, payee: str) -> None:
    books = Books()
    with pytest.raises(KeyError, match="moon"):
        books.book(payer, payee, "pay", 1)
    assert books.month == {}
