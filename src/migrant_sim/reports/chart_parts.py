"""Charts of the variance split and of the ranking of instruments."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .canvas import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, SKY, VERMILION, YELLOW, Words
from .captions import in_words
from .formats import interval, percent, ratio
from .sensitivity_words import interval_note, sample_line, source_note
from .wording import label, pick

OUTCOMES = {"ratio": ("收入比", "Income ratio"), "met": ("是否达标", "Target met or not")}
SETTINGS = {
    "central": ("中心", "central"),
    "months_ridge": ("月数—日薪", "months and pay"),
    "migrant_share": ("移民占比", "share of migrants"),
    "scope": ("人口口径", "scope"),
}
COLOURS = (INK, BLUE, ORANGE, GREEN, SKY, VERMILION, PURPLE, YELLOW, GREY)


def split_words(facts: Mapping[str, Any], table: pd.DataFrame, language: str) -> Words:
    """The message: the largest group."""
    first = table[table["outcome"] == "ratio"].nlargest(1, "share").iloc[0]
    share = percent(float(first["share"]))
    title = pick(
        language,
        f"收入比方差的 {share} 来自{first['label_zh']}",
        f"{share} of the variance of the income ratio comes from {first['label_en']}",
    )
    subtitle = pick(
        language,
        f"{facts['year']} 年收入比（对数）与是否达标的方差构成（%），各占比合计为 100%，横线为 90% 区间。"
        f"{sample_line(facts, 'zh')}",
        f"Variance (%) of the log income ratio of {facts['year']} and of the yes or no, by group; shares add to 100%, "
        f"with 90% interval. {sample_line(facts, 'en')}",
    )
    note = pick(
        language,
        "运气：同一参数下重复模拟的方差，模拟人口越少越大；其余按 Shapley 值分给三组，回归未解释的部分计入模型参数。",
        "Chance: variance over replications of one draw, larger in a smaller sample of the people; the rest by "
        "Shapley's value over three groups, what the regression leaves counted as parameters. ",
    )
    words = {"title": title, "subtitle": subtitle, "note": note + interval_note(language) + "\n"}
    words["note"] += source_note(facts, language)
    said = (f"{r['outcome']} {r[f'label_{language}']}: {percent(r['share'])}" for r in table.to_dict("records"))
    return Words(**words, alt=in_words(title, said, language))


def draw_split(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """A dot and an interval a group, one block an outcome."""
    axes, y, ticks, names = figure.subplots(), 0.0, [], []
    for outcome in reversed(OUTCOMES):
        rows = table[table["outcome"] == outcome][::-1].to_dict("records")
        for row in rows:
            ticks.append(y)
            names.append(row[f"label_{language}"])
            if row["share"] == row["share"]:
                axes.plot([row["low"], row["high"]], [y, y], color=BLUE, lw=2.4, solid_capstyle="butt")
                axes.plot(row["share"], y, "o", ms=6, color=BLUE)
                text = f"{percent(row['share'])} ({interval(row['low'], row['high'], percent, language)})"
                end = max(row["high"], row["share"])
                axes.annotate(text, (end, y), (8, 0), textcoords="offset points", va="center", size=7.5, color=INK)
            else:
                same = pick(language, "所有模拟的结果相同，无方差可分", "the same in every run: no variance to split")
                axes.annotate(same, (0.0, y), (8, 0), textcoords="offset points", va="center", size=7.5, color=GREY)
            y += 1.0
        axes.text(0.0, y - 0.25, pick(language, *OUTCOMES[outcome]), size=9, va="center", color=INK)
        y += 1.0
    axes.set_yticks(ticks, names, size=8)
    axes.set_ylim(-0.6, y - 0.7)
    axes.set_xlim(0, 1.3)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1.0], ["0", "25", "50", "75", "100"])
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(pick(language, "方差占比（%）", "Share of the variance (%)"), color=GREY)


def ranking_words(facts: Mapping[str, Any], table: pd.DataFrame, language: str) -> Words:
    """The message: the least agreement with the central ranking."""
    others = table[table["setting"] != "central"].drop_duplicates(["setting", "value"])
    settings = (others if len(others) else table.head(1)).sort_values("tau", kind="stable")
    worst = settings.iloc[0]
    name, tau = setting_label(worst, language), ratio(float(worst["tau"]))
    title = pick(
        language,
        f"措施排序与中心情形的一致程度最低为 {tau}（{name}）",
        f"Instruments keep their order to a Kendall's tau of at least {tau} ({name})",
    )
    subtitle = pick(
        language,
        f"单项措施对 {facts['year']} 年人均收入的效果（元），每色一种设定，横线为 90% 区间；各措施单独加在基准之上。"
        f"{sample_line(facts, 'zh')}",
        f"Effect of one instrument alone on income per person in {facts['year']} (yuan), a colour a setting, with 90% "
        f"interval, each added to the baseline. {sample_line(facts, 'en')}",
    )
    said = [f"{setting_label(row, language)}: {ratio(row['tau'])}" for row in settings.to_dict("records")]
    listed = pick(language, "；", "; ").join(said)
    draws = int(table["draws"].iloc[0])
    note = pick(
        language, f"Kendall τ：{listed}。排序用 {draws} 次配对模拟。", f"Kendall's tau: {listed}. {draws} paired runs. "
    )
    note += interval_note(language) + "\n" + source_note(facts, language)
    return Words(title=title, subtitle=subtitle, note=note, alt=in_words(title, said, language))


def setting_label(row: Any, language: str) -> str:
    """A contested setting with its value."""
    value = "" if row["value"] != row["value"] else f" {label(str(row['value']), language)}"
    return pick(language, *SETTINGS[str(row["setting"])]) + value


def draw_ranking(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """A row an instrument in the central order, a mark a setting."""
    axes = figure.subplots()
    order = list(table[table["setting"] == "central"].sort_values("rank", ascending=False)["instrument"])
    kinds = list(table.groupby(["setting", "value"], dropna=False, sort=False))
    step = 0.7 / max(len(kinds), 1)
    for number, (_, rows) in enumerate(kinds):
        colour = COLOURS[number % len(COLOURS)]
        for place, row in enumerate(rows.to_dict("records")):
            y = order.index(row["instrument"]) + 0.35 - step * number
            axes.plot([row["low"], row["high"]], [y, y], color=colour, lw=1.2)
            name = setting_label(row, language) if place == 0 else None
            axes.plot(row["effect"], y, "o", ms=3.6, color=colour, label=name)
    axes.axvline(0.0, color=GREY, lw=0.8)
    axes.set_yticks(range(len(order)), [label(name, language) for name in order], size=8)
    axes.set_ylim(-0.6, len(order) - 0.4)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(pick(language, "元/人", "Yuan per person"), color=GREY)
    axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), frameon=False, fontsize=7.5)
