"""The documents: order, typography, furniture, refusals, and the same bytes each time."""

import re
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from migrant_sim.reports import write_report
from migrant_sim.reports.brief import write_brief
from migrant_sim.reports.brief.content import say
from migrant_sim.reports.brief.part_verdict import join
from migrant_sim.reports.findings import Findings
from migrant_sim.result import UNIDENTIFIED, Result, read_json

ORDER = {
    "zh": ["总体结论", "主要发现", "原因分析", "措施比选", "风险与预警", "建议", "附件"],
    "en": [
        "Overall conclusion",
        "Main findings",
        "What lies behind it",
        "Measures",
        "Risks",
        "Recommendations",
        "Annex",
    ],
}


def text(path, language):
    document = Document(str(path / f"brief_{language}.docx"))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_parts_stand_in_the_usual_order(document, language):
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert len(headings) == len(ORDER[language])
    assert all(word in heading for word, heading in zip(ORDER[language], headings, strict=True))
    assert headings[0].startswith({"zh": "一、", "en": "1. "}[language])


def test_a_page_is_that_of_an_official_document(brief):
    section = Document(str(brief / "brief_zh.docx")).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert abs(section.top_margin - Mm(37)) < Mm(1) and abs(section.left_margin - Mm(28)) < Mm(1)
    assert abs(section.page_width - section.left_margin - section.right_margin - Mm(156)) < Mm(1)


@pytest.mark.parametrize(
    ("style", "font"),
    [
        ("Brief Title", "方正小标宋简体"),
        ("Brief Body", "仿宋_GB2312"),
        ("Heading 1", "黑体"),
        ("Brief Lead", "楷体_GB2312"),
    ],
)
def test_fonts_are_named_for_both_scripts(brief, style, font):
    fonts = Document(str(brief / "brief_zh.docx")).styles[style].element.rPr.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == font
    assert fonts.get(qn("w:ascii")) == "Times New Roman" and fonts.get(qn("w:asciiTheme")) is None


def test_every_page_says_that_it_is_an_estimate_and_is_numbered(document, language):
    section = document.sections[0]
    assert {"zh": "测算", "en": "Model estimate"}[language] in section.header.paragraphs[0].text
    codes = [element.text for element in section.footer._element.iter(qn("w:instrText"))]
    assert [code.strip() for code in codes] == ["PAGE"]
    assert not section.different_first_page_header_footer


def test_tables_are_native_and_repeat_their_header(document, language):
    tables = [table for table in document.tables if len(table.rows) > 2]
    assert len(tables) == 3
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    body = [element for element in document.element.body]
    for table in tables:
        at = body.index(table._tbl)
        above, below = (
            ["".join(body[i].itertext()) for i in (at - 2, at - 1)],
            ["".join(body[at + i].itertext()) for i in (1, 2)],
        )
        assert re.match({"zh": r"表\d ", "en": r"Table \d\. "}[language], above[0])
        assert above[1].startswith({"zh": "单位：", "en": "Unit"}[language])
        assert below[0].startswith({"zh": "注：", "en": "Note: "}[language])
        assert below[1].startswith({"zh": "数据来源：", "en": "Source: "}[language])


def test_pictures_have_words_that_stand_in_for_them(document):
    pictures = [element for element in document.element.body.iter(qn("wp:docPr"))]
    assert len(pictures) == 2 and all(len(picture.get("descr")) > 40 for picture in pictures)


def test_what_the_file_says_of_itself_names_no_machine_and_no_time(document, language):
    properties = document.core_properties
    assert properties.author == "migrant-sim" and properties.created is None and properties.modified is None
    assert properties.language == {"zh": "zh-CN", "en": "en-GB"}[language] and properties.title


def test_no_promise_and_the_effect_is_never_called_identified(brief, language):
    said = text(brief, language)
    assert said.count(UNIDENTIFIED[0 if language == "en" else 1].rstrip("。.")) >= 3
    assert not re.search(r"\bwill\b|必将|一定能|必然", said)


def test_few_draws_are_refused_an_interval_in_words(make_brief, language):
    said = text(make_brief(draws=1), language)
    assert {"zh": "不给区间", "en": "no interval"}[language] in said
    assert not re.search(r"90% ?(区间|interval) [\d+−<]", said)


def test_a_region_without_verdict_gets_a_brief_of_its_own_targets(make_brief, language):
    reason = {"zh": "文件未设收入目标。", "en": "The texts set no income target."}
    said = text(make_brief(verdict=None, reason=reason), language)
    assert {"zh": "不作总体达标结论", "en": "No overall verdict"}[language] in said and reason[language].rstrip(
        "。."
    ) in said


def test_written_twice_the_bytes_are_the_same(brief, tmp_path):
    names = ("brief_zh.docx", "brief_en.docx", "tables.xlsx")
    before = {name: (brief / name).read_bytes() for name in names}
    write_brief(brief, Findings(Result.load(brief)))
    for name in names:
        assert (brief / name).read_bytes() == before[name]
        with zipfile.ZipFile(brief / name) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_report_writes_it_and_the_manifest_lists_it(make_folder):
    folder = make_folder()
    files = {path.name for path in write_report(folder)}
    listed = {record["path"] for record in read_json(folder / "manifest.json")["outputs"]}
    assert {"brief_zh.docx", "brief_en.docx", "tables.xlsx"} <= files & listed


def test_sentences_join_and_keep_their_cells_apart():
    first, second = say("甲{x}", "a {x}", x=("s", "r", "c", "yuan")), say("乙{x}", " b {x}", x=("s", "r", "d", "yuan"))
    joined = join(first, second)
    assert len(joined.cells) == 2 and [words for words, cell in joined.pieces("en") if cell is None] == ["a ", " b "]
