"""What cost buys: mixes within the bounds by cost and by the aim, those that nothing beats marked by inequality."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .canvas import BLUE, GREY, INK, LINE, PALE, VERMILION, Words, written
from .captions import picture_source
from .chart_bridge import NOT_IDENTIFIED
from .chart_cost_effect import in_millions
from .formats import Format, money, percent, probability, ratio, yuan
from .plates import Picture
from .wording import pick

Facts = Mapping[str, Any]
AIMS: Mapping[str, tuple[str, str, Format]] = {
    "probability": ("达标概率", "Probability of reaching the target", percent),
    "ratio": ("收入比（中位数）", "Income ratio (median)", ratio),
    "shortfall": ("每人缺口（元，中位数）", "Shortfall per person (yuan, median)", yuan),
}


def front_rows(facts: Facts, table: pd.DataFrame) -> pd.DataFrame:
    """Every mix that was run, once: million yuan, the aim, Gini, and whether nothing within the bounds beats it."""
    rows = table.dropna(subset=["cost"]).drop_duplicates([name for name in table.columns if name.startswith("x_")])
    aim = str(facts["aim"])
    better = -rows[aim] if aim != "shortfall" else rows[aim]
    points = pd.DataFrame({"cost": rows["cost"], "aim": better, "gini": rows["gini"]}).to_numpy()
    inside = rows["within_bounds"].to_numpy(bool)
    kept = []
    for number, point in enumerate(points):
        beaten = (points[inside] <= point).all(axis=1) & (points[inside] < point).any(axis=1)
        kept.append(bool(inside[number] and not beaten.any()))
    return pd.DataFrame(
        {
            "million_yuan": rows["cost"] / 1e6,
            aim: rows[aim],
            "gini": rows["gini"],
            "within_bounds": rows["within_bounds"],
            "front": kept,
        }
    )


def front_words(facts: Facts, table: pd.DataFrame, language: str) -> Words:
    """The message: the first sentence of the answer that names a mix or says that there is none."""
    found, best = facts["cheapest"], facts["best"]
    wanted = f"{facts['probability']:.0%}"
    title = pick(
        language,
        f"以 {wanted} 概率达标最少需 {money(found['cost'], 'zh')}"
        if found
        else f"范围内没有组合以 {wanted} 概率达标；最好的为 {probability(best['probability'])}，"
        f"收入比 {ratio(best['ratio'])}",
        f"{money(found['cost'], 'en')} is the least that reaches the target with {wanted}"
        if found
        else f"No mix reaches the target with {wanted}; the best: {probability(best['probability'])}, ratio "
        f"{ratio(best['ratio'])}",
    )
    aim = pick(language, *AIMS[str(facts["aim"])][:2])
    subtitle = pick(
        language,
        f"每点一个措施组合：横轴为各年成本合计（亿元，减基准），纵轴为 {facts['year']} 年{aim}。蓝点：在成本、"
        f"{aim}、"
        f"基尼系数三者上无法同时更优；橙圈：选出的组合。"
        f"{facts['draws']} 组抽样 × {facts['replications']} 次，所有组合相同。",
        f"One dot a mix: across, cost of all years (million yuan, less the baseline); up, {aim.lower()} in "
        f"{facts['year']}. Blue: no mix is better in cost, this and the Gini coefficient at once; ring: the chosen "
        f"mix. {facts['draws']} draws × {facts['replications']}, the same for every mix.",
    )
    fresh = facts["check"]
    check = pick(
        language,
        f"样本外核对：概率 {probability(fresh['probability'])}，收入比 {ratio(fresh['ratio'])}。",
        f"Out of sample: probability {probability(fresh['probability'])}, ratio {ratio(fresh['ratio'])}. ",
    )
    note = f"{check}{pick(language, *NOT_IDENTIFIED)}\n{picture_source('trials.parquet', language)}"
    return Words(title=title, subtitle=subtitle, note=note, alt=f"{title}. {subtitle}")


def draw_front(figure: Figure, facts: Facts, table: pd.DataFrame, language: str) -> None:
    """Dots by cost and aim."""
    axes = figure.subplots()
    aim = str(facts["aim"])
    other, best = table[~table["front"]], table[table["front"]].sort_values("million_yuan")
    axes.plot(other["million_yuan"], other[aim], "o", ms=4, mfc="white", mec=LINE, mew=1.0)
    axes.plot(best["million_yuan"], best[aim], "o", ms=6, color=BLUE)
    chosen = facts["cheapest"] or facts["best"]
    axes.plot(chosen["cost"] / 1e6, chosen[aim], "o", ms=11, mfc="none", mec=VERMILION, mew=1.8)
    wanted = {"probability": facts["probability"], "ratio": facts["threshold"], "shortfall": 0.0}[aim]
    axes.axhline(wanted, color=INK, lw=0.9, ls="--")
    axes.annotate(
        pick(language, "目标", "target"), (1, wanted), (6, 0), axes.get_yaxis_transform(), "offset points",
        va="center", size=8, color=INK, annotation_clip=False,
    )  # fmt: skip
    if facts["budget"]:
        axes.axvline(facts["budget"] / 1e6, color=GREY, lw=0.9, ls=":")
    axes.grid(color=PALE, lw=0.8)
    axes.set_axisbelow(True)
    written(axes.yaxis, AIMS[aim][2], language)
    axes.xaxis.set_major_formatter(lambda value, _: in_millions(value, language))
    axes.set_ylabel(pick(language, *AIMS[aim][:2]))
    axes.set_xlabel(pick(language, "各年成本合计（亿元）", "Cost of all years (million yuan)"))


FRONT = Picture(
    name="front",
    table="trials.parquet",
    facts="answer.json",
    rows=front_rows,
    words=front_words,
    draw=draw_front,
    height=lambda table: 3.4,
)
