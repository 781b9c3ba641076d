"""Every number in the brief is that of a cell of tables.xlsx: proven from the files alone."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from migrant_sim.reports.brief.cells import FORMS

NUMBER = re.compile(r"\d")
# Digits that stand in words rather than in cells, each with its reason.
ALLOWED = (
    (re.compile(r"90% ?(区间|interval)"), "the level of every interval, fixed by the design"),
    (re.compile(r"^(表|图|Table |Figure )\d+[ .]"), "numbers of tables and figures"),
    (re.compile(r"^\d\.(?!\d)"), "numbers of sections in English, of recommendations in Chinese"),
    (re.compile(r"^\(\d\) "), "numbers of recommendations in English"),
    (re.compile(r"^\d\.\d "), "numbers of headings within their line in English"),
)
TABS = {
    "summary": "总体结论", "income": "收入", "ratio": "收入比", "targets": "目标", "costs": "成本",
    "detail": "成本明细", "funds": "资金", "differences": "差异", "method": "抽样与口径", "sources": "来源",
}  # fmt: skip


def unbound(text: str) -> str:
    """The words of a piece without what is allowed."""
    for pattern, _ in ALLOWED:
        text = pattern.sub("", text)
    return text


def faults(path: Path, language: str, paragraphs: Any) -> list[str]:
    """Numbers that are no cell's, and cells whose text is another."""
    book = openpyxl.load_workbook(path / "tables.xlsx")
    found = []
    for pieces in paragraphs(Document(str(path / f"brief_{language}.docx"))):
        for piece in pieces:
            if not piece.sheet:
                found += [piece.text] if NUMBER.search(unbound(piece.text)) else []
                continue
            value = book[TABS[piece.sheet]][piece.place].value
            if FORMS[piece.form].show(value, language) != piece.text:
                found.append(f"{piece.text} is not {value!r} of {piece.sheet} {piece.place}")
    return found


def test_every_number_is_that_of_a_cell(brief, language, paragraphs):
    assert faults(brief, language, paragraphs) == []


def test_there_are_numbers_to_check_in_sentences_and_tables(document, paragraphs):
    bound = [piece for pieces in paragraphs(document) for piece in pieces if piece.sheet and NUMBER.search(piece.text)]
    assert len(bound) > 80
    assert {piece.sheet for piece in bound} >= {"summary", "income", "targets", "costs", "differences", "method"}


@pytest.mark.parametrize(("tab", "place"), [("总体结论", "C"), ("收入", "C")])
def test_a_tampered_cell_is_found(brief, tmp_path, language, paragraphs, tab, place):
    folder = tmp_path / "copy"
    folder.mkdir()
    for name in ("tables.xlsx", f"brief_{language}.docx"):
        (folder / name).write_bytes((brief / name).read_bytes())
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    for (cell,) in book[tab][f"{place}4" : f"{place}60"]:
        if isinstance(cell.value, int | float):
            cell.value = cell.value * 0.9 + 0.003  # a probability stays one
    book.save(folder / "tables.xlsx")
    assert faults(folder, language, paragraphs)


def test_a_number_that_is_no_cell_is_found(brief, tmp_path, paragraphs):
    (tmp_path / "tables.xlsx").write_bytes((brief / "tables.xlsx").read_bytes())
    document = Document(str(brief / "brief_en.docx"))
    document.add_paragraph("Income rises by 12 percent.")
    document.save(str(tmp_path / "brief_en.docx"))
    assert faults(tmp_path, "en", paragraphs) == ["Income rises by 12 percent."]


def test_a_result_without_verdict_or_with_few_draws_is_bound_as_well(make_brief, language, paragraphs):
    reason = {"zh": "文件未设收入目标。", "en": "The texts set no income target."}
    assert faults(make_brief(verdict=None, reason=reason), language, paragraphs) == []
    assert faults(make_brief(draws=1), language, paragraphs) == []
