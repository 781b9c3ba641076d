"""The sheets of method: sampling, definitions and how to reproduce; sources with grade and what was seen."""

import re
from collections.abc import Mapping

from ..basis import basis_line, unidentified
from ..captions import full_interval, probability_interval
from ..findings import Findings
from ..notes import definitions, reproduction, source_of, warnings
from ..units import unit_words
from ..wording import LANGUAGES, bilingual
from .cells import Column, Grid, Text, Value, tidy

Rows = dict[str, Mapping[str, Value]]
KEYS = (
    "population", "income", "ratio", "nominal", "information", "arms", "words", "intervals", "calibration", "effect",
)  # fmt: skip
COMMAND = re.compile(r"(?<![\w.])(?:[A-Za-z]:)?[/\\](?:[\w.@+-]+[/\\])+")


def method_grid(findings: Findings) -> Grid:
    """The sheet 抽样与口径: a topic and its text in both languages, a row each."""
    rows: Rows = {}
    told = [definitions(findings, language) for language in LANGUAGES]
    keys = KEYS if len(told[0]) == len(KEYS) else [key for key in KEYS if key != "calibration"]
    for key, chinese, english in zip(keys, *told, strict=True):
        rows[key] = _row(Text(chinese[0], english[0]), Text(chinese[1].strip(), english[1].strip()))
    rows["basis"] = _said("依据", "Basis", *(basis_line(findings.summary, lang) for lang in LANGUAGES))
    rows["unidentified"] = _said("方案效果", "Effect of the programme", *map(unidentified, LANGUAGES))
    rows["covers"] = _said("区间含义", "What intervals cover", *map(full_interval, LANGUAGES))
    rows["chances"] = _said("概率的区间", "Interval of a probability", *map(probability_interval, LANGUAGES))
    for i, pair in enumerate(zip(*(warnings(findings, language) for language in LANGUAGES), strict=True)):
        rows[f"warning_{i}"] = _said("提醒", "Warning", *pair)
    again = [reproduction(findings, language) for language in LANGUAGES]
    for i, (chinese, english) in enumerate(zip(*again, strict=True)):
        # A folder of the machine is of no use to a reader and says where the file was made.
        words = Text(*(COMMAND.sub("", text) for text in (chinese[1], english[1])))
        rows[f"again_{i}"] = _row(Text(chinese[0], english[0]), words)
    columns = (
        Column("label", "项目", "Topic", width=22, both=True),
        Column("words", "说明", "Text", width=80, both=True),
    )
    title = Text("抽样与口径", "Sampling and definitions")
    return Grid(key="method", title=title, columns=columns, rows=rows)


def _row(name: Text, words: Text) -> Mapping[str, Value]:
    return {"label": name, "words": words}


def _said(zh: str, en: str, *words: str) -> Mapping[str, Value]:
    return _row(Text(zh, en), Text(*(text.strip() for text in words)))


def source_grid(findings: Findings) -> Grid:
    """The sheet 来源: every drawn parameter once, with range, unit, publisher and title, year, grade."""
    rows: Rows = {}
    for row in findings.summary.get("parameters", {}).values():
        numbers: dict[str, Value] = {
            name: tidy(row[name]) if isinstance(row.get(name), int | float) else None
            for name in ("low", "central", "high")
        }
        rows[str(row["id"])] = {
            "id": str(row["id"]),
            "label": Text(*(bilingual(row, "description", language) for language in LANGUAGES)),
            **numbers,
            "unit": Text(*(unit_words(str(row["unit"]), language) for language in LANGUAGES)),
            "source": Text(*(source_of(row, language) for language in LANGUAGES)),
            "year": str(row["year"]),
            "grade": str(row["grade"]),
            "seen": str(row["original_seen"]),
        }
    columns = (
        Column("id", "参数编号", "Parameter", width=28),
        Column("label", "含义", "Meaning", width=44, both=True),
        Column("low", "下限", "Low", "plain", 10),
        Column("central", "中值", "Central", "plain", 10),
        Column("high", "上限", "High", "plain", 10),
        Column("unit", "单位", "Unit", width=16, both=True),
        Column("source", "出处（发布者、题名、日期、等级）", "Publisher, title, date, grade", width=60, both=True),
        Column("year", "年份", "Year", width=12),
        Column("grade", "等级", "Grade", width=8),
        Column("seen", "见过原件", "Original seen", width=10),
    )
    return Grid(key="sources", title=Text("来源", "Sources"), columns=columns, rows=dict(sorted(rows.items())))
