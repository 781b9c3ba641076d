"""Every check finds what is planted, in its exact place, and nothing in a sound ledger."""

import pytest

from migrant_sim.errors import ConfigurationError, DataError
from migrant_sim.ledger.checking import check
from migrant_sim.ledger.checks_form import nearest_code
from migrant_sim.ledger.messages import examples, kinds
from migrant_sim.ledger.problems import spread
from migrant_sim.ledger.schema import TABLES

QUIET = {"absent_column", "missing_share"}


def found(path, **more):
    return {(p.code, p.sheet, p.row, p.column) for p in check([path], **more).problems if p.code not in QUIET}


def test_nothing_is_wrong_with_a_sound_ledger(book, sound):
    assert found(book(sound)) == set()


# sheet, row as Excel counts, column number, what is written there, and the problem that must be told of that cell.
CELLS = [
    ("户", 2, 3, "生太移民", "unknown_word"),
    ("户", 2, 0, None, "missing"),
    ("户", 3, 0, "H1", "duplicate_key"),
    ("户", 2, 1, "A9", "unknown_settlement"),
    ("户", 2, 4, "二", "not_number"),
    ("户", 2, 5, "也许", "unknown_word"),
    ("户", 2, 6, "三万五千", "not_number"),
    ("户", 2, 10, 95000, "income_gap"),
    ("户", 2, 10, 45900, "income_sum"),
    ("户", 2, 10, 9_000_000, "out_of_range"),
    ("户", 2, 4, 31, "out_of_range"),
    ("人员", 2, 0, "H7", "unknown_household"),
    ("人员", 2, 8, "E9", "unknown_enterprise"),
    ("人员", 2, 2, "640302197003150011", "id_digit"),
    ("人员", 2, 2, "6403021970031500", "id_length"),
    ("人员", 2, 2, "640302700315001", "id_old"),
    ("人员", 2, 2, 640302197003150010, "id_as_number"),
    ("人员", 2, 4, "女", "id_sex"),
    ("人员", 2, 5, "1971-03", "id_birth"),
    ("人员", 2, 5, "2021-03", "after_reference"),
    ("人员", 2, 5, "1890-03", "too_old"),
    ("人员", 2, 5, "三月", "not_date"),
    ("人员", 2, 6, "初众", "unknown_word"),
    ("人员", 2, 10, 13, "out_of_range"),
    ("人员", 2, 10, 7.5, "not_whole"),
    ("人员", 2, 9, "#N/A", "formula_error"),
    ("人员", 2, 3, "房东", "unknown_relation"),
    ("人员", 2, 9, "字" * 1001, "long_cell"),
    ("企业", 2, 4, 51, "over_places"),
    ("公益性岗位", 2, 4, 6, "over_quota"),
    ("公益性岗位", 2, 1, "A9", "unknown_settlement"),
    ("公益性岗位", 2, 2, "保洁 13812345678", "personal_elsewhere"),
]


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell[4]}-{cell[2]}")
def test_a_planted_error_is_found_in_its_place(book, sound, cell):
    sheet, row, column, value, code = cell
    sound[sheet][row - 1][column] = value
    assert (code, sheet, row, sound[sheet][0][column]) in found(book(sound))


def test_size_and_members(book, sound):
    sound["户"][1][4] = 5
    assert found(book(sound)) == {("size_differs", "户", 2, "家庭人口")}


def test_the_same_person_twice_and_a_household_without_members(book, sound):
    sound["人员"][3][2] = sound["人员"][1][2]
    assert ("duplicate_person", "人员", 4, "身份证号") in found(book(sound))
    del sound["人员"][3]
    assert ("empty_household", "户", 3, "户编号") in found(book(sound))


def test_a_settlement_without_households_and_two_heads(book, sound):
    sound["安置点"].append(["A2", "红寺堡区", "城镇安置", "未列入"])
    sound["人员"][2][3] = "户主"
    assert found(book(sound)) == {("empty_settlement", "安置点", 3, "安置点编号"), ("heads", "人员", 2, "户编号")}


def test_children_do_not_work(book, sound):
    sound["人员"][2][7] = "务农"
    assert found(book(sound)) == {("working_child", "人员", 3, "出生年月")}


def test_rows_that_are_the_same_without_an_id_number(book, sound):
    for row in sound["人员"]:
        del row[2]
    sound["人员"].append([*sound["人员"][3]])
    assert ("duplicate_row", "人员", 5, "户编号") in found(book(sound))


def test_a_number_of_somebody_as_the_number_of_a_household(book, sound):
    sound["户"][2][0] = sound["人员"][3][0] = "13812345678"
    assert ("personal_number", "户", 3, "户编号") in found(book(sound))


def test_units_told_by_magnitude_and_by_header(book, sound):
    sound["户"] = [sound["户"][0], *([f"H{i}", "A1", "", "政策移民", 1, "否", 3, 1, 0.1, 0.4, 4.5] for i in range(40))]
    del sound["人员"]
    assert {("unit_suspect", "户", 0, "可支配收入"), ("unit_suspect", "户", 0, "工资性收入")} <= found(book(sound))
    sound["户"][0][6:] = [f"{name}（万元）" for name in sound["户"][0][6:]]
    checked = check([book(sound)])
    assert "unit_suspect" not in {p.code for p in checked.problems}
    assert checked.tables["households"]["disposable_income"].eq(45000).all()


def test_monthly_income_becomes_yearly_and_yearly_pay_monthly(book, sound):
    sound["户"][0][6] = "工资性收入（元/月）"
    sound["户"][1][6] = 2500
    sound["人员"][0][9] = "年工资"
    sound["人员"][1][9] = 42000
    tables = check([book(sound)]).tables
    assert tables["households"]["wage_income"].iloc[0] == 30000 and tables["persons"]["monthly_pay"].iloc[0] == 3500


def test_missing_shares_are_told_by_column(book, sound):
    codes = {(p.code, p.column, p.message_en) for p in check([book(sound)]).problems if p.code == "missing_share"}
    assert codes == set()
    sound["人员"][1][6] = None
    (problem,) = [p for p in check([book(sound)]).problems if p.code == "missing_share"]
    assert (
        problem.column == "文化程度"
        and "33.3% (1 rows)" in problem.message_en
        and "33.3%（1 行）" in problem.message_zh
    )


def test_so_many_are_listed_and_the_rest_is_counted(text, sound):
    rows = [
        sound["人员"][0],
        *(["H1", "", "", "子女", "男", "2030-01", "小学", "在校", "", "", ""] for _ in range(450)),
    ]
    late = [p for p in check([text(rows)]).problems if p.code == "after_reference"]
    assert len(late) == 201 and "250 more" in late[-1].message_en and "另有 250 处" in late[-1].message_zh


def test_tables_hold_their_columns_and_nothing_personal(book, sound):
    tables = check([book(sound)]).tables
    for name, frame in tables.items():
        assert list(frame) == [entry.id for entry in TABLES[name].kept]
        assert {str(kind) for kind in frame.dtypes} <= {"string", "boolean", "Float64", "Int64"}
    assert tables["persons"]["birth"].iloc[0] == 1970 * 12 + 2
    assert tables["persons"]["activity"].tolist() == ["county", "student", "casual"]


def test_the_reference_moves_the_checks(book, sound):
    sound["人员"][2][5] = "2022-06"
    path = book(sound)
    assert ("after_reference", "人员", 3, "出生年月") in found(path)
    assert ("after_reference", "人员", 3, "出生年月") not in found(path, reference="2022-12")


@pytest.mark.parametrize("reference", ["2020", "2020-06", "x"])
def test_a_reference_is_the_end_of_a_year(reference):
    with pytest.raises(ConfigurationError, match="reference"):
        check(["x.csv"], reference)


def test_no_file_named_and_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ConfigurationError, match="files="):
        check([])
    with pytest.raises(DataError, match="no file"):
        check([tmp_path / "x.xlsx"])
    with pytest.raises(DataError, match="no ledger"):
        check([tmp_path])


def test_every_kind_has_an_example_in_both_languages():
    told = list(examples())
    assert len(told) == len(kinds()) > 50
    for problem in told:
        assert problem.severity in ("error", "warning") and "{" not in problem.line("zh") + problem.line("en")
        assert all((problem.message_en, problem.message_zh, problem.remedy_en, problem.remedy_zh))


@pytest.mark.parametrize(("word", "wanted"), [("大学毕业", "大专及以上"), ("初中文化", "初中")])
def test_a_word_that_holds_an_allowed_one_is_told_that(word, wanted):
    found = nearest_code("persons", TABLES["persons"].by_id["education"], word)
    assert found is not None and found[0] == wanted
    assert nearest_code("persons", TABLES["persons"].by_id["activity"], "在家") is None


def test_the_first_of_every_kind_comes_before_second_ones(text, sound):
    rows = [[*row] for row in sound["人员"]]
    for row in rows[1:]:
        row[4], row[6] = "?", "?"
    first = spread(check([text(rows)]).problems)
    errors = [problem for problem in first if problem.severity == "error"]
    kinds = {(problem.code, problem.column) for problem in errors}
    assert {(problem.code, problem.column) for problem in errors[: len(kinds)]} == kinds and len(errors) > len(kinds)


def test_a_county_that_is_a_name_is_an_error_and_gone(book, sound):
    sound["安置点"][1][1] = "马秀兰"
    checked = check([book(sound)])
    assert ("name_in_text", "***") in {(problem.code, problem.value) for problem in checked.errors}
    assert checked.tables["settlements"]["county"].isna().all()
