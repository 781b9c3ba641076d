"""Looking for planted tokens in everything that a command leaves behind, whatever the file and the encoding."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")


def forms(token: str) -> set[bytes]:
    """A token as bytes: in every encoding, escaped as in json and as in XML."""
    escaped = {json.dumps(token)[1:-1], "".join(f"&#{ord(letter)};" for letter in token)}
    escaped |= {"".join(f"&#x{ord(letter):{case}};" for letter in token) for case in ("x", "X")}
    return {token.encode(name) for name in ENCODINGS} | {text.encode() for text in escaped}


def contents(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file's bytes, and those of what is packed in it: zip members (xlsx, docx), cells and metadata of parquet."""
    yield name, data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for member in packed.namelist():
                yield from contents(f"{name}!{member}", packed.read(member))
    if name.endswith(".parquet"):
        table = pq.read_table(io.BytesIO(data))
        yield (
            f"{name}!cells",
            "\n".join(str(cell) for column in table.columns for cell in set(column.to_pylist())).encode(),
        )
        yield f"{name}!metadata", repr((table.schema, pq.read_metadata(io.BytesIO(data)).metadata)).encode()


def found(tokens: list[str], folders: list[Path], texts: dict[str, str]) -> list[str]:
    """`place: token` of everything that was found in folders (names of files included) and texts."""
    wanted = {token: forms(token) for token in tokens}
    hits = []
    files = [path for folder in folders for path in sorted(folder.rglob("*"))]
    for path in files:
        parts = [("name", str(path).encode())] if path.is_dir() else [*contents(path.name, path.read_bytes())]
        parts.append(("name", path.name.encode()))
        hits += [f"{path} {where}: {token}" for where, data in parts for token in _in(data, wanted)]
    return hits + [f"{where}: {token}" for where, text in texts.items() for token in _in(text.encode(), wanted)]


def _in(data: bytes, wanted: dict[str, set[bytes]]) -> list[str]:
    return [token for token, spellings in wanted.items() if any(spelling in data for spelling in spellings)]
