"""Pages with made parts: what stands between two marks is replaced, the prose around it is left alone."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isnan
from pathlib import Path

from ..errors import DataError
from ..paths import REPOSITORY

DOCS = REPOSITORY / "docs"
Blocks = Mapping[str, Callable[[], str]]
_ADDRESS = re.compile(r"\s*\[[^\]]*https?://[^\]]*\]")
_MARKED = re.compile(r"(<!-- made: ([a-z0-9_-]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def filled(text: str, blocks: Blocks) -> str:
    """The page with every marked part made anew.

    Raises DataError for a mark that nothing makes and for a part that the page has no mark for, or several.
    """
    marks = [match[1] for match in _MARKED.findall(text)]
    if sorted(marks) != sorted(blocks):
        odd = sorted(set(marks) ^ set(blocks)) or sorted({name for name in marks if marks.count(name) > 1})
        raise DataError(
            f"Marks and made parts of a page differ: {', '.join(odd)}.", f"页面标记不一致：{'、'.join(odd)}。"
        )
    return _MARKED.sub(lambda match: f"{match[1]}\n{blocks[match[2]]().strip()}\n\n{match[4]}", text)


def read_page(path: Path) -> str:
    """The text of a page; DataError where there is none, as in an installed wheel."""
    if not path.is_file():
        raise DataError(
            f"{path.name} is missing; pages are made in the repository.", f"缺少 {path.name}；页面须在代码仓库中生成。"
        )
    return path.read_text(encoding="utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; cells that hold a bar or a line break are made safe."""
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *(f"| {' | '.join(map(cell, row))} |" for row in rows)])


def cell(value: object) -> str:
    """One cell as text; numbers by `number`."""
    text = number(value) if isinstance(value, float) else str(value)
    return " ".join(text.split()).replace("|", "\\|")


def number(value: float) -> str:
    """A number with four significant digits, whole from a thousand on; nothing where there is none."""
    if isnan(value):
        return ""
    if abs(value) >= 1000.0:
        return f"{value:.0f}"
    return f"{value:.4g}"


def unlinked(source: str) -> str:
    """A source without the address of a copy, which stays in the data."""
    return _ADDRESS.sub("", source)


def first_line(thing: object) -> str:
    """First sentence block of a docstring, on one line."""
    return " ".join((getattr(thing, "__doc__", "") or "").split("\n\n")[0].split())
