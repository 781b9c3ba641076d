"""Office files as archives with the same bytes each time: no time of writing in them."""

import zipfile
from io import BytesIO
from pathlib import Path

from ...result import replacing

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time an archive can hold: it says nothing


def steady(content: bytes) -> bytes:
    """The same archive with members in order of name and without times; the list of types stays first, as Word asks."""
    with zipfile.ZipFile(BytesIO(content)) as source:
        members = {name: source.read(name) for name in source.namelist()}
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            archive.writestr(entry, members[name])
    return target.getvalue()


def write_archive(path: Path, content: bytes) -> Path:
    """Write an office file whole or not at all; DataError when it cannot be written."""
    with replacing(path) as temporary:
        temporary.write_bytes(steady(content))
    return path
