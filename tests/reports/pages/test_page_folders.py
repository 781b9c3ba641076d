"""Pages of several folders, of analyses alone, and the folders that no page is written from."""

import json
import re

import pytest

from migrant_sim.errors import DataError
from migrant_sim.reports import write_report
from migrant_sim.reports.material import Material
from migrant_sim.reports.page import page
from migrant_sim.reports.sections import PLANS, chapters

ORDER = [plan.key for plan in PLANS]
YINCHUAN = {"name": "yinchuan", "title_zh": "银川", "title_en": "Yinchuan"}


def found(material: Material, language: str = "en") -> dict[str, str]:
    """The text of every table, list and note by chapter."""
    return {chapter.key: str(chapter.blocks) for chapter in chapters(material, [], language)}


def left(folder) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def refused(*folders) -> DataError:
    """The refusal of these folders, after which nothing in the first has changed."""
    before = left(folders[0]) if folders[0].exists() else set()
    with pytest.raises(DataError) as caught:
        write_report(*folders)
    assert caught.value.exit_code == 3 and caught.value.chinese != caught.value.english
    assert (left(folders[0]) if folders[0].exists() else set()) == before
    return caught.value


def changed(folder, **entries):
    """The folder with other entries in its manifest."""
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | entries), "utf-8")
    return folder


def test_the_chapters_stand_in_the_order_that_readers_ask_in(report, read_page):
    reader = read_page((report / "report.html").read_text("utf-8"))
    names = [a["id"].removeprefix("en-") for a in reader.all("h2") if a["id"].startswith("en-")]
    assert names == [key for key in ORDER if key in names]
    assert names[0] == "verdict" and names[-1] == "method" and {"carries", "cost", "risks", "trust"} <= set(names)
    assert "more" not in names and "comparison" not in names


def test_every_chapter_is_in_the_contents_and_every_anchor_exists(report, read_page):
    reader = read_page((report / "report.html").read_text("utf-8"))
    names = {a.get("id") for _, a in reader.tags}
    anchors = [a["href"][1:] for a in reader.all("a") if (a.get("href") or "").startswith("#")]
    assert anchors and set(anchors) <= names
    assert {a["id"] for a in reader.all("h2")} | {"zh-main", "en-main"} == set(anchors)


def test_links_to_files_name_files_that_stand_beside_the_page(make_folder, read_page):
    folder = make_folder()
    (folder / "brief_zh.docx").write_bytes(b"x")
    reader = read_page(page(Material.load([folder]), []))
    links = {a["href"] for a in reader.all("a") if not (a.get("href") or "#").startswith("#")}
    assert "brief_zh.docx" in links and "tables.xlsx" not in links
    assert all((folder / link).is_file() for link in links)


def test_the_only_script_is_known_to_the_policy_by_its_hash(report):
    import base64
    import hashlib

    text = (report / "report.html").read_text("utf-8")
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in text


def test_a_run_with_analyses_gets_their_chapters_too(make_folder, tmp_path, analyses):
    material = Material.load(
        [
            make_folder(),
            analyses.attribution(tmp_path / "attribute" / "a"),
            analyses.validation(tmp_path / "validate" / "v"),
            analyses.calibration(tmp_path / "calibrate" / "c"),
            analyses.sweep(tmp_path / "sweep" / "s"),
            analyses.discovery(tmp_path / "discover" / "d"),
        ]
    )
    told = found(material)
    assert "Shapley" in told["carries"] and "Labour export" in told["carries"]
    assert "Twin trials" in told["trust"] and "9,700" in told["trust"] and "Contraction" in told["trust"]
    assert "Where the start is at most 0.7" in told["risks"] and "Balanced accuracy" in told["risks"]
    assert "all in" in told["comparison"] and "Result folders behind this page" in told["method"]


@pytest.mark.parametrize("kind", ["attribution", "validation", "calibration", "sweep", "discovery"])
def test_a_folder_of_one_analysis_gets_a_page_of_its_own(tmp_path, kind, analyses):
    material = Material.load([getattr(analyses, kind)(tmp_path / "mine")])
    html = page(material, [])
    assert found(material).keys() < set(ORDER) and "verdict" not in found(material)
    assert "No migrant outcome after 2020 identifies" in html and "2020 年以后没有移民收入等结果数据" in html


def test_an_analysis_of_few_draws_is_warned_of(tmp_path, analyses):
    few = Material.load([analyses.attribution(tmp_path / "few")])
    many = Material.load([analyses.attribution(tmp_path / "many", draws=20)])
    assert "few rests on 8 parameter draws" in found(few)["trust"] and "rests on" not in found(many)["trust"]


def test_charts_of_other_folders_get_a_place_of_their_own(make_folder, tmp_path, analyses):
    folder = analyses.attribution(tmp_path / "attribute" / "mine")
    files = {path.relative_to(folder).as_posix() for path in write_report(folder)}
    assert {"report.html", "figures/bridge.csv", "figures/bridge_zh.svg"} <= files
    assert files <= {row["path"] for row in json.loads((folder / "manifest.json").read_text("utf-8"))["outputs"]}
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_a_chart_that_no_chapter_knows_stands_among_more_charts(report, result):
    from migrant_sim.reports.gallery import Shown

    material = Material.load([report])
    words = {"zh": "新图", "en": "New chart"}
    svg = '<svg viewBox="0 0 1 1"><g/></svg>'
    new = Shown(
        name="new", part=material.parts[0], heading=words, alt=words, svg={"zh": svg, "en": svg}, file="f/n.csv"
    )
    (more,) = [chapter for chapter in chapters(material, [new], "zh") if chapter.key == "more"]
    assert more.title == "其他图表" and more.blocks[0].value["heading"] == "新图"


def test_two_runs_are_compared_and_one_folder_twice_is_one(make_folder):
    first, second = make_folder("one"), make_folder("two")
    assert "B − A" in found(Material.load([first, second]))["comparison"]
    assert len(Material.load([first, first]).parts) == 1


def test_who_gains_is_told_by_group_with_its_interval(make_folder):
    import pandas as pd

    folder = make_folder()
    table = pd.read_parquet(folder / "indicators.parquet")
    whole = (table["indicator"] == "disposable_income") & (table["group"] == "all")
    poor = table[whole].assign(group="quintile:1")
    table = table[table["group"] != "quintile:1"]
    pd.concat([table, poor], ignore_index=True).to_parquet(folder / "indicators.parquet", index=False)
    told = found(Material.load([folder]), "zh")["gains"]
    assert "最低 20%" in told and " 至 " in told


def test_one_run_only_has_no_interval_and_says_so(make_folder):
    import pandas as pd

    folder = make_folder()
    for name in ("indicators", "costs", "draws"):
        table = pd.read_parquet(folder / f"{name}.parquet")
        alone = table["draw"] == 0
        alone &= table["replication"] == 0 if "replication" in table else True
        table[alone].to_parquet(folder / f"{name}.parquet", index=False)
    material = Material.load([folder])
    assert "只有一次模拟" in found(material, "zh")["verdict"] and "One run only" in found(material)["verdict"]


def test_a_folder_that_is_no_result_is_refused(tmp_path, analyses):
    assert "no manifest.json" in refused(tmp_path).english
    empty = analyses.finished(tmp_path / "empty", "run")
    assert "none of the files" in refused(empty).english


def test_results_of_another_schema_are_refused(make_folder):
    assert "schema '0'" in refused(changed(make_folder(), schema="0")).english


@pytest.mark.parametrize("status", ["running", "interrupted", "failed"])
def test_a_folder_that_is_not_finished_is_refused(make_folder, status):
    error = refused(changed(make_folder(), status=status))
    assert f"status '{status}'" in error.english and "尚未完成" in error.chinese


def test_a_study_whose_runs_all_failed_is_refused(make_folder):
    folder = changed(make_folder(), status="failed")
    (folder / "failures").mkdir()
    for number in range(3):
        (folder / "failures" / f"draw-{number}.txt").write_text("Traceback", "utf-8")
    assert "all 3 runs failed" in refused(folder).english


def test_folders_of_different_regions_are_refused_by_name(make_folder, tmp_path, analyses):
    other = analyses.attribution(tmp_path / "attribute" / "a", region=YINCHUAN)
    error = refused(make_folder(), other)
    assert "Ningxia" in error.english and "Yinchuan" in error.english and "银川" in error.chinese


def test_a_damaged_table_is_refused_before_anything_is_written(tmp_path, analyses):
    folder = analyses.attribution(tmp_path / "attribute" / "a")
    (folder / "credits.csv").write_bytes(b"")
    assert "credits.csv" in refused(folder).english


def test_an_analysis_alone_lists_the_sources_of_what_it_names(tmp_path, analyses):
    told = found(Material.load([analyses.calibration(tmp_path / "mine")]))["method"]
    assert "assumption (of this project)" in told and "(grade" in told and "codebook" in told
    assert "codebook" in found(Material.load([analyses.sweep(tmp_path / "sweep")]), "zh")["method"]


def test_a_link_to_numbers_leads_to_a_folder_whatever_its_name(report, read_page):
    from migrant_sim.reports.gallery import Shown

    material = Material.load([report])
    words, svg = {"zh": "新图", "en": "New"}, '<svg viewBox="0 0 1 1"><g/></svg>'
    new = Shown(
        name="new",
        part=material.parts[0],
        heading=words,
        alt=words,
        svg={"zh": svg, "en": svg},
        file="figures/attribute-a #1?/n.csv",
    )
    links = [a["href"] for a in read_page(page(material, [new])).all("a") if "n.csv" in (a.get("href") or "")]
    assert links == ["figures/attribute-a%20%231%3F/n.csv"] * 2
