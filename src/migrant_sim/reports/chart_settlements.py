"""Chart of settlements: a tile each, by county and track, coloured by the paired change of income per head."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .basis import unidentified
from .canvas import BLUE, GREY, INK, VERMILION, Words
from .captions import full_interval, in_words, runs_line, source_line
from .chart import Chart
from .counties import county
from .findings import Findings, spread_of
from .formats import decimal, signed, yuan
from .wording import label, pick

ACROSS = 24  # tiles in a line
APART = 0.8  # tiles between villages and towns
SHADES = LinearSegmentedColormap.from_list("change", [VERMILION, "#F2B48C", "#F7F7F7", "#8FC1E3", BLUE])
MOST_NUMBERS = 60  # more tiles carry no numbers
TILE = 0.235  # inches of height
COLUMNS = ["settlement", "county", "track", "year", "residents", "baseline", "median", "p05", "p95", "clear", "unit"]


class Line(NamedTuple):
    """Tiles beside each other: the name before them, place across and row of the table of each, where towns begin."""

    name: str
    tiles: tuple[tuple[float, int], ...]
    town: float | None


def settlement_numbers(findings: Findings) -> pd.DataFrame:
    """One row a settlement: residents (baseline), paired change of income per resident, whether zero is outside."""
    first, second = (findings.grouped("disposable_income", "settlement", arm) for arm in findings.arms)
    people = findings.grouped("residents", "settlement", findings.arms[1])
    rows = []
    for level in first.columns.intersection(second.columns):
        where, track, number = str(level).split("/")
        change = first[level] - second[level]
        low, middle, high = spread_of(change)
        place = (int(number), where, track, findings.last_year, people[level].median(), second[level].median())
        rows.append((*place, middle, low, high, bool(low > 0 or high < 0), "yuan/person/year"))
    table = pd.DataFrame(rows, columns=COLUMNS)
    order = table.groupby("county")["settlement"].transform("min")
    return table.assign(_order=order).sort_values(
        ["_order", "track", "settlement"], ascending=[True, False, True]
    ).drop(columns="_order").reset_index(drop=True)  # fmt: skip


def settlement_words(findings: Findings, table: pd.DataFrame, language: str) -> Words:
    """The message: in how many settlements income is higher, in how many lower, and for how many that is certain."""
    up, down = table["median"] > 0, table["median"] < 0
    clear = table["clear"]
    counts = [int(part.sum()) for part in (up, up & clear, down, down & clear)]
    title = pick(
        language,
        f"{len(table)} 个合成安置点中，{counts[0]} 个人均收入高于基准（{counts[1]} 个区间不含零），"
        f"{counts[2]} 个低于基准（{counts[3]} 个区间不含零）",
        f"Of {len(table)} synthetic settlements {counts[0]} have more income than in the baseline ({counts[1]} with "
        f"zero outside the interval), {counts[2]} less ({counts[3]} with zero outside)",
    )
    scenario, baseline = (label(arm, language) for arm in findings.arms)
    thousand = pick(language, "格内数字为千元；", "numbers on tiles in thousands; ") if _thousands(table) else ""
    subtitle = pick(
        language,
        f"{findings.last_year} 年人均可支配收入“{scenario}”减“{baseline}”的中位数（元/人·年，名义值），"
        f"每格一个安置点，按县排列，“镇”字后为城镇安置；{thousand}黑框：90% 区间不含零。{runs_line(findings, 'zh')}。",
        f"Disposable income per resident in {findings.last_year}, {scenario} less {baseline}, median of paired runs "
        '(yuan per person and year, nominal); a tile is a settlement, by county, towns after the word "town"; '
        f"{thousand}black frame: 90% interval leaves out zero. {runs_line(findings, 'en')}.",
    )
    note = pick(
        language,
        "安置点为合成，不对应任何具名村镇，位置也不是地图；样本小的安置点已合并，单格差异多为机遇。"
        f"{full_interval('zh')}。{unidentified('zh')}\n",
        "Settlements are synthetic: none stands for a named village, and places are no map. Small ones are pooled in "
        f"a sample of the people, and much of what single tiles show is chance. {full_interval('en')}. "
        f"{unidentified('en')}\n",
    )
    by_county = table.groupby("county", sort=False)["median"].median()
    said = (f"{county(str(name), language)} {signed(yuan(value, language))}" for name, value in by_county.items())
    alt = in_words(title, said, language) + pick(
        language, "（各县中位数，元/人·年）", " (county medians, yuan per person and year)"
    )
    return Words(title=title, subtitle=subtitle, note=note + source_line(findings, language), alt=alt)


def lines_of(table: pd.DataFrame, language: str) -> list[Line]:
    """The lines of tiles from the top: a county begins a line, its towns stand apart after its villages."""
    lines: list[Line] = []
    for where, rows in table.groupby("county", sort=False):
        villages, towns = (rows.index[rows["track"] == track].tolist() for track in ("village", "town"))
        full, rest = divmod(len(villages), ACROSS)
        parts = [
            [(float(x), place) for x, place in enumerate(villages[n * ACROSS : (n + 1) * ACROSS])] for n in range(full)
        ]
        last = [(float(x), place) for x, place in enumerate(villages[full * ACROSS :])]
        begins = rest + APART if rest else 0.0
        if towns and begins + 1 + len(towns) > ACROSS:
            parts, last, begins = [*parts, last], [], 0.0
        last += [(begins + 1 + x, place) for x, place in enumerate(towns)]
        parts += [last] if last else []
        for number, part in enumerate(parts):
            name = county(str(where), language) if number == 0 else ""
            lines.append(Line(name, tuple(part), begins if towns and number == len(parts) - 1 else None))
    return lines


def draw_settlements(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """Tiles line by line, then the scale of colours."""
    axes = figure.subplots()
    lines, reach, thousands = lines_of(table, language), scale_of(table), _thousands(table)
    values, clear = table["median"].tolist(), table["clear"].tolist()
    for y, line in enumerate(lines):
        if line.town is not None:
            text = pick(language, "镇", "town")
            axes.text(line.town + 0.45, -y, text, ha="right", va="center", size=6.5, color=GREY)
        for x, place in line.tiles:
            value = values[place]
            _tile(axes, (x, -y), value, reach)
            if clear[place]:
                axes.add_patch(Rectangle((x - 0.45, -y - 0.42), 0.9, 0.84, fc="none", ec=INK, lw=1.1))
            if len(table) <= MOST_NUMBERS:
                ink = "white" if abs(value) > 0.75 * reach else INK
                text = signed(decimal(value / 1000) if thousands else yuan(value, language))
                axes.text(x, -y, text, ha="center", va="center", size=6.5, color=ink)
    axes.set_yticks([-y for y in range(len(lines))], [line.name for line in lines], size=8)
    _scale(axes, -len(lines) - 0.5, reach, language)
    axes.tick_params(axis="y", length=0)
    axes.set_xticks([])
    axes.set_xlim(-0.55, ACROSS - 0.45)
    axes.set_ylim(-len(lines) - 1.6, 0.55)
    for spine in axes.spines.values():
        spine.set_visible(False)


def scale_of(table: pd.DataFrame) -> float:
    """The change in yuan at the ends of the scale, a round number: nine tiles in ten lie inside."""
    size = max(float(table["median"].abs().quantile(0.9)), 1.0)
    digit = 10.0 ** np.floor(np.log10(size))
    return float(np.ceil(size / digit) * digit)


def _tile(axes: Axes, at: tuple[float, float], value: float, reach: float) -> None:
    """A coloured tile; what lies beyond the scale has the colour of its end."""
    shade = SHADES((np.clip(value / reach, -1, 1) + 1) / 2)
    axes.add_patch(Rectangle((at[0] - 0.45, at[1] - 0.42), 0.9, 0.84, fc=shade, ec="#D0D7DE", lw=0.5))


def _thousands(table: pd.DataFrame) -> bool:
    """Whether tiles carry numbers, and one of them is too long in yuan: then all are in thousands."""
    return len(table) <= MOST_NUMBERS and bool((table["median"].abs() >= 999.5).any())


def _scale(axes: Axes, y: float, reach: float, language: str) -> None:
    """Seven tiles from one end of the scale to the other with their values under them."""
    steps = [-1.0, -2 / 3, -1 / 3, 0.0, 1 / 3, 2 / 3, 1.0]
    for x, step in enumerate(steps):
        _tile(axes, (2 * x, y), step * reach, reach)
        ends = {0: "≤ ", len(steps) - 1: "≥ "}.get(x, "")
        text = ends + signed(yuan(step * reach, language))
        axes.text(2 * x, y - 0.55, text, ha="center", va="top", size=7, color=GREY)
    unit = pick(language, "元/人·年", "yuan per person and year")
    axes.text(2 * len(steps) - 1, y, unit, ha="left", va="center", size=7.5, color=GREY)


def settlement_height(table: pd.DataFrame) -> float:
    """Inches of the axes."""
    return 0.2 + TILE * (len(lines_of(table, "en")) + 2.2)


SETTLEMENTS = Chart(
    name="settlements",
    heading_zh="各安置点的变化",
    heading_en="What changes in each settlement",
    numbers=settlement_numbers,
    words=settlement_words,
    draw=draw_settlements,
    height=settlement_height,
)
