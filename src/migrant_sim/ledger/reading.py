"""Files in, ledgers out: every table joined from its sheets and files, still as text, each row with its place."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .findings import Findings, Ledger, Source
from .grids import Grid, SheetGrid, sheet_grid, text_grid
from .headers import MOST_HEAD, Header, find_header, nearest_header, table_named
from .messages import Place
from .privacy import looks_personal, shown
from .safety import BOOKS, TEXTS, Given, given_files, read_bytes, safe_book
from .schema import TABLES, folded

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

LONGEST_CELL = 1000
SKIPPED_SHEETS = frozenset(map(folded, ("说明", "填表说明", "explanations", "readme", "字典", "问题汇总", "summary")))
NOTHING = (
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
TOTALS = r"^(合\s*计|总\s*计|小\s*计|共\s*计|总\s*数|total|sum)(\s*[:：].*)?$"
_PARTS = tuple[Source, dict[str, "pa.ChunkedArray"], "np.ndarray"]


def read_ledgers(paths: Sequence[Path | str], findings: Findings) -> dict[str, Ledger]:
    """The tables of files and folders, by table id, in the order of the schema.

    Raises DataError for a path that is missing. Everything else that is wrong becomes a problem.
    """
    parts: dict[str, list[_PARTS]] = {}
    for given in given_files(paths, findings):
        before = len(findings.problems())
        grids = list(_grids(given, findings))
        if not grids and len(findings.problems()) == before:
            findings.add("empty", Place(given.name))
        for grid in grids:
            read = _read(grid, findings)
            if read is not None:
                parts.setdefault(read[0], []).append(read[1])
    return {name: _joined(name, parts[name]) for name in TABLES if name in parts}


def _grids(given: Given, findings: Findings) -> Iterator[Grid]:
    suffix = given.path.suffix.lower()
    if suffix not in (*BOOKS, *TEXTS, ".xls"):
        findings.add("not_a_ledger", Place(given.name), what=suffix or "?")
        return
    data = read_bytes(given, findings)
    if data is None:
        return
    if not data.strip(b"\xef\xbb\xbf \r\n\t"):
        findings.add("empty", Place(given.name))
    elif suffix in TEXTS and data[:4] not in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        grid = text_grid(data, given.name, findings)
        if grid is not None:
            yield grid
    elif safe_book(data, given.name, findings):
        yield from _sheets(data, given.name, findings)


def _sheets(data: bytes, name: str, findings: Findings) -> Iterator[Grid]:
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for number, about in enumerate(book.sheets_metadata, 1):
            shown_name = f"#{number}" if looks_personal(about.name) else about.name
            if folded(about.name) in SKIPPED_SHEETS:
                continue
            if not str(about.typ).endswith("WorkSheet"):
                continue
            if not str(about.visible).endswith(".Visible"):
                findings.add("hidden_sheet", Place(name, shown_name))
                continue
            yield sheet_grid(book.get_sheet_by_name(about.name), name, shown_name)
    except BaseException as error:
        # The reader may panic on a damaged book, which is no Exception; what is not its doing goes on.
        if not isinstance(error, Exception) and "Panic" not in type(error).__name__:
            raise
        findings.add("broken", Place(name))


def _read(grid: Grid, findings: Findings) -> tuple[str, _PARTS] | None:
    place = Place(grid.file, grid.sheet)
    name = grid.sheet if isinstance(grid, SheetGrid) else Path(grid.file).stem
    if not any(any(row) for row in grid.head):
        if table_named(name) is not None:
            findings.add("empty", place)
        return None
    header = find_header(grid.head, name)
    if header is None:
        if table_named(name) is not None:
            findings.add("no_header", place, most=MOST_HEAD)
        else:
            allowed = "、".join(table.zh for table in TABLES.values())
            findings.add("unknown_table", place, allowed=allowed, allowed_en="; ".join(t.en for t in TABLES.values()))
        return None
    _tell_columns(header, place, findings)
    try:
        arrays, rows = grid.body([column.at for column in header.columns], header.row, findings)
    except (ValueError, OSError):
        findings.add("broken", place)
        return None
    source = Source(grid.file, grid.sheet, {column.entry.id: column.header for column in header.columns})
    factors = {column.entry.id: column.factor for column in header.columns if column.factor != 1}
    cells = {column.entry.id: array for column, array in zip(header.columns, arrays, strict=True)}
    return header.table, _tidied(Source(source.file, source.sheet, source.headers, factors), cells, rows, findings)


def _tell_columns(header: Header, place: Place, findings: Findings) -> None:
    """What is wrong with the columns of a sheet."""
    table = TABLES[header.table]
    where = {"file": place.file, "sheet": place.sheet, "row": header.row}
    for text in header.unknown:
        near = None if looks_personal(text) else nearest_header(table.id, text)
        hint = (
            {"near": f"（是否为“{near.zh}”？）", "near_en": f" (did you mean {near.en!r}?)"}
            if near
            else {"near": "", "near_en": ""}
        )
        findings.add("unknown_column", Place(**where, column=shown(text)), **hint)
    for text in header.per_head:
        findings.add("per_head", Place(**where, column=shown(text)))
    for column in header.repeated:
        findings.add(
            "repeated_column", Place(**where, column=column.header), title=column.entry.zh, title_en=column.entry.en
        )
    for column in header.columns:
        if column.factor != 1:
            units = {"unit": column.unit, "into": column.entry.unit_zh, "into_en": column.entry.unit}
            findings.add("unit_converted", Place(**where, column=column.header), **units)
    there = {column.entry.id for column in header.columns}
    for entry in table.fields:
        if entry.id not in there and (entry.required or entry.kept):
            code = "missing_column" if entry.required else "absent_column"
            findings.add(code, Place(**where, column=entry.zh), title=entry.zh, title_en=entry.en)


def _tidied(source: Source, cells: "dict[str, pa.ChunkedArray]", rows: "np.ndarray", findings: Findings) -> _PARTS:
    """The cells without odd widths and spaces, without what only says that there is nothing, blank rows and totals."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    def tell(code: str, column: str, marked: Any, **details: Any) -> None:
        for row in rows[np.asarray(pc.fill_null(marked, False))]:
            findings.add(code, Place(source.file, source.sheet, int(row), shown(source.headers[column])), **details)

    blank = total = None
    for name, array in cells.items():
        long = pc.greater(pc.utf8_length(array), LONGEST_CELL)
        failed = pc.is_in(array, value_set=pa.array(FAILED))
        if pc.any(long).as_py():
            tell("long_cell", name, long, most=LONGEST_CELL)
            array = pc.if_else(pc.fill_null(long, False), pa.scalar(None, pa.string()), array)
        if pc.any(failed).as_py():
            tell("formula_error", name, failed)
        array = pc.utf8_trim_whitespace(pc.utf8_normalize(array, form="NFKC"))
        gone = pc.or_(pc.is_in(array, value_set=pa.array(("", *NOTHING, *FAILED))), pc.is_null(array))
        cells[name] = array = pc.if_else(gone, pa.scalar(None, pa.string()), array)
        blank = gone if blank is None else pc.and_(blank, gone)
        is_total = pc.fill_null(pc.match_substring_regex(array, TOTALS, ignore_case=True), False)
        total = is_total if total is None else pc.or_(total, is_total)
    for row in rows[np.asarray(total)]:
        findings.add("total_row", Place(source.file, source.sheet, int(row)))
    keep = pc.invert(pc.or_(blank, total))
    kept = rows[np.asarray(keep)]
    if not len(kept):
        findings.add("empty", Place(source.file, source.sheet))
    return source, {name: array.filter(keep) for name, array in cells.items()}, kept


def _joined(name: str, parts: Sequence[_PARTS]) -> Ledger:
    """One table from its sheets, one below the other; a column that a sheet lacks is empty there."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    columns = {}
    for entry in TABLES[name].fields:
        if any(entry.id in cells for _, cells, _ in parts):
            chunks: list[Any] = []
            for _, cells, rows in parts:
                array = cells.get(entry.id, pa.nulls(len(rows), pa.string()))
                chunks += array.chunks if isinstance(array, pa.ChunkedArray) else [array]
            columns[entry.id] = pd.array(pa.chunked_array(chunks, pa.string()).to_pandas(), dtype="string[pyarrow]")
    return Ledger(
        table=TABLES[name],
        sources=tuple(source for source, _, _ in parts),
        raw=pd.DataFrame(columns),
        source=np.concatenate([np.full(len(rows), at, np.int32) for at, (_, _, rows) in enumerate(parts)]),
        row=np.concatenate([rows for _, _, rows in parts]),
        clean=pd.DataFrame(),
    )
