"""Chart of the flip table: how far each input must move before the verdict's word changes."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .canvas import BLUE, GREY, INK, SKY, Words
from .captions import in_words
from .formats import decimal, plain, ratio
from .sensitivity_words import input_label, sample_line, source_note
from .units import unit_after
from .wording import pick

FLIP_ROWS = 12


def flip_words(facts: Mapping[str, Any], table: pd.DataFrame, language: str) -> Words:
    """The message: the nearest flip."""
    first = table.iloc[0]
    name, value, unit = first[f"label_{language}"], plain(first["flip"], 3, language), first["unit"]
    start, unit = plain(first["start"], 3, language), unit_after(str(unit), language)
    border = pick(
        language,
        f"达标概率正处于“{first['word_zh']}”与“{first['new_word_zh']}”的分界：用语本身在偶然误差内",
        f"The probability lies at the border of {first['word']} and {first['new_word']}: the word is within chance",
    )
    title = (
        border
        if first["status"] == "border"
        else pick(
            language,
            f"最易翻转结论：{name}，由 {start} 变到 {value}{unit}，结论变为{first['new_word_zh']}",
            f"Nearest flip: {name} from {start} to {value}{unit} makes it {first['new_word']}",
        )
    )
    subtitle = pick(
        language,
        "单个输入的全部抽样一起移动，其中位数移动多远会改变概率用语（以抽样标准差计），其余输入照常变动；"
        "实心：在所述范围内，空心：超出范围。"
        f"容差 {ratio(facts['tolerance'])}（假设）。{sample_line(facts, 'zh')}",
        "How far all draws of one input must move, read at their median, before the word of the probability changes, "
        "in standard deviations of the draws, the others varying as before; filled: within its stated range, open: "
        f"beyond it. Tolerance {ratio(facts['tolerance'])} (assumption). {sample_line(facts, 'en')}",
    )
    note = pick(
        language,
        "由全部模拟的对数收入比回归推得，前五项以翻转值重新模拟核对；横线为参数抽样自助法的 90% 区间，不含结构误差。"
        "未列出的输入移动到其范围的 3 倍也不改变结论。",
        "By a regression of the log income ratio over all runs; the first five are checked by real runs at the "
        "flipping value. Lines: 90% bootstrap interval over draws, not errors in the model's structure. Those not "
        "listed do not flip it at three times their range, or flip it later than these.",
    )
    said = (f"{row[f'label_{language}']}: {row[f'said_{language}']}" for row in table.to_dict("records"))
    whole = f"{note}\n{source_note(facts, language)}"
    return Words(title=title, subtitle=subtitle, note=whole, alt=in_words(title, said, language))


def draw_flips(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """A bar an input, nearest on top, with the flipping value in its own unit."""
    axes = figure.subplots()
    rows = table[::-1].to_dict("records")
    reach = 1.9 * float(table["distance"].max())
    for y, row in enumerate(rows):
        inside = row["low"] <= row["flip"] <= row["high"]
        axes.barh(y, row["distance"], height=0.5, color=SKY if inside else "white", edgecolor=BLUE, lw=1.1)
        end = row["distance"]
        if row["flip_low"] == row["flip_low"] and row["spread"] > 0:
            ends = [abs(row[key] - row["start"]) / row["spread"] for key in ("flip_low", "flip_high")]
            ends = [min(value, 0.6 * reach) for value in ends]
            axes.plot(sorted(ends), [y, y], color=INK, lw=1.3)
            end = max(end, *ends)
        word = pick(language, str(row["new_word_zh"]), str(row["new_word"]))
        unit = unit_after(str(row["unit"]), language)
        text = f"{plain(row['start'], 3, language)} → {plain(row['flip'], 3, language)}{unit}: {word}"
        axes.annotate(text, (end, y), (6, 0), textcoords="offset points", va="center", size=7.5, color=INK)
    axes.set_yticks(range(len(rows)), [input_label(row, language) for row in rows], size=8)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_xlim(0, reach)
    axes.xaxis.set_major_formatter(lambda value, _: decimal(value))
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(
        pick(
            language,
            "与抽样中位数的距离（抽样标准差）",
            "Distance from the median of the draws (their standard deviations)",
        ),
        color=GREY,
    )
