"""The workbook: every sheet with bilingual headers, formats with units, print set-up, and native charts."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from ..wording import LANGUAGES
from .archive import write_archive
from .cells import FIRST_ROW, FORMS, Book, Column, Grid, Text, Value
from .content import Brief
from .workbook_charts import add_charts

CREATED = datetime(2000, 1, 1)  # a workbook must hold a time; this one says nothing of when it was written
LINE = 14  # points of a line of text
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_workbook(path: Path, brief: Brief) -> Path:
    """Write all sheets; DataError when the file cannot be written."""
    target = BytesIO()
    book = Workbook(target, OPTIONS)
    title = brief.title.text(brief.book, "zh")
    book.set_properties({"title": title, "author": "migrant-sim", "subject": "测算", "created": CREATED})
    looks = _looks(book)
    mark = " / ".join(brief.mark.text(brief.book, language) for language in LANGUAGES)
    for grid in brief.book.grids.values():
        sheet = book.add_worksheet(sheet_name(grid))
        _sheet(sheet, grid, mark, looks)
    add_charts(book, brief.book)
    book.close()
    return write_archive(path, target.getvalue())


def sheet_name(grid: Grid) -> str:
    """The name on a sheet's tab: the Chinese title."""
    return grid.title.zh


def _looks(book: Any) -> dict[str, Any]:
    """Formats by name: those of values, and title, header, text, note."""
    plain = {"font_name": "宋体", "font_size": 10, "valign": "top"}
    looks = {name: book.add_format({**plain, "num_format": form.excel}) for name, form in FORMS.items()}
    looks["text"] = book.add_format({**plain, "text_wrap": True})
    looks["title"] = book.add_format({**plain, "bold": True, "font_size": 14})
    looks["mark"] = book.add_format({**plain, "font_color": "#595959"})
    looks["header"] = book.add_format(
        {**plain, "bold": True, "text_wrap": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "vcenter"}
    )
    return looks


def headers(column: Column) -> list[str]:
    """The header of each of a column's own columns; both languages in one where there is one."""
    return [column.zh, column.en] if column.both else [f"{column.zh}\n{column.en}"]


def _sheet(sheet: Any, grid: Grid, mark: str, looks: dict[str, Any]) -> None:
    """Title, mark, header, rows, notes; header frozen and repeated in print; A4 across, one page wide."""
    sheet.write_string(0, 0, f"{grid.title.zh} / {grid.title.en}", looks["title"])
    sheet.write_string(1, 0, mark, looks["mark"])
    at = 0
    for column in grid.columns:
        for name in headers(column):
            sheet.set_column(at, at, column.width)
            sheet.write_string(FIRST_ROW - 1, at, name, looks["header"])
            at += 1
    for i, row in enumerate(grid.rows):
        _row(sheet, FIRST_ROW + i, grid, row, looks)
    for i, note in enumerate(grid.notes):
        sheet.write_string(FIRST_ROW + len(grid.rows) + 1 + i, 0, f"{note.zh} / {note.en}", looks["mark"])
    sheet.set_row(FIRST_ROW - 1, LINE * max(_header_lines(column) for column in grid.columns) + 3)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.repeat_rows(FIRST_ROW - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.set_header("&R测算结果，不是统计数据")
    sheet.set_footer("&C&P / &N")


def _row(sheet: Any, at: int, grid: Grid, key: str, looks: dict[str, Any]) -> None:
    place, lines = 0, 1
    for column in grid.columns:
        value = grid.rows[key].get(column.key)
        form = grid.form(key, column)
        texts: list[Value] = [*(value if isinstance(value, Text) else ("", ""))] if column.both else [value]
        for single in texts:
            _value(sheet, at, place, single, looks["text" if isinstance(single, str) else form])
            place += 1
            lines = max(lines, _lines(single, column.width))
    if lines > 1:
        sheet.set_row(at, LINE * min(lines, 30))


def _lines(value: Value, width: int) -> int:
    """Lines that a text takes in a column; a Chinese letter is two wide. Not every program counts them itself."""
    if not isinstance(value, str):
        return 1
    return 1 + sum(2 if ord(letter) > 0x2E7F else 1 for letter in value) // max(width - 1, 1)


def _header_lines(column: Column) -> int:
    """Lines that the highest header of a column takes; words break early, so two letters of the width are spare."""
    return max(sum(_lines(line, column.width - 2) for line in name.split("\n")) for name in headers(column))


def _value(sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
    """One value; text is written as text whatever it begins with."""
    if isinstance(value, str):
        if value:
            sheet.write_string(row, column, value, look)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, look)


def names(book: Book) -> list[str]:
    """The tabs in their order."""
    return [sheet_name(grid) for grid in book.grids.values()]
