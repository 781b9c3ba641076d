import json

import pytest

from migrant_sim.errors import DataError
from migrant_sim.reports import write_report
from migrant_sim.reports.charts import CHARTS
from migrant_sim.reports.findings import Findings
from migrant_sim.reports.material import Material
from migrant_sim.reports.notes import reproduction, source_of
from migrant_sim.reports.page import page
from migrant_sim.reports.svg import inline_svg
from migrant_sim.reports.table_targets import target_table, untested_table
from migrant_sim.reports.tables import assumption_table, fit_table, income_table, ratio_table
from migrant_sim.result import Result


@pytest.fixture(scope="module")
def text(report) -> str:
    return (report / "report.html").read_text("utf-8")


@pytest.fixture(scope="module")
def reader(text, read_page):
    return read_page(text)


def test_no_request_leaves_the_page(text, reader):
    assert "://" not in text
    assert not reader.all("link", "img", "iframe", "object", "embed")
    assert not [a for a in reader.all("script") if "src" in a]
    policy = next(a["content"] for a in reader.all("meta") if a.get("http-equiv"))
    assert policy.startswith("default-src 'none'")


def test_both_languages_are_there_and_chinese_is_chosen_without_a_script(reader):
    assert [a["lang"] for a in reader.all("div") if "face" in (a.get("class") or "")] == ["zh-CN", "en"]
    assert [a["id"] for a in reader.all("input") if "checked" in a] == ["show-zh"]


def test_names_in_the_page_are_unique_and_every_reference_has_one(reader):
    names = [a["id"] for _, a in reader.tags if a.get("id")]
    assert len(names) == len(set(names))
    wanted = {a["xlink:href"].removeprefix("#") for a in reader.all("use")}
    assert wanted and wanted <= set(names)


def test_headings_go_down_one_level_at_a_time(reader):
    levels = [int(tag[1]) for tag, _ in reader.tags if tag in ("h1", "h2", "h3")]
    assert levels[0] == 1 and levels.count(1) == 2
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_charts_have_a_description_and_tables_have_headers(reader):
    charts = [a for a in reader.all("svg") if a.get("role") == "img"]
    assert len(charts) == 2 * len(CHARTS) and all(a["aria-label"] for a in charts)
    assert {a.get("scope") for a in reader.all("th")} == {"col", "row"}
    assert len(reader.all("caption")) == len(reader.all("table"))


def test_the_estimate_is_marked_on_every_printed_page(text):
    assert text.count('class="every-page"') == 2 and "测算结果，不是统计数据" in text
    assert "position: fixed" in text and "size: A4" in text
    assert '@bottom-left { content: "测算结果，不是统计数据"' in text and "counter(page)" in text


def test_what_a_reader_must_know_is_on_the_page(text):
    for words in (
        "四舍五入",
        "rounding",
        "名义",
        "nominal",
        "0123456789abcdef",
        "migrant-sim run region=ningxia",
        "policy_and_self",
    ):
        assert words in text
    assert text.count("假设") > 10 and text.count("assum") > 10


def test_a_text_of_the_result_cannot_become_markup(make_folder, result):
    verdict = result.summary["verdict"] | {"statement_en": "<script>alert(1)</script>", "statement_zh": "<b>粗</b>"}
    folder = make_folder("<img src=x>", verdict=verdict, region_en='"><script>alert(2)</script>', scenario="<i>s</i>")
    html = page(Material.load([folder]), [])
    assert "<script>alert" not in html and "&lt;script&gt;alert" in html
    assert not [words for words in ("<b>粗", "<img src=x>", "<i>s</i>") if words in html]


def test_the_description_of_a_chart_cannot_become_markup():
    svg = '<svg xmlns="http://x" width="1pt" viewBox="0 0 1 1"><title>t</title><g id="a"/><use xlink:href="#a"/></svg>'
    inline = inline_svg(svg, "p", '"><script>')
    assert "<script>" not in inline and 'id="p-a"' in inline and 'href="#p-a"' in inline and "://" not in inline


def test_writing_twice_gives_the_same_bytes(report):
    written = {".html", ".svg", ".png", ".csv", ".docx", ".xlsx"}
    files = sorted(path for path in report.rglob("*") if path.suffix in written)
    before = {path: path.read_bytes() for path in files}
    assert sorted(write_report(report)) == files
    assert {path: path.read_bytes() for path in files} == before


def test_the_manifest_lists_the_files_of_the_report(report):
    outputs = json.loads((report / "manifest.json").read_text("utf-8"))["outputs"]
    listed = {row["path"] for row in outputs}
    assert {"report.html", "figures/ratio.csv", "figures/ratio_zh.svg", "figures/ratio_en.png"} <= listed


def test_a_folder_that_holds_no_result_is_refused(tmp_path):
    with pytest.raises(DataError):
        write_report(tmp_path)


def test_the_income_table_has_shares_that_add_up(result):
    table = income_table(Findings(result), "en")
    shares = [float(row[4].rstrip("%")) for row in table.rows if row[4]]
    assert sum(shares) == pytest.approx(100, abs=0.3)
    assert table.numeric == {1, 2, 3, 4}


def test_a_target_that_was_not_evaluated_gives_its_reason(result):
    (row,) = untested_table(Findings(result), "zh").rows
    assert row[0] == "NX-T57" and "模拟结果没有该组。" in row[1] and "未评估" in row
    tested = [row[0] for row in target_table(Findings(result), "zh").rows]
    assert tested == ["NX-T01", *["NX-T03"] * 4]


def test_a_threshold_has_its_unit_unless_it_is_a_ratio(result):
    assert [row[3] for row in target_table(Findings(result), "zh").rows][:2] == [">\xa08 %", "≈\xa01"]


def test_parameters_stand_in_the_order_of_their_weight(result):
    rows = assumption_table(Findings(result), "en").rows
    weights = [abs(float(row[-1].replace("−", "-"))) for row in rows]
    assert rows[0][0] == "reference.start_ratio" and weights == sorted(weights, reverse=True)


def test_the_largest_fitted_error_is_named(result):
    table = fit_table(Findings(result), "en")
    assert table.rows[0][-1] == "compared only"
    assert "Age and sex / band 10, 0.01" in table.note


def test_parameters_with_a_source_show_what_they_rest_on(make_folder, result):
    row = {"description": "Start ratio", "description_zh": "起点收入比", "unit": "ratio", "source": "A report [https://x.org/y]",
           "year": "2020", "seen": "yes", "original_seen": "no", "grade": "B"}  # fmt: skip
    found = Findings(Result.load(make_folder(parameters={"reference.start_ratio": row})))
    assert assumption_table(found, "zh").rows[0][:3] == ["起点收入比", "比值", "A report, 2020（等级 B，未见原件）"]
    assert source_of(row | {"seen": "assumption"}, "en") == "assumption (of this project)"
    assert "not verified" in source_of(row | {"seen": "memory"}, "en")


def test_a_margin_of_thousands_is_written_as_its_language_writes_numbers(result):
    fit = result.fit.assign(published=12345.0, achieved=12400.0, error=55.0)
    found = Findings(Result(**{**vars(result), "fit": fit}))
    assert fit_table(found, "zh").rows[0][2] == "12345" and fit_table(found, "en").rows[0][2] == "12,345"


def test_the_command_can_be_pasted_into_a_shell(result):
    manifest = result.manifest | {"command": ["migrant-sim", "run", "programme=[ningxia,yinchuan]"]}
    found = Findings(Result(**{**vars(result), "manifest": manifest}))
    assert dict(reproduction(found, "en"))["Command"] == "migrant-sim run 'programme=[ningxia,yinchuan]'"


def test_tables_with_intervals_say_what_these_cover(result):
    for make in (ratio_table, target_table):
        assert "模型结构误差" in make(Findings(result), "zh").note
        assert "structure of the model" in make(Findings(result), "en").note
