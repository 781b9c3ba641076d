"""The offline page: everything in one file, in both languages, from a result folder."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..result import Result, record_outputs, unwritable, write_text
from .brief import write_brief
from .captions import probability_interval, result_name, runs_line, source_line
from .charts import CHARTS, Drawn, draw_charts
from .embedded_font import beyond_latin, font_rule
from .findings import Findings
from .notes import definitions, reproduction, sources, warnings
from .table_targets import target_table, untested_table
from .tables import assumption_table, fit_table, income_table, ratio_table
from .tables_cost import cost_table, fund_table
from .text import finding_lines, verdict_word
from .wording import LANGUAGES, bilingual, label, pick

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_SIZE = re.compile(r'<svg\b[^>]*?viewBox="([^"]+)"[^>]*>')
_NAMES = re.compile(r'(\bid="|href="#|url\(#)')


def inline_svg(text: str, prefix: str, alt: str) -> Markup:
    """An SVG file as part of a page: fluid width, names of its own, its description as a label, no address in it."""
    found = _SVG.search(text)
    if found is None:
        raise ValueError("no svg element in the file")
    body = _NAMES.sub(rf"\g<1>{prefix}-", _METADATA.sub("", found.group()))
    body = re.sub(r"\s*<title>.*?</title>", "", body, count=1, flags=re.DOTALL)
    opening = Markup('<svg viewBox="{}" role="img" aria-label="{}">')
    return Markup(_SIZE.sub(lambda m: str(opening.format(m[1], alt)), body, count=1))


@cache
def _environment() -> Environment:
    """Templates of the package; every value is escaped, and a value that is missing is an error."""
    loader = PackageLoader(__package__, "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment


def page(findings: Findings, drawn: list[Drawn]) -> str:
    """The whole page as text."""
    faces = [_face(findings, drawn, language) for language in LANGUAGES]
    template = _environment().get_template("report.html.j2")
    shown = beyond_latin(_SVG.sub("", template.render(faces=faces, font="")))
    return template.render(faces=faces, font=Markup(font_rule(shown)))


def _face(findings: Findings, drawn: list[Drawn], language: str) -> dict[str, Any]:
    """Everything that the page shows in one language."""
    summary = findings.summary
    region = bilingual(summary, "region", language)
    return {
        "language": language,
        "title": pick(language, f"{region}：收入目标测算报告", f"{region}: can the income target be reached?"),
        "facts": [
            label(findings.arms[0], language),
            label(str(summary["information"]), language),
            runs_line(findings, language),
        ],
        "word": verdict_word(summary, language),
        "lines": finding_lines(summary, language),
        "covers": probability_interval(language) if findings.verdict else "",
        "charts": {chart.name: None for chart in CHARTS}
        | {d.chart.name: _figure(d, language, i) for i, d in enumerate(drawn, 1)},
        "tables": _tables(findings, language),
        "definitions": definitions(findings, language),
        "reproduction": reproduction(findings, language),
        "warnings": warnings(findings, language),
        "sources": sources(findings, language),
        "source_line": source_line(findings, language),
        "mark": pick(language, "测算结果，不是统计数据", "Model estimate, not a statistic")
        + f" · {result_name(findings)}",
    }


def _figure(drawn: Drawn, language: str, number: int) -> dict[str, Any]:
    """One chart for the page, with the description that stands in for it."""
    words, chart = drawn.words[language], drawn.chart
    return {
        "number": number,
        "heading": pick(language, chart.heading_zh, chart.heading_en),
        "svg": inline_svg(drawn.svg[language], f"{chart.name}-{language}", words.alt),
        "alt": words.alt,
        "file": f"figures/{chart.name}.csv",
    }


def _tables(findings: Findings, language: str) -> dict[str, Any]:
    """All tables by name."""
    makers = {
        "income": income_table,
        "ratio": ratio_table,
        "targets": target_table,
        "untested": untested_table,
        "cost": cost_table,
        "funds": fund_table,
        "assumptions": assumption_table,
        "fit": fit_table,
    }
    return {name: make(findings, language) for name, make in makers.items()}


def write_files(folder: Path) -> list[Path]:
    """Writes the page and its charts into a result folder and adds them to its manifest."""
    findings = Findings(Result.load(folder))
    target = folder / "report.html"
    try:
        drawn = list(draw_charts(findings, folder / "figures"))
    except OSError as error:
        raise unwritable(folder / "figures", error) from error
    write_text(target, page(findings, drawn))
    written = [target, *(path for chart in drawn for path in chart.files), *write_brief(folder, findings)]
    record_outputs(folder, written)
    return written
