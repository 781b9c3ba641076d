"""Charts of the verdict: by start ratio and trend, and by tolerance."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from ..result import words_of
from .canvas import INK, Words, probability_axis, probability_row
from .captions import in_words, probability_interval, runs_line, source_line
from .chart import Chart
from .findings import Findings
from .formats import decimal, probability, ratio, signed
from .wording import bilingual, label, pick

SHADES = LinearSegmentedColormap.from_list("shades", ["#F7FBFF", "#C6DBEF", "#6BAED6", "#2171B5", "#08306B"])
APART = 0.15  # how far the margins stand from the grid, in cells


def grid_numbers(findings: Findings) -> pd.DataFrame:
    """One row a cell of start ratio × trend, then a row each start ratio and each trend alone (the other is empty).

    Trend is in percentage points a year. Empty when there were too few draws to tell.
    """
    verdict = findings.verdict or {}
    parts = [pd.DataFrame(verdict[key]) for key in ("grid", "by_start_ratio", "by_trend") if verdict[key]]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    table = table.reindex(columns=["start_ratio", "trend", "probability", "low", "high"]).astype(float)
    return table.assign(trend=100 * table["trend"])


def grid_words(findings: Findings, table: pd.DataFrame, language: str) -> Words:
    """The message: the least and the most favourable cell."""
    cells = table.dropna(subset=["start_ratio", "trend"]).sort_values(["probability", "start_ratio", "trend"])
    worst, best = (_described(cells.iloc[i], language) for i in (0, -1))
    title = pick(language, f"达标概率从 {worst}到 {best}", f"The chance runs from {worst} to {best}")
    tolerance = ratio((findings.verdict or {})["tolerance"])
    subtitle = pick(
        language,
        f"{findings.last_year} 年达标概率（%）、90% 区间及结论用语；横轴为 2020 年收入比，纵轴为趋势"
        f"（无新增措施时移民收入增速减其他农村居民增速）；容差 {tolerance}（假设）。{runs_line(findings, 'zh')}。",
        f"Probability (%) of meeting the target in {findings.last_year}, its 90% interval and its word, by income "
        "ratio of 2020 and trend (growth of relocated residents' income less that of other rural residents without "
        f"the programme); tolerance {tolerance} (assumption). {runs_line(findings, 'en')}.",
    )
    alt = in_words(title, (_described(row, language) for _, row in cells.iterrows()), language)
    return Words(title=title, subtitle=subtitle, note=_grid_note(findings, language), alt=alt)


def _described(cell: pd.Series, language: str) -> str:
    """A cell in words: probability, start ratio and trend."""
    chance, start, trend = probability(cell["probability"]), ratio(cell["start_ratio"]), signed(decimal(cell["trend"]))
    return pick(language, f"{chance}（起点 {start}、趋势 {trend}）", f"{chance} (start {start}, trend {trend})")


def _grid_note(findings: Findings, language: str) -> str:
    """How the cells were computed, what is assumed, and the source."""
    method = bilingual(findings.verdict or {}, "method", language).rstrip(".。")
    return pick(
        language,
        f"{method}。起点与趋势的范围为假设。“全部”为不固定该轴时的概率。\n",
        f'{method}. Ranges of start and trend are assumptions. "All": probability with that axis left free.\n',
    ) + source_line(findings, language)


def draw_grid(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """A cell for each start ratio × trend; the margins stand apart, below and to the right."""
    starts, trends = (sorted(table[axis].dropna().unique()) for axis in ("start_ratio", "trend"))
    axes = figure.subplots()
    for row in table.to_dict("records"):
        x = starts.index(row["start_ratio"]) if row["start_ratio"] in starts else len(starts) + APART
        y = trends.index(row["trend"]) if row["trend"] in trends else -1 - APART
        _cell(axes, x, y, (float(row["probability"]), float(row["low"]), float(row["high"])), language)
    every = pick(language, "全部", "All")
    axes.set_xticks([*range(len(starts)), len(starts) + APART], [*(ratio(start) for start in starts), every])
    axes.set_yticks([*range(len(trends)), -1 - APART], [*(signed(decimal(trend)) for trend in trends), every])
    axes.set_xlim(-0.55, len(starts) + APART + 0.55)
    axes.set_ylim(-1.55 - APART, len(trends) - 0.45)
    axes.set_xlabel(pick(language, "2020 年收入比（起点，假设范围）", "Income ratio of 2020 (start; assumed range)"))
    axes.set_ylabel(pick(language, "趋势（百分点/年，假设范围）", "Trend (points a year; assumed range)"))
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _cell(axes: Axes, x: float, y: float, row: tuple[float, float, float], language: str) -> None:
    """One cell: shade by probability; word, number and, where there is one, interval in it."""
    chance, low, high = row
    axes.bar(x, 0.94, width=0.94, bottom=y - 0.47, color=SHADES(chance), edgecolor="#D0D7DE", lw=0.6)
    ink = "white" if chance > 0.55 else INK
    english, chinese = words_of(chance)
    axes.text(x, y + 0.15, pick(language, chinese, english), ha="center", va="center", color=ink, size=9)
    band = f" [{_bare(low)}, {_bare(high)}]" if low == low and high == high else ""
    axes.text(x, y - 0.2, probability(chance) + band, ha="center", va="center", color=ink, size=7.5)


def _bare(chance: float) -> str:
    """A probability in percent, without the sign."""
    return probability(chance).rstrip("%")


def tolerance_numbers(findings: Findings) -> pd.DataFrame:
    """One row a tolerance: probability and its interval, and whether the verdict uses it."""
    verdict = findings.verdict or {}
    rows = [{"tolerance": float(key), **row} for key, row in verdict["by_tolerance"].items()]
    table = pd.DataFrame(rows)[["tolerance", "probability", "low", "high"]].astype(float).sort_values("tolerance")
    used = (table["tolerance"] - float(verdict["tolerance"])).abs() < 1e-9
    return table.assign(in_verdict=used).reset_index(drop=True)


def tolerance_words(findings: Findings, table: pd.DataFrame, language: str) -> Words:
    """The message: probability at the strictest and at the widest tolerance."""
    first, last = table.iloc[0], table.iloc[-1]
    title = pick(
        language,
        f"容差 {ratio(first['tolerance'])} 时达标概率 {probability(first['probability'])}，容差 "
        f"{ratio(last['tolerance'])} 时 {probability(last['probability'])}",
        f"With a tolerance of {ratio(first['tolerance'])} the chance is {probability(first['probability'])}; "
        f"with {ratio(last['tolerance'])} it is {probability(last['probability'])}",
    )
    year, scenario = findings.last_year, label(findings.arms[0], language)
    subtitle = pick(
        language,
        f"{year} 年收入比不低于目标减容差的概率（%），横线为 90% 区间；方案：{scenario}。{runs_line(findings, 'zh')}。",
        f"Probability (%) that the income ratio of {year} is at least the target less the tolerance, with 90% "
        f"interval; scenario: {scenario}. {runs_line(findings, 'en')}.",
    )
    shades = pick(
        language,
        "。容差为假设；阴影为结论用语的分级。\n",
        ". Tolerances are assumptions; shades are the classes of words.\n",
    )
    chances = zip(table["tolerance"], table["probability"], strict=True)
    alt = in_words(title, (f"{ratio(tolerance)}: {probability(chance)}" for tolerance, chance in chances), language)
    note = probability_interval(language) + shades + source_line(findings, language)
    return Words(title=title, subtitle=subtitle, note=note, alt=alt)


def draw_tolerance(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """A dot and an interval for each tolerance over the shaded classes; the verdict's own tolerance is filled."""
    axes = figure.subplots()
    rows = table[::-1].to_dict("records")
    for y, row in enumerate(rows):
        chance = (row["probability"], row["low"], row["high"])
        probability_row(axes, y, chance, language, filled=bool(row["in_verdict"]))
    mine, name = pick(language, "（结论所用）", " (verdict)"), pick(language, "容差 ", "Tolerance ")
    names = [name + ratio(row["tolerance"]) + mine * bool(row["in_verdict"]) for row in rows]
    axes.set_yticks(range(len(rows)), names)
    probability_axis(axes, len(rows), language)


GRID = Chart(
    name="verdict_grid",
    heading_zh="结论随起点和趋势的变化",
    heading_en="Verdict by start and trend",
    numbers=grid_numbers,
    words=grid_words,
    draw=draw_grid,
    height=lambda table: 3.2,
    needs_verdict=True,
)


TOLERANCE = Chart(
    name="verdict_tolerance",
    heading_zh="结论随容差的变化",
    heading_en="Verdict by tolerance",
    numbers=tolerance_numbers,
    words=tolerance_words,
    draw=draw_tolerance,
    height=lambda table: 0.7 + 0.3 * len(table),
    needs_verdict=True,
)
