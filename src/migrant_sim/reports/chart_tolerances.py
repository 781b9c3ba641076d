"""Chart of the verdict over start ratio × trend, one block a tolerance."""

from collections.abc import Mapping
from math import ceil
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .canvas import INK, Words
from .captions import in_words
from .chart_verdict import SHADES
from .formats import decimal, probability, ratio, signed
from .sensitivity_words import interval_note, sample_line, source_note
from .wording import pick

ACROSS = 2  # blocks in a row
GAP_X, GAP_Y = 1.0, 1.9


def tolerance_height(table: pd.DataFrame) -> float:
    """Inches of the axes."""
    down = ceil(table["tolerance"].nunique() / ACROSS)
    return 0.4 + down * (table["trend"].nunique() * 0.27 + 0.55)


def tolerance_words(facts: Mapping[str, Any], table: pd.DataFrame, language: str) -> Words:
    """The message: the probability in the middle of the grid from the strictest to the widest tolerance."""
    worst, best = (table.sort_values(["probability", "tolerance"]).iloc[i] for i in (0, -1))
    low, high = (_described(cell, language) for cell in (worst, best))
    title = pick(language, f"达标概率从 {low}到 {high}", f"The chance runs from {low} to {high}")
    subtitle = pick(
        language,
        f"{facts['year']} 年达标概率（%），每块一个容差；横轴为 2020 年收入比（起点），纵轴为趋势（百分点/年）。"
        f"{sample_line(facts, 'zh')}",
        f"Probability (%) of meeting the target in {facts['year']}, one block a tolerance; across: income ratio of "
        f"2020 (start); up: trend in points a year. {sample_line(facts, 'en')}",
    )
    note = pick(language, "起点、趋势和容差的取值均为假设。", "Ranges of start, trend and tolerance are assumptions. ")
    note += interval_note(language).replace("90%", pick(language, "grid.csv 所列 90%", "90%"))
    alt = in_words(title, (_described(row, language) for _, row in table.iterrows()), language)
    return Words(title=title, subtitle=subtitle, note=f"{note}\n{source_note(facts, language)}", alt=alt)


def _described(cell: "pd.Series[Any]", language: str) -> str:
    chance, start = probability(float(cell["probability"])), ratio(float(cell["start_ratio"]))
    trend, tolerance = signed(decimal(float(cell["trend"]))), ratio(float(cell["tolerance"]))
    return pick(
        language,
        f"{chance}（起点 {start}、趋势 {trend}、容差 {tolerance}）",
        f"{chance} (start {start}, trend {trend}, tolerance {tolerance})",
    )


def draw_tolerances(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """A block of cells a tolerance, shaded by probability, the number in each."""
    axes = figure.subplots()
    tolerances, starts, trends = (sorted(table[name].unique()) for name in ("tolerance", "start_ratio", "trend"))
    wide, high = len(starts) + GAP_X, len(trends) + GAP_Y
    down = ceil(len(tolerances) / ACROSS)
    style: dict[str, Any] = {"ha": "center", "va": "center", "size": 7.5, "color": INK}
    for number, tolerance in enumerate(tolerances):
        left, bottom = (number % ACROSS) * wide, (down - 1 - number // ACROSS) * high
        name = pick(language, f"容差 {ratio(tolerance)}", f"Tolerance {ratio(tolerance)}")
        axes.text(left - 0.5, bottom + len(trends) - 0.25, name, ha="left", va="center", size=9, color=INK)
        for row in table[table["tolerance"] == tolerance].to_dict("records"):
            x, y = left + starts.index(row["start_ratio"]), bottom + trends.index(row["trend"])
            chance = float(row["probability"])
            axes.bar(x, 0.94, width=0.94, bottom=y - 0.47, color=SHADES(chance), edgecolor="#D0D7DE", lw=0.5)
            axes.text(x, y, probability(chance), **{**style, "color": "white" if chance > 0.55 else INK})
        for column, start in enumerate(starts):
            axes.text(left + column, bottom - 0.75, ratio(start), **style)
        for line, trend in enumerate(trends):
            axes.text(left - 0.65, bottom + line, signed(decimal(trend)), **{**style, "ha": "right"})
    axes.set_xlim(-1.4, ACROSS * wide - GAP_X - 0.4)
    axes.set_ylim(-1.1, down * high - GAP_Y + 0.6)
    axes.set_axis_off()
