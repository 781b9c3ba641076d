"""The template reads back as an empty ledger without a fault; the marked-up workbook shows where, and nobody's name."""

import pytest
from openpyxl import load_workbook

from migrant_sim.errors import DataError
from migrant_sim.ledger.checking import check, check_marked
from migrant_sim.ledger.marked import RED, write_marked
from migrant_sim.ledger.problems import write_table
from migrant_sim.ledger.schema import TABLES
from migrant_sim.ledger.template import write_template


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_has_a_sheet_a_table_with_lists_and_text_cells(tmp_path, language):
    path = write_template(tmp_path / "a.xlsx", language)
    book = load_workbook(path)
    assert book.sheetnames[1:] == [table.title(language) for table in TABLES.values()]
    sheet = book[TABLES["persons"].title(language)]
    assert sheet.freeze_panes == "B2" and sheet.column_dimensions["C"].width > 10
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert any(("男,女" if language == "zh" else "male,female") in rule for rule in lists)
    assert all(cell.comment is not None for cell in sheet[1])
    assert {p.code for p in check([path]).problems} <= {"empty"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_template_that_was_filled_in_is_sound(tmp_path, language):
    path = write_template(tmp_path / "a.xlsx", language)
    book = load_workbook(path)
    sheet = book[TABLES["settlements"].title(language)]
    for at, word in enumerate(("A1", None, "闽宁镇", "农村安置", "未列入"), 1):
        sheet.cell(2, at, word)
    book.save(path)
    checked = check([path])
    assert not checked.errors and checked.tables["settlements"].iloc[0].tolist() == ["A1", "闽宁镇", "village", "none"]


def test_the_template_is_the_same_each_time_and_overwrites_nothing(tmp_path):
    first, second = (write_template(tmp_path / name / "a.xlsx", "zh").read_bytes() for name in "xy")
    assert first == second
    with pytest.raises(DataError, match="already"):
        write_template(tmp_path / "x" / "a.xlsx", "zh")
    assert (tmp_path / "x" / "a.xlsx").read_bytes() == first


def test_the_marked_workbook_shows_the_cell_and_no_name(book, sound, tmp_path):
    sound["人员"][1][4] = "女"
    sound["人员"][2][6] = "=1+1"
    checked, ledgers = check_marked([book(sound)])
    marked = load_workbook(write_marked(ledgers, checked.problems, tmp_path / "m.xlsx", "zh"))
    assert marked.sheetnames[0] == "问题汇总" and marked["问题汇总"].max_row == 5 + len(checked.problems)
    sheet = marked["人员"]
    cell = sheet.cell(2, 6)
    assert (sheet.cell(2, 1).value, cell.value) == (2, "女") and cell.fill.fgColor.rgb.endswith(RED[1:])
    assert "身份证号中的性别" in cell.comment.text and sheet.cell(3, 6).comment is None
    held = [str(cell.value) for sheet in marked for row in sheet.iter_rows() for cell in row]
    assert not [text for text in held if "青山" in text or "64030219" in text]


def test_the_table_of_problems_opens_in_excel_and_runs_no_formula(text, sound, tmp_path):
    sound["人员"][1][6] = "=1+1"
    write_table(check([text(sound["人员"])]).problems, tmp_path / "p.csv")
    data = (tmp_path / "p.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfseverity,code,file,sheet,row,column,value,message_en")
    assert ",'=1+1," in data.decode("utf-8-sig")
