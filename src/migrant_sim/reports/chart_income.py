"""Charts of income by source and of people by place of work."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from .canvas import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, SKY, VERMILION, YELLOW, End, Words, end_labels, written
from .captions import arm_line, in_words, source_line
from .chart import Chart
from .findings import Findings
from .formats import decimal, percent, signed, yuan
from .wording import PLACES, SOURCES, indicator, pick

HEIGHT = 3.3  # inches
SOURCE_COLOURS = dict(zip(SOURCES, (BLUE, ORANGE, GREEN, PURPLE), strict=True))
_SHADES = (GREEN, YELLOW, ORANGE, VERMILION, BLUE, SKY, PURPLE, GREY, "#BDBDBD", "#7F6A4A")
PLACE_COLOURS = dict(zip(PLACES, _SHADES, strict=True))


def income_numbers(findings: Findings) -> pd.DataFrame:
    """One row a year: means over runs of the sources, their total, the rural mean; yuan per person and year."""
    names = [*SOURCES, "disposable_income", "rural_mean_income"]
    table = pd.DataFrame({name: findings.runs(name, findings.arms[0]).mean() for name in names if findings.has(name)})
    return table.rename_axis("year").reset_index().assign(unit="yuan/person/year")


def income_words(findings: Findings, table: pd.DataFrame, language: str) -> Words:
    """The message: which source brings most of the change."""
    first, last = table.iloc[0], table.iloc[-1]
    gains = {name: last[name] - first[name] for name in SOURCES}
    best = max(gains, key=gains.__getitem__)
    most = indicator(best, language)
    total, gain = (
        signed(yuan(value, language)) for value in (last["disposable_income"] - first["disposable_income"], gains[best])
    )
    title = pick(
        language,
        f"{first['year']} 至 {last['year']} 年人均收入变化 {total} 元，增加最多的是{most}（{gain} 元）",
        f"Income per person, {first['year']} to {last['year']}: {total} yuan; {most.lower()} gains most ({gain} yuan)",
    )
    subtitle = pick(
        language,
        "常住移民人均可支配收入按来源分（元/人·年，名义值，各次模拟均值）。",
        "Disposable income of relocated residents by source (yuan per person and year, nominal, means over runs). ",
    ) + arm_line(findings, language)
    note = pick(
        language,
        "均值可以相加，故用均值；不确定性见收入比图和差异图。"
        "部分数据因四舍五入的原因，存在总计与分项合计不等的情况。\n",
        "Means, because means add up; for uncertainty see the charts of the ratio and of differences. Totals may "
        "differ from sums because of rounding.\n",
    )
    unit = pick(language, "元/人·年", "yuan per person and year")
    parts = (f"{indicator(name, language)} {yuan(last[name], language)} {unit}" for name in SOURCES)
    alt = in_words(title, parts, language)
    return Words(title=title, subtitle=subtitle, note=note + source_line(findings, language), alt=alt)


def draw_income(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """Stacked bars by year with amounts in them; the rural mean as a line above."""
    axes = figure.subplots()
    x, last = np.arange(len(table)), table.iloc[-1]
    ends = _stack(axes, table, language)
    _amounts(axes, table, language)
    total = pick(language, "移民合计 ", "Relocated, total ") + yuan(last["disposable_income"], language)
    ends.append(End(height=last["disposable_income"], text=total))
    if "rural_mean_income" in table:
        axes.plot(x, table["rural_mean_income"], color=INK, lw=1.6, marker="D", ms=4)
        rural = pick(language, "农村平均 ", "Rural mean ") + yuan(last["rural_mean_income"], language)
        ends.append(End(height=last["rural_mean_income"], text=rural))
    axes.margins(y=0.06)
    end_labels(axes, x[-1] + 0.36, ends, HEIGHT)
    axes.axhline(0, color=GREY, lw=0.8)
    axes.set_xticks(x, table["year"])
    axes.set_xlim(-0.5, len(table) - 0.55)
    written(axes.yaxis, yuan, language)
    axes.set_ylabel(pick(language, "元/人·年", "Yuan per person and year"))


def _stack(axes: Axes, table: pd.DataFrame, language: str) -> list[End]:
    """Draws the stacked bars; amounts below zero hang down. Returns the names of the parts."""
    up, down = np.zeros(len(table)), np.zeros(len(table))
    ends = []
    for name, colour in SOURCE_COLOURS.items():
        values = table[name].to_numpy(dtype=float)
        bottom = np.where(values >= 0, up, down)
        axes.bar(range(len(table)), values, 0.68, bottom=bottom, color=colour, edgecolor="white", lw=0.8)
        ends.append(End(height=bottom[-1] + values[-1] / 2, text=indicator(name, language), swatch=colour))
        up, down = up + np.maximum(values, 0), down + np.minimum(values, 0)
    return ends


def _amounts(axes: Axes, table: pd.DataFrame, language: str) -> None:
    """Amounts in the parts that have room for them, clear of the line of the rural mean."""
    least = 0.045 * table["disposable_income"].max()
    for x, row in enumerate(table.to_dict("records")):
        up, down, line = 0.0, 0.0, row.get("rural_mean_income", float("nan"))
        for name, colour in SOURCE_COLOURS.items():
            value = row[name]
            start = up if value >= 0 else down
            up, down = up + max(value, 0.0), down + min(value, 0.0)
            if abs(value) <= least:
                continue
            place = start + value / 2
            if abs(place - line) < 0.8 * least and abs(value) > 1.7 * least:
                place = max(line - least, start + least / 2) if place < line else min(line + least, up - least / 2)
            text, ink = yuan(value, language), "white" if colour == BLUE else INK
            axes.text(
                x, place, text, ha="center", va="center", size=7.5, color=ink, zorder=5,
                path_effects=[withStroke(linewidth=2.4, foreground=colour)],
            )  # fmt: skip


def places_numbers(findings: Findings) -> pd.DataFrame:
    """One row a month: mean over runs of each share of the labour force."""
    arm = findings.arms[0]
    table = pd.DataFrame({name: findings.runs(name, arm, monthly=True).mean() for name in PLACES if findings.has(name)})
    return table.rename_axis("month").reset_index().assign(unit="share")


def places_words(findings: Findings, table: pd.DataFrame, language: str) -> Words:
    """The message: which place of work gains most from the first to the last twelve months."""
    names = [name for name in PLACES if name in table]
    change = table[names].tail(12).mean() - table[names].head(12).mean()
    best = str(change.idxmax())
    before, after = (percent(part[best].mean()) for part in (table.head(12), table.tail(12)))
    first, last = table["month"].iloc[0][:4], table["month"].iloc[-1][:4]
    title = pick(
        language,
        f"占劳动力比重增加最多的是“{indicator(best, 'zh')}”：{first} 年平均 {before}，{last} 年平均 {after}",
        f"{indicator(best, 'en')} gains most: {before} of the labour force in {first}, {after} in {last}, on average",
    )
    subtitle = pick(
        language,
        "移民劳动力按工作地点和状态分（占劳动力的百分比，按月，各次模拟均值）。",
        "Labour force of relocated households by place and state of work (percent, monthly, means over runs). ",
    ) + arm_line(findings, language)
    note = pick(
        language,
        "每人每月只计入一种状态，不足 100% 的部分当月因病等离开劳动；"
        "右侧为最后一个月的数值。均值可以相加，故用均值；不确定性见差异图。\n",
        "Each person is in exactly one state a month; what is lacking to 100% is off work for illness and the like. "
        "Numbers at the right are those of the last month. Means, because means add up; for uncertainty see the "
        "chart of differences.\n",
    )
    shares = (f"{indicator(name, language)} {percent(table[name].tail(12).mean())}" for name in names)
    alt = in_words(f"{title}{pick(language, '；', '; ')}{last}", shares, language)
    return Words(title=title, subtitle=subtitle, note=note + source_line(findings, language), alt=alt)


def draw_places(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """Stacked areas by month; each named at its right end with its last value."""
    axes = figure.subplots()
    names = [name for name in PLACES if name in table]
    shares = 100 * table[names].to_numpy(dtype=float).T
    x = np.arange(len(table))
    axes.stackplot(x, shares, colors=[PLACE_COLOURS[name] for name in names], edgecolor="white", lw=0.6)
    heights, ends = shares[:, -1].cumsum() - shares[:, -1] / 2, []
    for name, share, height in zip(names, shares[:, -1], heights, strict=True):
        text = f"{indicator(name, language)} {decimal(share)}%"
        ends.append(End(height=float(height), text=text, swatch=PLACE_COLOURS[name]))
    axes.set_ylim(0, 100)
    end_labels(axes, x[-1], ends, HEIGHT)
    ticks = [i for i, month in enumerate(table["month"]) if month.endswith("-01")]
    axes.set_xticks(ticks, [table["month"][i][:4] for i in ticks])
    axes.set_xlim(0, max(x[-1], 1))
    axes.set_ylabel(pick(language, "占劳动力（%）", "Percent of the labour force"))


INCOME = Chart(
    name="income",
    heading_zh="收入来源",
    heading_en="Income by source",
    numbers=income_numbers,
    words=income_words,
    draw=draw_income,
    height=lambda table: HEIGHT,
)


PLACES_OF_WORK = Chart(
    name="places_of_work",
    heading_zh="在哪里工作",
    heading_en="Where people work",
    numbers=places_numbers,
    words=places_words,
    draw=draw_places,
    height=lambda table: HEIGHT,
)
