"""The six tables of a ledger, and which header or word belongs to which of their columns and codes.

Tables, columns and codes are rows of `data/ledger/*.csv`: a synonym that a county uses is one word more there.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from ..errors import DataError
from ..paths import folder
from .field import DTYPES, Code, Field, Table

__all__ = [
    "TABLES",
    "Code",
    "Field",
    "Table",
    "code_words",
    "folded",
    "header_words",
    "personal_headers",
    "read_data",
    "table_words",
]


def read_data(name: str) -> list[dict[str, str]]:
    """The rows of a table of `data/ledger`.

    Raises DataError when it is missing or damaged.
    """
    path = folder("data") / "ledger" / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))
    except (OSError, ValueError, csv.Error) as error:
        raise DataError(f"Cannot read {path}: {error}.", f"无法读取 {path}：{error}。") from error


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _field(row: Mapping[str, str], codes: tuple[Code, ...]) -> Field:
    low, high = _number(row["usual_low"]), _number(row["usual_high"])
    flags = row["flags"].split()
    if row["kind"] not in DTYPES or set(flags) - {"required", "personal", "dropped"}:
        raise DataError(f"columns.csv: {row['table']}.{row['column']} has an unknown kind or flag.")
    texts = {name: row[name] for name in ("zh", "en", "kind", "unit", "unit_zh", "about_zh", "about_en")}
    return Field(
        id=row["column"],
        also=_listed(row["also"]),
        low=_number(row["low"]),
        high=_number(row["high"]),
        usual=None if low is None or high is None else (low, high),
        codes=codes,
        required="required" in flags,
        personal="personal" in flags,
        dropped="dropped" in flags,
        **texts,
    )


def _tables() -> Mapping[str, Table]:
    codes: dict[tuple[str, str], tuple[Code, ...]] = {}
    for row in read_data("codes"):
        place = (row["table"], row["column"])
        codes[place] = (*codes.get(place, ()), Code(row["code"], row["zh"], row["en"], _listed(row["also"])))
    fields: dict[str, tuple[Field, ...]] = {}
    for row in read_data("columns"):
        mine = _field(row, codes.get((row["table"], row["column"]), ()))
        fields[row["table"]] = (*fields.get(row["table"], ()), mine)
    return {
        row["table"]: Table(
            id=row["table"],
            fields=fields[row["table"]],
            key=row["key"] or None,
            also=_listed(row["also"]),
            **{name: row[name] for name in ("zh", "en", "about_zh", "about_en")},
        )
        for row in read_data("tables")
    }


TABLES: Mapping[str, Table] = _tables()
_SPACE = re.compile(r"[\s_*＊:：]+")
YES = ("是", "有", "yes", "y", "true", "1", "1.0", "√", "✓", "对", "已流转", "在享")
NO = ("否", "无", "没有", "no", "n", "false", "0", "0.0", "×", "x", "未流转", "不是")


def folded(text: str) -> str:
    """A header or word without what people vary: width, case, spaces, colons, asterisks, underscores."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).casefold()


@cache
def header_words(table: str) -> Mapping[str, Field]:
    """Folded header -> column of one table. Canonical headers win over synonyms."""
    fields = TABLES[table].fields
    also = {folded(word): entry for entry in reversed(fields) for word in entry.also}
    return also | {folded(word): entry for entry in fields for word in (entry.id, entry.zh, entry.en)}


@cache
def table_words() -> Mapping[str, Table]:
    """Folded name of a sheet or file -> table."""
    return {folded(word): table for table in TABLES.values() for word in table.names}


@cache
def code_words(table: str, column: str) -> Mapping[str, str]:
    """Folded word -> code id of one column; for yes and no, `yes` and `no`."""
    entry = TABLES[table].by_id[column]
    if entry.kind == "flag":
        return {folded(word): "yes" for word in YES} | {folded(word): "no" for word in NO}
    also = {folded(word): code.id for code in reversed(entry.codes) for word in code.also}
    return also | {folded(word): code.id for code in entry.codes for word in (code.id, code.zh, code.en)}


def personal_headers() -> Iterator[tuple[str, Field]]:
    """(table, column) of everything personal."""
    for table in TABLES.values():
        for entry in table.fields:
            if entry.personal:
                yield table.id, entry
