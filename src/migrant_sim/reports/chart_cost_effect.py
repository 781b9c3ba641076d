"""What each measure costs against what it brings: its credit for cost and for income, from an attribution."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .canvas import BLUE, GREY, INK, MARGIN, PALE, WIDTH, Words, written
from .captions import in_words, picture_source
from .chart_bridge import NOT_IDENTIFIED, TOTAL, player
from .font import width_of
from .formats import money, plain, signed, yuan
from .labelling import Box, place_names
from .plates import Picture
from .wording import label, pick, sentence

Facts = Mapping[str, Any]
HUNDRED, MILLION = 100, 1e6
HEIGHT = 4.0  # inches
BESIDE, BELOW = 0.65, 0.6  # inches that what is written around the axes takes, about
SIZE = 7.5
COLUMNS = {"credit": "", "p05": "_low", "p95": "_high"}


def cost_effect_rows(facts: Facts, table: pd.DataFrame) -> pd.DataFrame:
    """One row a measure, strongest effect first: cost in million yuan and yuan of income per resident, with ranges."""
    parts = []
    for outcome, name, factor in (("cost", "million_yuan", 1 / MILLION), ("disposable_income", "effect", 1.0)):
        rows = table[(table["outcome"] == outcome) & (table["group"] == "all")].set_index("player")
        parts.append((factor * rows[list(COLUMNS)]).rename(columns={key: name + end for key, end in COLUMNS.items()}))
    joined = parts[0].join(parts[1], how="inner").drop(index=TOTAL, errors="ignore")
    each = joined["effect"] / joined["million_yuan"].where(joined["million_yuan"] > 0)
    joined = joined.assign(yuan_per_million=each, unit="million yuan; yuan/person/year")
    return joined.sort_values("effect", ascending=False, kind="stable").rename_axis("player").reset_index()


def cost_effect_words(facts: Facts, table: pd.DataFrame, language: str) -> Words:
    """The message: the measure that brings most income for its cost, and the dearest one."""
    named = table[table["player"] != "rest"]
    cheap = named[named["effect_low"] > 0].dropna(subset=["yuan_per_million"])
    dear = named.iloc[int(named["million_yuan"].to_numpy().argmax())]
    said = _described(dear, language)
    if cheap.empty:
        lead = pick(language, "没有措施的收入效果明确大于零；成本最高：", "No measure clearly adds income; dearest: ")
    else:
        best = _described(cheap.iloc[int(cheap["yuan_per_million"].to_numpy().argmax())], language)
        lead = pick(language, f"同样花费增收最多：{best}；成本最高：", f"Most income for its cost: {best}; dearest: ")
    title = lead + said
    arms = [label(facts[arm], language) for arm in ("scenario", "baseline")]
    how = pick(language, "精确", "exact") if facts["method"] == "exact" else pick(language, "抽样", "sampled orders")
    subtitle = pick(
        language,
        f"“{arms[0]}”减“{arms[1]}”，按措施分摊（Shapley，{how}）：横轴为各年成本合计（亿元，名义值），纵轴为 "
        f"{facts['year']} 年人均可支配收入的变化（元/人·年）；点为均值，线为各组参数抽样的 5%—95% 区间。"
        f"{facts['draws']} 组抽样，{facts['runs']} 次模拟。",
        f"{sentence(arms[0])} less {arms[1]}, shared out among measures (Shapley, {how}): across, cost of all years "
        f"(million yuan, nominal); up, change of income per resident in {facts['year']} (yuan per person and year); "
        f"dot: mean, lines: 5-95 % range over parameter draws. {facts['draws']} draws, {facts['runs']} runs.",
    )
    alt = in_words(title, (_described(row, language) for _, row in table.iterrows()), language)
    costs = pick(language, "单位成本多为假设。", " Most unit costs are assumptions.")
    note = f"{pick(language, *NOT_IDENTIFIED)}{costs}\n{picture_source('credits.csv', language)}"
    return Words(title=title, subtitle=subtitle, note=note, alt=alt)


def in_millions(value: float, language: str) -> str:
    """A tick of an axis in million yuan; Chinese readers count in 亿元, a hundred of them."""
    return plain(value / HUNDRED if language == "zh" else value, 3, language)


def _described(row: "pd.Series[Any]", language: str) -> str:
    """A measure with effect and cost."""
    effect, cost = signed(yuan(row["effect"], language)), money(MILLION * row["million_yuan"], language)
    name = player(str(row["player"]), language)
    return pick(language, f"{name}（{effect} 元，{cost}）", f"{name} ({effect} yuan, {cost})")


def draw_cost_effect(figure: Figure, facts: Facts, table: pd.DataFrame, language: str) -> None:
    """Crosses of intervals; names in a column at the right, each tied to its dot by a thin line."""
    axes = figure.subplots()
    rows = table.to_dict("records")
    wide = table["million_yuan"].min() > 0 and table["million_yuan"].max() > 30 * table["million_yuan"].min()
    if wide:
        axes.set_xscale("log")
    for row in rows:
        colour = GREY if row["player"] == "rest" else BLUE
        x, y = row["million_yuan"], row["effect"]
        axes.plot([row["million_yuan_low"], row["million_yuan_high"]], [y, y], color=colour, lw=1.0, alpha=0.6)
        axes.plot([x, x], [row["effect_low"], row["effect_high"]], color=colour, lw=1.4, alpha=0.6)
        axes.plot(x, y, "o", ms=6, color=colour, mec="white", mew=0.8, zorder=3)
    axes.axhline(0, color=INK, lw=0.9)
    axes.margins(x=0.12, y=0.1)
    _names(axes, rows, language)
    axes.grid(color=PALE, lw=0.8)
    axes.set_axisbelow(True)
    axes.xaxis.set_major_formatter(lambda value, _: in_millions(value, language))
    axes.minorticks_off()
    written(axes.yaxis, yuan, language)
    scale = pick(language, "，对数刻度", ", log scale") if wide else ""
    axes.set_xlabel(pick(language, f"各年成本合计（亿元{scale}）", f"Cost of all years (million yuan{scale})"))
    axes.set_ylabel(pick(language, "收入变化（元/人·年）", "Change of income (yuan per person and year)"))


def _names(axes: Axes, rows: list[dict[Any, Any]], language: str) -> None:
    """Names with the effect, beside their dots where there is room."""
    room = (72 * (WIDTH - 2 * MARGIN - BESIDE), 72 * (HEIGHT - BELOW))
    dots = [_at(axes, row["million_yuan"], row["effect"], room) for row in rows]
    taken = [Box(x - 5, y - 5, x + 5, y + 5) for x, y in dots]
    zero = _at(axes, rows[0]["million_yuan"], 0.0, room)[1]
    taken.append(Box(0.0, zero - 1, room[0], zero + 1))
    for row, (x, y) in zip(rows, dots, strict=True):
        low, high = (_at(axes, row[f"million_yuan_{end}"], row[f"effect_{end}"], room) for end in ("low", "high"))
        taken += [Box(x - 1.5, low[1], x + 1.5, high[1]), Box(low[0], y - 1.5, high[0], y + 1.5)]
    texts = [f"{player(str(row['player']), language)} {signed(yuan(row['effect'], language))}" for row in rows]
    sizes = [(width_of(text, SIZE), SIZE * 1.15) for text in texts]
    for row, text, dot, spot in zip(rows, texts, dots, place_names(dots, sizes, taken, Box(0, 0, *room)), strict=True):
        box, at = spot.box, (row["million_yuan"], row["effect"])
        shift = ((box.left + box.right) / 2 - dot[0], (box.bottom + box.top) / 2 - dot[1])
        line = {"arrowstyle": "-", "color": GREY, "lw": 0.6, "shrinkA": 0, "shrinkB": 4} if spot.tied else None
        axes.annotate(
            text, at, shift, textcoords="offset points", ha="center", va="center", size=SIZE, arrowprops=line,
            color=GREY if row["player"] == "rest" else INK, annotation_clip=False,
        )  # fmt: skip


def _at(axes: Axes, x: float, y: float, room: tuple[float, float]) -> tuple[float, float]:
    """Where a point of the data will stand in the axes, in points from their corner."""
    ends = axes.transLimits.transform(axes.transScale.transform((x, y)))
    return float(ends[0] * room[0]), float(ends[1] * room[1])


COST_EFFECT = Picture(
    name="cost_effect",
    table="credits.csv",
    facts="facts.json",
    rows=cost_effect_rows,
    words=cost_effect_words,
    draw=draw_cost_effect,
    height=lambda table: HEIGHT,
)
