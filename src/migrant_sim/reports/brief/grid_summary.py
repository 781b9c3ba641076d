"""The sheet of the conclusion: every single figure that sentences quote, a row each, with its interval and unit."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ...result import CANNOT_SAY, CLASSES, words_of
from ..captions import arm_line, result_name, source_line
from ..findings import Findings
from ..text import ACCOUNTING
from ..wording import LANGUAGES, bilingual, label
from .cells import Column, Grid, Text, Value, tidy

LEAST_DRAWS = 20  # parameter draws below which no interval is shown; the verdict's own rule
COLUMNS = (
    Column("label", "项目", "Item", width=34, both=True),
    Column("value", "数值", "Value", "row", 16),
    Column("low", "90% 区间下限", "90% interval, low", "row", 16),
    Column("high", "90% 区间上限", "90% interval, high", "row", 16),
    Column("unit", "单位", "Unit", width=18, both=True),
    Column("words", "文字", "Words", width=60, both=True),
)
YUAN = Text("元/人·年", "yuan per person and year")
NONE = Text("", "")


class Fact(NamedTuple):
    """One row: key, label, form, value, low, high, unit, words."""

    key: str
    label: Text
    form: str = "plain"
    value: Any = None
    low: Any = None
    high: Any = None
    unit: Text = NONE
    words: Text = NONE


def both(row: Mapping[str, Any], key: str) -> Text:
    """A bilingual entry of a table or of the summary; full stops at its end are the sentence's business."""
    return Text(*(bilingual(row, key, language).rstrip("。. ") for language in LANGUAGES))


def labels(name: str) -> Text:
    """The name of a measure, arm, fund or region in both languages."""
    return Text(*(label(name, language) for language in LANGUAGES))


def enough(findings: Findings) -> bool:
    """Whether there are draws enough to show intervals at all."""
    return int(findings.summary["draws"]) >= LEAST_DRAWS


def summary_grid(findings: Findings) -> Grid:
    """The sheet 总体结论 / Conclusion."""
    makers = (_names, _verdict, _cases, _ratio, _need, _effect, _cost, _targets, _classes, _sampling)
    facts = [fact for make in makers for fact in make(findings)]
    shown = enough(findings)
    rows: dict[str, Mapping[str, Value]] = {
        fact.key: {
            "label": fact.label,
            "value": tidy(fact.value),
            "low": tidy(fact.low) if shown else None,
            "high": tidy(fact.high) if shown else None,
            "unit": fact.unit,
            "words": fact.words,
        }
        for fact in facts
    }
    return Grid(
        key="summary",
        title=Text("总体结论", "Conclusion"),
        columns=COLUMNS,
        rows=rows,
        forms={fact.key: fact.form for fact in facts},
    )


def _names(findings: Findings) -> Iterator[Fact]:
    scenario, baseline = (labels(arm) for arm in findings.arms)
    yield Fact("region", Text("地区", "Region"), words=both(findings.summary, "region"))
    yield Fact("scenario", Text("方案", "Scenario"), words=scenario)
    yield Fact("baseline", Text("基准", "Baseline"), words=baseline)
    yield Fact("folder", Text("结果文件夹", "Result folder"), words=Text(*[result_name(findings)] * 2))
    source = Text(*(source_line(findings, language) for language in LANGUAGES))
    yield Fact("source", Text("数据来源", "Source"), words=source)
    yield Fact("arms", Text("方案与运行次数", "Runs"), words=Text(*(arm_line(findings, lang) for lang in LANGUAGES)))


def _verdict(findings: Findings) -> Iterator[Fact]:
    row = findings.verdict
    if row is None:
        yield Fact("no_verdict", Text("不作结论的原因", "Why no verdict"), words=both(findings.summary, "reason"))
        return
    yield Fact("target", Text("目标编号", "Target"), words=Text(*[str(row["target_id"])] * 2))
    yield Fact("statement", Text("目标", "Statement"), words=both(row, "statement"))
    word = Text(str(row["word_zh"]), str(row["word"]))
    yield Fact("word", Text("结论", "Verdict"), words=word)
    yield Fact("reason", Text("结论成立的范围", "How far it holds"), words=both(row, "reason"))
    yield Fact("chance", Text("达标概率", "Probability"), "chance", *_three(row))
    yield Fact("tolerance", Text("容差（假设）", "Tolerance (assumption)"), "ratio", row["tolerance"])


def _three(row: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    return row["probability"], row["low"], row["high"]


def _case(key: str, name: Text, row: Mapping[str, Any]) -> Fact:
    return Fact(key, name, "chance", *_three(row), words=Text(str(row["word_zh"]), str(row["word"])))


def _cases(findings: Findings) -> Iterator[Fact]:
    """Probability by tolerance, accounting, start and trend; each case's own setting stands in a row beside it."""
    row = findings.verdict
    if row is None:
        return
    for key, case in sorted(row["by_tolerance"].items(), key=lambda item: float(item[0])):
        yield Fact(f"tolerance_at_{key}", Text("容差取值", "Tolerance set at"), "ratio", float(key))
        yield _case(f"tolerance_{key}", Text("达标概率：按容差", "Probability by tolerance"), case)
    for name, case in row["by_accounting"].items():
        if case:
            yield _case(f"accounting_{name}", Text(*ACCOUNTING[name]), case)
    for kind, field, form, name in (
        ("start", "start_ratio", "ratio", Text("起点收入比", "start ratio")),
        ("trend", "trend", "points", Text("每年趋势", "trend a year")),
    ):
        for i, case in enumerate(row[f"by_{field}"]):
            yield Fact(f"{kind}_at_{i}", Text(f"{name.zh}取值", f"{name.en} set at"), form, case[field])
            yield _case(f"{kind}_{i}", Text(f"达标概率：按{name.zh}", f"Probability by {name.en}"), case)


def _ratio(findings: Findings) -> Iterator[Fact]:
    first, last = findings.years[0], findings.last_year
    ratios, gaps = findings.summary["parity_ratio"], findings.summary["shortfall"]
    yield Fact("first_year", Text("起始年", "First year"), "year", float(first))
    yield Fact("last_year", Text("末年", "Last year"), "year", float(last))
    yield Fact("ratio_first", Text("起始年收入比", "Income ratio, first year"), "ratio", *_middle(ratios[first]))
    yield Fact("ratio_last", Text("末年收入比", "Income ratio, last year"), "ratio", *_middle(ratios[last]))
    base = findings.quantiles("income_ratio", findings.arms[1]).loc[last]
    yield Fact("ratio_baseline", Text("基准末年收入比", "Income ratio of the baseline"), "ratio", *_middle(base))
    if gaps.get(last):
        name = Text("末年低于农村平均（负数为高于）", "Shortfall against the rural mean (negative: above it)")
        yield Fact("gap", name, "apart", *_middle(gaps[last]), unit=YUAN)


def _middle(row: Any) -> tuple[Any, Any, Any]:
    return row["median"], row["p05"], row["p95"]


def _need(findings: Findings) -> Iterator[Fact]:
    """What would have to be true: the line to reach, income still lacking, the growth that leads there."""
    line = findings.target_line()
    if line is None or not findings.has("disposable_income", "rural_mean_income"):
        return
    first, last = findings.years[0], findings.last_year
    needed, steps = line[0] - line[1], int(last) - int(first)
    yield Fact("needed", Text("达标所需收入比", "Income ratio to reach"), "ratio", needed)
    arm = findings.arms[0]
    lacking = needed * findings.runs("rural_mean_income", arm)[last] - findings.runs("disposable_income", arm)[last]
    low, middle, high = lacking.quantile([0.05, 0.5, 0.95])
    yield Fact("lacking", Text("末年尚缺的人均收入", "Income still lacking"), "apart", middle, low, high, YUAN)
    ratios = findings.summary["parity_ratio"]
    start, end = ratios[first]["median"], ratios[last]["median"]
    if steps > 0 and start > 0 and end > 0:
        points = Text("每年", "a year")
        paces = [(to / start) ** (1 / steps) - 1 for to in (needed, end)]
        yield Fact("pace_needed", Text("所需的收入比年均升幅", "Rise needed"), "growth", paces[0], unit=points)
        yield Fact("pace_shown", Text("测算的收入比年均升幅", "Rise estimated"), "growth", paces[1], unit=points)


def _effect(findings: Findings) -> Iterator[Fact]:
    row = findings.summary["difference"].get("disposable_income")
    if not row:
        return
    name = Text("方案与基准人均可支配收入之差", "Scenario less baseline, income per person")
    yield Fact("effect", name, "change", *_middle(row), unit=YUAN)
    line = findings.target_line()
    if line is None or not findings.has("disposable_income", "rural_mean_income") or row["median"] <= 0:
        return
    arm, last = findings.arms[0], findings.last_year
    lacking = (line[0] - line[1]) * findings.runs("rural_mean_income", arm)[last]
    lacking -= findings.runs("disposable_income", arm)[last]
    times = lacking.median() / row["median"]
    if times > 0:
        name = Text("尚缺收入为方案增收的倍数", "Income lacking over the gain")
        yield Fact("times", name, "decimal", times, unit=Text("倍", "times"))


def _cost(findings: Findings) -> Iterator[Fact]:
    cost = findings.summary["cost"]
    total = (cost["total_yuan"], cost.get("total_yuan_p05"), cost.get("total_yuan_p95"))
    yield Fact("cost", Text("新增支出（中位数）", "Additional cost (median)"), "money", *total, Text("元", "yuan"))
    name = Text("平均每人新增支出", "Additional cost per person")
    yield Fact("cost_each", name, "yuan", cost["per_person_yuan"], unit=Text("元/人", "yuan per person"))
    # The last year may have too few months for a figure of income.
    gain = [row for row in cost.get("gain", []) if row["income_gained_yuan"] is not None]
    spent, gained = (sum(row[key] for row in gain) for key in ("yuan", "income_gained_yuan"))
    if gain and gained > 0 and spent > 0:
        name = Text("每增收一元的支出（各年合计）", "Cost of a yuan of income gained, all years")
        yield Fact("cost_of_yuan", name, "ratio", spent / gained, unit=Text("元", "yuan"))


def first_rows(findings: Findings) -> list[Mapping[str, Any]]:
    """The evaluated targets, each by the first of its readings."""
    found: dict[str, Mapping[str, Any]] = {}
    for row in findings.said():
        if row["status"] == "evaluated" and row["probability"] is not None:
            found.setdefault(row["target_id"], row)
    return list(found.values())


def word_of(findings: Findings, row: Mapping[str, Any]) -> Text:
    """The word of an evaluated target; that of the verdict's own target says how far it holds as well.

    Too few draws for an interval are too few for a word.
    """
    if not enough(findings):
        return Text(*CANNOT_SAY[::-1])
    own = findings.verdict
    if own and row["target_id"] == own["target_id"]:
        case = own["by_tolerance"].get(f"{row['tolerance']:.2f}")
        if case:
            return Text(str(case["word_zh"]), str(case["word"]))
    english, chinese = words_of(row["probability"])
    return Text(chinese, english)


def _targets(findings: Findings) -> Iterator[Fact]:
    rows = first_rows(findings)
    known = {row["target_id"] for row in rows}
    rest = {row["target_id"] for row in findings.said()} - known
    yield Fact("evaluated", Text("已评估目标", "Targets evaluated"), "count", len(known))
    yield Fact("untested", Text("未评估目标", "Targets not evaluated"), "count", len(rest))
    words = [word_of(findings, row).en for row in rows]
    named = [*((english, chinese) for _, _, english, chinese in CLASSES), CANNOT_SAY]
    for number, (english, chinese) in enumerate(named):
        name = Text(f"其中：{chinese}", f"of which: {english}")
        yield Fact(f"count_{number}", name, "count", words.count(english), words=Text(chinese, english))


def _classes(findings: Findings) -> Iterator[Fact]:
    """Lower and upper limit of each word, as they are fixed in advance."""
    start = 0.0
    for number, (limit, _, english, chinese) in enumerate(CLASSES):
        words = Text(chinese, english)
        yield Fact(
            f"from_{number}", Text(f"用语“{chinese}”下限", f"Word '{english}' from"), "limit", start, words=words
        )
        yield Fact(f"to_{number}", Text(f"用语“{chinese}”上限", f"Word '{english}' to"), "limit", limit, words=words)
        start = limit


def _sampling(findings: Findings) -> Iterator[Fact]:
    summary = findings.summary
    yield Fact("draws", Text("参数组数", "Parameter draws"), "count", summary["draws"])
    yield Fact("replications", Text("重复次数", "Replications"), "count", summary["replications"])
    yield Fact("runs", Text("每个方案的模拟次数", "Runs of each arm"), "count", findings.run_count)
    yield Fact("least_draws", Text("给出区间至少需要的参数组数", "Draws needed for intervals"), "count", LEAST_DRAWS)
    yield Fact("failures", Text("失败的运行", "Failed runs"), "count", len(findings.result.failures))
    population = summary["population"]
    yield Fact("persons", Text("模型人数", "Persons in the model"), "count", population["persons"])
    yield Fact("scale", Text("抽样比例", "Scale"), "plain", float(population["scale"]))
    yield Fact("seed", Text("随机种子", "Seed"), "year", summary["seed"])
