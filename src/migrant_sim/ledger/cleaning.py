"""Text into types: numbers with their units, months however they are written, words into codes."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .columns import matching, numbers
from .field import Field
from .findings import Findings, Ledger
from .privacy import has_number, names_somebody, source_names_somebody
from .schema import code_words, folded

if TYPE_CHECKING:
    import pandas as pd

UNKNOWN = "?"  # stands before a word that is no code, until the check of codes has told it
_NUMBER = re.compile(
    r"[¥￥]?([-+]?\d[\d,]*(?:\.\d+)?|[-+]?\.\d+)(万元|万|千元|元/月|元/年|元|亩|头|人|个月|个|次|岁|月)?"
)
_TIMES = {"万元": 1e4, "万": 1e4, "千元": 1e3}
_SERIAL_FROM, _SERIAL_TO = 1, 73_050  # days of Excel, 1900 to 2099
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:[-/.月]\s*(\d{1,2})?\s*日?)?(?:\s+\d{1,2}:.*|T.*)?")
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_YEARS = (1850, 2100)


def clean(ledger: Ledger, findings: Findings) -> None:
    """Fill `ledger.clean` with the typed columns of the table; what cannot be read is a problem and missing."""
    import pandas as pd

    frame = pd.DataFrame(index=ledger.raw.index)
    for entry in ledger.table.kept:
        if entry.id not in ledger.raw:
            frame[entry.id] = pd.Series(pd.NA, index=frame.index, dtype=entry.dtype)
        else:
            frame[entry.id] = _TYPED[entry.kind](ledger, entry, findings)
    for entry in ledger.table.fields:
        if entry.dropped and entry.id in ledger.raw:
            _texts(ledger, entry, findings)
    ledger.clean = frame


def _wrong(ledger: Ledger, entry: Field, typed: "pd.Series", code: str, findings: Findings) -> None:
    """Tell of the cells that hold something and became nothing."""
    import numpy as np

    findings.rows(code, ledger, entry.id, np.flatnonzero((ledger.raw[entry.id].notna() & typed.isna()).to_numpy(bool)))


def _by_word(column: "pd.Series", read: Callable[[str], Any], dtype: str) -> "pd.Series":
    """A column read word by word, each different word once."""
    import pandas as pd

    codes, words = pd.factorize(column)
    read_words = pd.Series([read(word) for word in words], dtype=dtype)
    return read_words.reindex(codes).set_axis(column.index)


def _numbers(ledger: Ledger, entry: Field, findings: Findings) -> "pd.Series":
    import numpy as np

    column = ledger.raw[entry.id]
    values = numbers(column)
    rest = (values.isna() & column.notna()).to_numpy(bool)
    if rest.any():
        values[rest] = _by_word(column[rest], _number, "Float64")
    values = values.mask(np.isinf(values.to_numpy(float, na_value=0.0)))
    _wrong(ledger, entry, values, "not_number", findings)
    factors = np.array([source.factors.get(entry.id, 1.0) for source in ledger.sources])
    if (factors != 1).any():
        values *= factors[ledger.source]
    return values


def _number(word: str) -> float | None:
    match = _NUMBER.fullmatch(word.replace(" ", ""))
    return float(match[1].replace(",", "")) * _TIMES.get(match[2] or "", 1.0) if match else None


def _wholes(ledger: Ledger, entry: Field, findings: Findings) -> "pd.Series":
    import numpy as np
    import pandas as pd

    values = _numbers(ledger, entry, findings)
    plain = values.to_numpy(float, na_value=0.0)
    odd = (plain != np.floor(plain)) | (np.abs(plain) > 2**53)
    findings.rows("not_whole", ledger, entry.id, np.flatnonzero(odd))
    values[odd] = pd.NA
    return values.astype("Int64")


def _months(ledger: Ledger, entry: Field, findings: Findings) -> "pd.Series":
    def month(word: str) -> int | None:
        found = date_of(word)
        return None if found is None else found[0] * 12 + found[1] - 1

    typed = _by_word(ledger.raw[entry.id], month, "Int64")
    _wrong(ledger, entry, typed, "not_date", findings)
    return typed


def _dates(ledger: Ledger, entry: Field, findings: Findings) -> "pd.Series":
    def date(word: str) -> str | None:
        found = date_of(word)
        return None if found is None else f"{found[0]}-{found[1]:02d}-{found[2]:02d}"

    typed = _by_word(ledger.raw[entry.id], date, "string")
    _wrong(ledger, entry, typed, "not_date", findings)
    return typed


def date_of(word: str) -> tuple[int, int, int] | None:
    """Year, month and day (1 where there is none) of a date as people and Excel write it; None for anything else.

    A dot leaves 1985.1 as January, although a spreadsheet may have cut it from 1985.10.
    """
    from datetime import date, timedelta

    match = _DATE.fullmatch(word) or _PLAIN.fullmatch(word)
    if match is None:
        if re.fullmatch(r"\d{1,5}(\.\d+)?", word) and _SERIAL_FROM <= float(word) <= _SERIAL_TO and len(word) >= 5:
            day = date(1899, 12, 30) + timedelta(days=int(float(word)))
            return day.year, day.month, day.day
        return None
    try:
        found = date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None
    return (found.year, found.month, found.day) if _YEARS[0] <= found.year <= _YEARS[1] else None


def _codes(ledger: Ledger, entry: Field, findings: Findings) -> "pd.Series":
    words = code_words(ledger.table.id, entry.id)
    return _by_word(ledger.raw[entry.id], lambda word: words.get(folded(word), UNKNOWN + word), "string")


def _flags(ledger: Ledger, entry: Field, findings: Findings) -> "pd.Series":
    words = {"yes": True, "no": False}
    known = code_words(ledger.table.id, entry.id)
    return _by_word(ledger.raw[entry.id], lambda word: words.get(known.get(folded(word), "")), "boolean")


def _texts(ledger: Ledger, entry: Field, findings: Findings) -> "pd.Series":
    """Text as it stands; an ID-card or phone number in it is a problem and goes, save where it names a row."""
    import numpy as np
    import pandas as pd

    column = ledger.raw[entry.id].copy()
    maybe = matching(column, r"\d[\d\s\-_.]{9,}|\d[eE]\+")
    if maybe.any():
        maybe[maybe] = [has_number(word) for word in column[maybe]]
    at = np.flatnonzero(maybe)
    findings.rows("personal_number" if entry.kind == "id" else "personal_elsewhere", ledger, entry.id, at)
    if entry.kind != "id":
        column[maybe] = pd.NA
        if entry.kept:
            _without_names(ledger, entry, column, findings)
    return column.astype("string")


def _without_names(ledger: Ledger, entry: Field, column: "pd.Series", findings: Findings) -> None:
    """Empty the cells of a kept text that read like somebody's name, and tell of them."""
    import numpy as np
    import pandas as pd

    words = [word for word in column.dropna().unique() if _names(word, entry)]
    if words:
        ledger.named.update(words)
        at = np.flatnonzero(column.isin(words).to_numpy(bool))
        findings.rows("name_in_text", ledger, entry.id, at)
        column.iloc[at] = pd.NA


def _names(word: str, entry: Field) -> bool:
    """Whether a text reads like a name; a county of the margins, with or without 县, never does."""
    if entry.id == "source":
        return names_somebody(word) or source_names_somebody(word)
    if not names_somebody(word):
        return False
    from ..population import published_margins

    known = {county.rstrip("市县区") for county in published_margins().counties}
    return entry.id != "county" or word.rstrip("市县区") not in known


_TYPED: dict[str, "Callable[[Ledger, Field, Findings], pd.Series]"] = {
    "id": _texts,
    "text": _texts,
    "number": _numbers,
    "whole": _wholes,
    "month": _months,
    "date": _dates,
    "code": _codes,
    "flag": _flags,
}
