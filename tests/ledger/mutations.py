"""Ways in which a ledger goes wrong; each takes a file and a generator and changes the file in place."""

import io
import os
import re
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl

Draw = np.random.Generator
Mutation = Callable[[Path, Draw], None]
HEADERS = ("", "姓名", "备注", "户编号", "户编号（万元/头）", "=A1")
SHEETS = ("Sheet1", "户", "人员", "马兰花13900000000", "a b")
WORDS = (
    "",
    "约三",
    "=1+1",
    "-",
    "１２",
    "1e999",
    "nan",
    "2020/13/45",
    "是否",
    "\x00",
    "🐮",
    "1,234.5",
    "0x1F",
    "'",
    '"',
)


def _bytes(path: Path, change: Callable[[bytearray], bytes]) -> None:
    path.write_bytes(change(bytearray(path.read_bytes())))


def flip(path: Path, draw: Draw) -> None:
    def change(data: bytearray) -> bytes:
        for place in draw.integers(0, max(len(data), 1), draw.integers(1, 30)):
            data[place : place + 1] = bytes([int(draw.integers(0, 256))])
        return data

    _bytes(path, change)


def truncate(path: Path, draw: Draw) -> None:
    _bytes(path, lambda data: data[: draw.integers(0, len(data) + 1)])


def cut_out(path: Path, draw: Draw) -> None:
    start = int(draw.integers(0, path.stat().st_size + 1))
    _bytes(path, lambda data: data[:start] + data[start + int(draw.integers(1, 2000)) :])


def nulls(path: Path, draw: Draw) -> None:
    start = int(draw.integers(0, path.stat().st_size + 1))
    _bytes(path, lambda data: data[:start] + b"\0" * int(draw.integers(1, 500)) + data[start:])


def noise(path: Path, draw: Draw) -> None:
    path.write_bytes(draw.bytes(int(draw.integers(0, 5000))))


def empty(path: Path, draw: Draw) -> None:
    path.write_bytes(b"")


def other_suffix(path: Path, draw: Draw) -> None:
    names = (".xlsx", ".csv", ".xls", ".xlsm", ".XLSX", ".txt", "")
    path.rename(path.with_suffix(names[draw.integers(0, len(names))]))


def link(path: Path, draw: Draw) -> None:
    target = path.parent.parent / "elsewhere.csv"
    target.write_text("户编号,安置点编号\nH1,S1\n", encoding="utf-8")
    path.unlink()
    path.symlink_to((target, path.parent.parent, Path(os.devnull), path)[draw.integers(0, 4)])


def folder(path: Path, draw: Draw) -> None:
    path.unlink()
    path.mkdir()


def pipe(path: Path, draw: Draw) -> None:
    path.unlink()
    os.mkfifo(path)


def _lines(path: Path, change: Callable[[list[list[str]]], list[list[str]]]) -> None:
    rows = [line.split(",") for line in path.read_text(encoding="utf-8-sig", errors="replace").splitlines()]
    path.write_text("\n".join(",".join(row) for row in change(rows)), encoding="utf-8")


def rename_header(path: Path, draw: Draw) -> None:
    def change(rows: list[list[str]]) -> list[list[str]]:
        if rows:
            rows[0][draw.integers(0, len(rows[0]))] = HEADERS[draw.integers(0, len(HEADERS))]
        return rows

    _lines(path, change)


def shuffle_columns(path: Path, draw: Draw) -> None:
    def change(rows: list[list[str]]) -> list[list[str]]:
        order = draw.permutation(len(rows[0])) if rows else []
        head = bool(draw.integers(0, 2))  # else only the header moves, and every column stands under a wrong one
        return [
            [row[at] for at in order] if len(row) == len(order) and (head or not number) else row
            for number, row in enumerate(rows)
        ]

    _lines(path, change)


def ragged(path: Path, draw: Draw) -> None:
    def change(rows: list[list[str]]) -> list[list[str]]:
        for at in draw.integers(0, max(len(rows), 1), 5):
            row = rows[at]
            rows[at] = row[: draw.integers(0, len(row) + 1)] + ["x"] * int(draw.integers(0, 4))
        return rows

    _lines(path, change)


def odd_words(path: Path, draw: Draw) -> None:
    def change(rows: list[list[str]]) -> list[list[str]]:
        for _ in range(int(draw.integers(1, 40))):
            row = rows[draw.integers(0, len(rows))]
            row[draw.integers(0, len(row))] = WORDS[draw.integers(0, len(WORDS))]
        return rows

    _lines(path, change)


def swap_types(path: Path, draw: Draw) -> None:
    def change(rows: list[list[str]]) -> list[list[str]]:
        at = draw.integers(0, len(rows[0]))
        for row in rows[1:]:
            row[at : at + 1] = [WORDS[draw.integers(0, len(WORDS))]]
        return rows

    _lines(path, change)


def huge_cell(path: Path, draw: Draw) -> None:
    def change(rows: list[list[str]]) -> list[list[str]]:
        rows[draw.integers(0, len(rows))][0] = "长" * int(10 ** draw.integers(3, 7))
        return rows

    _lines(path, change)


def many_columns(path: Path, draw: Draw) -> None:
    _lines(path, lambda rows: [row + [f"c{at}" for at in range(3000)] for row in rows[:3]])


def headless(path: Path, draw: Draw) -> None:
    _lines(path, lambda rows: rows[1:])


def titled(path: Path, draw: Draw) -> None:
    _lines(path, lambda rows: [["某县移民一户一底册"], [], *rows, ["合计", "1"], ["制表人：某某", "电话"]])


def quotes(path: Path, draw: Draw) -> None:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    at = int(draw.integers(0, len(text) + 1))
    path.write_text(f'{text[:at]}"{text[at:]}', encoding="utf-8")


def recode(path: Path, draw: Draw) -> None:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    names = ("gb18030", "utf-16", "utf-16-le", "utf-32", "utf-8-sig", "utf-7", "big5", "shift_jis")
    name = names[draw.integers(0, len(names))]
    path.write_bytes(text.encode(name, errors="replace"))


def mixed_encodings(path: Path, draw: Draw) -> None:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    at = int(draw.integers(0, len(text) + 1))
    path.write_bytes(text[:at].encode("utf-8") + text[at:].encode("gb18030", errors="replace"))


def _book(path: Path, change: Callable[[openpyxl.Workbook], object]) -> None:
    try:
        with path.open("rb") as file:  # a broken book would leave the file open otherwise
            book = openpyxl.load_workbook(file)
    except Exception:  # an earlier mutation has already broken it
        return
    change(book)
    book.save(path)


def _sheet(book: openpyxl.Workbook, draw: Draw) -> openpyxl.worksheet.worksheet.Worksheet:
    return book.worksheets[draw.integers(0, len(book.worksheets))]


def merge_cells(path: Path, draw: Draw) -> None:
    _book(path, lambda book: _sheet(book, draw).merge_cells(("A1:C1", "A1:A4", "B2:D9", "A1:R1")[draw.integers(0, 4)]))


def hide_sheet(path: Path, draw: Draw) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.create_sheet("说明")
        _sheet(book, draw).sheet_state = ("hidden", "veryHidden")[draw.integers(0, 2)]

    _book(path, change)


def formulas(path: Path, draw: Draw) -> None:
    values = ("=1/0", "=A2", '=HYPERLINK("http://x")', "=cmd|'/C calc'!A0", "#REF!", "=SUM(A:A)", True, 1e308, -0.0)

    def change(book: openpyxl.Workbook) -> None:
        sheet = _sheet(book, draw)
        for _ in range(10):
            cell = sheet.cell(int(draw.integers(1, 20)), int(draw.integers(1, 10)))
            cell.value = values[draw.integers(0, len(values))]

    _book(path, change)


def rename_sheet(path: Path, draw: Draw) -> None:
    def change(book: openpyxl.Workbook) -> None:
        title = SHEETS[draw.integers(0, len(SHEETS))]
        _sheet(book, draw).title = title + str(draw.integers(0, 9))

    _book(path, change)


def far_cell(path: Path, draw: Draw) -> None:
    _book(path, lambda book: _sheet(book, draw).cell(int(draw.integers(10**5, 10**6)), 16000, "x"))


def _zip(path: Path, name: str, data: bytes, replace: bool) -> None:
    try:
        with zipfile.ZipFile(path) as old:
            members = {one: old.read(one) for one in old.namelist()}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zipfile.zlib.error):
        return
    members = {one: content for one, content in members.items() if not (replace and one == name)}
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        warnings.simplefilter("ignore", UserWarning)  # a name that is there twice is one more oddity
        for one, content in [*members.items(), (name, data)]:
            new.writestr(one, content)
    path.write_bytes(packed.getvalue())


def zip_bomb(path: Path, draw: Draw) -> None:
    _zip(path, ("xl/media/x.bin", "xl/sharedStrings.xml")[draw.integers(0, 2)], b" " * 300_000_000, True)


def climbing_member(path: Path, draw: Draw) -> None:
    _zip(path, ("../../evil.txt", "/tmp/evil.txt", "xl/../../x", "C:\\x")[draw.integers(0, 4)], b"x", False)


def macro(path: Path, draw: Draw) -> None:
    _zip(path, "xl/vbaProject.bin", b"macro", False)


def laughs(path: Path, draw: Draw) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><x>&a8;</x>'
    outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    name = ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml")[draw.integers(0, 4)]
    _zip(path, name, (text, outside)[draw.integers(0, 2)].encode(), True)


def drop_member(path: Path, draw: Draw) -> None:
    name = ("xl/workbook.xml", "[Content_Types].xml", "xl/worksheets/sheet2.xml", "xl/styles.xml")[draw.integers(0, 4)]
    _zip(path, name, b"", True)


def bend_xml(path: Path, draw: Draw) -> None:
    """Digits of a sheet's XML changed: row numbers, types and references of shared strings that do not exist."""
    try:
        with zipfile.ZipFile(path) as old:
            text = old.read("xl/worksheets/sheet1.xml").decode("utf-8", errors="replace")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, zipfile.zlib.error):
        return
    found = list(re.finditer(r"\d+", text))
    for match in [found[at] for at in sorted(draw.integers(0, max(len(found), 1), 5), reverse=True)] if found else []:
        text = text[: match.start()] + ("99999999", "-1", "x", "")[draw.integers(0, 4)] + text[match.end() :]
    _zip(path, "xl/worksheets/sheet1.xml", text.encode(), True)


ANY: tuple[Mutation, ...] = (flip, truncate, cut_out, nulls, noise, empty, other_suffix, link, folder, pipe)
TEXT: tuple[Mutation, ...] = (
    *(rename_header, shuffle_columns, ragged, odd_words, swap_types, huge_cell, many_columns, headless, titled, quotes),
    *(recode, mixed_encodings),
)
BOOK: tuple[Mutation, ...] = (
    *(merge_cells, hide_sheet, formulas, rename_sheet, far_cell, zip_bomb, climbing_member, macro, laughs),
    *(drop_member, bend_xml),
)
