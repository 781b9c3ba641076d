"""Wherever a name, an ID number or a phone number is planted, no message and no table holds it."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrant_sim.ledger.checking import check, check_marked
from migrant_sim.ledger.marked import write_marked
from migrant_sim.ledger.privacy import looks_personal, names_somebody, shown, source_names_somebody
from migrant_sim.ledger.problems import MASK, records
from migrant_sim.paths import folder
from migrant_sim.published import load_figures

NAMES = ["马建国", "哈秀英", "李小雨", "王芳", "买买提·艾力", "欧阳春来", "杨福贵"]
NUMBERS = ["640302197003150016", "64030219700315001X", "640302700315001", "13812345678", "640302 19700315 0016"]
HEADERS = [
    "户编号",
    "姓名",
    "身份证号",
    "联系电话",
    "与户主关系",
    "性别",
    "出生年月",
    "文化程度",
    "就业状态",
    "企业编号",
    "月工资",
    "备注",
]
words = st.sampled_from([*NAMES, *NUMBERS, "", "男", "初中", "1970-03", "H1", "3500"])


@pytest.mark.parametrize("text", [*NAMES, *NUMBERS, "6.40302197003150E+17", "电话138 1234 5678"])
def test_names_and_numbers_are_masked(text):
    assert looks_personal(text) and shown(text) == MASK


@pytest.mark.parametrize(
    "text", ["初众", "生太移民", "县内打工", "3500", "H1024", "2020-12", "三千五", "x", "打临工", "男性"]
)
def test_what_says_nothing_of_a_person_is_shown(text):
    assert shown(text) == text


def test_a_cell_that_repeats_a_name_of_its_row_is_masked():
    assert shown("住古城之家的青山", ["青山"]) == MASK


@settings(max_examples=8, deadline=None)
@given(rows=st.lists(st.lists(words, min_size=12, max_size=12), min_size=1, max_size=40), name=st.sampled_from(NAMES))
def test_nothing_personal_is_in_any_message_or_table(tmp_path_factory, rows, name):
    folder = tmp_path_factory.mktemp("ledger")
    held = io.StringIO()
    csv.writer(held).writerows([HEADERS, *rows, ["H1", name, NUMBERS[0], NUMBERS[3], *[""] * 8]])
    (folder / "人员.csv").write_text(held.getvalue(), encoding="utf-8")
    checked, ledgers = check_marked([folder])
    told = str(records(checked.problems))
    frames = "".join(
        frame.drop(columns=["household_id", "enterprise_id"]).to_csv() for frame in checked.tables.values()
    )
    for secret in (*NAMES, *NUMBERS):
        assert secret not in told
    for secret in NUMBERS:
        assert secret not in frames
    codes = checked.tables["persons"][["sex", "relation", "education", "activity"]]
    assert not set(codes.stack().dropna()) & {*NAMES, *NUMBERS}


def test_the_marked_workbook_holds_nobody(tmp_path, book, sound):
    import zipfile

    sound["人员"][1][4] = "马建国"
    sound["户"][1][3] = "李小雨"
    checked, ledgers = check_marked([book(sound)])
    path = write_marked(ledgers, checked.problems, tmp_path / "m.xlsx", "zh")
    with zipfile.ZipFile(path) as made:
        text = "".join(made.read(name).decode("utf-8", "replace") for name in made.namelist())
    for secret in ("马建国", "李小雨", "青山", str(sound["人员"][1][2])):
        assert secret not in text


def test_a_header_row_that_was_taken_for_data_tells_no_name(text, sound):
    told = str(records(check([text([["H1", "马建国", NUMBERS[0]], ["H2", "王芳", ""]], "x.csv")]).problems))
    assert "马建国" not in told and NUMBERS[0] not in told


@pytest.mark.parametrize("text", ["填报人：马秀兰", "公报，欧阳震华", "户主 王建国", "保洁 哈龑旸"])
def test_a_name_apart_in_a_text_is_masked(text):
    assert names_somebody(text) and shown(text) == MASK


@pytest.mark.parametrize(
    "text", ["海原县", "金凤区", "宁夏统计局", "国家统计局 农村司", "户主关系", "2024年统计公报，宁夏"]
)
def test_places_and_offices_are_nobody(text):
    assert not names_somebody(text) and shown(text) == text


@pytest.mark.parametrize(
    "text", ["马秀兰提供", "由马秀兰提供", "统计局王芳", "红寺堡区大河乡哈秀英", "数据来自马兰", "县统计局马秀兰同志"]
)
def test_a_source_that_is_somebody_is_told_although_the_name_does_not_stand_apart(text):
    assert source_names_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "2025年宁夏国民经济和社会发展统计公报",
        "农民日报",
        "农业农村厅",
        "国家统计局宁夏调查总队",
        "安徽统计年鉴",
        "马家沟村",
    ],
)
def test_documents_offices_and_villages_are_no_source_of_somebody_s(text):
    assert not source_names_somebody(text)


def test_most_sources_that_are_shipped_would_pass():
    sources = {row.source for row in load_figures(folder("data") / "published" / "series.csv")}
    named = {text for text in sources if source_names_somebody(text) and "(" not in text}  # in brackets: authors
    assert len(named) <= 0.05 * len(sources)


def test_the_name_of_somebody_in_the_ledgers_is_found_in_any_text_that_is_kept(book, sound):
    head = ["指标编号", "年份", "数值", "单位", "出处"]
    rows = [["rural_income:宁夏", 2024, 1.9, "万元", said] for said in ("甄青山报的数", "统计公报")]
    sound["人员"][1][1] = "甄青山"
    sound["公布数据"] = [head, *rows]
    checked = check([book(sound)])
    (told,) = [problem for problem in checked.problems if problem.code == "name_in_text"]
    assert (told.sheet, told.row, told.value) == ("公布数据", 2, MASK)
    assert "甄青山" not in str(records(checked.problems)) + checked.tables["series"].to_csv()
    assert checked.tables["series"]["source"].tolist()[1] == "统计公报"


def test_somebody_called_like_a_county_does_not_stop_the_ledgers(book, sound):
    sound["人员"][1][1] = "红寺堡"
    assert "name_in_text" not in {problem.code for problem in check([book(sound)]).problems}
