"""Tables of analyses: credits of measures, mixes on the front, signposts, points of a sweep."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

from ..indicators import INDICATORS
from .chart_bridge import TOTAL, player
from .formats import NONE, Format, decimal, interval, money, plain, probability, ratio, signed, with_sign, yuan
from .material import Part
from .tables import Table
from .units import unit_after
from .wording import indicator, label, pick

MOST_POINTS = 40
OUTCOMES: tuple[tuple[str, str, str, float, Format], ...] = (
    ("income_ratio", "收入比（百分点）", "Ratio (points)", 100.0, ratio),
    ("disposable_income", "收入（元/人·年）", "Income (yuan per person)", 1.0, yuan),
    ("jobs", "就业（人）", "Jobs (persons)", 1.0, yuan),
    ("cost", "成本", "Cost", 1.0, money),
)
Row = Mapping[Hashable, Any]


def credits_table(part: Part, language: str) -> Table:
    """Credit of each measure for ratio, income, jobs and cost with its range over draws, the strongest first."""
    credits = part.tables["credits"]
    credits = credits[credits["group"] == "all"]
    found: dict[tuple[str, str], Row] = {(r["outcome"], r["player"]): r for r in credits.to_dict("records")}
    names = [str(name) for name in credits["player"].unique() if name != TOTAL]
    names.sort(key=lambda name: -abs(found["income_ratio", name]["credit"]))
    shown = [outcome for outcome in OUTCOMES if (outcome[0], TOTAL) in found]
    rows = [
        [player(name, language), *(_banded(found[o, name], "credit", f, form, language) for o, _, _, f, form in shown)]
        for name in [*names, TOTAL]
    ]
    head = [pick(language, chinese, english) for _, chinese, english, _, _ in shown]
    facts = part.facts
    note = pick(
        language,
        f"{facts['year']} 年，Shapley 分摊（与次序无关），均值，括号内为各组参数抽样的 5%—95% 区间；"
        f"{facts['draws']} 组抽样，{facts['runs']} 次模拟，{facts['coalitions']} 种组合。",
        f"Shapley credit for {facts['year']} (order-free): mean, in brackets the 5-95% range over parameter draws; "
        f"{facts['draws']} draws, {facts['runs']} runs, {facts['coalitions']} coalitions.",
    )
    caption = pick(language, "各项措施的贡献", "Credit of each measure")
    return Table(caption=caption, columns=[pick(language, "措施", "Measure"), *head], rows=rows, note=note)


def _banded(row: Row, name: str, factor: float, form: Format, language: str) -> str:
    """A signed number with its 5 to 95 % range."""
    low, high = (factor * float(row[key]) for key in ("p05", "p95"))
    return f"{signed(form(factor * float(row[name]), language))} ({interval(low, high, with_sign(form), language)})"


def front_table(part: Part, language: str) -> Table:
    """The mixes that nothing beats: what is in them, cost, probability, ratio and Gini."""
    rows = [
        [
            _mix(row, language),
            money(row["cost"], language),
            f"{probability(row['probability'])} ({interval(row['low'], row['high'], probability, language)})",
            f"{ratio(row['ratio'])} ({interval(row['ratio_low'], row['ratio_high'], ratio, language)})",
            f"{row['gini']:.3f}",
        ]
        for row in part.tables["front"].to_dict("records")
    ]
    columns = pick(
        language,
        "组合（方案力度的倍数）|成本（各年合计）|达标概率（90% 区间）|收入比（90% 区间）|基尼系数",
        "Mix (times the strength of the scenario)|Cost, all years|Probability (90% interval)|Ratio (90% interval)|Gini",
    ).split("|")
    note = pick(
        language,
        f"样本内结果：{part.facts['draws']} 组抽样；区间只反映抽样次数有限，选出的组合偏乐观。",
        f"In sample: {part.facts['draws']} draws; intervals cover their limited number, and chosen mixes look better "
        "than they are.",
    )
    caption = pick(language, "范围内没有其他组合全面优于它们的组合", "Mixes that nothing within the bounds beats")
    return Table(caption=caption, columns=columns, rows=rows, note=note)


def _mix(row: Row, language: str) -> str:
    levers = {str(name)[2:]: float(value) for name, value in row.items() if str(name).startswith("x_")}
    said = [f"{player(name, language)} ×{factor:g}" for name, factor in levers.items() if factor]
    return pick(language, "、", ", ").join(said) or pick(language, "不实施任何措施", "nothing at all")


def signpost_table(part: Part, language: str) -> Table:
    """Observable indicators of each year that tell failure from success best."""
    rows = []
    for row in part.tables["signposts"].to_dict("records"):
        side = {"below": ("低于", "below"), "above": ("不低于", "at or above")}[str(row["fails_when"])]
        band = interval(row["p05"], row["p95"], ratio, language)
        known = INDICATORS.get(str(row["indicator"]))
        limit = plain(row["threshold"], 3, language) + unit_after(known.unit if known else "", language)
        rows.append(
            [
                str(row["year"]),
                f"{indicator(row['indicator'], language)} {pick(language, *side)} {limit}",
                *(probability(row[name]) for name in ("missed_when_signalled", "missed_otherwise")),
                f"{ratio(row['accuracy'])} ({band})",
            ]
        )
    columns = pick(
        language,
        "年份|预警信号|出现时落空的比例|未出现时落空的比例|平衡准确率（90% 区间）",
        "Year|Signpost|Misses when seen|Misses otherwise|Balanced accuracy (90% interval)",
    ).split("|")
    note = pick(
        language,
        "平衡准确率 0.5 相当于掷硬币；阈值选自同一批模拟，略偏乐观；区间由参数抽样自助法得出。",
        "A balanced accuracy of 0.5 is a coin; thresholds were chosen on the same runs, a little flattering; intervals "
        "are a bootstrap over draws.",
    )
    caption = pick(language, "逐年预警指标", "Signposts by year")
    return Table(caption=caption, columns=columns, rows=rows, note=note)


def sweep_table(part: Part, language: str) -> Table:
    """One row a point of a sweep: ratio, probability, effect and cost beside the baseline."""
    points = part.tables["summary"]
    rows = [
        [
            label(str(row["scenario"]), language),
            NONE if _lacks(row["year"]) else f"{row['year']:.0f}",
            _point(row, "ratio", 1.0, ratio, language),
            _chance(row, language),
            _point(row, "effect", 100.0, decimal, language),
            _point(row, "cost_yuan", 1.0, money, language),
        ]
        for row in points.head(MOST_POINTS).to_dict("records")
    ]
    columns = pick(
        language,
        "情景|年份|收入比|达标概率|收入比变化（百分点）|比基准多花",
        "Scenario|Year|Income ratio|Probability|Ratio beside the baseline (points)|Additional cost",
    ).split("|")
    more = max(0, len(points) - MOST_POINTS)
    cut = pick(language, f"另有 {more} 个点未列。", f" {more} more points are not listed.") if more else ""
    note = pick(
        language,
        "中位数，括号内为 5%—95% 区间（参数抽样与随机重复）；概率的区间为按参数抽样自助法的 90% 区间。",
        "Medians, in brackets 5-95% over draws and replications; the interval of a probability is its 90% bootstrap "
        "interval over draws.",
    )
    caption = pick(language, f"成批运行的各个情景（共 {len(points)} 个）", f"Scenarios of the sweep ({len(points)})")
    return Table(caption=caption, columns=columns, rows=rows, note=note + cut)


def _lacks(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _point(row: Row, name: str, factor: float, form: Format, language: str) -> str:
    if _lacks(row[name]):
        return NONE
    low, high = (factor * float(row[f"{name}_{end}"]) for end in ("p05", "p95"))
    return f"{form(factor * float(row[name]), language)} ({interval(low, high, form, language)})"


def _chance(row: Row, language: str) -> str:
    if not row["target"] or _lacks(row["probability"]):
        return NONE
    return f"{probability(row['probability'])} ({interval(row['low'], row['high'], probability, language)})"
