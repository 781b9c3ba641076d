"""Marks and tables of made pages, on texts small enough to read."""

import pytest

from migrant_sim.documents.pages import filled, number, table
from migrant_sim.errors import DataError

PAGE = "before\n<!-- made: one -->\nold | text\n<!-- end -->\nafter\n"


def test_what_stands_between_marks_is_replaced_and_the_rest_is_left() -> None:
    assert filled(PAGE, {"one": lambda: "new\n"}) == "before\n<!-- made: one -->\n\nnew\n\n<!-- end -->\nafter\n"


def test_filling_twice_changes_nothing() -> None:
    once = filled(PAGE, {"one": lambda: "a \\1 b"})
    assert filled(once, {"one": lambda: "a \\1 b"}) == once


@pytest.mark.parametrize(("page", "names"), [(PAGE, ()), (PAGE, ("one", "two")), (PAGE + PAGE, ("one",))])
def test_a_mark_without_a_maker_or_a_maker_without_a_mark_is_refused(page: str, names: tuple[str, ...]) -> None:
    with pytest.raises(DataError, match="one|two"):
        filled(page, dict.fromkeys(names, lambda: ""))


def test_cells_cannot_break_a_table() -> None:
    assert table(("a", "b"), [("x|y", "two\nlines")]) == "| a | b |\n|---|---|\n| x\\|y | two lines |"


@pytest.mark.parametrize(
    ("value", "shown"), [(0.12345, "0.1235"), (12345.678, "12346"), (2.0, "2"), (float("nan"), ""), (-0.5, "-0.5")]
)
def test_numbers_have_four_digits(value: float, shown: str) -> None:
    assert number(value) == shown
