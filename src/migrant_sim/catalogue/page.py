"""The page docs/catalogue.md: clauses by programme, then every instrument down to its figures."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from math import isnan
from typing import Any

from ..measures import MEASURES
from ..programme import SCALE
from ..published import TREATMENTS, Parameter, eligibility, mechanisms, parameters, treatments
from ..reports.units import unit_words
from ..reports.wording import indicator, label, pick
from . import TREATMENTS_ZH, clauses, entries


def markdown(language: str = "en") -> str:
    """The page; in English with Chinese titles and reasons beside it, as the repository keeps it, or in Chinese."""
    rows = entries(language)
    head = pick(language, _HEAD_ZH, _HEAD).splitlines()
    return "\n".join([*head, "", *_counts(rows, language), *_clauses(rows, language), *_instruments(language)]) + "\n"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _table(language: str, chinese: str, english: str) -> tuple[str, str]:
    """The two lines that head a table; titles are parted by bars."""
    titles = pick(language, chinese, english).split("|")
    return _row(*titles), "|---" * len(titles) + "|"


def _treatment(name: str, language: str) -> str:
    return pick(language, TREATMENTS_ZH[name], name)


def _counts(rows: list[dict[str, Any]], language: str) -> Iterator[str]:
    names = "|".join(_treatment(name, language) for name in TREATMENTS)
    yield from (pick(language, "## 按处理方式计数", "## Clauses by treatment"), "")
    yield from _table(language, f"方案|{names}|合计", f"programme|{names}|all")
    for programme in dict.fromkeys(row["programme"] for row in rows):
        mine = [row["treatment"] for row in rows if row["programme"] == programme]
        counts = [str(mine.count(name)) for name in TREATMENTS]
        yield _row(pick(language, label(programme, "zh"), programme), *counts, str(len(mine)))
    yield ""


def _clauses(rows: list[dict[str, Any]], language: str) -> Iterator[str]:
    chinese = {row["clause"]: row["reason"] for row in entries("zh")}
    names = {row.id: pick(language, row.label_zh, row.id) for row in mechanisms()}
    for programme in dict.fromkeys(row["programme"] for row in rows):
        yield from ("## " + pick(language, "", f"{label(programme, 'en')} ") + label(programme, "zh"), "")
        yield from _table(
            language,
            "条款|标题|机制|处理方式|措施|对象（模型）|说明",
            "clause|title|mechanisms|treatment|instruments|for whom (model)|reason",
        )
        for row in (row for row in rows if row["programme"] == programme):
            links = ", ".join(f"[{pick(language, label(name, 'zh'), name)}](#{name})" for name in row["instruments"])
            title, who, reason = (
                pick(language, zh, f"{en} {zh}".strip())
                for zh, en in (
                    (row["title_zh"], row["title_en"]),
                    (row["eligible_zh"], row["eligible_en"]),
                    (chinese[row["clause"]], row["reason"]),
                )
            )
            treated = _treatment(row["treatment"], language)
            mechanism = pick(language, "、", ", ").join(names[name] for name in row["mechanisms"])
            yield _row(row["clause"], title, mechanism, treated, links, who, reason)
        yield ""


def _instruments(language: str) -> Iterator[str]:
    ordered, figures = clauses(), {row.id: row for row in parameters()}
    who = {row.id: pick(language, row.eligible_zh, row.eligible_en) for row in eligibility()}
    yield from (pick(language, "## 措施", "## Instruments"), "")
    for name in sorted({name for orders in ordered.values() for name in orders if name != SCALE}):
        yield from (f"### {name}", "")
        yield from (pick(language, f"{label(name, 'zh')}。", _headline(name)), "")
        yield from (pick(language, "对象：", "For whom: ") + who.get(name, "–") + pick(language, "。", "."), "")
        yield from (_ordered_by(name, ordered, language), "")
        yield from (_shown_in(name, language), "")
        if name in MEASURES:
            yield from _table(language, "参数|取值|范围|单位|来源|等级", "parameter|value|range|unit|source|grade")
            yield from _parameters(MEASURES[name], figures, language)
            yield ""


def _headline(name: str) -> str:
    return f"{label(name, 'en')} · {label(name, 'zh')}. {_meaning(name)}".strip()


def _ordered_by(name: str, ordered: Mapping[str, Mapping[str, Any]], language: str) -> str:
    parts = [(clause, orders[name] or {}) for clause, orders in ordered.items() if name in orders]
    part = pick(language, "份额", "part")
    told = [
        f"{clause} ({part} {own.get(SCALE, 1):g}, {own.get('start', '')} – {own.get('stop', '')})"
        for clause, own in parts
    ]
    return pick(language, f"条款：{'；'.join(told)}。", f"Ordered by {'; '.join(told)}.")


def _shown_in(name: str, language: str) -> str:
    shown = dict.fromkeys(i for row in treatments() if name in row.target for i in row.indicators)
    seen = pick(language, "、", ", ").join(f"`{i}` ({indicator(i, language)})" for i in shown)
    return pick(
        language,
        f"体现在 {seen}；分条款的成本和人数见 `costs.parquet`。",
        f"Shows in {seen}; cost and people reached by clause in `costs.parquet`.",
    )


def _meaning(name: str) -> str:
    """The first paragraph on the instrument, from its class."""
    text = (MEASURES[name].__doc__ or "") if name in MEASURES else ""
    return " ".join(text.split("\n\n")[0].split())


def _parameters(cls: type, figures: Mapping[str, Parameter], language: str) -> Iterator[str]:
    """One line a field that is the instrument's own; window, part and fund stand with the clauses."""
    shared = {"clause", "fund", "start", "stop", "intensity", SCALE, "kept"}
    for f in fields(cls):
        if f.name in shared or not f.metadata.get("doc"):
            continue
        row = figures.get(f.metadata.get("source", ""))
        if row is None:
            value = "" if f.default is None or not isinstance(f.default, (int, float)) else f"{f.default:g}"
            unit, setting = unit_words(f.metadata["unit"], language), pick(language, "设定", "setting")
            yield _row(f"`{f.name}`: {f.metadata['doc']}", value, "", unit, setting, "")
        else:
            meaning = pick(language, row.description_zh or row.description, f.metadata["doc"])
            source = pick(language, row.source.replace("assumption of this project", "本项目假设"), row.source)
            yield _row(
                f"`{f.name}`: {meaning}",
                _shown(row.central),
                f"{_shown(row.low)} – {_shown(row.high)}",
                unit_words(row.unit, language),
                f"{source}, {row.year} (`{row.id}`)",
                row.grade,
            )


def _shown(value: float) -> str:
    return "" if isnan(value) else f"{value:g}"


_HEAD = """# The catalogue

Made by `make catalogue`; do not edit. Every clause of the four programmes with its treatment and the people it is for
in the model, then every instrument with the clauses that order it, its parameters with source and grade, and the
indicators in which it shows. What has the source "assumption of this project" is an assumption. `migrant-sim catalogue`
gives the clauses on a terminal, `migrant-sim catalogue page language=zh` this page in Chinese.

Treatments: *instrument* (a measure of the run), *parameter* (a value that the user can set; it stays as it is by
default), *eligibility* (a rule of who may take part), *fund* (money, as a cap), *documentation* (no path to jobs or
income that anybody has measured: an effect would be invented)."""
_HEAD_ZH = """# 条款目录

由 `migrant-sim catalogue page language=zh` 生成。先列四个方案的每一条款、处理方式和模型中的对象，再列每项措施：
哪些条款要求、参数及其来源和等级、体现在哪些指标。来源为“本项目假设”的均为假设。
`migrant-sim catalogue language=zh` 在终端列出条款。

处理方式：*措施*（模拟中的政策工具）、*参数*（用户可设定，默认不变）、*资格规则*（谁可以参加）、*资金*（作为上限）、
*仅记录*（没有可测的就业或收入渠道，给出效果即为虚构）。"""
