"""What surrounds a scenario in a run: how many runs, how many processes, where the results go."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import bad_value
from ..experiments.place import PLACES, Place
from ..reading import one_of, section, typed, whole_number
from .language import LANGUAGES

MOST_RUNS = 1_000_000
MOST_WORKERS = 1024
_NAME = re.compile(r"\w[\w.@+ -]{0,119}")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The checked settings of a run; `name` is None for the default name."""

    draws: int
    replications: int
    workers: int
    executor: Place
    name: str | None
    results: Path

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Settings":
        """The settings of a composition.

        Raises ConfigurationError, naming the field, for a value that is not allowed.
        """
        if given["language"] is not None:
            one_of(given["language"], "language", LANGUAGES)
        if given["horizon"] is not None:
            raise bad_value(
                "horizon",
                given["horizon"],
                "nothing here: validate alone predicts to a horizon; months= says how long a run is",
                "此处不可用：仅 validate 有预测终点；模拟长度用 months= 设定",
            )
        results = typed(given["results"], str, "results")
        if not results:
            raise bad_value("results", results, "a folder", "文件夹")
        return cls(
            draws=whole_number(given["draws"], "draws", 1, MOST_RUNS),
            replications=whole_number(given["replications"], "replications", 1, MOST_RUNS),
            workers=whole_number(given["workers"], "workers", 1, MOST_WORKERS),
            executor=_place(given["executor"]),
            name=None if given["name"] is None else plain_name(given["name"]),
            results=Path(results),
        )


def _place(values: Any) -> Place:
    """The executor of a configuration; its options are numbers, names or null."""
    given = section(values, "executor")
    one_of(given.get("kind"), "executor", PLACES)
    for key in ("chunk", "timeout_min", "mem_gb", "poll_s", "wait_s"):
        if (number := given.get(key)) is not None and not (type(number) in (int, float) and number > 0):
            raise bad_value(f"executor.{key}", number, "a number above 0", "大于0的数")
    if (chunk := given.get("chunk")) is not None:
        whole_number(chunk, "executor.chunk", 1, MOST_RUNS)
    return Place.read(given)


def plain_name(name: Any) -> str:
    """A name that can stand as a folder's on every system: no path in it, no leading dot or dash."""
    text = str(name)
    if not _NAME.fullmatch(text) or text.endswith((".", " ")):
        raise bad_value(
            "name",
            text,
            "a plain name that starts with a letter or digit, without a path in it, such as my-study",
            "以字母、数字或汉字开头、不含路径的名称，例如 my-study",
        )
    return text
