"""Nothing that is written becomes a formula in a spreadsheet."""

import csv
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from migrant_sim.ledger.workbooks import close
from migrant_sim.ledger.writing import header, write_csv, write_workbook

EVIL = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")']
PLAIN = ["马兰花", "-12.5", "+3", "1e5", "a=b"]


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame({"=name": [*EVIL, *PLAIN], "number": [float(n) - 3 for n in range(12)]}, dtype=object)


def test_csv_cells_are_quoted(frame: pd.DataFrame, tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", frame)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["'=name", "number"]
    assert [row[0] for row in rows] == [*(f"'{text}" for text in EVIL), *PLAIN]
    assert [float(row[1]) for row in rows] == frame["number"].tolist()


def test_workbook_cells_are_text(frame: pd.DataFrame, tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", {"甲": frame})
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["甲"]
    cells = [row[0] for row in sheet.iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"} and all(cell.hyperlink is None for cell in cells)
    assert [cell.value for cell in cells[1:5]] == EVIL[:4]


def test_headers_carry_their_unit() -> None:
    assert header("households", "land", "zh") == "承包地（亩）"
    assert header("households", "wage_income", "en") == "Wage income (yuan/year)"


def test_a_workbook_that_cannot_be_written_is_told_as_any_file(frame: pd.DataFrame, tmp_path: Path) -> None:
    class Forbidden(Workbook):
        def _store_workbook(self) -> None:
            raise FileCreateError(PermissionError(13, "Permission denied"))

    with pytest.raises(OSError, match="Permission denied"):
        close(Forbidden(str(tmp_path / "a.xlsx")))
