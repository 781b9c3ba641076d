"""Two runs side by side: medians of headline indicators, and their difference paired run by run."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from ..errors import DataError
from ..result import Result
from .basis import unidentified
from .captions import full_interval
from .findings import Findings
from .formats import Format, interval, percent, ratio, signed, yuan
from .tables import Table
from .units import unit_words
from .wording import indicator, label, pick

# Indicators that a comparison shows, in this order, where both results hold them.
HEADLINES = (
    *("income_ratio", "disposable_income", "wage_income", "operating_income", "property_income", "transfer_income"),
    *("employment_rate", "stable_employment_rate", "months_worked", "household_job_rate", "zero_employment_households"),
    *("poverty_rate", "gini", "cost_per_person"),
)


def compared(first: Result, second: Result) -> pd.DataFrame:
    """One row a headline indicator: year, unit, medians of A and B and of B minus A, over the runs that both hold.

    Raises DataError when the two share no run or no year.
    """
    rows = []
    for name in HEADLINES:
        if not all(name in set(result.indicators["indicator"]) for result in (first, second)):
            continue
        a, b = (result.yearly(name).loc[result.scenario] for result in (first, second))
        years = sorted(set(a.columns) & set(b.columns))
        runs = a.index.intersection(b.index)
        if not years or not len(runs):
            raise DataError(
                f"{first.folder} and {second.folder} share no run and year to compare.",
                f"{first.folder} 与 {second.folder} 没有可比较的相同模拟和年份。",
            )
        year = years[-1]
        low, middle, high = (b[year] - a[year]).loc[runs].quantile([0.05, 0.5, 0.95])
        held = first.indicators[first.indicators["period"].str.len() == 4]
        unit = held.loc[held["indicator"] == name, "unit"].iloc[0]
        shared = {"A": a[year].loc[runs].median(), "B": b[year].loc[runs].median()}
        values = {**shared, "B-A": middle, "p05": low, "p95": high}
        rows.append({"indicator": name, "year": year, "unit": unit, "runs": len(runs), **values})
    return pd.DataFrame(rows).set_index("indicator")


def comparison_table(first: Findings, second: Findings, language: str) -> Table:
    """The comparison for a reader: what A and B are, and which runs were paired."""
    found = compared(first.result, second.result)
    rows = [
        [
            indicator(str(name), language),
            "%" if row["unit"] == "share" else unit_words(str(row["unit"]), language),
            *(_form(row)(row[key], language) for key in ("A", "B")),
            signed(_form(row)(row["B-A"], language)),
            interval(row["p05"], row["p95"], _form(row), language),
        ]
        for name, row in zip(found.index, found.to_dict("records"), strict=True)
    ]
    year, runs = found["year"].iloc[0], int(found["runs"].iloc[0])
    names = [f"{each.result.folder.name} ({label(each.arms[0], language)})" for each in (first, second)]
    columns = pick(language, "指标|单位|A|B|B − A|90% 区间", "Indicator|Unit|A|B|B − A|90% interval").split("|")
    note = pick(
        language,
        f"A＝{names[0]}；B＝{names[1]}。{year} 年中位数，B − A 按相同抽样与重复配对（{runs} 对模拟）。",
        f"A = {names[0]}; B = {names[1]}. Medians of {year}; B − A is paired by draw and replication ({runs} pairs). ",
    )
    return Table(
        caption=pick(language, "两次运行的比较", "Two runs side by side"),
        columns=columns,
        rows=rows,
        note=note + full_interval(language) + pick(language, "。", ". ") + unidentified(language),
    )


def _form(row: Mapping[Hashable, Any]) -> Format:
    """How numbers of a unit are written."""
    unit = str(row["unit"])
    return yuan if unit.startswith("yuan") else percent if unit == "share" else ratio
