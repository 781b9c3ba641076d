"""Folders of imported regions: written whole beside their place and renamed, so that a kill leaves nothing or all."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import ConfigurationError, bad_value
from ..published import region_folder, shipped_regions
from ..result import unwritable

_NAME = re.compile(r"[^\W\d_][\w-]{0,39}")
_TRIES = 5


def free_name(name: str, replace: bool) -> str:
    """The name of a region to be imported.

    Raises ConfigurationError for a name that is no plain word, that of a shipped region, or one that stands already and
    is not to be replaced.
    """
    if not _NAME.fullmatch(name):
        allowed = "a letter, then letters, digits, - or _, at most 40 in all, such as my_county"
        raise bad_value(
            "name", name, allowed, "以字母或汉字开头，由字母、汉字、数字、- 或 _ 组成，最多 40 个，例如 my_county"
        )
    taken = {known.lower() for known in shipped_regions()}
    if name.lower() in taken:
        raise bad_value("name", name, "a name that no shipped region has", "与自带地区不同的名称")
    if region_folder(name).exists() and not replace:
        raise ConfigurationError(
            f"name = {name!r}: a region of that name has been imported already; say replace=true, or choose another.",
            f"name = {name!r}：已有同名的导入地区；请写 replace=true 替换，或另选名称。",
        )
    return name


@contextmanager
def new_folder(name: str) -> Iterator[Path]:
    """A folder to write a region into; it becomes the region when the block ends well, and is gone when it does not.

    Raises DataError when the disk is full, read-only or forbidden; the old region then stands unchanged.
    """
    target = region_folder(name)
    temporary = target.with_name(f".{name}.new-{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        temporary.mkdir()
        yield temporary
        for path in (*temporary.iterdir(), temporary):
            _to_disk(path)
        _put(temporary, target)
    except OSError as error:
        raise unwritable(target, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _put(temporary: Path, target: Path) -> None:
    """Rename into place; an old region is moved aside first, and comes back by itself if nothing more happens."""
    old = target.with_name(f".{target.name}.old-{os.getpid()}")
    for last in (*[False] * (_TRIES - 1), True):
        with suppress(FileNotFoundError):
            os.rename(target, old)
        try:
            os.rename(temporary, target)
            break
        except OSError:  # a reader has brought the old one back meanwhile
            if last:
                raise
            shutil.rmtree(old, ignore_errors=True)
    _to_disk(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def _to_disk(path: Path) -> None:
    """Have the system write a file or folder out; some systems cannot for folders."""
    with suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY)
        try:
            with suppress(OSError):
                os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(home: Path) -> None:
    """Remove what imports of any name left that were killed: rows of people must not lie about half written."""
    for path in [*home.glob(".*.new-*"), *home.glob(".*.old-*")]:
        number, name = path.name.rpartition("-")[2], path.name[1:].rpartition(".")[0]
        if not (number.isdigit() and _running(int(number))) and (home / name).exists() | (".new-" in path.name):
            shutil.rmtree(path, ignore_errors=True)


def _running(process: int) -> bool:
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


Told = Callable[[str, str], None]  # a line of progress in Chinese and English
