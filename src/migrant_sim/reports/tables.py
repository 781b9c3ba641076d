"""Tables of the report: caption, header and rows of text, each number formatted from the result."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from .captions import full_interval
from .findings import Findings
from .formats import interval, percent, plain, ratio, within, yuan
from .margin_words import level_name, table_name
from .notes import source_of
from .text import growth
from .units import unit_words
from .wording import SOURCES, bilingual, indicator, pick

STRONGEST = 10
_NUMBER = re.compile(r"([+−<]?[\d.,]*%?( 至 | to )?)*|–|无|none")


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table as text; the first column of each row is its header."""

    caption: str
    unit: str = ""
    columns: list[str]
    rows: list[list[str]]
    note: str = ""

    @cached_property
    def numeric(self) -> set[int]:
        """Numbers of the columns that hold nothing but numbers."""
        columns = zip(*self.rows, strict=True)
        return {i for i, column in enumerate(columns) if i and all(_NUMBER.fullmatch(cell) for cell in column)}


def income_table(findings: Findings, language: str) -> Table:
    """Income by source in the first and the last year: amount, share and growth, as statistical releases print it."""
    names = [name for name in ("disposable_income", *SOURCES, "rural_mean_income", "host_income") if findings.has(name)]
    means = {name: findings.runs(name, findings.arms[0]).mean() for name in names}
    first, last = findings.years[0], findings.last_year
    rows = []
    for name in names:
        before, now, whole = means[name][first], means[name][last], means["disposable_income"][last]
        share = percent(now / whole) if name in SOURCES else ""
        rows.append(
            [indicator(name, language), yuan(before, language), yuan(now, language), growth(now, before), share]
        )
    columns = pick(
        language,
        f"项目|{first} 年|{last} 年|名义累计增长|占 {last} 年合计",
        f"Item|{first}|{last}|Nominal growth over the period|Share of {last} total",
    ).split("|")
    note = pick(
        language,
        "各次模拟的均值，名义值，未扣除价格因素。部分数据因四舍五入的原因，存在总计与分项合计不等的情况。",
        "Means over runs, nominal (not deflated). Totals may differ from sums because of rounding.",
    )
    caption = pick(language, "人均可支配收入及来源", "Disposable income per person by source")
    return Table(
        caption=caption,
        unit=pick(language, "元/人·年", "yuan per person and year"),
        columns=columns,
        rows=rows,
        note=note,
    )


def ratio_table(findings: Findings, language: str) -> Table:
    """Income ratio by year with its interval, and the shortfall in the last year."""
    rows = [
        [year, ratio(row["median"]), interval(row["p05"], row["p95"], ratio, language)]
        for year, row in sorted(findings.summary["parity_ratio"].items())
    ]
    columns = pick(language, "年份|中位数|90% 区间", "Year|Median|90% interval").split("|")
    caption = pick(language, "收入比（移民 ÷ 农村平均）", "Income ratio (movers over rural mean)")
    return Table(
        caption=caption,
        unit=pick(language, "比值", "ratio"),
        columns=columns,
        rows=rows,
        note=full_interval(language) + pick(language, "。", ". ") + _shortfall(findings, language),
    )


def _shortfall(findings: Findings, language: str) -> str:
    """Distance to the rural mean in the last year, in yuan per person; empty where the runs do not hold it."""
    year = findings.last_year
    gap = findings.summary["shortfall"].get(year)
    if gap is None:
        return ""
    middle, band = yuan(gap["median"], language), within(gap["p05"], gap["p95"], yuan, language)
    return pick(
        language,
        f"{year} 年与农村平均的差距：人均 {middle} 元（{band}；负数表示已超过）。",
        f"Shortfall against the rural mean in {year}: {middle} yuan per person ({band}; negative: above it).",
    )


def assumption_table(findings: Findings, language: str) -> Table:
    """Drawn parameters ordered by how closely the last year's ratio follows them (rank correlation over draws)."""
    known: Mapping[str, Mapping[str, Any]] = findings.summary.get("parameters", {})
    rows = []
    for path, link in _links(findings).items():
        low, high = findings.result.draws[path].quantile([0.05, 0.95])
        rows.append(
            [
                *_parameter(path, known.get(path, {}), language),
                f"{plain(low, 3, language)}\u00a0–\u00a0{plain(high, 3, language)}",  # in one line
                ratio(link),
            ]
        )
    columns = pick(
        language,
        "参数|单位|依据|抽取范围（90%）|与收入比的等级相关",
        "Parameter|Unit|Basis|Range drawn (90%)|Rank correlation",
    ).split("|")
    if not known:
        rows, columns = [[row[0], *row[3:]] for row in rows], [columns[0], *columns[3:]]
    note = pick(
        language,
        "相关系数为各组参数下最后一年收入比均值与参数的等级相关；绝对值越大，结论越依赖该参数。",
        "Rank correlation over parameter draws between the parameter and the mean ratio of the last year; the "
        "larger, the more the verdict rests on it.",
    )
    caption = pick(language, "承载结论的参数和假设", "Parameters and assumptions that carry the verdict")
    return Table(caption=caption, columns=columns, rows=rows, note=note)


def _parameter(path: str, row: Mapping[str, Any], language: str) -> list[str]:
    """What a drawn parameter means, its unit, and what it rests on; its path where the result does not say."""
    if not row:
        return [path, "", ""]
    return [bilingual(row, "description", language), unit_words(str(row["unit"]), language), source_of(row, language)]


def _links(findings: Findings) -> dict[str, float]:
    """Strongest rank correlations between drawn parameters and the ratio, largest first; prices cannot move it."""
    known: Mapping[str, Mapping[str, Any]] = findings.summary.get("parameters", {})
    prices = [path for path, row in known.items() if row.get("cost_only") and path in findings.result.draws]
    ratios = findings.runs("income_ratio", findings.arms[0])[findings.last_year].groupby("draw").mean()
    draws = findings.result.draws.set_index("draw").loc[ratios.index].drop(columns=prices)
    # One figure feeds several paths, such as an instrument in several clauses: it stands here once.
    draws = draws.loc[:, (draws.nunique() > 1) & ~draws.T.duplicated()]
    if len(draws) < 3 or draws.empty:
        return {}
    ranks = draws.rank().to_numpy()
    found = {str(path): float(np.corrcoef(ranks[:, i], ratios.rank())[0, 1]) for i, path in enumerate(draws.columns)}
    order = sorted(found, key=lambda path: -abs(found[path]) if np.isfinite(found[path]) else 0.0)
    return {path: found[path] for path in order[:STRONGEST]}


def fit_table(findings: Findings, language: str) -> Table:
    """The margins that the synthetic population misses most, and the largest error of a fitted one named."""
    fit = findings.result.fit
    worst = fit.loc[fit["error"].abs().sort_values(ascending=False, kind="stable").index]
    kinds = {True: pick(language, "拟合", "fitted"), False: pick(language, "仅比较", "compared only")}
    rows = [
        [
            table_name(str(row["table"]), language),
            level_name(str(row["level"]), language),
            *(plain(row[name], 4, language) for name in ("published", "achieved", "error")),
            kinds[bool(row["fitted"])],
        ]
        for row in worst.head(STRONGEST).to_dict("records")
    ]
    columns = pick(
        language,
        "边际表|水平|依据值|合成人口|误差|用途",
        "Margin|Level|Given|Synthetic population|Error|Use",
    ).split("|")
    caption = pick(
        language,
        f"合成人口拟合（共 {len(fit)} 项，列出误差最大的 {len(rows)} 项）",
        f"Fit of the synthetic population ({len(fit)} margins, the {len(rows)} worst)",
    )
    return Table(caption=caption, columns=columns, rows=rows, note=_largest_error(worst, language))


def _largest_error(worst: pd.DataFrame, language: str) -> str:
    """Names the largest error of a fitted margin; `worst` is in falling order."""
    assumed = pick(
        language,
        "边际表多为依据公布数字推算的默认值（假设）。",
        "Most margins are defaults built on published anchors (assumption).",
    )
    fitted = worst[worst["fitted"]].head(1).to_dict("records")
    if not fitted:
        return assumed
    names = table_name(str(fitted[0]["table"]), language), level_name(str(fitted[0]["level"]), language)
    where, error = " / ".join(names), plain(fitted[0]["error"], 4, language)
    largest = f"拟合项中最大的边际误差：{where}，{error}。", f"Largest error of a fitted margin: {where}, {error}. "
    return pick(language, *largest) + assumed
