"""Cells without odd widths and spaces and what only says that there is nothing; rows without blanks and totals."""

from typing import TYPE_CHECKING, Any

from .findings import Findings, Source
from .messages import Place
from .privacy import shown
from .schema import TABLES

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

LONGEST_CELL = 1000
NOTHING = (
    "",
    "-",
    "--",
    "—",
    "——",
    "/",
    "\\",
    "N/A",
    "NA",
    "n/a",
    "null",
    "NULL",
    "None",
    "NaN",
    "nan",
    "空",
    "不详",
    "无数据",
)
FAILED = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
_TOTAL = r"^(合\s*计|总\s*计|小\s*计|共\s*计|总\s*数|total|sum)(\s*[:：].*)?$"


def tidied(
    table: str,
    source: Source,
    cells: "dict[str, pa.ChunkedArray]",
    first: "tuple[pa.ChunkedArray, np.ndarray]",
    findings: Findings,
) -> "tuple[dict[str, pa.ChunkedArray], np.ndarray]":
    """The columns of a sheet by id, cleaned as the module says, and the rows that stay.

    `first` is the first column of the sheet, where totals are often named, and the row of each cell as Excel counts.
    """
    import numpy as np
    import pyarrow.compute as pc

    column, rows = first
    total = _is_total(column)
    blank: Any = None
    clean = {}
    for name, array in cells.items():
        array = _told(source, name, array, rows, findings)
        blank = pc.is_null(array) if blank is None else pc.and_(blank, pc.is_null(array))
        if TABLES[table].by_id[name].kind in ("id", "text"):
            total = pc.or_(total, _is_total(array))
        clean[name] = array
    for row in rows[np.asarray(pc.and_not(total, blank))]:
        findings.add("total_row", Place(source.file, source.sheet, int(row)))
    keep = pc.invert(pc.or_(blank, total))
    kept = rows[np.asarray(keep)]
    if not len(kept):
        findings.add("empty", Place(source.file, source.sheet))
    return {name: array.filter(keep) for name, array in clean.items()}, kept


def _plain(array: "pa.Array") -> "pa.Array":
    import pyarrow.compute as pc

    return pc.utf8_trim_whitespace(pc.utf8_normalize(array, form="NFKC"))


def _is_total(array: "pa.ChunkedArray") -> "pa.ChunkedArray":
    """Whether a cell names its row as one of totals; each different word is looked at once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    words = array.combine_chunks().dictionary_encode()
    totals = pc.match_substring_regex(_plain(words.dictionary), _TOTAL, ignore_case=True)
    return pa.chunked_array([pc.fill_null(totals.take(words.indices), False)])


def _told(source: Source, name: str, array: "pa.ChunkedArray", rows: "np.ndarray", findings: Findings) -> Any:
    """One column, tidied; cells that are too long or whose formula failed are told of and empty."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    words = array.combine_chunks().dictionary_encode()
    texts = words.dictionary
    long = pc.greater(pc.utf8_length(texts), LONGEST_CELL)
    plain = _plain(pc.if_else(long, pa.scalar("", pa.string()), texts))
    failed = pc.is_in(plain, value_set=pa.array(FAILED))
    for code, marked, details in (("long_cell", long, {"most": LONGEST_CELL}), ("formula_error", failed, {})):
        if pc.any(marked).as_py():
            for row in rows[np.asarray(pc.fill_null(marked.take(words.indices), False), bool)]:
                findings.add(code, Place(source.file, source.sheet, int(row), shown(source.headers[name])), **details)
    nothing = pc.or_(failed, pc.is_in(plain, value_set=pa.array(NOTHING)))
    plain = pc.if_else(nothing, pa.scalar(None, pa.string()), plain)
    return pa.chunked_array([plain.take(words.indices)])
