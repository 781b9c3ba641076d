"""Tables of the report on money: cost by measure, by fund and year, and for a yuan of income gained."""

from .basis import unidentified
from .findings import Findings
from .formats import million, ratio, yuan
from .tables import Table
from .wording import label, pick


def cost_table(findings: Findings, language: str) -> Table:
    """Additional cost by measure, clause and fund, people served and job months: means over runs."""
    values = ["yuan", "people", "job_months"]
    table = findings.costs().groupby(["measure", "clause", "fund"])[values].sum() / findings.run_count
    table = table[(table != 0).any(axis=1)].sort_values("yuan", ascending=False).reset_index()
    rows = [
        [
            *(label(str(row[name]), language) for name in ("measure", "clause", "fund")),
            million(row["yuan"], language),
            *(yuan(row[name], language) for name in ("people", "job_months")),
            *(_per(row["yuan"], row[name], language) for name in ("people", "job_months")),
        ]
        for row in table.to_dict("records")
    ]
    columns = pick(
        language,
        "措施|条款|资金|百万元|人次|岗位月|元/人次|元/岗位月",
        "Measure|Clause|Fund|Million yuan|Person-times|Job months|Yuan per person-time|Yuan per job month",
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
    """Additional cost and unmet demand by fund and year, and what a yuan of income gained has cost: means over runs."""
    cost = findings.summary.get("cost", {})
    unmet = {(row["fund"], row["year"]): row["yuan"] for row in cost.get("unmet", [])}
    paid: dict[tuple[str, int], float] = dict.fromkeys(unmet, 0.0)
    for row in cost.get("by_year", []):
        key = (row["key"], row["year"])
        paid[key] = paid.get(key, 0.0) + row["yuan"]
    rows = [
        [
            label(key, language),
            str(year),
            million(paid[key, year], language),
            _million(unmet.get((key, year)), language),
            "",
        ]
        for key, year in sorted(paid)
    ]
    rows += [
        [
            pick(language, "合计", "All"),
            *(str(row["year"]), million(row["yuan"], language), ""),
            ratio(row["yuan_per_yuan_gained"]) if row["yuan_per_yuan_gained"] is not None else "–",
        ]
        for row in cost.get("gain", [])
    ]
    columns = pick(
        language,
        "资金|年份|支出（百万元）|缺口（百万元）|每增收 1 元的支出（元）",
        "Fund|Year|Spent (million yuan)|Unmet demand (million yuan)|Yuan per yuan of income gained",
    ).split("|")
    note = pick(
        language,
        "缺口只在资金设有上限时才有；增收为常住人口可支配收入之差乘以常住人口，增收不为正时不列比值。",
        "Demand is unmet only where a fund has a cap. The gain is the difference of income per resident times "
        "residents; no ratio where it is not positive. ",
    ) + unidentified(language)
    caption = pick(language, "按资金和年份分的支出", "Cost by fund and year")
    return Table(caption=caption, columns=columns, rows=rows, note=note)


def _per(yuan_spent: float, count: float, language: str) -> str:
    return yuan(yuan_spent / count, language) if count > 0.0 else "–"


def _million(value: float | None, language: str) -> str:
    return "–" if value is None else million(value, language)
