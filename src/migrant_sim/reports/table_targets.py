"""Tables of targets: those that were evaluated with their probability, the others with the reason why not."""

from collections.abc import Iterator, Mapping
from typing import Any

from .captions import probability_interval
from .findings import Findings
from .formats import interval, probability, ratio
from .tables import Table
from .units import unit_after
from .wording import bilingual, period, pick


def target_table(findings: Findings, language: str) -> Table:
    """Every evaluated target with its statement, rule, probability and interval."""
    rows = []
    for row, said in _told_once(findings, "evaluated", language):
        sign = {">=": "≥", "<=": "≤"}.get(row["comparator"], row["comparator"])
        rule = "" if row["threshold"] is None else f"{sign}\xa0{row['threshold']:g}{_unit(row, language)}"
        chance, band = probability(row["probability"]), interval(row["low"], row["high"], probability, language)
        rows.append(
            [row["target_id"], said, period(row["period"], language), rule, ratio(row["tolerance"]), chance, band]
        )
    columns = pick(
        language,
        "编号|目标（模型的理解）|时期|标准|容差（假设）|概率|90% 区间",
        "Id|Target (how the model reads it)|Period|Rule|Tolerance (assumption)|Probability|90% interval",
    ).split("|")
    caption = pick(language, "各项目标的达标概率", "Probability of meeting each target")
    note = probability_interval(language) + pick(language, "。", ".")
    return Table(caption=caption, columns=columns, rows=rows, note=note)


def _unit(row: Mapping[str, Any], language: str) -> str:
    """The unit after a threshold; shares and ratios, whose meaning the target's reading tells, have none."""
    unit = str(row.get("unit", ""))
    return "" if unit.startswith(("ratio", "share", "proxy")) else unit_after(unit, language)


def untested_table(findings: Findings, language: str) -> Table:
    """Every target, or reading of one, that was not evaluated, with its reason."""
    rows = [
        [row["target_id"], said, pick(language, "未评估", "not evaluated")]
        for row, said in _told_once(findings, "not evaluated", language)
        if said
    ]
    columns = pick(language, "编号|目标（原因）|结果", "Id|Target (reason)|Result").split("|")
    caption = pick(language, "未评估的目标及原因", "Targets that were not evaluated, and why")
    return Table(caption=caption, columns=columns, rows=rows)


def _told_once(findings: Findings, status: str, language: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Rows of one status, each with statement and reading, or reason, where either was not said just before."""
    before = ("", "")
    for row in findings.said():
        if row["status"] != status:
            continue
        words = bilingual(row, "reading" if status == "evaluated" else "reason", language)
        said = "" if row["target_id"] == before[0] else row[f"statement_{language}"]
        if (row["target_id"], words) != before:
            said += pick(language, f"（{words}）", f" ({words.rstrip('.')})")
        before = row["target_id"], words
        yield row, said.strip()
