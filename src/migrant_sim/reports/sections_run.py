"""What a run says, as blocks of the page: verdict, ratio, targets, income, gains, cost, fit."""

from collections.abc import Callable

from ..result import UNIDENTIFIED
from .blocks import Block, alerts, heading, lines, note, table
from .captions import probability_interval
from .findings import Findings
from .material import Material, Part
from .notes import warnings as warnings_of
from .table_gains import gains_table
from .table_targets import target_table, untested_table
from .tables import Table, assumption_table, fit_table, income_table, ratio_table
from .tables_cost import cost_table, fund_table
from .text import finding_lines, verdict_word
from .wording import pick

MOST_FAILURES = 10
FEW_DRAWS = 20  # as for a verdict: below it intervals tell little


def notices(material: Material, language: str) -> list[Block]:
    """What must be read before any number: a single run has no interval."""
    found = material.findings
    if found is None or found.run_count > 1:
        return []
    said = pick(
        language,
        "只有一次模拟：不给出任何区间（写作“无”），每个数字只是一种可能的走向，不能据此下结论。"
        "请以 draws=20 或更多重新运行。",
        "One run only: no interval is given (it reads none), every number is one possible course, and no verdict can "
        "rest on it. Run again with draws=20 or more.",
    )
    return alerts([said])


def verdict(material: Material, language: str) -> list[Block]:
    """The word, the sentences under it, and what an interval of a probability covers."""
    found = material.findings
    if found is None:
        return []
    covers = probability_interval(language) + pick(language, "。", ".") if found.verdict else ""
    value = {
        "word": verdict_word(found.summary, language),
        "lines": finding_lines(found.summary, language),
        "covers": covers,
    }
    return [Block("verdict", value)]


def ratio(material: Material, language: str) -> list[Block]:
    """The income ratio by year."""
    return _tables(material, language, ratio_table)


def targets(material: Material, language: str) -> list[Block]:
    """Targets that were evaluated."""
    return _tables(material, language, target_table)


def untested(material: Material, language: str) -> list[Block]:
    """Targets that were not evaluated, with the reason."""
    return _tables(material, language, untested_table)


def income(material: Material, language: str) -> list[Block]:
    """Income by source."""
    return _tables(material, language, income_table)


def assumptions(material: Material, language: str) -> list[Block]:
    """Drawn parameters by how closely the ratio follows them."""
    return _tables(material, language, assumption_table)


def gains(material: Material, language: str) -> list[Block]:
    """Income by group of residents."""
    return _tables(material, language, gains_table)


def cost(material: Material, language: str) -> list[Block]:
    """Cost by measure, by fund and year."""
    return _tables(material, language, cost_table, fund_table)


def fit(material: Material, language: str) -> list[Block]:
    """Fit of the synthetic population."""
    return _tables(material, language, fit_table)


def warnings(material: Material, language: str) -> list[Block]:
    """The warnings of the run, and analyses of few draws; what no data identify where only analyses are shown."""
    found = material.findings
    said = warnings_of(found, language) if found else [pick(language, *UNIDENTIFIED[::-1])]
    said += [_few(part, language) for part in material.parts if part.findings is None]
    return [heading(pick(language, "警告", "Warnings")), *alerts(said)] if any(said) else []


def _few(part: Part, language: str) -> str:
    """A warning of an analysis that rests on few draws; empty for enough."""
    draws, name = part.manifest.get("draws"), part.folder.resolve().name
    if not isinstance(draws, int) or draws >= FEW_DRAWS:
        return ""
    return pick(
        language,
        f"{name} 只有 {draws} 组参数抽样：区间不可靠（至少需 {FEW_DRAWS} 组）。",
        f"{name} rests on {draws} parameter draws: too few for good intervals (at least {FEW_DRAWS}).",
    )


def failures(material: Material, language: str) -> list[Block]:
    """How many runs failed, and the first of them."""
    found = material.findings
    if found is None or found.result.failures.empty:
        return []
    table_of_failures = found.result.failures
    rows = [
        f"{row['draw']} / {row['replication']}: {row['error']}: {row['message']}"
        for row in table_of_failures.head(MOST_FAILURES).to_dict("records")
    ]
    count, kept = len(table_of_failures), found.run_count
    said = pick(
        language,
        f"{count} 次模拟失败，其余 {kept} 次已保存并计入；列出前 {len(rows)} 次（抽样 / 重复：原因）：",
        f"{count} runs failed; the other {kept} are kept and counted. The first {len(rows)} (draw / replication: why):",
    )
    return [heading(pick(language, "失败的模拟", "Failed runs")), *note(said), *lines(rows)]


def _tables(material: Material, language: str, *makers: Callable[[Findings, str], Table]) -> list[Block]:
    """Tables of the run; nothing on a page of analyses alone."""
    found = material.findings
    return [] if found is None else [block for make in makers for block in table(make(found, language))]
