"""Charts of single inputs: the probability between their low and high values, and their indices."""

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .canvas import BLUE, GREY, INK, ORANGE, Words
from .captions import in_words
from .formats import interval, plain, probability, ratio
from .sensitivity_words import input_label, interval_note, sample_line, source_note
from .units import unit_after
from .wording import pick

ROWS = 12


def tornado_rows(table: pd.DataFrame) -> pd.DataFrame:
    """The inputs that move the income ratio most between their low and high values, widest first."""
    known = table.dropna(subset=["ratio_low", "ratio_high"])
    width = (known["ratio_high"] - known["ratio_low"]).abs()
    return known.loc[width.sort_values(ascending=False, kind="stable").index].head(ROWS)


def tornado_words(facts: Mapping[str, Any], table: pd.DataFrame, language: str) -> Words:
    """The message: the widest bar."""
    first = table.iloc[0]
    low, high = sorted((first["ratio_low"], first["ratio_high"]))
    name = str(first[f"label_{language}"])
    title = pick(
        language,
        f"影响最大的单个输入：{name}，收入比 {ratio(low)} 至 {ratio(high)}",
        f"What moves the ratio most: {name}, from {ratio(low)} to {ratio(high)}",
    )
    subtitle = pick(
        language,
        f"{facts['year']} 年收入比中位数，每次把一个输入固定在低值（空心）和高值（实心）；括号内为达标概率，容差 "
        f"{ratio(facts['tolerance'])}（假设）。{sample_line(facts, 'zh')}",
        f"Median income ratio of {facts['year']} with one input at a time held at its low (open) and high (filled) "
        f"value; in brackets the probability of meeting the target then; tolerance {ratio(facts['tolerance'])} "
        f"(assumption). {sample_line(facts, 'en')}",
    )
    note = pick(
        language,
        "低值、高值约为先验的 5% 和 95% 分位；由全部模拟的对数收入比回归推得。",
        "Low and high are about the 5 and 95% points of the prior; by a regression of the log income ratio over all "
        "runs.",
    )
    colon = pick(language, "：", ": ")
    said = (f"{row[f'label_{language}']}{colon}{_ends(row)}" for row in table.to_dict("records"))
    alt = in_words(title, said, language) + pick(
        language, "（输入取低值、高值时的达标概率）", " (probability of meeting the target at low and at high)"
    )
    return Words(title=title, subtitle=subtitle, note=f"{note}\n{source_note(facts, language)}", alt=alt)


def _ends(row: Mapping[Hashable, Any]) -> str:
    return f"{probability(row['probability_low'])} – {probability(row['probability_high'])}"


def draw_tornado(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """A bar an input from its low to its high value, widest on top."""
    axes = figure.subplots()
    rows = table[::-1].to_dict("records")
    ends = table[["ratio_low", "ratio_high"]].to_numpy(float)
    left, right = float(ends.min()), float(ends.max())
    for y, row in enumerate(rows):
        low, high = row["ratio_low"], row["ratio_high"]
        axes.plot([low, high], [y, y], color=BLUE, lw=5, solid_capstyle="butt", alpha=0.55)
        axes.plot(low, y, "o", ms=6, mfc="white", mec=BLUE, mew=1.5)
        axes.plot(high, y, "o", ms=6, color=BLUE)
        move = " → ".join(plain(row[end], 3, language) for end in ("low", "high"))
        text = f"{move}{unit_after(row['unit'], language)} ({_ends(row)})"
        style: dict[str, Any] = {"va": "center", "size": 7.5, "color": INK}
        axes.annotate(text, (max(low, high), y), (8, 0), textcoords="offset points", **style)
    axes.set_yticks(range(len(rows)), [input_label(row, language) for row in rows], size=8)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_xlim(left - 0.05 * (right - left), right + 0.75 * (right - left))
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(pick(language, "收入比", "Income ratio"), color=GREY)


def index_rows(table: pd.DataFrame) -> pd.DataFrame:
    """The inputs with the largest index on the income ratio: total Sobol' where there is one, else PAWN."""
    ratios = table[table["outcome"] == "ratio"]
    method = "sobol_total" if (ratios["method"] == "sobol_total").any() else "pawn"
    return ratios[ratios["method"] == method].nlargest(ROWS, "index")


def index_words(facts: Mapping[str, Any], table: pd.DataFrame, language: str) -> Words:
    """The message: how many inputs stand out from luck, and the first."""
    noise, pawn = table["noise"], table["method"].iloc[0] == "pawn"
    out = int((table["low"] > (noise if pawn else 0.0)).sum())
    name = str(table.iloc[0][f"label_{language}"])
    title = pick(
        language,
        f"{len(table)} 个最强输入中有 {out} 个明显超出抽样误差，首位：{name}",
        f"{out} of the {len(table)} strongest inputs stand{'s' if out == 1 else ''} clear of sampling error; "
        f"first: {name}",
    )
    method = {"pawn": "PAWN", "sobol_total": pick(language, "Sobol' 总效应", "total Sobol'")}[table["method"].iloc[0]]
    subtitle = pick(
        language,
        f"对 {facts['year']} 年收入比的敏感性指数（{method}，0 至 1），横线为 90% 区间。{sample_line(facts, 'zh')}",
        f"Sensitivity index ({method}, 0 to 1) on the income ratio of {facts['year']}, with 90% interval. "
        f"{sample_line(facts, 'en')}",
    )
    dummy = pick(
        language,
        "虚线：没有任何作用的输入仅凭运气所得指数的 95% 分位。",
        " Dashed: 95% point of the index that an input without effect gets by luck.",
    )
    note = interval_note(language) + (dummy if pawn else "") + "\n" + source_note(facts, language)
    colon = pick(language, "：", ": ")
    said = (f"{row[f'label_{language}']}{colon}{ratio(row['index'])}" for row in table.to_dict("records"))
    alt = in_words(title, said, language)
    return Words(title=title, subtitle=subtitle, note=note, alt=alt)


def draw_indices(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """A dot and an interval an input, largest on top; luck as a dashed line."""
    axes = figure.subplots()
    rows = table[::-1].to_dict("records")
    for y, row in enumerate(rows):
        axes.plot([row["low"], row["high"]], [y, y], color=BLUE, lw=2.4, solid_capstyle="butt")
        axes.plot(row["index"], y, "o", ms=6, color=BLUE)
        text = f"{ratio(row['index'])} ({interval(row['low'], row['high'], ratio, language)})"
        style: dict[str, Any] = {"va": "center", "size": 7.5, "color": INK, "annotation_clip": False}
        # In a column beside the axes, where the dashed line crosses no number.
        axes.annotate(text, (1, y), (8, 0), axes.get_yaxis_transform(), "offset points", **style)
    noise = float(table["noise"].iloc[0])
    if np.isfinite(noise):
        axes.axvline(noise, color=ORANGE, lw=1.2, ls="--")
    axes.set_yticks(range(len(rows)), [input_label(row, language) for row in rows], size=8)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_xlim(min(0.0, float(table["low"].min())), 1.05 * float(table[["high", "index", "noise"]].max().max()))
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(pick(language, "指数", "Index"), color=GREY)
