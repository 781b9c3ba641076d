"""Tables of the report on money: cost by measure, by fund and year, and for a yuan of income gained."""

from typing import Any

from .basis import unidentified
from .findings import Findings
from .formats import NONE, Unit, in_unit, money_unit, ratio, yuan
from .tables import Table
from .wording import label, pick


def cost_table(findings: Findings, language: str) -> Table:
    """Additional cost by measure, clause and fund, people served and job months: means over runs."""
    values = ["yuan", "people", "job_months"]
    table = findings.costs().groupby(["measure", "clause", "fund"], observed=True)[values].sum() / findings.run_count
    table = table[(table != 0).any(axis=1)].sort_values("yuan", ascending=False, kind="stable").reset_index()
    unit = money_unit(table["yuan"], language)
    rows = [
        [
            *(label(str(row[name]), language) for name in ("measure", "clause", "fund")),
            in_unit(row["yuan"], unit, language),
            *(yuan(row[name], language) for name in ("people", "job_months")),
            *(_per(row["yuan"], row[name], language) for name in ("people", "job_months")),
        ]
        for row in table.to_dict("records")
    ]
    columns = pick(
        language,
        f"措施|条款|资金|{unit.words}|人次|岗位月|元/人次|元/岗位月",
        f"Measure|Clause|Fund|{unit.words.capitalize()}|Person-times|Job months|Yuan per person-time|Yuan per job "
        "month",
    ).split("|")
    note = pick(
        language, "方案减基准，各年合计，各次模拟均值，名义值。单位成本多为假设。",
        "Scenario less baseline, all years, means over runs, nominal. Most unit costs are assumptions.",
    )  # fmt: skip
    return Table(
        caption=pick(language, "按措施分的新增成本", "Additional cost by measure"),
        columns=columns,
        rows=rows,
        note=note,
    )


def fund_table(findings: Findings, language: str) -> Table:
    """Additional cost by fund (a row) and year (a column), unmet demand beside it: means over runs."""
    cost = findings.summary.get("cost", {})
    unmet = {(row["fund"], row["year"]): row["yuan"] for row in cost.get("unmet", [])}
    paid: dict[tuple[str, int], float] = dict.fromkeys(unmet, 0.0)
    for row in cost.get("by_year", []):
        cell = (str(row["key"]), int(row["year"]))
        paid[cell] = paid.get(cell, 0.0) + row["yuan"]
    gain = {int(row["year"]): row for row in cost.get("gain", [])}
    years, keys = sorted({year for _, year in paid} | set(gain)), sorted({key for key, _ in paid})
    unit = money_unit([*paid.values(), *unmet.values(), *(row["yuan"] for row in gain.values())], language)
    rows = []
    for key in keys:
        rows.append([label(key, language), *_sums([paid.get((key, year)) for year in years], unit, language)])
        if any((key, year) in unmet for year in years):
            name = label(key, language) + pick(language, "：缺口", ": unmet demand")
            rows.append([name, *_sums([unmet.get((key, year)) for year in years], unit, language)])
    totals = [gain[year]["yuan"] if year in gain else None for year in years]
    rows += _gain_rows(gain, years, totals, unit, language) if gain else []
    columns = [pick(language, "资金", "Fund"), *map(str, years), pick(language, "合计", "All years")]
    note = pick(
        language,
        "方案减基准，各次模拟均值，名义值。缺口只在资金设有上限时才有；增收为常住人口可支配收入之差乘以常住人口，"
        "增收不为正时不列比值。",
        "Scenario less baseline, means over runs, nominal. Demand is unmet only where a fund has a cap. The gain is "
        "the difference of income per resident times residents; no ratio where it is not positive. ",
    ) + unidentified(language)
    caption = pick(language, "按资金和年份分的支出", "Cost by fund and year")
    return Table(caption=caption, unit=unit.words, columns=columns, rows=rows, note=note)


def _gain_rows(
    gain: dict[int, Any], years: list[int], totals: list[float | None], unit: Unit, language: str
) -> list[list[str]]:
    """All funds together, and what a yuan of income gained has cost."""
    over = [gain[year]["yuan_per_yuan_gained"] if year in gain else None for year in years]
    return [
        [pick(language, "全部资金", "All funds"), *_sums(totals, unit, language)],
        [pick(language, "每增收 1 元的支出（元）", "Yuan per yuan of income gained"), *map(ratio, over), NONE],
    ]


def _sums(values: list[float | None], unit: Unit, language: str) -> list[str]:
    """Sums of the years and of all of them; a dash where there is none."""
    known = [value for value in values if value is not None]
    return [in_unit(value, unit, language) for value in [*values, sum(known) if known else None]]


def _per(yuan_spent: float, count: float, language: str) -> str:
    return yuan(yuan_spent / count, language) if count > 0.0 else NONE
