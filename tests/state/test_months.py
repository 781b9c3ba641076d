"""Months as running numbers: there and back, and clear words for what is no month."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.errors import ConfigurationError
from migrant_sim.months import month_label, month_number, month_of_year, year_of


@given(st.integers(1000, 9999), st.integers(1, 12))
def test_there_and_back(year: int, month: int) -> None:
    text = f"{year}-{month:02d}"
    number = month_number(text)
    assert (month_label(number), year_of(number), month_of_year(number)) == (text, year, month)


def test_january_follows_december() -> None:
    assert month_number("2021-01") == month_number("2020-12") + 1


@pytest.mark.parametrize(
    "text", ["2020", "2020-13", "2020-00", "2020-1", "20-12", "2020/12", "2020-12-01", " 2020-12", "", None, 2020]
)
def test_what_is_no_month_is_refused_with_field_and_value(text: object) -> None:
    with pytest.raises(ConfigurationError) as refused:
        month_number(text, "measures.training.start")  # type: ignore[arg-type]
    for language in ("en", "zh"):
        assert "measures.training.start" in refused.value.message(language)
        assert repr(text) in refused.value.message(language)
