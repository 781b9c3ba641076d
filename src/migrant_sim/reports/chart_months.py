"""Chart of months worked in the last year: the labour force by class, scenario beside baseline."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .basis import unidentified
from .canvas import BLUE, GREY, INK, ORANGE, PALE, Words
from .captions import full_interval, in_words, runs_line, source_line
from .chart import Chart
from .findings import Findings, spread_of
from .formats import decimal, percent, signed, with_sign, within
from .wording import label, pick

HEIGHT = 3.0  # inches
CLASSES = ("0", "1-3", "4-6", "7-9", "10-12")
COLOURS = {"scenario": BLUE, "baseline": ORANGE}
COLUMNS = ["arm", "scenario", "year", "months", "mean", "p05", "p95", "unit"]


def months_numbers(findings: Findings) -> pd.DataFrame:
    """One row an arm and class, then the paired difference: mean and 90 % interval over runs of the share; percent."""
    found = [findings.grouped("months_worked_share", "months", arm) for arm in findings.arms]
    if any(part.empty for part in found):
        return pd.DataFrame(columns=COLUMNS)
    sides = [("scenario", findings.arms[0], found[0]), ("baseline", findings.arms[1], found[1])]
    sides.append(("difference", findings.arms[0], found[0] - found[1]))
    rows = []
    for role, name, runs in sides:
        for months in CLASSES:
            values = 100 * runs[months]
            low, _, high = spread_of(values)
            unit = "points" if role == "difference" else "percent"
            rows.append((role, name, findings.last_year, months, values.mean(), low, high, unit))
    return pd.DataFrame(rows, columns=COLUMNS)


def months_words(findings: Findings, table: pd.DataFrame, language: str) -> Words:
    """The message: how many work ten months or more, and what the scenario changes of that."""
    first, change = (_row(table, arm, CLASSES[-1]) for arm in ("scenario", "difference"))
    share, year, moved = decimal(first["mean"]), findings.last_year, signed(decimal(change["mean"]))
    band = within(change["p05"], change["p95"], with_sign(decimal), language)
    title = pick(
        language,
        f"{year} 年务工 10 个月及以上的占劳动力 {share}%，比基准 {moved} 个百分点（{band}）",
        f"{share}% of the labour force work ten months or more in {year}: {moved} points against the baseline ({band})",
    )
    subtitle = pick(
        language,
        "劳动力按全年有工作的月数分（占劳动力的百分比）；柱为各次模拟均值，竖线为 90% 区间；"
        f"横轴下为方案减基准（百分点）及其 90% 区间。{runs_line(findings, 'zh')}。",
        "Labour force by months with work in the year (percent of the labour force); bar: mean over runs, line: 90% "
        "interval; below the axis: scenario less baseline in points with its 90% interval. "
        f"{runs_line(findings, 'en')}.",
    )
    note = pick(
        language,
        f"{full_interval('zh')}。当月有工作 5 天及以上（含务农、零工、公益性岗位和以工代赈）计一个月。"
        f"{unidentified('zh')}\n",
        f"{full_interval('en')}. A month counts with five days of work or more, own farm, casual days, welfare posts "
        f"and work relief included. {unidentified('en')}\n",
    )
    pairs = ((name, *(_row(table, arm, name)["mean"] for arm in COLOURS)) for name in CLASSES)
    said = (
        pick(language, f"{_months(name, language)} {decimal(one)}%、{decimal(two)}%",
             f"{_months(name, language)} {decimal(one)}%, {decimal(two)}%")
        for name, one, two in pairs
    )  # fmt: skip
    alt = in_words(title, said, language) + pick(language, "（方案、基准）", " (scenario, baseline)")
    return Words(title=title, subtitle=subtitle, note=note + source_line(findings, language), alt=alt)


def draw_months(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """Two bars a class with their intervals; the arms are named above the highest pair."""
    axes = figure.subplots()
    highest = table["p95"].fillna(table["mean"])
    top = float(highest[table["arm"] != "difference"].max())
    for side, (arm, colour) in enumerate(COLOURS.items()):
        rows = table[table["arm"] == arm].reset_index(drop=True)
        for x, row in enumerate(rows.to_dict("records")):
            place = x + 0.4 * (side - 0.5)
            axes.bar(place, row["mean"], 0.36, color=colour)
            axes.plot([place, place], [row["p05"], row["p95"]], color=INK, lw=1.1)
            text = percent(row["mean"] / 100)
            end = row["p95"] if row["p95"] == row["p95"] else row["mean"]
            axes.text(place, end + 0.015 * top, text, ha="center", va="bottom", size=7.5, color=INK)
        name = pick(language, {"scenario": "方案", "baseline": "基准"}[arm], arm.capitalize())
        said = f"{name}{pick(language, '：', ': ')}{label(str(rows['scenario'].iloc[0]), language)}"
        style: dict[str, Any] = {"transform": axes.transAxes, "va": "top", "size": 8.5}
        axes.text(0.01, 0.99 - 0.075 * side, "■", color=colour, **style)
        axes.text(0.04, 0.99 - 0.075 * side, said, color=INK, **style)
    names = [f"{_months(name, language)}\n{_change(_row(table, 'difference', name))}" for name in CLASSES]
    axes.set_xticks(range(len(CLASSES)), names, size=8, linespacing=1.5)
    axes.set_ylim(0, 1.12 * top)
    axes.tick_params(axis="x", length=0)
    axes.grid(axis="y", color=PALE, lw=0.8)
    axes.set_axisbelow(True)
    axes.set_ylabel(pick(language, "占劳动力（%）", "Percent of the labour force"), color=GREY)


def _row(table: pd.DataFrame, arm: str, months: str) -> dict[Any, Any]:
    """The numbers of one arm and class."""
    return table[(table["arm"] == arm) & (table["months"] == months)].to_dict("records")[0]


def _change(row: Mapping[Any, Any]) -> str:
    """The paired difference with its interval."""
    return f"{signed(decimal(row['mean']))} [{decimal(row['p05'])}, {decimal(row['p95'])}]"


def _months(name: str, language: str) -> str:
    said = name.replace("-", "–")
    return pick(language, f"{said} 个月", f"{said} months")


MONTHS = Chart(
    name="months",
    heading_zh="全年务工月数",
    heading_en="Months worked in the year",
    numbers=months_numbers,
    words=months_words,
    draw=draw_months,
    height=lambda table: HEIGHT,
)
