"""Charts of what the programme changes and what it costs: paired differences and cost by measure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .basis import unidentified
from .canvas import BLUE, GREY, INK, PALE, SKY, Words, written
from .captions import full_interval, in_words, runs_line, source_line
from .chart import Chart
from .findings import Findings
from .formats import Format, Unit, decimal, in_unit, interval, money, money_unit, ratio, signed, with_sign, yuan
from .wording import SOURCES, indicator, label, pick, sentence

SHOWN = (
    "disposable_income", *SOURCES, "host_income", "income_ratio", "employment_rate", "stable_employment_rate",
    "household_job_rate", "zero_employment_households", "certificate_rate", "poverty_rate", "months_worked",
    "subsidised_months", "employed_local", "employed_region", "employed_outside", "casual_labour", "welfare_posts",
    "trained",
)  # fmt: skip


@dataclass(frozen=True)
class Panel:
    """Indicators of one unit, drawn on one scale: factor from the unit of the tables, form of numbers, axis title."""

    unit: str
    factor: float
    form: Format
    title_zh: str
    title_en: str


POINTS = Panel("points", 100.0, decimal, "百分点", "Percentage points")
PANELS = {
    "yuan/person/year": Panel("yuan/person/year", 1.0, yuan, "元/人·年", "Yuan per person and year"),
    "share": POINTS,
    "ratio": POINTS,
    "months/year": Panel("months/year", 1.0, ratio, "月/年", "Months a year"),
    "persons": Panel("persons", 1.0, yuan, "人", "Persons"),
}


def difference_numbers(findings: Findings) -> pd.DataFrame:
    """One row an indicator: paired difference scenario minus baseline in the last year, in the unit of its panel."""
    found = findings.summary["difference"]
    rows = []
    for name in SHOWN:
        panel = PANELS.get(findings.unit(name)) if name in found and findings.has(name) else None
        if panel is not None and found[name]["median"] is not None:
            values = {key: panel.factor * found[name][key] for key in ("median", "p05", "p95")}
            rows.append({"indicator": name, "year": findings.last_year, **values, "unit": panel.unit})
    return pd.DataFrame(rows, columns=["indicator", "year", "median", "p05", "p95", "unit"])


def difference_words(findings: Findings, table: pd.DataFrame, language: str) -> Words:
    """The message: what the scenario adds to income and whether the interval leaves out zero."""
    row = table[table["indicator"] == "disposable_income"].iloc[0]
    middle, band = signed(yuan(row["median"], language)), interval(row["p05"], row["p95"], with_sign(yuan), language)
    alike = row["p05"] == row["p95"]
    known = pick(language, f"90% 区间 {band}，{_zero(row, 'zh')}", f"90% interval {band}; {_zero(row, 'en')}")
    if alike:  # one run, or runs that all agree: then a difference of nought is said to be none
        known = _zero(row, language) if row["p05"] == 0 else pick(language, "无区间", "no interval")
    title = pick(
        language,
        f"{row['year']} 年方案减基准：人均收入 {middle} 元（{known}）",
        f"Scenario less baseline in {row['year']}: {middle} yuan per person ({known})",
    )
    scenario, baseline = (label(arm, language) for arm in findings.arms)
    subtitle = pick(
        language,
        f"“{scenario}”减“{baseline}”，同参数、同随机数成对比较；点为中位数，线为 90% 区间。"
        f"{runs_line(findings, 'zh')}。",
        f"{sentence(scenario)} minus {baseline}, runs paired by parameters and luck; dot: median, line: 90% interval. "
        f"{runs_line(findings, 'en')}.",
    )
    note = pick(
        language,
        f"{full_interval('zh')}。{unidentified('zh')}\n",
        f"{full_interval('en')}. {unidentified('en')}\n",
    )
    alt = in_words(title, (_said(row, language) for row in table.to_dict("records")), language)
    return Words(title=title, subtitle=subtitle, note=note + source_line(findings, language), alt=alt)


def _said(row: Mapping[Any, Any], language: str) -> str:
    """One indicator with its median and unit."""
    panel = PANELS.get(row["unit"], POINTS)
    value = signed(panel.form(row["median"], language))
    unit = pick(language, panel.title_zh, panel.title_en[:1].lower() + panel.title_en[1:])
    return f"{indicator(row['indicator'], language)} {value} {unit}"


def _zero(row: pd.Series, language: str) -> str:
    """Whether the interval leaves out zero."""
    if row["p05"] == row["p95"] == 0:
        return pick(language, "没有差别", "no difference")
    outside = row["p05"] > 0 or row["p95"] < 0
    return pick(language, "不含零", "zero outside") if outside else pick(language, "含零", "zero inside")


def draw_differences(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """One panel a unit, with its own scale; the zero line is drawn in each."""
    panels = list({panel.unit: panel for panel in PANELS.values() if (table["unit"] == panel.unit).any()}.values())
    sizes = [(table["unit"] == panel.unit).sum() + 0.3 for panel in panels]
    grid = figure.subplots(len(panels), 1, squeeze=False, gridspec_kw={"height_ratios": sizes})
    for axes, panel in zip(grid[:, 0], panels, strict=True):
        rows = table[table["unit"] == panel.unit][::-1].to_dict("records")
        axes.axvline(0, color=INK, lw=0.9)
        _whiskers(axes, [(row["median"], row["p05"], row["p95"]) for row in rows], panel.form, language)
        axes.set_yticks(range(len(rows)), [indicator(str(row["indicator"]), language) for row in rows])
        axes.set_title(pick(language, panel.title_zh, panel.title_en), color=GREY)
        written(axes.xaxis, panel.form, language)


def _whiskers(axes: Axes, rows: list[tuple[float, float, float]], form: Format, language: str) -> None:
    """Dots with intervals, and the numbers in a column at the right."""
    for y, (middle, low, high) in enumerate(rows):
        axes.plot([low, high], [y, y], color=BLUE, lw=2, solid_capstyle="butt")
        axes.plot(middle, y, "o", color=BLUE, ms=5)
        band = "" if low == high else f"[{form(low, language)}, {form(high, language)}]"
        _beside(axes, y, signed(form(middle, language)), band)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.margins(x=0.06)
    _quiet(axes)


def _beside(axes: Axes, y: float, middle: str, band: str) -> None:
    """A number and its interval to the right of the axes."""
    where = axes.get_yaxis_transform()
    axes.annotate(
        f"{middle}  {band}", (1, y), (8, 0), where, "offset points", va="center", size=8, annotation_clip=False
    )


def _quiet(axes: Axes) -> None:
    """Light vertical lines and small names without ticks."""
    axes.tick_params(axis="y", length=0, labelsize=8.5)
    axes.tick_params(axis="x", labelsize=8)
    axes.grid(axis="x", color=PALE, lw=0.8)
    axes.set_axisbelow(True)


def cost_numbers(findings: Findings) -> pd.DataFrame:
    """One row a measure: scenario minus baseline, all years together, median and 90 % interval over runs, in yuan."""
    costs = findings.costs()
    if costs.empty:
        return pd.DataFrame()
    runs = costs.pivot_table(
        index=["draw", "replication"], columns="measure", values="yuan", aggfunc="sum", fill_value=0.0
    )
    runs = runs.loc[:, (runs != 0).any()]
    if runs.empty:
        return pd.DataFrame()
    table = runs.assign(total=runs.sum(axis=1)).quantile([0.05, 0.5, 0.95]).T
    table.columns = pd.Index(["p05", "median", "p95"])
    table = table.rename_axis("measure").reset_index()
    rank = table["median"].where(table["measure"] != "total", float("inf"))
    order = rank.sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True).assign(unit="yuan")


def cost_words(findings: Findings, table: pd.DataFrame, language: str) -> Words:
    """The message: total cost and cost per person, as the summary gives them."""
    cost = findings.summary["cost"]
    total, each = money(cost["total_yuan"], language), yuan(cost["per_person_yuan"], language)
    unit, years = _unit(table, language), findings.result.costs["year"]
    span = f"{years.min()}–{years.max()}"
    title = pick(
        language,
        f"{span} 年方案比基准多支出 {total}，平均每人 {each} 元",
        f"Over {span} the scenario costs {total} more, {each} yuan per person",
    )
    subtitle = pick(
        language,
        f"方案减基准的财政支出，{span} 年合计（{unit.words}，名义值，按实际人口规模）；条为中位数，线为 90% 区间。"
        f"{runs_line(findings, 'zh')}。",
        f"Public spending, scenario less baseline, {span} together ({unit.words}, nominal, for the real population); "
        f"bar: median, line: 90% interval. {runs_line(findings, 'en')}.",
    )
    note = pick(
        language,
        f"{full_interval('zh')}。单位成本多为假设；两个方案相同的 2020 年存量相互抵消；中位数不能相加。\n",
        f"{full_interval('en')}. Most unit costs are assumptions; the stock of 2020, equal in both arms, cancels out; "
        "medians do not add up.\n",
    )
    said = (
        f"{_measure(row['measure'], language)} {in_unit(row['median'], unit, language)} {unit.words}"
        for row in table.to_dict("records")
    )
    alt = in_words(title, said, language)
    return Words(title=title, subtitle=subtitle, note=note + source_line(findings, language), alt=alt)


def _measure(name: str, language: str) -> str:
    """What people call a measure, or the total."""
    return pick(language, "合计", "Total") if name == "total" else label(name, language)


def _unit(table: pd.DataFrame, language: str) -> Unit:
    """The unit of the sums of the chart."""
    return money_unit(table["p95"], language)


def draw_cost(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """Bars from zero with intervals; the total stands on top."""
    axes, unit = figure.subplots(), _unit(table, language)
    rows = table[::-1].to_dict("records")
    for y, row in enumerate(rows):
        low, middle, high = (row[name] / unit.size for name in ("p05", "median", "p95"))
        axes.barh(y, middle, 0.6, color="#8C8C8C" if row["measure"] == "total" else SKY)
        axes.plot([low, high], [y, y], color=INK, lw=1.4)
        shown = [in_unit(row[name], unit, language) for name in ("median", "p05", "p95")]
        _beside(axes, y, shown[0], "" if low == high else f"[{shown[1]}, {shown[2]}]")
    axes.set_yticks(range(len(rows)), [_measure(row["measure"], language) for row in rows])
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.axvline(0, color=INK, lw=0.9)
    written(axes.xaxis, yuan, language)
    _quiet(axes)
    axes.set_xlabel(unit.words)


DIFFERENCES = Chart(
    name="differences",
    heading_zh="方案带来的变化",
    heading_en="What the scenario changes",
    numbers=difference_numbers,
    words=difference_words,
    draw=draw_differences,
    height=lambda table: 0.56 * table["unit"].nunique() + 0.23 * len(table),
)


COST = Chart(
    name="cost",
    heading_zh="成本",
    heading_en="Cost",
    numbers=cost_numbers,
    words=cost_words,
    draw=draw_cost,
    height=lambda table: 0.6 + 0.28 * len(table),
)
