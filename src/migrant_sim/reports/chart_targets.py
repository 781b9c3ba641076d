"""The board of targets: probability with interval of each, over the classes of words."""

import pandas as pd
from matplotlib.figure import Figure

from .canvas import Words, probability_axis, probability_row, wrapped
from .captions import in_words, probability_interval, runs_line, source_line
from .chart import Chart
from .findings import Findings
from .formats import probability, ratio
from .units import unit_words
from .wording import period, pick

KEPT = ["target_id", "comparator", "threshold", "tolerance", "period", "probability", "low", "high", "unit", "status"]


def target_numbers(findings: Findings) -> pd.DataFrame:
    """One row an evaluated target, tolerance and period of the scenario, with both statements.

    Proxies and the single years of a target that must hold in each stand in the table alone.
    """
    table = findings.targets()[[*KEPT, "statement_zh", "statement_en"]]
    table = table[(table["status"] == "evaluated") & ~table["unit"].str.startswith("proxy")]
    spans = table["period"].str.fullmatch(r"\d{4}-\d{4}")
    whole = set(zip(table["target_id"][spans], table["unit"][spans], strict=True))
    parts = [key in whole for key in zip(table["target_id"], table["unit"], strict=True)]
    return table[spans | ~pd.Series(parts, index=table.index, dtype=bool)].reset_index(drop=True)


def target_words(findings: Findings, table: pd.DataFrame, language: str) -> Words:
    """The message: for how many targets, each as the model reads it by default, the chance is above one half."""
    first = table.drop_duplicates("target_id").dropna(subset=["probability"])
    met, count = int((first["probability"] > 0.5).sum()), len(first)
    title = pick(
        language,
        f"{count} 项可评估目标中，{met} 项达标概率超过一半",
        f"{met} of {count} targets that can be evaluated {'has' if met == 1 else 'have'} a chance above one half",
    )
    subtitle = pick(
        language,
        "各目标的达标概率（%）和 90% 区间；阴影为结论用语的分级；实心为默认读法，空心为其他容差或读法。"
        f"{runs_line(findings, 'zh')}。",
        "Probability (%) of meeting each target, with 90% interval; shades are the classes of words; filled: the "
        f"default reading, open: other tolerances or readings. {runs_line(findings, 'en')}.",
    )
    tolerance = pick(
        language,
        "。容差为假设；标题按默认容差计。\n",
        ". Tolerances are assumptions; the title counts each at its default.\n",
    )
    said = (f"{row['target_id']}: {probability(row['probability'])}" for row in first.to_dict("records"))
    alt = in_words(title, said, language)
    note = probability_interval(language) + tolerance + source_line(findings, language)
    return Words(title=title, subtitle=subtitle, note=note, alt=alt)


def target_names(table: pd.DataFrame, language: str) -> list[str]:
    """Name of each row: id, the statement where a target begins, period, and tolerance for targets that have one."""
    names, before = [], ""
    tolerant = set(table.loc[table["tolerance"] > 0, "target_id"])
    units = table.groupby("target_id")["unit"].nunique()
    several = set(units.index[units > 1])
    for row in table.to_dict("records"):
        said = "" if row["target_id"] == before else f" {row[f'statement_{language}']}"
        tolerance = pick(language, "，容差 ", ", tolerance ") + ratio(row["tolerance"])
        unit = (
            pick(language, "，", ", ") + unit_words(str(row["unit"]), language) if row["target_id"] in several else ""
        )
        extra = f"{period(row['period'], language)}{unit}{tolerance if row['target_id'] in tolerant else ''}"
        names.append(f"{row['target_id']}{said}" + pick(language, f"（{extra}）", f" ({extra})"))
        before = row["target_id"]
    return names


def draw_targets(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """A dot and an interval for each target."""
    axes = figure.subplots()
    rows, names = table[::-1].to_dict("records"), target_names(table, language)[::-1]
    first = ~table["target_id"].duplicated().to_numpy()[::-1]
    for y, row in enumerate(rows):
        chance = (float(row["probability"]), float(row["low"]), float(row["high"]))
        probability_row(axes, y, chance, language, filled=bool(first[y]))
        if first[y] and y + 1 < len(rows):
            axes.axhline(y + 0.5, color="white", lw=1.6)
    axes.set_yticks(range(len(rows)), [wrapped(name, 33) for name in names], size=7.5)
    probability_axis(axes, len(rows), language)


TARGETS = Chart(
    name="targets",
    heading_zh="各项目标的达标概率",
    heading_en="Chance of each target",
    numbers=target_numbers,
    words=target_words,
    draw=draw_targets,
    height=lambda table: 0.5 + 0.3 * len(table) + 0.15 * table["target_id"].nunique(),
)
