"""The sheets of income, ratio, targets and differences."""

from collections.abc import Mapping
from typing import Any

from ..basis import unidentified
from ..captions import full_interval
from ..findings import Findings
from ..units import unit_words
from ..wording import LANGUAGES, SOURCES, indicator, period
from .cells import Column, Grid, Text, Value, tidy
from .grid_summary import both, enough, word_of

Rows = dict[str, Mapping[str, Value]]
ITEMS = (*SOURCES, "disposable_income", "rural_mean_income", "host_income")
MEANS = Text(
    "各次模拟的均值，名义值，未扣除价格因素。部分数据因四舍五入的原因，存在总计与分项合计不等的情况。",
    "Means over runs, nominal (not deflated). Totals may differ from sums because of rounding.",
)
HUNDRED = 100
PAIRED = Text(
    "差异为方案减基准，按相同抽样与重复配对后取中位数，因此不等于两个中位数之差。",
    "Differences are scenario less baseline, paired by draw and replication; their median is not that of the medians.",
)


def effect_notes() -> list[Text]:
    """What intervals of an effect cover, and that nothing observed identifies it."""
    return [Text(*(told(language) for language in LANGUAGES)) for told in (full_interval, unidentified)]


def named(name: str) -> Text:
    """What people call an indicator."""
    return Text(*(indicator(name, language) for language in LANGUAGES))


def units(unit: str) -> Text:
    """A unit in both languages."""
    return Text(*(unit_words(unit, language) for language in LANGUAGES))


def income_grid(findings: Findings) -> Grid:
    """Income by source: a row each item, a column each year, then growth and share of the last year."""
    years = findings.years
    columns = [
        Column("label", "项目", "Item", width=26, both=True),
        *(Column(year, f"{year} 年", year, "yuan", 10) for year in years),
        Column("growth", "名义累计增长", "Nominal growth over the period", "growth", 14),
        Column("share", f"占 {years[-1]} 年合计", f"Share of {years[-1]} total", "percent", 14),
    ]
    rows: Rows = {}
    whole = findings.runs("disposable_income", findings.arms[0]).mean()[years[-1]]
    for name in filter(findings.has, ITEMS):
        means = findings.runs(name, findings.arms[0]).mean()
        before, now = means[years[0]], means[years[-1]]
        rows[name] = {
            "label": named(name),
            **{year: tidy(means[year]) for year in years},
            "growth": tidy(now / before - 1) if before > 0 else None,
            "share": tidy(now / whole) if name in SOURCES else None,
        }
    title = Text("收入", "Income")
    return Grid(key="income", title=title, columns=columns, rows=rows, notes=[_yuan(), MEANS])


def _yuan() -> Text:
    return Text("单位：元/人·年", "Unit: yuan per person and year")


def ratio_grid(findings: Findings) -> Grid:
    """The income ratio by year with its interval, the baseline's median, and the line to reach."""
    columns = (
        Column("year", "年份", "Year", "year", 10),
        Column("median", "收入比中位数", "Income ratio, median", "ratio", 14),
        Column("low", "90% 区间下限", "90% interval, low", "ratio", 14),
        Column("high", "90% 区间上限", "90% interval, high", "ratio", 14),
        Column("baseline", "基准中位数", "Baseline, median", "ratio", 14),
        Column("needed", "容差线（假设）", "Tolerance line (assumption)", "ratio", 14),
        Column("gap", "与农村平均的差距（元/人）", "Shortfall (yuan per person)", "yuan", 24),
    )
    line, shown = findings.target_line(), enough(findings)
    base = findings.quantiles("income_ratio", findings.arms[1])["median"]
    rows: Rows = {}
    for year, row in sorted(findings.summary["parity_ratio"].items()):
        gap = findings.summary["shortfall"].get(year)
        rows[year] = {
            "year": float(year),
            "median": tidy(row["median"]),
            "low": tidy(row["p05"]) if shown else None,
            "high": tidy(row["p95"]) if shown else None,
            "baseline": tidy(base[year]),
            "needed": tidy(line[0] - line[1]) if line else None,
            "gap": tidy(gap["median"]) if gap else None,
        }
    title = Text("收入比", "Income ratio")
    notes = [Text(*(full_interval(language) for language in LANGUAGES))]
    return Grid(key="ratio", title=title, columns=columns, rows=rows, notes=notes)


def target_key(row: Mapping[str, Any], count: int) -> str:
    """Key of one reading of a target."""
    return f"{row['target_id']}#{count}"


def target_grid(findings: Findings) -> Grid:
    """Every reading of every target: rule, probability with its interval and word, or why it was not evaluated."""
    columns = (
        Column("id", "编号", "Id", width=10),
        Column("statement", "目标", "Target", width=34, both=True),
        Column("reading", "模型的理解或未评估的原因", "Reading, or why not evaluated", width=48, both=True),
        Column("period", "时期", "Period", width=14, both=True),
        Column("comparator", "比较", "Rule", width=8),
        Column("threshold", "标准", "Threshold", "plain", 12),
        Column("tolerance", "容差（假设）", "Tolerance (assumption)", "ratio", 12),
        Column("unit", "单位", "Unit", width=14, both=True),
        Column("chance", "达标概率", "Probability", "chance", 12),
        Column("low", "90% 区间下限", "90% interval, low", "chance", 12),
        Column("high", "90% 区间上限", "90% interval, high", "chance", 12),
        Column("word", "用语", "Word", width=12, both=True),
    )
    rows: Rows = {}
    counts: dict[str, int] = {}
    for row in findings.said():
        count = counts[row["target_id"]] = counts.get(row["target_id"], 0) + 1
        rows[target_key(row, count)] = _target(findings, row)
    return Grid(key="targets", title=Text("目标", "Targets"), columns=columns, rows=rows)


def _target(findings: Findings, row: Mapping[str, Any]) -> Mapping[str, Value]:
    tested = row["status"] == "evaluated" and row["probability"] is not None
    shown = tested and enough(findings)
    threshold = row["threshold"]
    return {
        "id": str(row["target_id"]),
        "statement": both(row, "statement"),
        "reading": both(row, "reading" if tested else "reason"),
        "period": Text(*(period(str(row["period"]), language) for language in LANGUAGES)),
        "comparator": {">=": "≥", "<=": "≤"}.get(row["comparator"], str(row["comparator"])),
        "threshold": tidy(threshold) if isinstance(threshold, int | float) else None,
        "tolerance": tidy(row["tolerance"]),
        "unit": units(str(row["unit"])),
        "chance": tidy(row["probability"]) if tested else None,
        "low": tidy(row["low"]) if shown else None,
        "high": tidy(row["high"]) if shown else None,
        "word": word_of(findings, row) if tested else Text("未评估", "not evaluated"),
    }


def difference_grid(findings: Findings) -> Grid:
    """Scenario less baseline in the last year, paired, for every indicator; both arms' medians beside it."""
    columns = (
        Column("label", "指标", "Indicator", width=36, both=True),
        Column("scenario", "方案（中位数）", "Scenario (median)", "row", 14),
        Column("baseline", "基准（中位数）", "Baseline (median)", "row", 14),
        Column("median", "差异（中位数）", "Difference (median)", "row", 14),
        Column("low", "90% 区间下限", "90% interval, low", "row", 14),
        Column("high", "90% 区间上限", "90% interval, high", "row", 14),
        Column("unit", "单位", "Unit", width=22, both=True),
    )
    rows: Rows = {}
    medians = _medians(findings)
    for name, row in findings.summary["difference"].items():
        arms = [tidy(medians.get((arm, name))) for arm in findings.arms]
        rows[name] = {
            "label": named(name),
            "scenario": arms[0],
            "baseline": arms[1],
            "median": tidy(row["median"]),
            "low": tidy(row["p05"]) if enough(findings) else None,
            "high": tidy(row["p95"]) if enough(findings) else None,
            "unit": units(findings.unit(name)) if findings.has(name) else Text("", ""),
        }
    title = Text("差异", "Differences")
    notes = [PAIRED, *effect_notes()]
    forms = {name: _form(row) for name, row in rows.items()}
    return Grid(key="differences", title=title, columns=columns, rows=rows, forms=forms, notes=notes)


def _form(row: Mapping[str, Value]) -> str:
    """How the numbers of an indicator are shown: whole where the larger of them are in the hundreds."""
    sizes = [abs(value) for value in row.values() if isinstance(value, int | float)]
    return "count" if max(sizes, default=0.0) >= HUNDRED else "small"


def _medians(findings: Findings) -> Mapping[tuple[str, str], float]:
    """Median over runs in the last year, by arm and indicator."""
    table = findings.everybody
    table = table[table["period"] == findings.last_year]
    parts = table.groupby([table["scenario"].astype(str), table["indicator"].astype(str)])["value"]
    found = parts.median().reset_index().to_dict("records")
    return {(row["scenario"], row["indicator"]): float(row["value"]) for row in found}
