"""A table in several files and sheets: joined, and every problem says in which of them it stands."""

import csv
import io

import pytest

from migrant_sim.ledger.checking import check
from migrant_sim.ledger.checks_links import MOST_NEAREST
from migrant_sim.ledger.findings import Findings
from migrant_sim.ledger.problems import ERROR, counts
from migrant_sim.ledger.safety import given_files


@pytest.fixture
def townships(tmp_path, sound):
    """Persons of two townships in two folders, in files of one name; the second holds a member of the first again."""
    head, *rows = sound["人员"]
    for name, mine in (("大河乡", rows[:2]), ("柳泉乡", [rows[2], rows[0]])):
        held = io.StringIO()
        csv.writer(held).writerows([head, *mine])
        (tmp_path / name).mkdir()
        (tmp_path / name / "人员.csv").write_text(held.getvalue(), encoding="utf-8")
    return [tmp_path / name / "人员.csv" for name in ("大河乡", "柳泉乡")]


def test_files_of_one_name_in_several_folders_are_told_apart(townships):
    checked = check(townships)
    assert len(checked.tables["persons"]) == 4
    (again,) = [problem for problem in checked.problems if problem.code == "duplicate_person"]
    assert (again.file, again.row) == ("柳泉乡/人员.csv", 3)
    assert "“大河乡/人员.csv”第 2 行" in again.message_zh and "row 2 of '大河乡/人员.csv'" in again.message_en
    assert checked.rows == {"大河乡/人员.csv": {"persons": 2}, "柳泉乡/人员.csv": {"persons": 2}}


def test_a_name_of_its_own_stays_short(townships, book, sound):
    names = [file.name for file in given_files([*townships, book(sound)], Findings())]
    assert names == ["大河乡/人员.csv", "柳泉乡/人员.csv", "ledger.xlsx"]


def test_a_number_repeated_on_another_sheet_is_told_with_that_sheet(book, sound):
    head, *homes = sound["户"]
    sound |= {"户一": [head, homes[0]], "户二": [head, homes[1], homes[0]]}
    del sound["户"]
    (again,) = [problem for problem in check([book(sound)]).problems if problem.code == "duplicate_key"]
    assert (again.sheet, again.row) == ("户二", 3) and "“ledger.xlsx · 户一”第 2 行" in again.message_zh


def test_problems_that_are_not_listed_singly_are_counted_all_the_same(text, sound):
    rows = [sound["人员"][0], *(["H1", "", "", "子女", "男", "2030-01", *[""] * 5] for _ in range(450))]
    checked = check([text(rows)])
    late = [problem for problem in checked.problems if problem.code == "after_reference"]
    assert len(late) == 201 and counts(late)[ERROR] == 450


def test_the_report_of_a_check_beside_the_ledgers_is_no_ledger(townships):
    folder = townships[0].parent
    (folder / "problems.csv").write_text("severity,code\n", encoding="utf-8")
    (folder / "marked.xlsx").write_bytes(b"PK")
    assert [file.name for file in given_files([folder], Findings())] == ["人员.csv"]
    assert [file.name for file in given_files([folder.parent], Findings())] == ["大河乡/人员.csv", "柳泉乡/人员.csv"]


def test_a_folder_that_is_a_link_is_refused_as_a_link(tmp_path, townships):
    (tmp_path / "link").symlink_to(townships[0].parent)
    (problem,) = check([tmp_path / "link"]).problems
    assert problem.code == "unsafe_path"


def test_a_cell_too_long_for_the_reader_of_headers_is_told_by_its_row(text, sound):
    sound["人员"][2][1] = "长" * 140_000
    assert [(p.code, p.row) for p in check([text(sound["人员"])]).problems] == [("long_cell", 3)]


def test_heads_are_not_missed_on_a_sheet_that_tells_no_relation(book, sound):
    head, *people = sound["人员"]
    short = [[cell for cell, name in zip(row, head, strict=True) if name != "与户主关系"] for row in (head, people[2])]
    sound |= {"人员一": [head, *people[:2]], "人员二": short}
    del sound["人员"]
    assert "heads" not in {problem.code for problem in check([book(sound)]).problems}


def test_the_nearest_number_is_looked_up_for_the_first_rows_alone(book, sound):
    rows = [["H1x", "", "", "子女", "男", "2010-01", "小学", "在校", None, None, None] for _ in range(MOST_NEAREST + 5)]
    sound["人员"] += rows
    told = [problem.message_zh for problem in check([book(sound)]).problems if problem.code == "unknown_household"]
    assert sum("是否为" in text for text in told) == MOST_NEAREST and len(told) == MOST_NEAREST + 5
