"""Where the project's own files lie: beside the package in a wheel, in the repository root in an editable install."""

from functools import cache
from pathlib import Path

from .errors import DataError

PACKAGE = Path(__file__).resolve().parent
REPOSITORY = PACKAGE.parents[1]


@cache
def folder(name: str) -> Path:
    """The shipped folder `conf` or `data`.

    Raises DataError when neither the wheel nor the repository holds it.
    """
    for candidate in (PACKAGE / f"_{name}", REPOSITORY / name):
        if candidate.is_dir():
            return candidate
    raise DataError(
        f"The folder {name!r} of migrant-sim is missing; reinstall the package.",
        f"缺少 migrant-sim 的 {name!r} 文件夹，请重新安装。",
    )
