"""The workbook: sheets, bilingual headers, formats, charts, print set-up, and text that is never a formula."""

import zipfile

import openpyxl
import pytest

SHEETS = ["总体结论", "收入", "收入比", "目标", "成本", "成本明细", "资金", "差异", "抽样与口径", "来源"]


@pytest.fixture(scope="module")
def book(brief):
    return openpyxl.load_workbook(brief / "tables.xlsx")


def test_the_sheets_stand_in_their_order(book):
    assert book.sheetnames == SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_is_ready_to_read_and_to_print(book, name):
    sheet = book[name]
    headers = [cell.value for cell in sheet[3] if cell.value]
    assert any(ord(letter) > 0x4E00 for text in headers for letter in text)
    assert any(letter.isascii() and letter.isalpha() for text in headers for letter in text)
    assert sheet.freeze_panes == "B4" and sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9 and sheet.print_title_rows in ("3:3", "$3:$3")
    assert "测算" in sheet.oddHeader.right.text and all(c.width for c in sheet.column_dimensions.values())


def test_numbers_are_numbers_with_formats(book):
    income = book["收入"]
    numbers = [cell for row in income.iter_rows(min_row=4) for cell in row if isinstance(cell.value, int | float)]
    assert len(numbers) > 30
    assert {cell.number_format for cell in numbers} == {"#,##0", "+0.0%;-0.0%;0.0%", "0.0%"}


def test_native_charts_draw_from_the_cells(brief):
    with zipfile.ZipFile(brief / "tables.xlsx") as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 3
    assert any("收入比" in chart and "lineChart" in chart and chart.count("<c:ser>") >= 4 for chart in charts)
    assert any("areaChart" in chart or "barChart" in chart for chart in charts)


def test_text_that_looks_like_a_formula_stays_text(make_brief):
    reason, names = {"zh": "-2", "en": "+1+1"}, ("=cmd()", "@sum(a)", "-2", "+1+1")
    folder = make_brief(region_zh=names[0], region_en=names[1], verdict=None, reason=reason)
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    cells = [cell for row in book["总体结论"].iter_rows() for cell in row if cell.value in names]
    assert {cell.value for cell in cells} == set(names) and {cell.data_type for cell in cells} == {"s"}
    with zipfile.ZipFile(folder / "tables.xlsx") as archive:
        assert not any(b"<f>" in archive.read(part) for part in archive.namelist() if "worksheets/" in part)


def test_differences_show_four_decimals_and_keep_their_minus(book):
    sheet = book["差异"]
    numbers = [cell for row in sheet.iter_rows(min_row=4) for cell in row if isinstance(cell.value, int | float)]
    assert numbers and {cell.number_format for cell in numbers} == {"#,##0.0###"}
