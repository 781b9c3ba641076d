"""What is dangerous, broken or not a ledger is refused in words; nothing is opened that should not be."""

import os
import struct
import zipfile

import pytest

from migrant_sim.ledger.checking import check
from migrant_sim.ledger.safety import STEEPEST

CELL = '<row r="{row}"><c r="{cell}"><v>1</v></c></row>'


def told(path):
    return {(p.code, p.severity) for p in check([path]).problems}


def remade(path, change):
    """The workbook with its parts (name -> bytes) changed."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"%PDF", "not_a_ledger"),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"Workbook", "old_excel"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.xlsx", b"PK\x03\x04 and no more", "broken"),
        ("a.xlsx", b"plain text", "broken"),
        ("a.xlsx", b"", "empty"),
        ("a.csv", b"\xef\xbb\xbf\r\n", "empty"),
        ("a.csv", b"\x00\x01\x02", "broken"),
        ("a.csv", "户编号,性别\n".encode() + b"\xff\xff\xff\xff", "encoding_unknown"),
        ("人员.csv", '户编号,性别,出生年月\nH1,"男,1970-01\n'.encode(), "ragged"),
    ],
)
def test_what_is_no_ledger(tmp_path, name, data, code):
    (tmp_path / name).write_bytes(data)
    assert code in {found for found, _ in told(tmp_path / name)}


def test_macros_and_links_are_ignored_and_said(book, sound):
    def change(parts):
        parts["xl/vbaProject.bin"] = b"macro"
        parts["xl/externalLinks/externalLink1.xml"] = b"<x/>"

    path = remade(book(sound, "a.xlsm"), change)
    assert {("macros", "warning"), ("external_links", "warning")} <= told(path)
    assert len(check([path]).tables["persons"]) == 3


def test_a_bomb_is_not_unpacked(book, sound):
    path = remade(book(sound), lambda parts: parts.update({"xl/media/big.xml": bytes(64 * 2**20)}))
    assert ("unsafe_zip", "error") in told(path)
    assert f"more than {STEEPEST} to 1" in check([path]).errors[0].message_en


def test_a_part_that_is_longer_than_it_says(book, sound):
    path = book(sound)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as made:
        part = made.getinfo("xl/worksheets/sheet1.xml")
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(part.filename)] != part.filename.encode():
        at = data.index(b"PK\x01\x02", at + 1)
    struct.pack_into("<L", data, at + 24, 10)  # says: ten bytes
    path.write_bytes(data)
    (problem,) = check([path]).errors
    assert problem.code == "unsafe_zip" and "longer than it says" in problem.message_en


FAR = [
    ("XFD1", "A1048576"),
    ("A1048576", "XFD1"),
    ("A1", "E99999999"),
    ("A99999999", "B1"),
    ("A1", f"A{'9' * 5000}"),
    ("A1", "ZZZZZ2"),
]


@pytest.mark.parametrize("cells", FAR)
def test_one_cell_far_out_does_not_fill_the_memory(book, sound, cells):
    rows = "".join(CELL.format(row=cell.lstrip("ABDEFXZ"), cell=cell) for cell in cells)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    path = remade(book(sound), lambda parts: parts.update({"xl/worksheets/sheet1.xml": sheet.encode()}))
    assert ("unsafe_zip", "error") in told(path)


@pytest.mark.parametrize("name", ["../out.xml", "/etc/passwd"])
def test_odd_names_of_parts(book, sound, name):
    assert ("unsafe_zip", "error") in told(remade(book(sound), lambda parts: parts.update({name: b"x"})))


def test_links_and_devices_are_refused(text, sound, tmp_path):
    outside = text(sound["人员"], "real.csv")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "人员.csv").symlink_to(outside)
    (inside / "folder").symlink_to(tmp_path)
    (inside / "户.csv").write_text("户编号,安置点编号\nH1,A1\n", encoding="utf-8")
    checked = check([inside])
    assert {p.file for p in checked.problems if p.code == "unsafe_path"} == {"人员.csv", "folder"}
    assert set(checked.tables) == {"households"}
    assert ("unsafe_path", "error") in told(inside / "人员.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    assert ("unsafe_path", "error") in told(tmp_path / "pipe.csv")


@pytest.mark.parametrize("cut", [30, 400, 2000, -1, -30])
def test_a_workbook_cut_short_is_broken_in_words(book, sound, cut):
    path = book(sound)
    path.write_bytes(path.read_bytes()[:cut])
    assert check([path]).errors


def test_hundreds_of_wrong_bytes_never_end_in_a_traceback(book, sound):
    data = book(sound).read_bytes()
    path = book(sound, "wrong.xlsx")
    for number in range(60):
        wrong = bytearray(data)
        for step in range(5):
            wrong[(number * 7919 + step * 104729) % len(wrong)] ^= 0xFF
        path.write_bytes(wrong)
        assert isinstance(check([path]).problems, tuple)
