"""Chart of flows between work states from December 2020 to the last December, baseline and scenario side by side."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from .basis import unidentified
from .canvas import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, SKY, VERMILION, Words, spread
from .captions import full_interval, in_words, runs_line, source_line
from .chart import Chart
from .findings import Findings, spread_of
from .formats import decimal, signed, with_sign, within
from .wording import label, pick

HEIGHT = 4.2  # inches
STATES = {  # level in the tables: Chinese, English, colour; drawn from the top
    "outside": ("省（区）外务工", "Outside the region", BLUE),
    "region": ("省（区）内县外务工", "Region, other counties", SKY),
    "local": ("本县务工和零工", "Local and casual work", GREEN),
    "own": ("务农和自营", "Own farm or business", ORANGE),
    "support": ("公岗、代赈、培训", "Post, relief, course", PURPLE),
    "searching": ("待业", "Looking for work", VERMILION),
    "none": ("不在劳动力", "Not in labour force", "#A6A6A6"),
}
COLUMNS = ["arm", "scenario", "year", "from", "to", "percent", "p05", "p95", "persons", "unit"]
WIDTH, SPACE, BAR, GAP = 1.0, 1.5, 0.05, 1.6  # of a panel, from panel to panel, of a node, percent between nodes


class Panel(NamedTuple):
    """Where the flows of one arm begin and end across, and whether it is the right one."""

    left: float
    right: float
    second: bool


def flow_numbers(findings: Findings) -> pd.DataFrame:
    """One row an arm and pair of states, then net rows (`to` alone: the paired difference of the ends, in points).

    Percent of the persons who are in the labour force in at least one of the two Decembers; means over runs.
    """
    found = {arm: findings.grouped("state_flow", "flow", arm) for arm in findings.arms}
    if any(part.empty for part in found.values()):
        return pd.DataFrame(columns=COLUMNS)
    rows, ends = [], []
    for role, arm in zip(("scenario", "baseline"), findings.arms, strict=True):
        runs = found[arm]
        share = 100 * runs.div(runs.sum(axis=1), axis=0)
        for level in runs.columns:
            low, _, high = spread_of(share[level])
            numbers = share[level].mean(), low, high, runs[level].mean()
            rows.append((role, arm, findings.last_year, *str(level).split(">"), *numbers, "percent"))
        ends.append(share.T.groupby(lambda level: level.split(">")[1]).sum().T)
    change = ends[0] - ends[1]
    for state in STATES:
        low, _, high = spread_of(change[state])
        numbers = change[state].mean(), low, high, float("nan")
        rows.append(("difference", findings.arms[0], findings.last_year, "", state, *numbers, "points"))
    return pd.DataFrame(rows, columns=COLUMNS)


def flow_words(findings: Findings, table: pd.DataFrame, language: str) -> Words:
    """The message: the state that the scenario moves most, with its interval."""
    change = table[(table["arm"] == "difference") & (table["to"] != "none")]
    row = change.iloc[int(change["percent"].abs().to_numpy().argmax())]
    moved, band = signed(decimal(row["percent"])), within(row["p05"], row["p95"], with_sign(decimal), language)
    name, year = pick(language, *STATES[row["to"]][:2]), findings.last_year
    title = pick(
        language,
        f"方案对“{name}”影响最大：{year} 年 12 月比基准 {moved} 个百分点（{band}）",
        f"What the scenario moves most by December {year}: {name.lower()}, {moved} points ({band})",
    )
    subtitle = pick(
        language,
        f"2020 年 12 月至 {year} 年 12 月就业状态的流动：左为基准，右为方案；数字为占比（%，各次模拟均值），"
        f"括号内为与基准之差（百分点）。{runs_line(findings, 'zh')}。",
        f"Flows between work states from December 2020 to December {year}: baseline left, scenario right; numbers are "
        f"percent (means over runs), in brackets points against the baseline. {runs_line(findings, 'en')}.",
    )
    note = pick(
        language,
        "分母为两个 12 月中至少一个月在劳动力中的人；“公岗、代赈、培训”指公益性岗位、以工代赈和职业培训；"
        "“不在劳动力”含在校、年老、尚未成年和已去世。均值可以相加，故用均值。"
        f"{full_interval('zh')}。{unidentified('zh')}\n",
        "Of persons in the labour force in at least one of the two Decembers; not in it: at school, too young, too "
        f"old, dead. Means, because means add up. {full_interval('en')}. {unidentified('en')}\n",
    )
    ends = _ends(table, "scenario", "to")
    said = (f"{pick(language, *STATES[state][:2])} {decimal(ends[state])}%" for state in STATES)
    alt = in_words(f"{title}{pick(language, '；', '; ')}{year}", said, language)
    return Words(title=title, subtitle=subtitle, note=note + source_line(findings, language), alt=alt)


def _ends(table: pd.DataFrame, arm: str, side: str) -> pd.Series:
    """Percent of every state at one side of an arm."""
    sums = table[table["arm"] == arm].groupby(side)["percent"].sum()
    return sums.reindex(list(STATES)).fillna(0.0)


def draw_flows(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """Two panels of ribbons in one pair of axes; states stand in one order everywhere."""
    axes = figure.subplots()
    total = 100 + GAP * (len(STATES) - 1)
    arms = (("baseline", Panel(0.0, WIDTH, False)), ("scenario", Panel(SPACE, SPACE + WIDTH, True)))
    for arm, panel in arms:
        _panel(axes, table, arm, panel, language)
        rows = table[table["arm"] == arm]
        name = pick(language, {"scenario": "方案", "baseline": "基准"}[arm], arm.capitalize())
        head = f"{name}{pick(language, '：', ': ')}{label(str(rows['scenario'].iloc[0]), language)}"
        axes.text((panel.left + panel.right) / 2, total + 9, head, ha="center", va="bottom", size=9, color=INK)
        for x, year in ((panel.left, "2020"), (panel.right, str(rows["year"].iloc[0]))):
            axes.text(x, total + 3, pick(language, f"{year} 年 12 月", f"Dec {year}"), ha="center", size=8, color=GREY)
    axes.set_xlim(-0.04, SPACE + WIDTH + 0.04)
    axes.set_ylim(-2, total + 15)
    axes.set_axis_off()


def _panel(axes: Axes, table: pd.DataFrame, arm: str, panel: Panel, language: str) -> None:
    """One arm: nodes, ribbons, numbers; names at the outer side."""
    starts, stops = (_tops(_ends(table, arm, side)) for side in ("from", "to"))
    _ribbons(axes, table[table["arm"] == arm], panel, starts, stops)
    for x, tops, side in ((panel.left, starts, "from"), (panel.right, stops, "to")):
        sizes = _ends(table, arm, side)
        for state in STATES:
            axes.bar(x, sizes[state], BAR, bottom=tops[state] - sizes[state], color=STATES[state][2])
        _numbers(axes, table, (arm, side), panel, [tops[state] - sizes[state] / 2 for state in STATES], language)


def _tops(sizes: pd.Series) -> pd.Series:
    """Upper ends of the nodes, the first state on top, with gaps between."""
    below = sizes.to_numpy()[::-1].cumsum() + GAP * np.arange(len(sizes))
    return pd.Series(below[::-1], index=sizes.index)


def _ribbons(axes: Axes, rows: pd.DataFrame, panel: Panel, starts: pd.Series, stops: pd.Series) -> None:
    """A curved band a pair of states, coloured by where it begins."""
    left, right = starts.copy(), stops.copy()
    wide = rows.set_index(["from", "to"])["percent"]
    a, b = panel.left + BAR / 2, panel.right - BAR / 2
    middle = (a + b) / 2
    for one in STATES:
        for two in STATES:
            size = float(wide.get((one, two), 0.0))
            if size <= 0.0:
                continue
            y, z = left[one], right[two]
            points = [(a, y), (middle, y), (middle, z), (b, z), (b, z - size), (middle, z - size)]
            points += [(middle, y - size), (a, y - size), (a, y)]
            codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
            axes.add_patch(PathPatch(Path(points, codes), fc=STATES[one][2], alpha=0.42, lw=0))
            left[one], right[two] = y - size, z - size


def _numbers(
    axes: Axes, table: pd.DataFrame, which: tuple[str, str], panel: Panel, heights: list[float], language: str
) -> None:
    """Percent of each node beside it; outer sides carry the names, the scenario's end the difference."""
    (arm, side), sizes = which, _ends(table, *which)
    change = table[table["arm"] == "difference"].set_index("to")["percent"]
    outer, ends = (side == "to") == panel.second, side == "to"
    x, shift = (panel.right, 8) if ends else (panel.left, -8)
    for state, place in zip(STATES, spread(heights, 5.2), strict=True):
        text = decimal(sizes[state])
        if arm == "scenario" and ends:
            text += f" ({signed(decimal(change[state]))})"
        if outer:
            name = pick(language, *STATES[state][:2])
            text = f"{text}  {name}" if ends else f"{name}  {text}"
        axes.annotate(
            text, (x, place), (shift, 0), textcoords="offset points", ha="left" if ends else "right", va="center",
            size=7.5, color=INK, annotation_clip=False,
        )  # fmt: skip


FLOWS = Chart(
    name="flows",
    heading_zh="就业状态之间的流动",
    heading_en="Flows between work states",
    numbers=flow_numbers,
    words=flow_words,
    draw=draw_flows,
    height=lambda table: HEIGHT,
)
