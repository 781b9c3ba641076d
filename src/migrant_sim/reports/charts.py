"""All charts of the report in their order, and the writing of their files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .canvas import Words, drawing, save, sheet
from .chart import Chart
from .chart_effects import COST, DIFFERENCES
from .chart_flows import FLOWS
from .chart_gains import GAINS
from .chart_income import INCOME, PLACES_OF_WORK
from .chart_months import MONTHS
from .chart_ratio import RATIO
from .chart_settlements import SETTLEMENTS
from .chart_targets import TARGETS
from .chart_verdict import GRID, TOLERANCE
from .findings import Findings
from .wording import LANGUAGES

CHARTS = (
    *(RATIO, GRID, TOLERANCE, INCOME, PLACES_OF_WORK, FLOWS, MONTHS),
    *(DIFFERENCES, GAINS, SETTLEMENTS, COST, TARGETS),
)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A chart with its files and its words by language."""

    chart: Chart
    table: pd.DataFrame
    words: dict[str, Words]
    svg: dict[str, str]
    files: list[Path]


def draw_charts(findings: Findings, folder: Path, charts: Sequence[Chart] = CHARTS) -> Iterator[Drawn]:
    """Draws every one of the charts that the result supports and writes svg, png and csv under `folder`."""
    folder.mkdir(exist_ok=True)
    for chart in charts:
        if findings.verdict is None and chart.needs_verdict:
            continue
        table = chart.numbers(findings)
        if len(table):
            yield _drawn(chart, findings, table, folder)


def _drawn(chart: Chart, findings: Findings, table: pd.DataFrame, folder: Path) -> Drawn:
    """One chart in both languages, with its files."""
    numbers = folder / f"{chart.name}.csv"
    # A mark at the start lets spreadsheets recognise the encoding of Chinese text.
    table.to_csv(numbers, index=False, encoding="utf-8-sig", lineterminator="\n")
    words, svg, files = {}, {}, [numbers]
    for language in LANGUAGES:
        words[language] = chart.words(findings, table, language)
        with drawing():
            figure = sheet(words[language], chart.height(table))
            chart.draw(figure, table, language)
            files += save(figure, words[language], folder / f"{chart.name}_{language}")
        svg[language] = (folder / f"{chart.name}_{language}.svg").read_text("utf-8")
    return Drawn(chart=chart, table=table, words=words, svg=svg, files=files)
