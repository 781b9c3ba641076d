"""Bridge from the baseline to the scenario, measure by measure, for the income ratio."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .canvas import GREY, INK, PALE, SKY, VERMILION, Words, written
from .captions import in_words, picture_source
from .formats import decimal, interval, ratio, signed, with_sign
from .plates import Picture
from .wording import label, pick, sentence

Facts = Mapping[str, Any]
TOTAL = "total"
NOT_IDENTIFIED = (
    "2020 年以后没有移民收入结果可识别政策效果；单位效应多为文献或假设。",
    "No migrant outcome after 2020 identifies the effect; effects rest on literature and assumptions.",
)


def bridge_rows(facts: Facts, table: pd.DataFrame) -> pd.DataFrame:
    """Credit for the ratio in points, strongest first, the total last; `from` and `to` are the ends of its step."""
    rows = table[(table["outcome"] == "income_ratio") & (table["group"] == "all")]
    rows = rows.assign(**{name: 100 * rows[name] for name in ("credit", "p05", "p95")})
    steps, total = rows[rows["player"] != TOTAL], rows[rows["player"] == TOTAL]
    steps = steps.sort_values("credit", ascending=False, kind="stable")
    ends = steps["credit"].cumsum()
    steps = steps.assign(**{"from": ends - steps["credit"], "to": ends})
    last = total.assign(**{"from": 0.0 * total["credit"], "to": total["credit"]})
    whole = pd.concat([steps, last])
    return whole[["player", "credit", "p05", "p95", "from", "to"]].assign(unit="points of the ratio")


def bridge_words(facts: Facts, table: pd.DataFrame, language: str) -> Words:
    """The message: the total, and the measure that carries most of it."""
    total = table.iloc[-1]
    named = table[~table["player"].isin(("rest", TOTAL))]
    first = named.iloc[int(named["credit"].to_numpy().argmax())]
    gained = signed(ratio(total["credit"]))
    band = interval(total["p05"], total["p95"], with_sign(ratio), language)
    most = player(first["player"], language)
    title = pick(
        language,
        f"{facts['year']} 年收入比变化 {gained} 个百分点（{band}），单项以{most}最多：{signed(ratio(first['credit']))}",
        f"The ratio of {facts['year']} moves by {gained} points ({band}); most credit to one measure: {most}, "
        f"{signed(ratio(first['credit']))}",
    )
    arms = [label(facts[arm], language) for arm in ("scenario", "baseline")]
    how = pick(language, "精确", "exact") if facts["method"] == "exact" else pick(language, "抽样", "sampled orders")
    subtitle = pick(
        language,
        f"“{arms[0]}”减“{arms[1]}”，按措施分摊（Shapley，{how}）；条为均值，"
        "线为各组参数抽样的 5%—95% 区间，单位为百分点。"
        f"{facts['draws']} 组抽样，{facts['runs']} 次模拟。",
        f"{sentence(arms[0])} less {arms[1]}, shared out among measures (Shapley, {how}); bar: mean, line: 5-95 % "
        f"range over parameter draws, in points of the ratio. {facts['draws']} draws, {facts['runs']} runs.",
    )
    note = f"{pick(language, *NOT_IDENTIFIED)}\n{picture_source('credits.csv', language)}"
    steps = zip(table["player"], table["credit"], strict=True)
    unit = pick(language, "个百分点", "points")
    said = (f"{player(name, language)} {signed(ratio(value))} {unit}" for name, value in steps)
    alt = in_words(title, said, language)
    return Words(title=title, subtitle=subtitle, note=note, alt=alt)


def player(name: str, language: str) -> str:
    """What people call a player."""
    own = {"rest": ("其余措施合计", "All other measures"), TOTAL: ("合计", "Total")}
    return pick(language, *own[name]) if name in own else label(name, language)


def draw_bridge(figure: Figure, facts: Facts, table: pd.DataFrame, language: str) -> None:
    """Steps from zero to the total, one below another; the range of a step is drawn from where it starts."""
    axes = figure.subplots()
    rows = table[::-1].to_dict("records")
    for y, row in enumerate(rows):
        colour = "#8C8C8C" if row["player"] == TOTAL else SKY if row["credit"] >= 0 else VERMILION
        axes.barh(y, row["credit"], 0.62, left=row["from"], color=colour)
        axes.plot([row["from"] + row["p05"], row["from"] + row["p95"]], [y, y], color=INK, lw=1.2)
        if y:
            axes.plot([row["to"], row["to"]], [y - 1, y], color=GREY, lw=0.6, ls=":")
        text = f"{signed(ratio(row['credit']))}  [{ratio(row['p05'])}, {ratio(row['p95'])}]"
        axes.annotate(
            text,
            (1, y),
            (8, 0),
            axes.get_yaxis_transform(),
            "offset points",
            va="center",
            size=8,
            annotation_clip=False,
        )
    axes.set_yticks(range(len(rows)), [player(str(row["player"]), language) for row in rows])
    axes.axvline(0, color=INK, lw=0.9)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.margins(x=0.05)
    axes.tick_params(axis="y", length=0, labelsize=8.5)
    axes.grid(axis="x", color=PALE, lw=0.8)
    axes.set_axisbelow(True)
    written(axes.xaxis, decimal, language)
    axes.set_xlabel(pick(language, "收入比的变化（百分点）", "Change of the ratio (points)"))


BRIDGE = Picture(
    name="bridge",
    table="credits.csv",
    facts="facts.json",
    rows=bridge_rows,
    words=bridge_words,
    draw=draw_bridge,
    height=lambda table: 0.8 + 0.3 * len(table),
)
