"""The sheets of cost: by measure, by measure with clause and fund, by fund and year."""

from collections.abc import Mapping
from typing import Any

from ..basis import unidentified
from ..findings import Findings
from ..wording import LANGUAGES, label
from .cells import Column, Grid, Text, Value, tidy
from .grid_summary import labels

VALUES = ["yuan", "people", "job_months"]
TOTAL = "total"
NOTE = Text(
    "方案减基准，各年合计，各次模拟均值，名义值。单位成本多为假设。均值可以相加，与中位数略有出入。",
    "Scenario less baseline, all years, means over runs, nominal. Most unit costs are assumptions. Means add up and "
    "differ slightly from medians.",
)
Rows = dict[str, Mapping[str, Value]]
AMOUNTS = (
    Column("yuan", "支出（元）", "Cost (yuan)", "money", 18),
    Column("share", "占合计", "Share of total", "percent", 12),
    Column("people", "人次", "Person-times", "count", 12),
    Column("job_months", "岗位月", "Job months", "count", 12),
    Column("each", "元/人次", "Yuan per person-time", "yuan", 12),
    Column("month", "元/岗位月", "Yuan per job month", "yuan", 12),
)


def _amounts(row: Mapping[Any, Any], whole: float) -> dict[str, Value]:
    return {
        **{name: tidy(row[name]) for name in VALUES},
        "share": tidy(row["yuan"] / whole) if whole > 0 else None,
        "each": tidy(row["yuan"] / row["people"]) if row["people"] > 0 else None,
        "month": tidy(row["yuan"] / row["job_months"]) if row["job_months"] > 0 else None,
    }


def cost_grid(findings: Findings) -> Grid:
    """Additional cost by measure, largest first, and its total in the last row."""
    table = findings.costs().groupby("measure", observed=True)[VALUES].sum() / findings.run_count
    table = table[(table != 0).any(axis=1)].sort_values("yuan", ascending=False, kind="stable")
    whole = float(table["yuan"].sum())
    rows: Rows = {
        str(row["measure"]): {"measure": labels(str(row["measure"])), **_amounts(row, whole)}
        for row in table.reset_index().to_dict("records")
    }
    rows[TOTAL] = {"measure": Text("合计", "Total"), "yuan": tidy(whole), "share": 1.0 if whole > 0 else None}
    rows[TOTAL] = {**dict.fromkeys(column.key for column in AMOUNTS), **rows[TOTAL]}
    columns = (Column("measure", "措施", "Measure", width=26, both=True), *AMOUNTS)
    return Grid(key="costs", title=Text("成本", "Cost"), columns=columns, rows=rows, notes=[NOTE])


def detail_grid(findings: Findings) -> Grid:
    """Additional cost by measure, clause and fund."""
    keys = ["measure", "clause", "fund"]
    table = findings.costs().groupby(keys, observed=True)[VALUES].sum() / findings.run_count
    table = table[(table != 0).any(axis=1)].sort_values("yuan", ascending=False, kind="stable").reset_index()
    whole = float(table["yuan"].sum())
    rows: Rows = {}
    for row in table.to_dict("records"):
        names = {key: labels(str(row[key])) for key in keys}
        rows["|".join(str(row[key]) for key in keys)] = {**names, **_amounts(row, whole)}
    columns = (
        Column("measure", "措施", "Measure", width=24, both=True),
        Column("clause", "条款", "Clause", width=12, both=True),
        Column("fund", "资金", "Fund", width=28, both=True),
        *AMOUNTS,
    )
    title = Text("成本明细", "Cost in detail")
    return Grid(key="detail", title=title, columns=columns, rows=rows, notes=[NOTE])


def fund_grid(findings: Findings) -> Grid:
    """Additional cost by fund and year, all funds together, and what a yuan of income gained has cost."""
    cost = findings.summary.get("cost", {})
    paid: dict[str, dict[str, float]] = {}
    for row in cost.get("by_year", []):
        spent, year = paid.setdefault(str(row["key"]), {}), str(row["year"])
        spent[year] = spent.get(year, 0.0) + row["yuan"]
    gain = {str(row["year"]): row for row in cost.get("gain", [])}
    years = sorted({year for row in paid.values() for year in row} | set(gain))
    rows: Rows = {}
    for key in sorted(paid):
        amounts: dict[str, Value] = {year: tidy(paid[key].get(year)) for year in years}
        name = Text(*(label(key, language) for language in LANGUAGES))
        rows[key] = {"fund": name, **amounts, "total": tidy(sum(paid[key].values()))}
    if gain:
        over: dict[str, Value] = {year: tidy(row["yuan_per_yuan_gained"]) for year, row in gain.items()}
        name = Text("每增收一元的支出（元）", "Yuan per yuan of income gained")
        rows["gain"] = {"fund": name, **{year: over.get(year) for year in years}, "total": None}
    columns = (
        Column("fund", "资金", "Fund", width=34, both=True),
        *(Column(year, f"{year} 年", year, "row", 16) for year in years),
        Column("total", "合计", "All years", "row", 18),
    )
    forms = dict.fromkeys(rows, "money") | {"gain": "ratio"}
    notes = [NOTE, Text(unidentified("zh"), unidentified("en")), Text("单位：元", "Unit: yuan")]
    return Grid(key="funds", title=Text("资金", "Funds"), columns=columns, rows=rows, forms=forms, notes=notes)
