"""The first box of a discovery: the trade-off of coverage and density, and its restrictions over their ranges."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .canvas import BLUE, GREY, INK, LINE, PALE, VERMILION, Words
from .captions import in_words, picture_source
from .chart_bridge import NOT_IDENTIFIED
from .formats import plain, probability, ratio
from .plates import Picture
from .sensitivity_words import input_label
from .units import unit_after
from .wording import pick

Facts = Mapping[str, Any]
STEADY = 0.5  # as `experiments/discovery` has it
LABEL_EMS = 17
SIGNS = {"low": "≥", "high": "≤"}


def box_rows(facts: Facts, table: pd.DataFrame) -> pd.DataFrame:
    """The restrictions of every box; none where no box was found."""
    return table


def box_words(facts: Facts, table: pd.DataFrame, language: str) -> Words:
    """The message: how many conditions tell the class, and how stable they are."""
    first = table[table["box"] == 1]
    steady = probability(float(first["stability"].min()))
    happens = pick(language, *{"missed": ("落空", "missed"), "met": ("达标", "met")}[str(facts["class"])])
    count = len(first)
    title = _title(facts, count, (happens, steady), float(first["stability"].min()) >= STEADY, language)
    subtitle = pick(
        language,
        f"上：剥离路径上每个条件组合的覆盖率（占全部{happens}）与密度（组合内{happens}的比例），"
        "橙点为选定（编号同下）；"
        "下：各条件在参数范围中的位置。"
        f"{facts['cases']} 组抽样、{facts['runs']} 次模拟、{facts['inputs']} 个输入。",
        f"Above: coverage (of all {happens}) and density (share {happens} inside) of the boxes along the peeling, the "
        f"chosen ones in orange; below: where the conditions lie in the range of each input. {facts['cases']} draws, "
        f"{facts['runs']} runs, {facts['inputs']} inputs.",
    )
    note = pick(
        language,
        f"{facts['resamples']} 次重抽样中，最不稳的条件重现 {steady}；准 p 值未计入在众多输入中的挑选。",
        f"In {facts['resamples']} resamples the least stable condition is found again in {steady}; quasi-p knows "
        "nothing of the search among many inputs. ",
    )
    note += f"{pick(language, *NOT_IDENTIFIED)}\n{picture_source('restrictions.csv', language)}"
    said = (
        f"{row[f'label_{language}']} {SIGNS[row['side']]} {plain(row['limit'], 3, language)}"
        + unit_after(row["unit"], language)
        for row in first.to_dict("records")
    )
    return Words(title=title, subtitle=subtitle, note=note, alt=in_words(title, said, language))


def _title(facts: Facts, count: int, words: tuple[str, str], stable: bool, language: str) -> str:
    """What the first box tells, or that it is not stable; `words` are what happens and how often it is found again."""
    happens, steady = words
    if not stable:
        return pick(
            language,
            f"没有稳定的失败条件：最好的 {count} 个条件仅在 {steady} 的重抽样中再现",
            f"No condition is stable: the best {count} come back in {steady} of resamples",
        )
    return pick(
        language,
        f"{count} 个条件最能说明 {facts['year']} 年收入比 {ratio(facts['threshold'])} 何时{happens}",
        f"{count} condition{'s' if count > 1 else ''} tell{'' if count > 1 else 's'} best when a ratio of "
        f"{ratio(facts['threshold'])} in {facts['year']} is {happens}",
    )


def draw_box(figure: Figure, facts: Facts, table: pd.DataFrame, language: str) -> None:
    """Two panels: the path, and a bar a restriction."""
    above, below = figure.subplots(2, 1, gridspec_kw={"height_ratios": [2.2, 0.35 * len(table) + 0.2]})
    path, chosen = (pd.DataFrame(facts["path"]) for _ in range(2))
    path, chosen = path[path["kind"] == "peeling"], chosen[chosen["kind"] == "chosen"]
    above.plot(path["coverage"], path["density"], "o-", ms=4, color=LINE, mfc="white", mec=BLUE, lw=1)
    above.plot(chosen["coverage"], chosen["density"], "o", ms=9, color=VERMILION)
    for number, row in enumerate(chosen.to_dict("records"), start=1):
        place = (row["coverage"], row["density"])
        above.annotate(str(number), place, color="white", size=7, ha="center", va="center")
    above.set_xlim(0, 1.03)
    above.set_ylim(0, 1.05)
    for axis in (above.xaxis, above.yaxis):
        axis.set_major_formatter(lambda value, _: f"{100 * value:.0f}%")
    above.set_xlabel(pick(language, "覆盖率", "Coverage"))
    above.set_ylabel(pick(language, "密度", "Density"))
    above.grid(color=PALE, lw=0.8)
    rows = table[::-1].to_dict("records")
    for y, row in enumerate(rows):
        span = row["range_high"] - row["range_low"] or 1.0
        place = (row["limit"] - row["range_low"]) / span
        left, right = (place, 1.0) if row["side"] == "low" else (0.0, place)
        below.plot([0, 1], [y, y], color=PALE, lw=7, solid_capstyle="butt")
        below.plot([left, right], [y, y], color=BLUE if row["box"] == 1 else GREY, lw=7, solid_capstyle="butt")
        text = f"{SIGNS[row['side']]} {plain(row['limit'], 3, language)}{unit_after(row['unit'], language)}"
        below.annotate(text, (1, y), (8, 0), textcoords="offset points", va="center", size=8, annotation_clip=False)
    below.set_yticks(range(len(rows)), [_short(row, language) for row in rows])
    below.set_ylim(-0.6, len(rows) - 0.4)
    below.set_xlim(0, 1)
    below.set_xticks([0, 1], [pick(language, "下限", "lowest"), pick(language, "上限", "highest")])
    below.tick_params(axis="y", length=0, labelsize=8.5, labelcolor=INK)


def _short(row: Mapping[Any, Any], language: str) -> str:
    text, box = str(row[f"label_{language}"]), row["box"]
    named: dict[Hashable, Any] = {f"label_{language}": pick(language, f"条件组合{box}：", f"Box {box}: ") + text}
    return input_label(named, language, LABEL_EMS)


BOX = Picture(
    name="box",
    table="restrictions.csv",
    facts="discover.json",
    rows=box_rows,
    words=box_words,
    draw=draw_box,
    height=lambda table: 3.0 + 0.38 * len(table),
)
