"""Where files lie: the project's own beside the package or in the repository root, the user's in a home of theirs."""

import os
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


def user_home() -> Path:
    """The user's own folder: imported regions and official figures; it need not exist, and nothing is made here.

    The environment variable MIGRANT_SIM_HOME names it; else it is where the system keeps a user's data.
    """
    named = os.environ.get("MIGRANT_SIM_HOME", "").strip()
    if named:
        return Path(named).expanduser().resolve()
    from platformdirs import user_data_path

    return user_data_path("migrant-sim", appauthor=False)
