"""The catalogue: every clause of the policy texts, how it is treated, and the page that follows it down to figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from math import isnan
from pathlib import Path
from typing import Any

from .configuration import described
from .measures import MEASURES
from .programme import OWN, SCALE, TITLE
from .published import (
    TREATMENTS,
    Parameter,
    PolicyMeasure,
    Treatment,
    clause_treatments,
    measures,
    mechanisms,
    parameters,
    treatments,
)
from .reports.wording import indicator, label, pick

COLUMNS = ("clause", "programme", "title_en", "title_zh", "mechanisms", "treatment", "instruments", "reason")
INSTRUMENT = "instrument"


def entries(language: str = "en", config_dir: Path | None = None) -> list[dict[str, Any]]:
    """One record a clause of the policy texts, in the order of the texts, with the keys of `COLUMNS`."""
    ordered = clauses(config_dir)
    return [_entry(row, ordered.get(row.id, {}), language) for row in measures()]


def clauses(config_dir: Path | None = None) -> dict[str, Mapping[str, Any]]:
    """What every programme orders: fields by instrument, by clause."""
    found: dict[str, Mapping[str, Any]] = {}
    for name, content in described("programme", config_dir).items():
        if name != OWN:
            found |= {clause: orders or {} for clause, orders in content.items() if clause != TITLE}
    return found


def _entry(row: PolicyMeasure, orders: Mapping[str, Any], language: str) -> dict[str, Any]:
    instruments = [name for name in orders if name != SCALE]
    treatment, reason = _treated(row, instruments, language)
    titles = {"title_en": row.title_en, "title_zh": row.title_zh}
    head = {"clause": row.id, "programme": row.programme, **titles, "mechanisms": list(row.mechanism)}
    return {**head, "treatment": treatment, "instruments": instruments, "reason": reason}


def _treated(row: PolicyMeasure, instruments: list[str], language: str) -> tuple[str, str]:
    """Treatment and reason of a clause: its own, else instruments, else the most active of its mechanisms."""
    for own in clause_treatments():
        if own.id == row.id:
            return own.treatment, pick(language, own.reason_zh, own.reason_en)
    known = {one.id: one for one in treatments()}
    rows = [known[name] for name in row.mechanism if name in known]
    others = [one for one in rows if one.treatment != INSTRUMENT]
    if instruments:
        carried = pick(language, "由措施模拟。", "Simulated by the instruments.")
        return INSTRUMENT, _joined([carried, *_named_reasons(others, language)], language)
    treatment = next((name for name in TREATMENTS for one in others if one.treatment == name), "documentation")
    return treatment, _joined(_reasons(others, language), language)


def _reasons(rows: Sequence[Treatment], language: str) -> list[str]:
    return [pick(language, row.reason_zh, row.reason_en) for row in rows]


def _named_reasons(rows: Sequence[Treatment], language: str) -> list[str]:
    """Reasons of the mechanisms beside the instruments, each with its mechanism."""
    names = {row.id: pick(language, row.label_zh, row.id.replace("_", " ")) for row in mechanisms()}
    colon = pick(language, "：", ": ")
    return [f"{names[row.id]}{colon}{reason}" for row, reason in zip(rows, _reasons(rows, language), strict=True)]


def _joined(texts: list[str], language: str) -> str:
    return pick(language, "", " ").join(texts)


def table(rows: Iterable[Mapping[str, Any]], language: str) -> str:
    """The records for a terminal: one line a clause, its reason below."""
    lines = []
    for row in rows:
        title = pick(language, row["title_zh"], row["title_en"])
        treated = pick(language, _TREATMENTS_ZH[row["treatment"]], row["treatment"])
        names = pick(language, "、", ", ").join(label(name, language) for name in row["instruments"])
        lines += [f"{row['clause']:6} [{treated}] {title}{pick(language, '：', ': ') + names if names else ''}"]
        lines += [f"       {row['reason']}"]
    return "\n".join(lines)


def markdown() -> str:
    """The page docs/catalogue.md: clauses by programme, then every instrument with its parameters and indicators."""
    rows = entries()
    return "\n".join([*_HEAD, *_counts(rows), *_clause_pages(rows), *_instrument_pages()]) + "\n"


def _counts(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield from ("## Clauses by treatment", "", f"| programme | {' | '.join(TREATMENTS)} | all |", "|---" * 7 + "|")
    for programme in dict.fromkeys(row["programme"] for row in rows):
        mine = [row["treatment"] for row in rows if row["programme"] == programme]
        counted = " | ".join(str(mine.count(name)) for name in TREATMENTS)
        yield f"| {programme} | {counted} | {len(mine)} |"
    yield ""


def _clause_pages(rows: list[dict[str, Any]]) -> Iterator[str]:
    chinese = {row["clause"]: row["reason"] for row in entries("zh")}
    for programme in dict.fromkeys(row["programme"] for row in rows):
        yield from (f"## {label(programme, 'en')} {label(programme, 'zh')}", "")
        yield from ("| clause | title | mechanisms | treatment | instruments | reason |", "|---" * 6 + "|")
        for row in (row for row in rows if row["programme"] == programme):
            links = ", ".join(f"[{name}](#{name})" for name in row["instruments"])
            title = f"{row['title_en']} {row['title_zh']}"
            reason = f"{row['reason']} {chinese[row['clause']]}"
            cells = (row["clause"], title, ", ".join(row["mechanisms"]), row["treatment"], links, reason)
            yield f"| {' | '.join(cells)} |"
        yield ""


def _instrument_pages() -> Iterator[str]:
    ordered, figures = clauses(), {row.id: row for row in parameters()}
    yield from ("## Instruments", "")
    for name in sorted({name for orders in ordered.values() for name in orders if name != SCALE}):
        yield from (f"### {name}", "", f"{label(name, 'en')} · {label(name, 'zh')}. {_meaning(name)}".strip(), "")
        parts = [(clause, orders[name] or {}) for clause, orders in ordered.items() if name in orders]
        told = (f"{clause} (part {own.get(SCALE, 1):g}, {_window(own)})" for clause, own in parts)
        yield from (f"Ordered by {'; '.join(told)}.", "")
        shown = dict.fromkeys(i for row in treatments() if name in row.target for i in row.indicators)
        seen = ", ".join(f"`{i}` ({indicator(i, 'en')})" for i in shown)
        yield from (f"Shows in {seen}; cost and people reached by clause in `costs.parquet`.", "")
        if name in MEASURES:
            yield from ("| parameter | value | range | unit | source | grade |", "|---" * 6 + "|")
            yield from _parameters(MEASURES[name], figures)
            yield ""


def _window(own: Mapping[str, Any]) -> str:
    return f"{own.get('start', '')} – {own.get('stop', '')}"


def _meaning(name: str) -> str:
    """The first paragraph on the instrument, from its class."""
    text = (MEASURES[name].__doc__ or "") if name in MEASURES else ""
    return " ".join(text.split("\n\n")[0].split())


def _parameters(cls: type, figures: Mapping[str, Parameter]) -> Iterator[str]:
    """One line a field that is the instrument's own; window, part and fund stand with the clauses."""
    shared = {"clause", "fund", "start", "stop", "intensity", SCALE, "kept"}
    for f in fields(cls):
        if f.name in shared or not f.metadata.get("doc"):
            continue
        row = figures.get(f.metadata.get("source", ""))
        head = f"| `{f.name}`: {f.metadata['doc']} "
        if row is None:
            value = "" if f.default is None or not isinstance(f.default, (int, float)) else f"{f.default:g}"
            yield f"{head}| {value} | | {f.metadata['unit']} | setting | |"
        else:
            source = f"{row.source}, {row.year} (`{row.id}`)"
            values = f"{_shown(row.central)} | {_shown(row.low)} – {_shown(row.high)}"
            yield f"{head}| {values} | {row.unit} | {source} | {row.grade} |"


def _shown(value: float) -> str:
    return "" if isnan(value) else f"{value:g}"


_TREATMENTS_ZH = {
    "instrument": "措施",
    "parameter": "参数",
    "eligibility": "资格规则",
    "fund": "资金",
    "documentation": "仅记录",
}
_HEAD = (
    """# The catalogue

Made by `make catalogue`; do not edit. Every clause of the four programmes with its treatment, then every instrument
with the clauses that order it, its parameters with source and grade, and the indicators in which it shows. What has the
source "assumption of this project" is an assumption. `migrant-sim catalogue` gives the clauses on a terminal.

Treatments: *instrument* (a measure of the run), *parameter* (a value that the user can set; it stays as it is by
default), *eligibility* (a rule of who may take part), *fund* (money, as a cap), *documentation* (no path to jobs or
income that anybody has measured: an effect would be invented).
""".splitlines()
    + [""]
)
