"""Only plain, sane files come in: no links, no devices, nothing outside the folder, no zip bombs."""

import os
import re
import stat
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ..errors import DataError
from .failed import column_number
from .findings import Findings
from .messages import Place

LARGEST_FILE = 1024**3
LARGEST_UNPACKED = 2 * 1024**3
MOST_PARTS = 4096
MOST_CELLS = 32_000_000  # in the rectangle that holds a sheet's cells, empty ones included
STEEPEST, STEEP_FROM = 250, 8 * 1024**2  # packing ratio refused, of parts larger than this
REPORT = frozenset(("problems.csv", "marked.xlsx"))  # both in a folder: an earlier check wrote them, no ledgers
BOOKS, TEXTS = (".xlsx", ".xlsm"), (".csv", ".txt", ".tsv")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ROW = re.compile(rb"""\br\s*=\s*["'][A-Za-z]{0,40}(\d{1,9})["']""")
# A cell past column Z, or a row of so many digits that Excel may not have it: what names any more than usual.
_FAR = re.compile(rb"""\br\s*=\s*["'](?:([A-Za-z]{2,40})\d|[A-Za-z]{0,40}(\d{7,}))""")
_EXCEL_ROWS, _ROW_DIGITS, _EXCEL_COLUMNS = 1_048_576, 7, 16_384
_TOO_MANY = "工作表范围过大，请删去远处的单元格", "a sheet spans too many cells: delete those far out"
_CHUNK, _TAIL = 1 << 20, 64


@dataclass(frozen=True)
class Given:
    """One file to read: its path, and its name inside what was given, which messages show; no two have the same."""

    path: Path
    name: str


def given_files(paths: Sequence[Path | str], findings: Findings) -> list[Given]:
    """The ledgers among files and folders, in the order given, those of a folder by name.

    Raises DataError for a path that is missing or a folder without ledgers. What is unsafe becomes a problem.
    """
    found: list[Given] = []
    for path in map(Path, paths):
        if path.is_dir() and not path.is_symlink():
            inside = list(_inside(path, findings))
            if not inside:
                raise DataError(
                    f"{path} holds no ledger; allowed: {', '.join(BOOKS + TEXTS)}.",
                    f"{path} 中没有台账文件；可用的有：{'、'.join(BOOKS + TEXTS)}。",
                )
            found += inside
        elif path.is_symlink() or path.exists():
            found.append(Given(path, path.name))
        else:
            raise DataError(f"There is no file {path}.", f"文件不存在：{path}。")
    return _told_apart(list({os.path.abspath(file.path): file for file in found}.values()))


def _told_apart(files: list[Given]) -> list[Given]:
    """The files, with as many of their folders before their names as it takes for no two to have the same name."""
    while True:
        often = Counter(file.name for file in files)
        if len(often) == len(files):
            return files
        files = [file if often[file.name] == 1 else _longer(file) for file in files]


def _longer(file: Given) -> Given:
    """A file with one folder more before its name."""
    parts = Path(os.path.abspath(file.path)).parts
    return replace(file, name="/".join(parts[-len(Path(file.name).parts) - 1 :]))


def _inside(folder: Path, findings: Findings) -> Iterator[Given]:
    root = folder.resolve()
    for place, names, files in os.walk(folder, followlinks=False):
        for name in [name for name in names if (Path(place) / name).is_symlink()]:
            _refuse_link(Path(place, name).relative_to(folder).as_posix(), findings)
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files if not REPORT <= set(files) else set(files) - REPORT):
            path = Path(place, name)
            if name.startswith((".", "~$")) or path.suffix.lower() not in (*BOOKS, *TEXTS, ".xls", ".et"):
                continue
            inner = path.relative_to(folder).as_posix()
            if path.is_symlink() or not path.resolve().is_relative_to(root):
                _refuse_link(inner, findings)
            else:
                yield Given(path, inner)


def _refuse_link(name: str, findings: Findings) -> None:
    findings.add("unsafe_path", Place(name), what="符号链接", what_en="a symbolic link")


def read_bytes(given: Given, findings: Findings) -> bytes | None:
    """The bytes of a plain file; None, with a problem, for a link, a device, or one that is too large."""
    place = Place(given.name)
    if given.path.is_symlink():
        _refuse_link(given.name, findings)
        return None
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(given.path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                findings.add("unsafe_path", place, what="不是普通文件", what_en="not a plain file")
                return None
            if status.st_size > LARGEST_FILE:
                findings.add("too_large", place, most="1 GB")
                return None
            return file.read(LARGEST_FILE + 1)
    except OSError:
        findings.add("broken", place)
        return None


def safe_book(data: bytes, name: str, findings: Findings) -> bool:
    """Whether the bytes are a workbook that may be opened; says why not, and of macros and links to other files."""
    place = Place(name)
    if data.startswith(_OLE):
        findings.add("encrypted" if _ENCRYPTED in data else "old_excel", place)
        return False
    try:
        with ZipFile(BytesIO(data)) as book:
            parts = book.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        findings.add("broken", place)
        return False
    why = _unsafe(data, parts)
    if why:
        findings.add("unsafe_zip", place, what=why[0], what_en=why[1])
        return False
    names = {part.filename.lower() for part in parts}
    if not {"[content_types].xml", "xl/workbook.xml"} <= names:
        findings.add("broken", place)
        return False
    if any(part.endswith("vbaproject.bin") for part in names):
        findings.add("macros", place)
    if any(part.startswith("xl/externallinks/") for part in names):
        findings.add("external_links", place)
    return True


def _unsafe(data: bytes, parts: Sequence[ZipInfo]) -> tuple[str, str] | None:
    """Why a zip may not be unpacked, in Chinese and English."""
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS:
        return f"超过 {MOST_PARTS} 个部件", f"more than {MOST_PARTS} parts"
    if len(set(names)) < len(names) or any(".." in name or name.startswith(("/", "\\")) for name in names):
        return "部件名称异常", "odd names of parts"
    if any(part.flag_bits & 1 or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        return "加密或不常见的压缩方式", "encrypted or oddly packed parts"
    if sum(part.compress_size for part in parts) > len(data):
        return "部件重叠", "parts overlap"
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        return "解压后超过 2 GB", "more than 2 GB when unpacked"
    if any(part.file_size > STEEP_FROM and part.file_size > STEEPEST * part.compress_size for part in parts):
        return f"压缩比超过 {STEEPEST}", f"packed more than {STEEPEST} to 1"
    for part in parts:
        why = _lies(data, part)
        if why:
            return why
    return None


def _lies(data: bytes, part: ZipInfo) -> tuple[str, str] | None:
    """Unpack a part without keeping it: it must be as long as it says, and a sheet's cells must fit a rectangle.

    Every part is looked at, whatever its name, because a workbook may keep its sheets anywhere. Whoever reads a sheet
    holds the whole rectangle around its cells, so one cell far out is as dear as a million.
    """
    length, widest, deepest = 0, 26, 0
    try:
        for text in _overlapping(data, part):
            length += len(text)
            if length > part.file_size + _TAIL * (1 + part.file_size // _CHUNK) * 4:
                return "部件比声明的长", "a part is longer than it says"
            far = set(_FAR.findall(text))
            widest = max([widest, *(column_number(letters) for letters, _ in far)])
            if widest > _EXCEL_COLUMNS or any(
                len(row) > _ROW_DIGITS or (row and int(row) > _EXCEL_ROWS) for _, row in far
            ):
                return _TOO_MANY
        if widest * _EXCEL_ROWS > MOST_CELLS:
            for text in _overlapping(data, part):
                deepest = max([deepest, *(int(row) for row in _ROW.findall(text))])
    except (zlib.error, IndexError, ValueError):
        return "部件损坏", "a damaged part"
    if widest * deepest > MOST_CELLS:
        return _TOO_MANY
    return None


def _overlapping(data: bytes, part: ZipInfo) -> Iterator[bytes]:
    """The unpacked part in pieces, each beginning with the end of the last, so that no cell's name is cut."""
    tail = b""
    for chunk in _unpacked(data, part):
        yield tail + chunk
        tail = chunk[-_TAIL:]


def _unpacked(data: bytes, part: ZipInfo) -> Iterator[bytes]:
    head = data[part.header_offset : part.header_offset + 30]
    if head[:4] != b"PK\x03\x04":
        raise ValueError("no local header")
    start = part.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    packed = memoryview(data)[start : start + part.compress_size]
    if part.compress_type == ZIP_STORED:
        yield from (bytes(packed[at : at + _CHUNK]) for at in range(0, len(packed), _CHUNK))
        return
    unpack = zlib.decompressobj(-15)
    for at in range(0, len(packed), _CHUNK):
        rest: bytes = bytes(packed[at : at + _CHUNK])
        while rest and not unpack.eof:
            chunk = unpack.decompress(rest, _CHUNK)
            rest = unpack.unconsumed_tail
            yield chunk
    yield unpack.flush()
