"""All charts of the report in their order, and the writing of their files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

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
from .drawn import write_drawing
from .findings import Findings

CHARTS = (
    *(RATIO, GRID, TOLERANCE, INCOME, PLACES_OF_WORK, FLOWS, MONTHS),
    *(DIFFERENCES, GAINS, SETTLEMENTS, COST, TARGETS),
)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A chart with the numbers drawn and its files."""

    chart: Chart
    table: pd.DataFrame
    files: list[Path]


def draw_charts(findings: Findings, folder: Path, charts: Sequence[Chart] = CHARTS) -> Iterator[Drawn]:
    """Draws every one of the charts that the result supports and writes svg, png and csv under `folder`."""
    folder.mkdir(exist_ok=True)
    for chart in charts:
        if findings.verdict is None and chart.needs_verdict:
            continue
        table = chart.numbers(findings)
        if len(table):
            yield Drawn(chart=chart, table=table, files=_files(chart, findings, table, folder))


def _files(chart: Chart, findings: Findings, table: pd.DataFrame, folder: Path) -> list[Path]:
    """The files of one chart."""
    return write_drawing(
        folder / chart.name,
        table,
        chart.height(table),
        lambda language: chart.words(findings, table, language),
        lambda figure, language: chart.draw(figure, table, language),
    )
