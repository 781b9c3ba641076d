"""The verdict in sentences; every number in them is taken from the summary."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .basis import basis_line, unidentified
from .formats import NONE, decimal, money, probability, ratio, signed, with_sign, within, yuan
from .wording import bilingual, label, pick

_SPACED = re.compile(r"(?<=\d) %")
Summary = Mapping[str, Any]
ACCOUNTING: Mapping[str, tuple[str, str]] = {
    "resident": ("常住口径（结论所用）", "residents (verdict)"),
    "registered": ("户籍口径", "registered members"),
}


def verdict_lines(summary: Summary, language: str) -> list[str]:
    """The plain lines that end a run: the findings, and how many warnings the report lists."""
    last = warning_line(summary, language)
    return [*finding_lines(summary, language), *([last] if last else [])]


def finding_lines(summary: Summary, language: str) -> list[str]:
    """Verdict, probability, how far it holds, by tolerance, accounting, start and trend, basis, ratio, effect, cost."""
    makers = [verdict_sentence]
    if summary.get("verdict"):
        makers += [probability_line, reason_line, tolerance_line, accounting_line, start_line, trend_line]
    lines = [make(summary, language) for make in (*makers, basis_line, ratio_line, effect_line, cost_line)]
    return [line for line in lines if line]


def verdict_word(summary: Summary, language: str) -> str:
    """The word of the verdict in the language; empty when the region has none."""
    verdict = summary.get("verdict") or {}
    return str(verdict.get("word_zh" if language == "zh" else "word") or "")


def verdict_sentence(summary: Summary, language: str) -> str:
    """Target and word in one sentence, or the reason why there is no verdict."""
    verdict = summary.get("verdict")
    if not verdict:
        reason = bilingual(summary, "reason", language)
        return pick(language, f"没有结论：{reason}", f"No verdict: {reason}")
    statement, word = bilingual(verdict, "statement", language).rstrip("。."), verdict_word(summary, language)
    scenario = label(str(summary["scenario"]), language)
    return pick(
        language,
        f"测算结论（方案：{scenario}）：“{statement}”——{word}。",
        f"Verdict of the model (scenario: {scenario}). {statement}: {word}.",
    )


def reason_line(summary: Summary, language: str) -> str:
    """How far the verdict holds within the stated ranges, or why nothing can be said."""
    said = bilingual(summary.get("verdict") or {}, "reason", language)
    return _SPACED.sub("%", said)  # as all other sentences write it


def _chance(row: Mapping[str, Any], language: str) -> str:
    """Probability with its interval where there is one."""
    text = probability(row["probability"])
    if row["low"] is None or row["high"] is None:
        return text + pick(language, "（抽样不足，无区间）", " (too few draws for an interval)")
    band = within(row["low"], row["high"], probability, language)
    return text + pick(language, f"（{band}）", f" ({band})")


def probability_line(summary: Summary, language: str) -> str:
    """Probability with its interval, the tolerance, and how many runs stand behind it."""
    verdict = summary["verdict"]
    chance, tolerance = _chance(verdict, language), ratio(verdict["tolerance"])
    draws, replications = summary["draws"], summary["replications"]
    return pick(
        language,
        f"达标概率 {chance}；容差 {tolerance}（假设）；{draws} 组参数 × {replications} 次重复。",
        f"Probability {chance}; tolerance {tolerance} (assumption); {draws} parameter draws × {replications} "
        f"replication{'' if replications == 1 else 's'}.",
    )


def tolerance_line(summary: Summary, language: str) -> str:
    """Probability and word for each tolerance."""
    rows = sorted(summary["verdict"]["by_tolerance"].items(), key=lambda item: float(item[0]))
    parts = [f"{ratio(float(key))}{_worded(row, language)}" for key, row in rows]
    return pick(language, "按容差：", "By tolerance: ") + _listed(parts, language)


def _worded(row: Mapping[str, Any], language: str) -> str:
    """Probability and word of one case, after the colon that follows its name."""
    chance = probability(row["probability"])
    return pick(language, f"：{chance}，{row['word_zh']}", f": {chance} {row['word']}")


def _listed(parts: Sequence[str], language: str) -> str:
    """Parts of a line with the language's own separator."""
    return pick(language, "；", "; ").join(parts) + pick(language, "。", ".")


def accounting_line(summary: Summary, language: str) -> str:
    """Probability and word for each way to count income and heads; empty where the runs hold neither."""
    found = {name: row for name, row in summary["verdict"]["by_accounting"].items() if row}
    parts = [f"{pick(language, *ACCOUNTING[name])}{_worded(row, language)}" for name, row in found.items()]
    return pick(language, "按核算口径：", "By accounting: ") + _listed(parts, language) if parts else ""


def start_line(summary: Summary, language: str) -> str:
    """Probability and word for each start ratio; empty when there were too few draws to tell."""
    rows = summary["verdict"]["by_start_ratio"]
    lead = pick(language, "按起点收入比（假设范围）：", "By start ratio (assumed range): ")
    parts = [f"{ratio(row['start_ratio'])}{_worded(row, language)}" for row in rows]
    return lead + _listed(parts, language) if parts else ""


def trend_line(summary: Summary, language: str) -> str:
    """Probability and word for each trend; empty when there were too few draws to tell."""
    rows = summary["verdict"]["by_trend"]
    lead = pick(language, "按趋势（百分点/年，假设范围）：", "By trend (points a year, assumed range): ")
    parts = [f"{signed(decimal(100 * row['trend']))}{_worded(row, language)}" for row in rows]
    return lead + _listed(parts, language) if parts else ""


def ratio_line(summary: Summary, language: str) -> str:
    """Income ratio of the last year with its interval."""
    year = max(summary["parity_ratio"], default="")
    if not year:
        return ""
    row = summary["parity_ratio"][year]
    band = within(row["p05"], row["p95"], ratio, language)
    return pick(
        language,
        f"{year} 年收入比：中位数 {ratio(row['median'])}（{band}）。",
        f"Income ratio in {year}: median {ratio(row['median'])} ({band}).",
    )


def effect_line(summary: Summary, language: str) -> str:
    """What the scenario adds to income over its baseline."""
    row = summary["difference"].get("disposable_income")
    if not row:
        return ""
    middle, band = signed(yuan(row["median"], language)), within(row["p05"], row["p95"], with_sign(yuan), language)
    baseline = label(str(summary["baseline"]), language)
    return pick(
        language,
        f"与“{baseline}”相比：人均收入 {middle} 元（{band}）。{unidentified('zh')}",
        f"Compared with {baseline}: {middle} yuan of income per person ({band}). {unidentified('en')}",
    )


def cost_line(summary: Summary, language: str) -> str:
    """Additional cost in total, with its interval where the result holds one, and per person."""
    cost = summary["cost"]
    total, each = money(cost["total_yuan"], language), yuan(cost["per_person_yuan"], language)
    if "total_yuan_p05" in cost:
        band = within(cost["total_yuan_p05"], cost["total_yuan_p95"], money, language)
        total += pick(language, f"（{band}）", f" ({band})")
    return pick(
        language,
        f"各年合计比基准多花 {total}，平均每人 {each} 元（单位成本多为假设）。",
        f"Additional cost over all years: {total}, {each} yuan per person (most unit costs are assumptions).",
    )


def warning_line(summary: Summary, language: str) -> str:
    """Number of warnings; empty when there are none."""
    count = len(summary.get("warnings", []))
    return pick(language, f"警告 {count} 条，见报告。", f"Warnings: {count}, listed in the report.") if count else ""


def growth(now: float, before: float) -> str:
    """Growth from one level to another in percent; a dash where the first level is not above zero."""
    return signed(decimal(100 * (now / before - 1))) + "%" if before > 0 else NONE
