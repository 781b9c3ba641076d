"""Ledgers as files: one CSV a table or one workbook, with the headers and words of a language, formulas disarmed."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pandas as pd

from ..result import replacing
from .problems import harmless
from .schema import TABLES
from .workbooks import close

FORMATS = ("xlsx", "csv")
WORKBOOK = {"zh": "台账.xlsx", "en": "ledger.xlsx"}
WIDTH = 16  # characters
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?"  # a plain number is no formula
CREATED = datetime(2021, 1, 1)  # a workbook says when it was made; this one always the same, so that bytes are equal
_YES_NO = {"zh": {"yes": "是", "no": "否"}, "en": {"yes": "yes", "no": "no"}}


def worded(table: str, frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """The table with the words of a language for its codes, as objects; columns keep their ids."""
    out = {}
    for name in frame.columns:
        known = words(table, name, language)
        out[name] = frame[name].map(known) if known else frame[name].astype(object)
    return pd.DataFrame(out, dtype=object)


def words(table: str, column: str, language: str) -> Mapping[str, str]:
    """Word in a language of every code of a column; empty for columns without codes."""
    field = TABLES[table].by_id[column]
    if field.kind == "flag":
        return _YES_NO[language]
    return {code.id: code.zh if language == "zh" else code.en for code in field.codes}


def header(table: str, column: str, language: str) -> str:
    """The header of a column in `zh` or `en`, with its unit; a column that no ledger has keeps its own name."""
    field = TABLES[table].by_id.get(column)
    if field is None:
        return column
    unit = field.unit_of(language)
    if not unit:
        return field.title(language)
    return f"{field.title(language)}（{unit}）" if language == "zh" else f"{field.title(language)} ({unit})"


def write_ledger(tables: Mapping[str, pd.DataFrame], folder: Path, language: str, form: str) -> list[Path]:
    """Write worded tables into a folder as `xlsx` or `csv`; returns the files. Each file whole or not at all."""
    titled = {
        name: frame.rename(columns={column: header(name, column, language) for column in frame.columns})
        for name, frame in tables.items()
    }
    named = {TABLES[name].title(language): frame for name, frame in titled.items()}
    if form == "csv":
        files = [folder / f"{title}.csv" for title in named]
        for path, frame in zip(files, named.values(), strict=True):
            write_csv(path, frame)
        return files
    path = folder / WORKBOOK[language]
    write_workbook(path, named)
    return [path]


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame as CSV that Excel opens with Chinese intact (UTF-8 with BOM), and no cell is a formula."""
    import pyarrow as pa
    from pyarrow import csv

    columns = {name: pa.array(_disarmed(frame[name]), from_pandas=True) for name in frame.columns}
    table = pa.table({harmless(str(name)): column for name, column in columns.items()})
    with replacing(path) as temporary, temporary.open("wb") as file:
        file.write(b"\xef\xbb\xbf")
        csv.write_csv(table, file)


def write_workbook(path: Path, sheets: Mapping[str, pd.DataFrame]) -> None:
    """Write one sheet a frame; every text is a text cell, so that no formula, link or date is made of it."""
    import xlsxwriter

    with replacing(path) as temporary:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(str(temporary), {**options, "strings_to_numbers": False})
        book.set_properties({"created": CREATED})
        bold = book.add_format({"bold": True, "bg_color": "#DDE6EE", "text_wrap": True})
        for title, frame in sheets.items():
            sheet = book.add_worksheet(title[:31])
            sheet.set_column(0, max(len(frame.columns) - 1, 0), WIDTH)
            sheet.freeze_panes(1, 0)
            for place, name in enumerate(frame.columns):
                sheet.write_string(0, place, str(name), bold)
            for row, values in enumerate(frame.itertuples(index=False, name=None), start=1):
                _write_row(sheet, row, values)
        close(book)


def _write_row(sheet: object, row: int, values: tuple[object, ...]) -> None:
    for place, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, place, value)  # type: ignore[attr-defined]
        elif value is not None and value == value and value is not pd.NA:
            sheet.write_number(row, place, value)  # type: ignore[attr-defined]


def _disarmed(column: pd.Series) -> pd.Series:
    """Texts that a spreadsheet would take for a formula get an apostrophe; whole numbers are written without .0."""
    if column.dtype != object:
        return column
    text = column.map(lambda value: isinstance(value, str))
    if text.any():
        shown = column.where(text | column.isna(), column[~text & column.notna()].map(_plain))
        guilty = text & shown.str.startswith(FORMULA, na=False)
        guilty &= ~shown.where(guilty).str.fullmatch(NUMBER).fillna(False).astype(bool)
        return shown.mask(guilty, "'" + shown[guilty].astype(str)) if guilty.any() else shown
    numbers = pd.to_numeric(column)
    return numbers.astype("Int64") if (numbers.dropna() % 1 == 0).all() else numbers


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
