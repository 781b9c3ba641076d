"""Sheets and CSV files as columns of text: the first rows to look for a header in, and the body below it."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from .findings import Findings
from .headers import MOST_HEAD
from .messages import Place
from .tidying import LONGEST_CELL

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = (",", "\t", ";")
_HEAD_TEXT = 1 << 18
_BLOCK = 20_000
_EXACT = 1e15  # Excel keeps 15 digits; a longer number, such as that of an ID card, is written with its exponent
LARGEST_CELL_BLOCK = 1 << 24


class Grid(Protocol):
    """A sheet of text."""

    file: str
    sheet: str
    head: list[list[str]]
    first: int  # column of the sheet at which the grid begins, from 0
    failed: Sequence[tuple[int, int]]  # (row, column of the sheet) of failed formulas that the text does not show

    def body(self, columns: Sequence[int], after: int, findings: Findings) -> "tuple[list[pa.Array], np.ndarray]":
        """The wanted columns below row `after` as arrays of text (null: empty), and the row of each as Excel counts."""


@dataclass(eq=False)
class TextGrid:
    """A CSV file, held as UTF-8."""

    file: str
    sheet: str
    head: list[list[str]]
    data: bytes
    delimiter: str
    first: int = 0
    failed: Sequence[tuple[int, int]] = ()

    def body(self, columns: Sequence[int], after: int, findings: Findings) -> "tuple[list[pa.Array], np.ndarray]":
        """As of every grid. A row of another width than the header's is a problem and left out."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.csv as texts

        width = max(map(len, self.head[after - 1 : after + 1]))
        names = [str(at) for at in range(width)]
        odd: list[int] = []

        def refuse(row: Any) -> str:
            odd.append(row.number)
            return "skip"

        table = texts.read_csv(
            pa.BufferReader(self.data),
            read_options=texts.ReadOptions(column_names=names, use_threads=False, block_size=LARGEST_CELL_BLOCK),
            parse_options=texts.ParseOptions(
                delimiter=self.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=refuse,
            ),
            convert_options=texts.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                include_columns=[str(at) for at in columns],
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
        rows = np.setdiff1d(np.arange(1, table.num_rows + len(odd) + 1, dtype=np.int32), odd, assume_unique=True)
        for row in odd:
            if row > after:
                findings.add("ragged", Place(self.file, self.sheet, row))
        below = rows > after
        return [column.filter(pa.array(below)) for column in table.columns], rows[below]


def text_grid(data: bytes, name: str, findings: Findings) -> TextGrid | None:
    """A CSV file in UTF-8, UTF-16 or GB18030, with commas, semicolons or tabs; None, with a problem, for others."""
    text = _decoded(data, name, findings)
    if text is None:
        return None
    if "\x00" in text:
        findings.add("broken", Place(name))
        return None
    first = text[:_HEAD_TEXT]
    delimiter = max(
        DELIMITERS, key=lambda mark: max((line.count(mark) for line in first.splitlines()[:MOST_HEAD]), default=0)
    )
    rows = []
    try:
        for row in csv.reader(io.StringIO(first, newline=""), delimiter=delimiter):
            rows.append([tidy(cell) for cell in row])
            if len(rows) == MOST_HEAD:
                break
    except csv.Error as error:
        # Python's reader takes no field above 131 072 letters; such a cell is too long for us in any case.
        long = "field larger" in str(error)
        place = Place(name, "", len(rows) + 1) if long else Place(name)
        findings.add("long_cell" if long else "broken", place, **({"most": LONGEST_CELL} if long else {}))
        return None
    return TextGrid(name, "", rows, text.encode(), delimiter)


def _decoded(data: bytes, name: str, findings: Findings) -> str | None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if encoding != "utf-8-sig":
            findings.add("encoding", Place(name), name=encoding.upper())
        return text
    findings.add("encoding_unknown", Place(name))
    return None


@dataclass(eq=False)
class SheetGrid:
    """A sheet of a workbook."""

    file: str
    sheet: str
    head: list[list[str]]
    reader: Any
    first: int = 0
    failed: Sequence[tuple[int, int]] = ()

    def body(self, columns: Sequence[int], after: int, findings: Findings) -> "tuple[list[pa.Array], np.ndarray]":
        """As of every grid."""
        import numpy as np
        import pyarrow as pa

        blocks: list[list[pa.Array]] = [[] for _ in columns]
        count = 0
        for block in _blocks(self.reader):
            cells = list(zip(*block, strict=True))
            for at, column in enumerate(columns):
                values = [cell_text(value) for value in cells[column]] if column < len(cells) else [None] * len(block)
                blocks[at].append(pa.array(values, pa.string()))
            count += len(block)
        rows = np.arange(1, count + 1, dtype=np.int32)
        return [pa.chunked_array(parts, pa.string()).slice(after) for parts in blocks], rows[after:]


def _blocks(reader: Any) -> Iterator[list[list[Any]]]:
    block: list[list[Any]] = []
    for row in reader.iter_rows():
        block.append(row)
        if len(block) == _BLOCK:
            yield block
            block = []
    if block:
        yield block


def sheet_grid(reader: Any, file: str, sheet: str, failed: Sequence[tuple[int, int]]) -> SheetGrid:
    """A sheet as its reader gives it: from its first column that holds something, and its first row."""
    head = []
    for row in reader.iter_rows():
        head.append([tidy(cell_text(value) or "") for value in row])
        if len(head) == MOST_HEAD:
            break
    return SheetGrid(file, sheet, head, reader, (reader.start or (0, 0))[1], failed)


def cell_text(value: Any) -> str | None:
    """A cell as text: whole numbers without a point, dates as YYYY-MM-DD, nothing as None."""
    if type(value) is str:
        return value or None
    if type(value) is float:
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if value is None:
        return None
    if type(value) is bool:
        return "1" if value else "0"
    return str(value)


def tidy(text: str) -> str:
    """A header cell on one line, without spaces at its ends."""
    return " ".join(text.split())
