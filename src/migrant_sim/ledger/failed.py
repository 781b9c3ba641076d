"""Cells of a workbook whose formula failed: its reader gives them as empty, so the sheet itself is asked."""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from io import BytesIO
from posixpath import join, normpath
from zipfile import ZipFile

_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_LINK = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt\s*=\s*[\"']e[\"'][^>]*)>")
_NAME = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_CHUNK, _TAIL = 1 << 20, 256


def failed_cells(data: bytes) -> Mapping[str, Sequence[tuple[int, int]]]:
    """Sheet -> (row as Excel counts, column from 0) of its failed cells; `data` is a workbook found safe."""
    with ZipFile(BytesIO(data)) as book:
        parts = {part.filename.lower(): part.filename for part in book.infolist()}
        links = _attributes(_LINK, _text(book, parts, "xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id", ""): normpath(join("/xl", link.get("Target", ""))).lstrip("/") for link in links}
        found = {}
        for sheet in _attributes(_SHEET, _text(book, parts, "xl/workbook.xml")):
            target = targets.get(next((value for name, value in sheet.items() if name.endswith(":id")), ""), "")
            if target.lower() in parts:
                found[unescape(sheet.get("name", ""))] = _failed(book, parts[target.lower()])
    return found


def _text(book: ZipFile, parts: Mapping[str, str], name: str) -> str:
    return book.read(parts[name]).decode("utf-8", "replace") if name in parts else ""


def _attributes(tag: re.Pattern[str], text: str) -> list[dict[str, str]]:
    return [dict(_ATTRIBUTE.findall(inside)) for inside in tag.findall(text)]


def _failed(book: ZipFile, part: str) -> list[tuple[int, int]]:
    found = set()
    tail = b""
    with book.open(part) as file:
        while chunk := file.read(_CHUNK):
            text = tail + chunk
            for cell in _CELL.findall(text) if b'"e"' in text or b"'e'" in text else ():
                for letters, row in _NAME.findall(cell):
                    found.add((int(row), column_number(letters) - 1))
            tail = text[-_TAIL:]
    return sorted(found)


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
