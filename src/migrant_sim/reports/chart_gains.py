"""Chart of who gains and who does not: change of income by group, and persons by change of household income."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .basis import unidentified
from .canvas import BLUE, GREY, INK, ORANGE, PALE, SKY, VERMILION, Words, written
from .captions import full_interval, in_words, runs_line, source_line
from .chart import Chart
from .findings import Findings, spread_of
from .formats import decimal, signed, yuan
from .wording import inside, label, pick

DIMENSIONS = ("quintile", "group", "list")
LEVELS: Mapping[str, tuple[str, str]] = {
    "quintile:1": ("最低收入五分之一", "Lowest fifth"),
    "quintile:2": ("第二个五分之一", "Second fifth"),
    "quintile:3": ("中间五分之一", "Middle fifth"),
    "quintile:4": ("第四个五分之一", "Fourth fifth"),
    "quintile:5": ("最高收入五分之一", "Highest fifth"),
    "group:policy": ("政策移民", "Policy migrants"),
    "group:labour": ("劳务移民", "Labour migrants"),
    "group:self_moved": ("自主迁徙居民", "Self-movers"),
    "list:region-led": ("自治区重点安置点", "Key settlements, region"),
    "list:city- or county-led": ("市县重点安置点", "Key settlements, county"),
    "list:none": ("其他安置点", "Other settlements"),
}
BANDS: Mapping[str, tuple[str, str, str]] = {
    "below -5": ("降 >5%", "lost >5%", VERMILION),
    "-5 to -1": ("降 1%–5%", "lost 1–5%", ORANGE),
    "-1 to 1": ("基本不变", "about the same", "#D9D9D9"),
    "1 to 5": ("增 1%–5%", "gained 1–5%", SKY),
    "above 5": ("增 >5%", "gained >5%", BLUE),
}  # fmt: skip
COLUMNS = [
    "group",
    "year",
    "baseline",
    "median",
    "p05",
    "p95",
    "percent",
    "percent_low",
    "percent_high",
    "side",
    "unit",
]


def gains_numbers(findings: Findings) -> pd.DataFrame:
    """One row a level of fifth, group and list: paired change of income per resident, in yuan and percent.

    Then one row a band: share of persons in percent. `side` is winner or loser where the interval leaves out zero.
    """
    rows = [row for dimension in DIMENSIONS for row in _levels(findings, dimension)]
    if not rows:
        return pd.DataFrame(columns=COLUMNS)
    shares = findings.grouped("income_change_share", "change", findings.arms[0])
    for band in BANDS if not shares.empty else ():
        values = 100 * shares[band]
        low, _, high = spread_of(values)
        row = {"group": f"change:{band}", "year": findings.last_year, "median": values.mean(), "p05": low, "p95": high}
        rows.append({**row, "side": "", "unit": "percent of residents"})
    return pd.DataFrame(rows, columns=COLUMNS)


def _levels(findings: Findings, dimension: str) -> list[dict[str, Any]]:
    """Rows of the levels of one grouping that both arms hold."""
    first, second = (findings.grouped("disposable_income", dimension, arm) for arm in findings.arms)
    rows = []
    for key in LEVELS:
        level = key.removeprefix(f"{dimension}:")
        if level == key or level not in first or level not in second:
            continue
        change = first[level] - second[level]
        low, middle, high = spread_of(change)
        percent = spread_of(100 * change / second[level])
        side = "winner" if low > 0 else "loser" if high < 0 else "open"
        numbers = (second[level].median(), middle, low, high, percent[1], percent[0], percent[2])
        row = (key, findings.last_year, *numbers, side, "yuan/person/year")
        rows.append(dict(zip(COLUMNS, row, strict=True)))
    return rows


def gains_words(findings: Findings, table: pd.DataFrame, language: str) -> Words:
    """The message: how many groups gain for certain, and who gains most and least."""
    rows = table[table["side"] != ""]
    counts = [int((rows["side"] == side).sum()) for side in ("winner", "loser", "open")]
    best, worst = (rows.iloc[int(place)] for place in (rows["percent"].argmax(), rows["percent"].argmin()))
    ends = [f"{inside(level_name(row['group'], language))} {signed(decimal(row['percent']))}%" for row in (best, worst)]
    title = pick(
        language,
        f"{len(rows)} 类人群中 {counts[0]} 类受益、{counts[1]} 类受损、{counts[2]} 类不确定；"
        f"增幅最大：{ends[0]}，最小：{ends[1]}",
        f"Of {len(rows)} groups {counts[0]} gain, {counts[1]} lose, {counts[2]} cannot be told; most: {ends[0]}; "
        f"least: {ends[1]}",
    )
    scenario, baseline = (label(arm, language) for arm in findings.arms)
    subtitle = pick(
        language,
        f"{findings.last_year} 年人均可支配收入“{scenario}”减“{baseline}”（元/人·年，名义值；右为占基准的百分比），"
        "成对比较；点为中位数，线为 90% 区间；▲ 受益、▼ 受损（区间不含零），○ 不确定。"
        f"{runs_line(findings, 'zh')}。",
        f"Disposable income per resident in {findings.last_year}, {scenario} less {baseline} (yuan per person and "
        "year, nominal; at the right in percent of the baseline), paired runs; mark: median, line: 90% interval; ▲ "
        f"gains, ▼ loses (zero outside), ○ cannot be told. {runs_line(findings, 'en')}.",
    )
    note = _note(table, language) + pick(
        language,
        f"五分组按 2020 年人均收入划分，之后不变。{full_interval('zh')}。{unidentified('zh')}\n",
        f"Fifths are those of income per head in 2020, kept since. {full_interval('en')}. {unidentified('en')}\n",
    )
    unit = pick(language, "元/人·年", "yuan per person and year")
    said = (
        f"{level_name(row['group'], language)} {signed(yuan(row['median'], language))} {unit}"
        for _, row in rows.iterrows()
    )
    return Words(
        title=title, subtitle=subtitle, note=note + source_line(findings, language), alt=in_words(title, said, language)
    )


def _note(table: pd.DataFrame, language: str) -> str:
    """What the bar of persons counts, where there is one."""
    if not table["group"].str.startswith("change:").any():
        return ""
    return pick(
        language,
        "下方长条：同一户在两个方案中（同一随机数）的人均收入变化，按人数计（各次模拟均值）；"
        "岗位给了谁也会因方案而异，"
        "故含机遇成分。",
        "The bar below: persons by the change of their own household's income per head between the arms at the same "
        "luck (means over runs); who gets a place differs between arms, so part of it is chance. ",
    )


def level_name(group: str, language: str) -> str:
    """What people call a level."""
    return pick(language, *LEVELS.get(group, (group, group)))


def draw_gains(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """Marks with intervals by grouping; below, one bar of persons by band."""
    rows = table[table["side"] != ""].reset_index(drop=True)
    bands = table[table["side"] == ""]
    if bands.empty:
        _changes(figure.subplots(), rows, language)
        return
    above, below = figure.subplots(2, 1, gridspec_kw={"height_ratios": [0.27 * len(rows) + 0.3, 0.42]})
    _changes(above, rows, language)
    _bar(below, bands, language)


def _changes(axes: Axes, rows: pd.DataFrame, language: str) -> None:
    """One line a level, first on top, groupings apart."""
    dimension = rows["group"].str.partition(":")[0]
    places = -(rows.index.to_numpy() + 0.6 * (dimension != dimension.shift()).cumsum().to_numpy())
    axes.axvline(0, color=INK, lw=0.9)
    for y, row in zip(places, rows.to_dict("records"), strict=True):
        mark, colour = {"winner": ("^", BLUE), "loser": ("v", VERMILION), "open": ("o", GREY)}[row["side"]]
        axes.plot([row["p05"], row["p95"]], [y, y], color=colour, lw=2, solid_capstyle="butt")
        axes.plot(row["median"], y, mark, ms=6.5, mfc="white" if mark == "o" else colour, mec=colour, mew=1.3)
        text = f"{signed(yuan(row['median'], language))} [{yuan(row['p05'], language)}, {yuan(row['p95'], language)}]"
        percent = [decimal(row[name]) for name in ("percent", "percent_low", "percent_high")]
        text += f"  {signed(percent[0])}% [{percent[1]}, {percent[2]}]"
        where = axes.get_yaxis_transform()
        axes.annotate(text, (1, y), (8, 0), where, "offset points", va="center", size=7.5, annotation_clip=False)
    axes.set_yticks(places, [level_name(str(name), language) for name in rows["group"]])
    axes.set_ylim(places.min() - 0.7, places.max() + 0.7)
    axes.margins(x=0.06)
    axes.tick_params(axis="y", length=0, labelsize=8.5)
    axes.grid(axis="x", color=PALE, lw=0.8)
    axes.set_axisbelow(True)
    written(axes.xaxis, yuan, language)
    axes.set_xlabel(pick(language, "元/人·年", "Yuan per person and year"))


def _bar(axes: Axes, bands: pd.DataFrame, language: str) -> None:
    """Shares of persons side by side, named above and below in turn where they are narrow."""
    left = 0.0
    for number, row in enumerate(bands.to_dict("records")):
        chinese, english, colour = BANDS[row["group"].removeprefix("change:")]
        axes.barh(0, row["median"], 0.8, left=left, color=colour, edgecolor="white", lw=0.8)
        ink = "white" if colour in (BLUE, VERMILION) else INK
        text = f"{decimal(row['median'])}%"
        if row["median"] > 6:
            axes.text(left + row["median"] / 2, 0, text, ha="center", va="center", size=8, color=ink)
        else:
            text = f"{pick(language, chinese, english)} {text}"
        name = pick(language, chinese, english) if row["median"] > 6 else text
        side = 0.5 if number % 2 == 0 else -0.5
        axes.text(
            left + row["median"] / 2, side, name, ha="center", va="bottom" if side > 0 else "top", size=7.5, color=GREY
        )
        left += row["median"]
    axes.set_yticks([0], [pick(language, "按家庭收入变化分的人数", "Persons by change")])
    axes.tick_params(axis="y", length=0, labelsize=8.5)
    axes.set_xticks([])
    axes.set_xlim(0, 100)
    axes.set_ylim(-0.95, 0.95)
    for spine in axes.spines.values():
        spine.set_visible(False)


def gains_height(table: pd.DataFrame) -> float:
    """Inches of the axes."""
    return 1.0 + 0.27 * (table["side"] != "").sum() + (0.6 if (table["side"] == "").any() else 0.0)


GAINS = Chart(
    name="gains",
    heading_zh="谁受益、谁没有受益",
    heading_en="Who gains and who does not",
    numbers=gains_numbers,
    words=gains_words,
    draw=draw_gains,
    height=gains_height,
)
