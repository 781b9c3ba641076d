"""Each cell by itself: required, within bounds, an allowed word. Pandera carries the schemas."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from .cleaning import UNKNOWN
from .field import Field
from .findings import Details, Findings, Ledger, always
from .schema import TABLES, code_words, folded

if TYPE_CHECKING:
    import numpy as np
    import pandera.pandas as pandera

YES_NO = (("是", "否"), ("yes", "no"))


@cache
def frame_schema(table: str) -> "pandera.DataFrameSchema":
    """The pandera schema of a clean table: types, what may be missing, bounds, codes, numbers that may not repeat."""
    import pandera.pandas as pandera

    columns = {}
    for entry in TABLES[table].kept:
        checks = []
        if entry.low is not None and entry.high is not None:
            checks.append(pandera.Check.in_range(entry.low, entry.high, error="out_of_range"))
        if entry.codes:
            checks.append(pandera.Check.isin([code.id for code in entry.codes], error="unknown_word"))
        key = entry.id == TABLES[table].key
        columns[entry.id] = pandera.Column(
            entry.dtype, checks, nullable=not entry.required, unique=key, report_duplicates="exclude_first"
        )
    return pandera.DataFrameSchema(columns, strict=True)


def check_form(ledger: Ledger, findings: Findings) -> None:
    """Tell of every cell that the schema refuses; a refused word or figure is missing afterwards."""
    import pandas as pd

    for (column, code), at in _failures(ledger).items():
        entry = ledger.table.by_id[column]
        if code == "missing":
            held = ledger.raw[column].isna().to_numpy()[at] if column in ledger.raw else at[:0] == 0
            findings.rows(code, ledger, column, at[held], always(_allowed(entry)))
        elif code == "duplicate_key":
            first = _first_rows(ledger, column)
            findings.rows(code, ledger, column, at, first)
        elif code == "unknown_word":
            findings.rows(*_words(ledger, entry, at))
            values = ledger.clean[column].copy()
            values.iloc[at] = "other" if column == "relation" else pd.NA
            ledger.clean[column] = values
        else:
            findings.rows(code, ledger, column, at, always(_bounds(entry)))
            values = ledger.clean[column].copy()
            values.iloc[at] = pd.NA
            ledger.clean[column] = values
    for entry in ledger.table.kept:
        if entry.kind == "flag" and entry.id in ledger.raw:
            _check_flag(ledger, entry, findings)


def _failures(ledger: Ledger) -> Mapping[tuple[str, str], "np.ndarray"]:
    """(column, kind) -> positions of what pandera refuses."""
    import numpy as np
    from pandera.errors import SchemaErrors

    try:
        frame_schema(ledger.table.id).validate(ledger.clean, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        names = {"not_nullable": "missing", "field_uniqueness": "duplicate_key"}
        cases = cases[cases["index"].notna()]
        return {
            (str(column), names.get(str(check), str(check))): np.unique(part["index"].to_numpy(np.int64))
            for (column, check), part in cases.groupby(["column", "check"], sort=False)
            if column in ledger.raw
        }
    return {}


def _first_rows(ledger: Ledger, column: str) -> Details:
    """Details of a repeated number: where it stands first."""
    values = ledger.clean[column]
    first = values.drop_duplicates()
    places = dict(zip(first, first.index, strict=True))
    return lambda i: ledger.first_at(places[values.iloc[i]], i)


def _allowed(entry: Field) -> Mapping[str, str]:
    if not entry.codes:
        return {"allowed": "", "allowed_en": ""}
    return {
        "allowed": "：" + "、".join(code.zh for code in entry.codes),
        "allowed_en": ": " + "; ".join(code.en for code in entry.codes),
    }


def _bounds(entry: Field) -> Mapping[str, str]:
    return {
        "low": f"{entry.low:,.0f}",
        "high": f"{entry.high:,.0f}",
        "unit": entry.unit_zh,
        "unit_en": entry.unit,
    }


def _words(ledger: Ledger, entry: Field, at: "np.ndarray") -> tuple[Any, ...]:
    """The arguments that tell of words that are no codes, each with the nearest one that is."""
    words = ledger.clean[entry.id]
    zh = "、".join(code.zh for code in entry.codes)
    en = "; ".join(code.en for code in entry.codes)

    def details(i: int) -> Mapping[str, str]:
        code = nearest_code(ledger.table.id, entry, str(words.iloc[i]).removeprefix(UNKNOWN))
        near = (
            {"near": f"“{code[0]}”", "near_en": repr(code[1])}
            if code
            else {"near": "允许的取值之一", "near_en": "one of these"}
        )
        return {"allowed": zh, "allowed_en": en, **near}

    return "unknown_relation" if entry.id == "relation" else "unknown_word", ledger, entry.id, at, details


def nearest_code(table: str, entry: Field, word: str) -> tuple[str, str] | None:
    """Chinese and English of the allowed word most like one, if any is."""
    known = code_words(table, entry.id)
    plain = folded(word)
    inside = sorted((one for one in known if len(one) > 1 and one in plain), key=len, reverse=True)
    near = inside or get_close_matches(plain, known, n=1, cutoff=0.7)
    return next(((code.zh, code.en) for code in entry.codes if near and code.id == known[near[0]]), None)


def _check_flag(ledger: Ledger, entry: Field, findings: Findings) -> None:
    import numpy as np

    at = np.flatnonzero((ledger.raw[entry.id].notna() & ledger.clean[entry.id].isna()).to_numpy(bool))
    zh, en = YES_NO
    allowed = {"allowed": "、".join(zh), "allowed_en": "; ".join(en), "near": "“是”或“否”", "near_en": "'yes' or 'no'"}
    findings.rows("unknown_word", ledger, entry.id, at, always(allowed))
