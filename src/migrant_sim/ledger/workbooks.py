"""Workbooks that XlsxWriter writes for us: no text ever becomes a formula or a link, the same bytes each time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..result import replacing

if TYPE_CHECKING:
    from xlsxwriter import Workbook

FONT = "Microsoft YaHei"
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDE = 0x2E80  # from here on a letter is twice as wide


@contextmanager
def writing(path: Path) -> "Iterator[Workbook]":
    """A new workbook that takes its place at `path` when the block ends well, whole or not at all."""
    from xlsxwriter import Workbook

    with replacing(path) as temporary:
        book = Workbook(str(temporary), _PLAIN)
        book.set_properties({"created": datetime(2020, 1, 1), "title": path.stem})
        book.formats[0].set_font_name(FONT)
        yield book
        close(book)


def close(book: "Workbook") -> None:
    """Write a workbook out; raises OSError where the disk is full, read-only or forbidden.

    XlsxWriter has errors of its own for that, which are no OSError and hold it as their argument.
    """
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as error:
        cause = error.args[0] if error.args else None
        raise (cause if isinstance(cause, OSError) else OSError(str(error))) from error


def style(book: "Workbook", **how: Any) -> Any:
    """A format of cells in our font."""
    return book.add_format({"font_name": FONT, "font_size": 10, "valign": "top", **how})


def width_of(text: str) -> int:
    """How many narrow letters wide the longest line of a text is."""
    return max((sum(2 if ord(letter) >= _WIDE else 1 for letter in line) for line in text.splitlines()), default=0)


def height_of(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Height in points of a row whose texts wrap within columns of these widths (narrow letters)."""
    lines = max(-(-int(1.15 * width_of(text)) // int(width)) for text, width in zip(texts, widths, strict=True))
    return 14.5 * max(1, lines)
