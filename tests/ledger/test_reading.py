"""Ledgers as counties keep them: encodings, delimiters, titles, merged headers, totals, dates, hidden sheets."""

import pytest

from migrant_sim.ledger.checking import check
from migrant_sim.ledger.cleaning import date_of
from migrant_sim.ledger.headers import find_header, table_named
from migrant_sim.ledger.schema import TABLES
from migrant_sim.ledger.template import header_of


def codes(checked):
    return {problem.code for problem in checked.problems} - {"absent_column", "missing_share"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_in_any_encoding_with_any_delimiter(text, sound, encoding, delimiter):
    checked = check([text(sound["人员"], encoding=encoding, delimiter=delimiter)])
    assert codes(checked) == (set() if encoding.startswith("utf-8") else {"encoding"})
    assert checked.tables["persons"]["education"].tolist() == ["junior", "primary", "senior"]


def test_rows_are_counted_as_excel_counts_them(text, sound):
    rows = [["移民台账"], [], sound["人员"][0], sound["人员"][1], [], ['"', *sound["人员"][2][1:]], sound["人员"][3]]
    rows[3][1] = "周\n青山"
    rows[6][5] = "x"
    (problem,) = [p for p in check([text(rows)]).problems if p.code == "not_date"]
    assert (problem.row, problem.column, problem.value) == (7, "出生年月", "x")


def test_a_row_of_another_width_is_told_of(text, sound):
    sound["人员"].insert(2, ["H1", "x"])
    assert {(p.code, p.row) for p in check([text(sound["人员"])]).problems} >= {("ragged", 3)}


def test_titles_merged_headers_units_and_totals(book, sound):
    sound["户"] = [
        ["红寺堡区移民户台账", *[None] * 10],
        [*sound["户"][0][:6], "家庭收入（万元）", None, None, None, None],
        [*[None] * 6, *sound["户"][0][6:]],
        *([*row[:6], *(value / 10000 for value in row[6:])] for row in sound["户"][1:]),
        [None] * 11,
        ["合  计", *[None] * 5, 5.0, 1.0, 0.1, 0.8, 6.9],
    ]
    checked = check([book(sound)])
    assert codes(checked) == {"unit_converted", "total_row"}
    assert checked.tables["households"]["disposable_income"].tolist() == [45000, 24000]
    assert [p.row for p in checked.problems if p.code == "total_row"] == [7]


def test_several_sheets_and_files_of_a_table_are_joined(book, text, sound):
    first, second = sound["人员"][:3], [sound["人员"][0], sound["人员"][3]]
    sound |= {"人员1": first, "人员2": second}
    del sound["人员"]
    checked = check([book(sound)])
    assert codes(checked) == set() and len(checked.tables["persons"]) == 3
    paths = [text(first, "人员一.csv"), text(second, "persons-2.csv", "gb18030")]
    assert len(check(paths).tables["persons"]) == 3


def test_a_table_is_told_by_its_headers(text, sound):
    assert set(check([text(sound["人员"], "x1.csv")]).tables) == {"persons"}
    assert set(check([text(sound["户"], "x2.csv")]).tables) == {"households"}
    assert codes(check([text([["a", "b"], [1, 2]], "x3.csv")])) == {"unknown_table", "nothing_read"}


def test_columns_that_are_missing_unknown_repeated_or_a_head(text, sound):
    rows = [[*row, "x", "y", "z"] for row in sound["户"]]
    rows[0][1], rows[0][11:] = "安置地块", ["户号", "人均可支配收入", "备注"]
    told = {(p.code, p.column) for p in check([text(rows, "户.csv")]).problems}
    assert {("missing_column", "安置点编号"), ("repeated_column", "户号"), ("per_head", "人均可支配收入")} <= told
    assert {column for code, column in told if code == "unknown_column"} == {"B: ***"}  # it could be a name


def test_hidden_sheets_are_left_out_and_said(book, sound, tmp_path):
    from openpyxl import load_workbook

    path = book(sound)
    opened = load_workbook(path)
    opened["企业"].sheet_state = "hidden"
    opened.save(path)
    checked = check([path])
    assert "enterprises" not in checked.tables and ("hidden_sheet", "企业") in {
        (p.code, p.sheet) for p in checked.problems
    }


def test_widths_and_spaces_do_not_matter(text, sound):
    sound["人员"][1] = [
        "Ｈ１",
        "周青山",
        sound["人员"][1][2],
        " 户 主",
        "　男",
        "１９７０．３",
        "初 中",
        "县内务工",
        "E1",
        "3，500",
        "１０",
    ]
    checked = check([text(sound["人员"])])
    assert codes(checked) == set() and checked.tables["persons"]["monthly_pay"].iloc[0] == 3500


def test_what_looks_like_a_formula_stays_text(text, sound):
    for at, word in ((1, "=cmd|' /C calc'!A0"), (2, "@SUM(1)")):
        sound["人员"][at][6] = word
    told = [p for p in check([text(sound["人员"])]).problems if p.code == "unknown_word"]
    assert [p.value[0] for p in told] == ["=", "@"]


@pytest.mark.parametrize(
    "word",
    ["1985-03-01", "1985-3", "1985/03/01", "1985.3", "1985.03.01", "1985年3月", "1985年3月1日", "19850301",
     "198503", "31107", "1985-03-01 00:00:00"],
)  # fmt: skip
def test_dates_as_people_write_them(word):
    assert date_of(word) == (1985, 3, 1)


@pytest.mark.parametrize("word", ["1985", "85.3", "1985-13", "1985-02-30", "三月", "9999999", "0", "1e5", "²"])
def test_what_is_no_date(word):
    assert date_of(word) is None


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_header_of_the_template_means_its_own_column(table, language):
    fields = TABLES[table].fields
    header = find_header([[header_of(entry, language) for entry in fields]], TABLES[table].title(language))
    assert header is not None and header.table == table
    assert [column.entry.id for column in header.columns] == [entry.id for entry in fields]
    assert {column.factor for column in header.columns} == {1}


@pytest.mark.parametrize(
    ("name", "table"),
    [("1.人员信息表", "persons"), ("households_2020", "households"), ("Sheet1", None), ("一户一底册", "households"),
     ("企业用工需求", "enterprises"), ("公益岗", "posts"), ("公布数据", "series"), ("安置点", "settlements")],
)  # fmt: skip
def test_names_of_sheets(name, table):
    assert table_named(name) == table
