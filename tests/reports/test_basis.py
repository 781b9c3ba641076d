"""What parameters rest on, and that no data identify a programme's effect: on the page, in charts and in print."""

import copy
import re

import pytest

from migrant_sim.cli.folders import compare_verb
from migrant_sim.cli.request import Request
from migrant_sim.reports.basis import basis_entry, basis_label, basis_line, unidentified
from migrant_sim.reports.captions import source_line
from migrant_sim.reports.chart_effects import difference_numbers, difference_words
from migrant_sim.reports.chart_ratio import ratio_numbers, ratio_words
from migrant_sim.reports.findings import Findings
from migrant_sim.reports.material import Material
from migrant_sim.reports.notes import definitions
from migrant_sim.reports.page import page
from migrant_sim.reports.tables_cost import fund_table
from migrant_sim.reports.text import effect_line, verdict_lines
from migrant_sim.result import UNIDENTIFIED

KINDS = {
    "posterior": ("posterior of Ningxia", "宁夏后验样本"),
    "pooled": ("pooled: posterior of Ningxia, own prior of start ratio", "合并估计：宁夏后验，起点收入比用本地先验"),
    "prior only": ("prior only", "仅先验"),
}


def entry(kind, **changes):
    found = {
        "kind": kind,
        "name": None if kind == "prior only" else "ningxia",
        "region": None if kind == "prior only" else "ningxia",
        "asked": "posterior",
        "identified": [] if kind == "prior only" else ["separation"],
        "not_identified": [] if kind == "prior only" else ["pace"],
        "priors": ["a", "b", "c"],
        "own": ["reference.start_ratio"] if kind == "pooled" else [],
    }
    return found | changes


def summary_with(result, kind, **changes):
    rows = {"labour.separation": {"id": "separation", "description": "Separation", "description_zh": "离职"}}
    return copy.deepcopy(result.summary) | {"calibration": entry(kind, **changes), "parameters": rows}


@pytest.mark.parametrize("kind", KINDS)
def test_verdict_report_and_footnotes_name_what_parameters_rest_on(result, make_result, kind):
    summary = summary_with(result, kind)
    for language, wanted in zip(("en", "zh"), KINDS[kind], strict=True):
        assert wanted in basis_label(summary, language)
        assert any(wanted in line for line in verdict_lines(summary, language))
    found = Findings(make_result(name=kind.replace(" ", "-"), calibration=entry(kind)))
    html = page(Material.load([found.result.folder]), [])
    for language, wanted in zip(("en", "zh"), KINDS[kind], strict=True):
        assert wanted in source_line(found, language)
        assert any(wanted in text for _, text in definitions(found, language))
        assert html.count(wanted) >= 3


def test_numbers_of_identified_parameters_are_told_and_named(result):
    summary = summary_with(result, "posterior")
    assert basis_line(summary, "en") == "Parameters: posterior of Ningxia; 1 identified, 3 still drawn from priors."
    said = basis_entry(summary, "en"), basis_entry(summary, "zh")
    assert "Identified: Separation." in said[0] and "not identified: pace." in said[0]
    assert "已识别：离职。" in said[1] and said[0].endswith(UNIDENTIFIED[0]) and said[1].endswith(UNIDENTIFIED[1])


def test_prior_only_says_why(result):
    assert "no posterior sample for this region" in basis_entry(summary_with(result, "prior only"), "en")
    assert "parameters=prior" in basis_entry(summary_with(result, "prior only", asked="prior"), "zh")


def test_a_result_of_before_says_nothing_of_it(result):
    assert "calibration" not in result.summary
    for language in ("en", "zh"):
        assert basis_label(result.summary, language) == basis_line(result.summary, language) == ""
        assert basis_entry(result.summary, language) == ""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_wherever_an_effect_is_shown_no_data_identify_it(result, language):
    found, said = Findings(result), unidentified(language)
    assert said in effect_line(result.summary, language)
    assert said in "\n".join(verdict_lines(result.summary, language))
    assert said in difference_words(found, difference_numbers(found), language).note
    assert said in ratio_words(found, ratio_numbers(found), language).note
    assert said in fund_table(found, language).note
    assert said in dict(definitions(found, language)).popitem()[1]


def test_the_rendered_page_says_so_beside_every_effect(report):
    text = (report / "report.html").read_text("utf-8")
    visible = re.sub(r"<svg\b.*?</svg>", "", text, flags=re.DOTALL)
    assert visible.count(UNIDENTIFIED[0]) >= 2 and visible.count(UNIDENTIFIED[1]) >= 2
    for name in ("differences", "ratio"):
        for language, said in zip(("en", "zh"), UNIDENTIFIED, strict=True):
            drawing = (report / "figures" / f"{name}_{language}.svg").read_text("utf-8")
            assert said[:20] in drawing or "".join(said.split())[:8] in "".join(drawing.split())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_compare_prints_it_too(make_folder, capsys, language):
    first, second = make_folder("a"), make_folder("b")
    assert compare_verb(request_for(f"results=[{first},{second}]", language)) == 0
    assert unidentified(language) in capsys.readouterr().out


def request_for(words, language):
    return Request(verb="compare", words=(words,), language=language)
