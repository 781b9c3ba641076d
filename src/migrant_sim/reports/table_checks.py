"""Tables of `validate` and `calibrate`: predictions beside figures, scores, twin trials, checks, the fit."""

import re
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from .formats import NONE, interval, percent, plain, yuan
from .material import Part
from .tables import Table
from .units import unit_words
from .wording import indicator, label, pick

METHODS: Mapping[str, tuple[str, str]] = {
    "model": ("模型", "model"),
    "last growth": ("沿用上期增速", "last growth goes on"),
    "rural growth": ("按农村均值增速", "growth of the rural mean"),
}
# Outputs that are no indicator but a figure of many persons.
OUTPUTS: Mapping[str, tuple[str, str]] = {
    "standard deviation of log pay": ("工资对数的标准差", "standard deviation of log pay"),
}
FEW_RUNS = 2  # runs that make no interval worth the name
VERDICTS: Mapping[str, tuple[str, str]] = {
    "within": ("在区间内", "within"),
    "partly within": ("中位数在内，区间超出", "median within, interval beyond"),
    "below": ("低于区间", "below"),
    "above": ("高于区间", "above"),
    "pass": ("通过", "pass"),
    "miss": ("未通过", "miss"),
    "not evaluated": ("未评价", "not evaluated"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
}
Row = Mapping[Hashable, Any]
LEAST_CONTRACTION = 0.05  # of a parameter's variance, for the table to list it


def prediction_table(part: Part, language: str) -> Table:
    """Held-back figures beside what was predicted for them."""
    table = part.tables["predictions"]
    rows = [
        [
            label(str(row["region"]), language),
            str(row["fit_until"]),
            str(row["year"]),
            yuan(row["median"], language),
            interval(row["low50"], row["high50"], yuan, language),
            interval(row["low90"], row["high90"], yuan, language),
            yuan(row["printed"], language),
        ]
        for row in table[table["account"] == "printed"].to_dict("records")
    ]
    columns = pick(
        language,
        "地区|所知截至|预测年份|中位数|50% 区间|90% 区间|公布数",
        "Region|Known to|Year|Median|50% interval|90% interval|Published",
    ).split("|")
    note = pick(
        language,
        "公布口径；区间覆盖参数、起点、趋势、随机与口径误差。“–”为没有公布数，不评分。",
        "As printed; intervals cover parameters, start, trend, chance and error of definition. A dash: nothing "
        "published, not scored.",
    )
    return Table(
        caption=pick(language, "历史回测：预测与公布数", "Back-test: predicted and published"),
        unit=pick(language, "元/人·年", "yuan per person and year"),
        columns=columns,
        rows=rows,
        note=note,
    )


def score_table(part: Part, language: str) -> Table:
    """How the model and its naive rivals did over all figures held back."""
    rows = [
        [
            label(str(row["region"]), language),
            pick(language, *METHODS.get(row["method"], (row["method"],) * 2)),
            str(row["figures"]),
            *(yuan(row[name], language) for name in ("crps", "absolute_error")),
            *(percent(row[name]) for name in ("covered50", "covered90")),
        ]
        for row in part.tables["backtests"].to_dict("records")
    ]
    columns = pick(
        language,
        "地区|方法|数字个数|CRPS（元）|绝对误差（元）|50% 区间覆盖|90% 区间覆盖",
        "Region|Method|Figures|CRPS (yuan)|Absolute error (yuan)|In the 50% interval|In the 90% interval",
    ).split("|")
    note = pick(
        language,
        "CRPS 与绝对误差越小越好；各起点相互重叠，数字很少，不足以分出高下。",
        "Lower is better; origins overlap and figures are few, too few to rank the methods.",
    )
    return Table(caption=pick(language, "回测评分", "Scores"), columns=columns, rows=rows, note=note)


def trial_table(part: Part, language: str) -> Table:
    """Twin trials beside the ranges that the literature gives."""
    records = part.tables["trials"].to_dict("records")
    rows = [
        [
            _known(str(row["moment"]), language),
            unit_words(str(row["unit"]), language),
            _banded(row, "middle", ("low", "high"), language),
            _banded(row, "published", ("published_low", "published_high"), language),
            _plain(row.get("treated"), language),
            _verdict(row, language),
        ]
        for row in records
    ]
    columns = pick(
        language,
        "效应|单位|模型（5%—95%）|文献（低至高）|受试人数|比较",
        "Effect|Unit|Model (5-95%)|Literature (low to high)|Persons treated|Beside it",
    ).split("|")
    note = pick(
        language,
        "同一随机数、有无干预各一次；受试人数为模拟规模下的中位数；文献效应只用于对照，从不作为模型输入。",
        "Same chance with and without the intervention; persons treated are a median, as simulated. Published effects "
        "are compared with, never put in.",
    )
    if any(row.get("runs", FEW_RUNS + 1) <= FEW_RUNS for row in records):
        note += pick(
            language,
            f"部分区间只由 {FEW_RUNS} 次或更少的模拟得出，不能当作区间。",
            f" Some intervals rest on {FEW_RUNS} runs or fewer and are no intervals.",
        )
    return Table(caption=pick(language, "双胞胎试验", "Twin trials"), columns=columns, rows=rows, note=note)


def _banded(row: Row, middle: str, ends: tuple[str, str], language: str) -> str:
    """A value with its interval; a dash where there is none."""
    if _plain(row[middle], language) == NONE:
        return NONE
    low, high = (row[end] for end in ends)
    return f"{_plain(row[middle], language)} ({interval(low, high, _plain, language)})"


def check_table(part: Part, language: str) -> Table:
    """Figures that were not fitted beside what the model gives for them."""
    rows = []
    for row in part.tables["checks"].to_dict("records"):
        assumed = pick(language, "（假设）", " (assumption)") if "ASSUMPTION" in str(row["note"]) else ""
        band = interval(row["low90"], row["high90"], _plain, language)
        rows.append(
            [
                _output(str(row["output"]), language) + assumed,
                f"{label(str(row['region']), language)} {row['year']}",
                unit_words(str(row["unit"]), language),
                f"{_plain(row['median'], language)} ({band})" if row["median"] == row["median"] else NONE,
                _plain(row["printed"], language),
                _verdict(row, language),
            ]
        )
    columns = pick(
        language,
        "指标|地区、年份|单位|模型（90% 区间）|公布数|结果",
        "Indicator|Region, year|Unit|Model (90% interval)|Published|Result",
    ).split("|")
    note = pick(
        language,
        "区间含该数字本身的误差；通过很宽的区间说明不了什么。",
        "Intervals hold the figure's own error; to pass a wide interval says little.",
    )
    caption = pick(language, "与未用于拟合的数字核对", "Checks against figures not fitted")
    return Table(caption=caption, columns=columns, rows=rows, note=note)


def moment_table(part: Part, language: str) -> Table:
    """Figures that were fitted, with prior and posterior predictions."""
    rows = [
        [
            _known(str(row["moment"]), language),
            unit_words(str(row["unit"]), language),
            _plain(row["value"], language),
            *(_three(row, name, language) for name in ("prior", "posterior")),
        ]
        for row in part.tables["fit"].to_dict("records")
    ]
    columns = pick(
        language,
        "数字|单位|公布数|先验预测（90% 区间）|后验预测（90% 区间）",
        "Figure|Unit|Published|Prior prediction (90%)|Posterior prediction (90%)",
    ).split("|")
    caption = pick(language, "校准：拟合的数字", "Calibration: the figures fitted")
    return Table(caption=caption, columns=columns, rows=rows)


def identified_table(part: Part, language: str) -> Table:
    """Parameters that the data speak of, before and after them; the number of the others stands below."""
    found = part.tables["identified"]
    told = (found["identified"] == "yes") | (found["contraction"] >= LEAST_CONTRACTION)
    others = int((~told).sum())
    rows = [
        [
            _known(str(row["parameter"]), language),
            unit_words(str(row["unit"]), language),
            *(_three(row, name, language) for name in ("prior", "posterior")),
            percent(row["contraction"]),
            pick(language, *VERDICTS.get(str(row["identified"]), (str(row["identified"]),) * 2)),
        ]
        for row in found[told].to_dict("records")
    ]
    columns = pick(
        language,
        "参数|单位|先验（90%）|后验（90%）|方差收缩|可识别",
        "Parameter|Unit|Prior (90%)|Posterior (90%)|Contraction|Identified",
    ).split("|")
    caption = pick(language, "校准：数据说明了哪些参数", "Calibration: which parameters data speak of")
    note = pick(
        language,
        f"方差收缩不足 {LEAST_CONTRACTION:.0%} 的其余 {others} 个参数未列，仍取自先验；全表见 identified.csv。",
        f"The other {others} parameters, with a contraction below {LEAST_CONTRACTION:.0%}, are not listed and come "
        "from their priors still; the whole table is identified.csv.",
    )
    return Table(caption=caption, columns=columns, rows=rows, note=note)


TABLES: tuple[tuple[str, Callable[[Part, str], Table]], ...] = (
    ("predictions", prediction_table),
    ("backtests", score_table),
    ("checks", check_table),
    ("trials", trial_table),
)
CALIBRATION: tuple[tuple[str, Callable[[Part, str], Table]], ...] = (
    ("fit", moment_table),
    ("identified", identified_table),
)


def _plain(value: float | None, language: str = "en") -> str:
    return NONE if value is None or pd.isna(value) else plain(float(value), 4, language)


def _three(row: Row, name: str, language: str) -> str:
    low, middle, high = (row[f"{name}_p{at}"] for at in ("05", "50", "95"))
    return f"{_plain(middle, language)} ({interval(low, high, _plain, language)})"


def _verdict(row: Row, language: str) -> str:
    said = str(row["verdict"])
    return pick(language, *VERDICTS.get(said, (said, said)))


def _output(output: str, language: str) -> str:
    """An output in words: products and a quotient by their parts."""
    if output in OUTPUTS:
        return pick(language, *OUTPUTS[output])
    said = re.sub(r"[a-z_0-9]+", lambda name: indicator(name.group(), language), output)
    return said.replace("*", " × ").replace("/", " ÷ ")


@cache
def _descriptions() -> Mapping[str, tuple[str, str]]:
    """Chinese and English meaning of every published parameter and observation."""
    from ..published import parameters
    from ..published.observations import USES, observations

    known = {row.id: (row.description_zh or row.description, row.description) for row in parameters()}
    for row in observations(None, *USES):
        said = [f"{label(row.region, at)} {row.year}: {_output(row.output, at)}" for at in ("zh", "en")]
        known[row.id] = said[0].replace(": ", "："), said[1]
    return known


def _known(name: str, language: str) -> str:
    """What a published row of that id is about; an observation's id stands for itself, spelled out."""
    return pick(language, *_descriptions().get(name, (name.replace("_", " "), name.replace("_", " "))))
