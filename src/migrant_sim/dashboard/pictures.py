"""The charts of a run as SVG and csv files, drawn as the report draws them, one language at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..reports.findings import Findings

FIRST = ("ratio", "places_of_work", "gains", "differences", "cost")  # what people look for; the others follow


@dataclass(frozen=True)
class Picture:
    """One drawn chart: its files in the run's folder, heading, and the text for those who cannot see it."""

    name: str
    heading: str
    alt: str
    svg: str
    csv: str
    draws: int


def pictures(findings: "Findings", language: str, folder: Path, most: int | None = None) -> Iterator[Picture]:
    """Draw the charts that the result supports, `most` of them at most, the likeliest to be asked for first."""
    from ..reports.charts import CHARTS

    order = sorted(CHARTS, key=lambda chart: FIRST.index(chart.name) if chart.name in FIRST else len(FIRST))
    drawn = 0
    for chart in order:
        if (findings.verdict is None and chart.needs_verdict) or drawn == most:
            continue
        table = chart.numbers(findings)
        if len(table):
            drawn += 1
            yield _drawn(chart, findings, table, language, folder)


def _drawn(chart, findings, table, language: str, folder: Path) -> Picture:  # type: ignore[no-untyped-def]
    """One chart; the csv holds the numbers drawn, as the report's does."""
    from ..reports.canvas import arrange, drawing, sheet, svg_bytes
    from ..reports.drawn import write_numbers
    from ..reports.wording import pick
    from ..result import write_text

    words = chart.words(findings, table, language)
    with drawing():
        figure = sheet(words, chart.height(table))
        chart.draw(figure, table, language)
        arrange(figure)
        svg = svg_bytes(figure, words).decode("utf-8")
    # A name for each batch: what a browser has fetched never changes under its address.
    draws = int(findings.summary["draws"])
    stem = f"{chart.name}-{draws}"
    write_text(folder / f"{stem}_{language}.svg", svg)
    write_numbers(folder / f"{stem}.csv", table)
    heading = pick(language, chart.heading_zh, chart.heading_en)
    return Picture(chart.name, heading, words.alt, f"{stem}_{language}.svg", f"{stem}.csv", draws)
