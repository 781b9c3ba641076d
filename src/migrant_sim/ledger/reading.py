"""Files in, ledgers out: every table joined from its sheets and files, still as text, each row with its place."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .failed import failed_cells
from .findings import Findings, Ledger, Source
from .grids import Grid, SheetGrid, sheet_grid, text_grid
from .headers import MOST_HEAD, Header, column_letters, find_header, nearest_header, table_named
from .messages import Place
from .privacy import looks_personal, shown
from .problems import MASK
from .safety import BOOKS, TEXTS, Given, given_files, read_bytes, safe_book
from .schema import TABLES, folded
from .tidying import tidied

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

MOST_COMPARED = 50  # unknown headers that the nearest known one is looked up for: each takes milliseconds
SKIPPED_SHEETS = frozenset(map(folded, ("说明", "填表说明", "explanations", "readme", "字典", "问题汇总", "summary")))


class Part(NamedTuple):
    """What one sheet gives to its table: its columns as text by id, and the row of each as Excel counts."""

    source: Source
    cells: "dict[str, pa.ChunkedArray]"
    rows: "np.ndarray"


def read_ledgers(paths: Sequence[Path | str], findings: Findings) -> dict[str, Ledger]:
    """The tables of files and folders, by table id, in the order of the schema.

    Raises DataError for a path that is missing. Everything else that is wrong becomes a problem.
    """
    parts: dict[str, list[Part]] = {}
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
    if suffix not in (*BOOKS, *TEXTS, ".xls") and not given.path.is_symlink():
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
        failed = failed_cells(data)
        for number, about in enumerate(book.sheets_metadata, 1):
            shown_name = f"#{number}" if looks_personal(about.name) else about.name
            if folded(about.name) in SKIPPED_SHEETS:
                continue
            if not str(about.typ).endswith("WorkSheet"):
                continue
            if not str(about.visible).endswith(".Visible"):
                findings.add("hidden_sheet", Place(name, shown_name))
                continue
            yield sheet_grid(book.get_sheet_by_name(about.name), name, shown_name, failed.get(about.name, ()))
    except BaseException as error:
        # The reader may panic on a damaged book, which is no Exception; what is not its doing goes on.
        if not isinstance(error, Exception) and "Panic" not in type(error).__name__:
            raise
        findings.add("broken", Place(name))


def _read(grid: Grid, findings: Findings) -> tuple[str, Part] | None:
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
    _tell_unknown(header, place, grid, findings)
    _tell_columns(header, place, grid, findings)
    wanted = sorted({0, *(column.at for column in header.columns)})
    try:
        arrays, rows = grid.body(wanted, header.row, findings)
    except (ValueError, OSError):
        findings.add("broken", place)
        return None
    by_place = dict(zip(wanted, arrays, strict=True))
    source = Source(
        grid.file,
        grid.sheet,
        {column.entry.id: column.header for column in header.columns},
        {column.entry.id: column.factor for column in header.columns if column.factor != 1},
    )
    cells = {column.entry.id: by_place[column.at] for column in header.columns}
    return header.table, Part(source, *tidied(header.table, source, cells, (by_place[0], rows), findings))


def _tell_columns(header: Header, sheet: Place, grid: Grid, findings: Findings) -> None:
    """What is wrong with the columns of a sheet."""
    table = TABLES[header.table]
    there = {column.entry.id for column in (*header.columns, *header.repeated)}

    def tell(code: str, column: str, **details: Any) -> None:
        findings.add(code, Place(sheet.file, sheet.sheet, header.row, shown(column)), **details)

    for text in header.per_head:
        tell("per_head", text)
    for column in header.repeated:
        tell("repeated_column", column.header, title=column.entry.zh, title_en=column.entry.en)
    for column in header.columns:
        if column.factor != 1:
            units = {"unit": column.unit, "into": column.entry.unit_zh, "into_en": column.entry.unit}
            tell("unit_converted", column.header, **units)
    for entry in table.fields:
        if entry.id not in there and (entry.required or entry.kept):
            tell("missing_column" if entry.required else "absent_column", entry.zh, title=entry.zh, title_en=entry.en)
    headers = {column.at + grid.first: column.header for column in header.columns}
    for row, at in grid.failed:
        if row > header.row and at in headers:
            findings.add("formula_error", Place(sheet.file, sheet.sheet, row, shown(headers[at])))


def _tell_unknown(header: Header, sheet: Place, grid: Grid, findings: Findings) -> None:
    """Columns that mean nothing to us; one whose header may be a name is told of by its letter."""
    for number, (at, text) in enumerate(header.unknown):
        name = shown(text)
        near = nearest_header(header.table, text) if name != MASK and number < MOST_COMPARED else None
        if name == MASK:
            name = f"{column_letters(at + grid.first)}: {MASK}"
        zh, en = (f"（是否为“{near.zh}”？）", f" (did you mean {near.en!r}?)") if near else ("", "")
        findings.add("unknown_column", Place(sheet.file, sheet.sheet, header.row, name), near=zh, near_en=en)


def rows_by_file(ledgers: Mapping[str, Ledger]) -> dict[str, dict[str, int]]:
    """Rows of each table by the name of the file that they stand in."""
    found: dict[str, dict[str, int]] = {}
    for name, ledger in ledgers.items():
        for number, source in enumerate(ledger.sources):
            rows = found.setdefault(source.file, {})
            rows[name] = rows.get(name, 0) + int((ledger.source == number).sum())
    return found


def _joined(name: str, parts: Sequence[Part]) -> Ledger:
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
