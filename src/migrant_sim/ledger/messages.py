"""Every kind of problem: its severity, and its words in both languages as rows of `data/ledger/checks.csv`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .problems import Problem
from .schema import read_data


@dataclass(frozen=True)
class Kind:
    """One kind of problem; the texts have {places} for what differs from case to case."""

    code: str
    severity: str
    zh: str
    en: str
    remedy_zh: str
    remedy_en: str
    example: Mapping[str, str]


@dataclass(frozen=True)
class Place:
    """Where something stands: row 0 is the whole file or sheet."""

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""


@cache
def kinds() -> Mapping[str, Kind]:
    """Code -> kind of problem."""
    found = {}
    for row in read_data("checks"):
        example = dict(part.split("=", 1) for part in row.pop("example").split("|") if part)
        found[row["code"]] = Kind(example=example, **row)
    return found


def problem(code: str, place: Place, **details: Any) -> Problem:
    """The problem of one kind at one place, in both languages."""
    kind = kinds()[code]
    texts = {name: getattr(kind, name).format(**details) for name in ("en", "zh", "remedy_en", "remedy_zh")}
    return Problem(
        severity=kind.severity,
        code=code,
        file=place.file,
        sheet=place.sheet,
        row=place.row,
        column=place.column,
        value=place.value,
        message_en=_sentence(texts["en"], "."),
        message_zh=_sentence(texts["zh"], "。"),
        remedy_en=texts["remedy_en"],
        remedy_zh=texts["remedy_zh"],
    )


def rest(code: str, place: Place, count: int) -> Problem:
    """The problem that stands for all others of a kind that are not listed singly."""
    kind = kinds()[code]
    return Problem(
        severity=kind.severity,
        code=code,
        file=place.file,
        sheet=place.sheet,
        row=0,
        column=place.column,
        value="",
        message_en=f"{count} more of this kind ({code}) are not listed singly.",
        message_zh=f"另有 {count} 处同类问题（{code}），未逐条列出。",
        remedy_en="Mend those listed and check again.",
        remedy_zh="请更正已列出的，再次核对。",
        count=count,
    )


def is_rest(found: Problem) -> bool:
    """Whether a problem is the count of those not listed singly."""
    return found.message_en.endswith("are not listed singly.")


def examples() -> Iterator[Problem]:
    """One problem of every kind, with the details of its example."""
    for kind in kinds().values():
        yield problem(kind.code, Place(""), **kind.example)


def _sentence(text: str, end: str) -> str:
    return text[:1].upper() + text[1:] + end
