"""Cells: every number that the brief may say stands in one, and is written from it in one way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from ..formats import NONE, decimal, money, percent, plain, probability, ratio, signed, yuan
from ..wording import pick

FIRST_ROW = 3  # of values, counted from zero: title, mark and header stand above


class Text(NamedTuple):
    """Words in both languages."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        """The words in one language."""
        return pick(language, self.zh, self.en)


Value = float | int | str | Text | None


class Form(NamedTuple):
    """How a value is written in a sentence, and which number format a spreadsheet shows it in."""

    show: Callable[[Any, str], str]
    excel: str


def _signed(form: Callable[[Any, str], str]) -> Callable[[Any, str], str]:
    return lambda value, language: signed(form(value, language))


def _inner(value: Any, language: str) -> str:
    """A label within a sentence: English writes it small."""
    text = str(value or "")
    return text[:1].lower() + text[1:] if language == "en" and not text[1:2].isupper() else text


def _plain(value: float | None, language: str) -> str:
    return NONE if value is None else plain(value)


def _points(value: float | None, language: str) -> str:
    return NONE if value is None else decimal(100 * value)


def _apart(value: float | None, language: str) -> str:
    """A distance without its sign: the sentence says on which side."""
    return NONE if value is None else yuan(abs(value), language)


def _turned(value: float | None, language: str) -> str:
    """A distance measured from the other side, with its sign."""
    return NONE if value is None else signed(yuan(-value, language))


FORMS: Mapping[str, Form] = {
    "text": Form(lambda value, language: str(value or ""), "@"),
    "inner": Form(_inner, "@"),
    "year": Form(lambda value, language: NONE if value is None else f"{value:.0f}", "0"),
    "count": Form(yuan, "#,##0"),
    "yuan": Form(yuan, "#,##0"),
    "change": Form(_signed(yuan), "+#,##0;-#,##0;0"),
    "apart": Form(_apart, "#,##0"),
    "turned": Form(_turned, "#,##0"),
    "money": Form(money, "#,##0"),
    "ratio": Form(ratio, "0.00"),
    "decimal": Form(decimal, "0.0"),
    "percent": Form(percent, "0.0%"),
    "growth": Form(_signed(percent), "+0.0%;-0.0%;0.0%"),
    "points": Form(_signed(_points), "+0.0%;-0.0%;0.0%"),
    "chance": Form(probability, "0.0%"),
    "limit": Form(lambda value, language: NONE if value is None else f"{100 * value:.0f}%", "0%"),
    "plain": Form(_plain, "#,##0.0###"),
}


@dataclass(frozen=True)
class Column:
    """One column of a sheet; `both` makes two of it, Chinese and English; form `row` leaves the format to the row."""

    key: str
    zh: str
    en: str
    form: str = "text"
    width: int = 12
    both: bool = False


class Cell(NamedTuple):
    """Where a value stands, by names, and how it is to be written."""

    sheet: str
    row: str
    column: str
    form: str


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One sheet: columns, rows by key, the format of rows whose numbers differ in kind, notes below."""

    key: str
    title: Text
    columns: Sequence[Column]
    rows: Mapping[str, Mapping[str, Value]]
    forms: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[Text] = ()

    def form(self, row: str, column: Column) -> str:
        """Name of the format of one cell."""
        return self.forms.get(row, "plain") if column.form == "row" else column.form

    def column(self, key: str) -> Column:
        """A column by its key."""
        return next(column for column in self.columns if column.key == key)

    def cell(self, row: str, column: str, form: str = "") -> Cell:
        """A cell of this sheet; the format is the sheet's own unless another is named."""
        return Cell(self.key, row, column, form or self.form(row, self.column(column)))

    def known(self, row: str, column: str) -> bool:
        """Whether there is such a cell with a value in it."""
        return self.rows.get(row, {}).get(column) not in (None, "")

    def number(self, row: str, column: str) -> float:
        """A value as a number; NaN where there is none."""
        value = self.rows.get(row, {}).get(column)
        return float(value) if isinstance(value, int | float) else float("nan")

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Keys of the rows in their order."""
        return tuple(self.rows)

    def letter(self, key: str, language: str) -> int:
        """Number of the spreadsheet's column, from zero, that holds a column in a language."""
        at = 0
        for column in self.columns:
            if column.key == key:
                return at + (1 if column.both and language == "en" else 0)
            at += 2 if column.both else 1
        raise KeyError(key)


@dataclass(frozen=True)
class Book:
    """All sheets by key."""

    grids: Mapping[str, Grid]

    def __getitem__(self, key: str) -> Grid:
        return self.grids[key]

    def text(self, cell: Cell, language: str) -> str:
        """What a sentence says of a cell."""
        value = self.grids[cell.sheet].rows[cell.row][cell.column]
        return FORMS[cell.form].show(value.of(language) if isinstance(value, Text) else value, language)

    def place(self, cell: Cell, language: str) -> tuple[int, int]:
        """Row and column of a cell in its sheet, from zero."""
        grid = self.grids[cell.sheet]
        return FIRST_ROW + grid.order.index(cell.row), grid.letter(cell.column, language)


def tidy(value: Any) -> Any:
    """A number as it is kept: twelve digits, None for one that does not exist; anything else unchanged."""
    if value is None or isinstance(value, str | tuple):
        return value
    return float(f"{float(value):.12g}") if value == value else None
