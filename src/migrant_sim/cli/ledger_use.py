"""`ledger import`, `ledger describe` and `ledger series`: ledgers and figures of the user's own put to use."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..errors import bad_value
from ..reading import missing, typed
from .folders import named
from .language import choose
from .request import Request

IMPORT_KEYS = (
    *("files", "name", "region_title", "title_en", "title_zh", "base", "persons", "reference", "imputations"),
    *("replace", "language"),
)


def import_subverb(request: Request) -> int:
    """Turn ledgers into a region of the user's own; errors are shown and nothing is then written."""
    given = named(request, IMPORT_KEYS)
    from ..ledger.importing import Order, import_ledgers
    from ..ledger.summing import told_of

    name = text_of(given, "name")
    title = str(given.get("region_title") or name)
    order = Order(
        files=files_of(given),
        name=name,
        title_en=str(given.get("title_en") or title),
        title_zh=str(given.get("title_zh") or title),
        base=str(given.get("base") or "ningxia"),
        reference=str(given.get("reference") or "2020-12"),
        persons=given.get("persons"),
        imputations=given.get("imputations", 5),
        replace=typed(given.get("replace", False), bool, "replace"),
    )

    def told(chinese: str, english: str) -> None:
        print(choose(request.language, chinese, english) + " …", file=sys.stderr)

    with _problems_told(request.language):
        about = import_ledgers(order, told)
    if request.json:
        print(json.dumps(about, ensure_ascii=False, indent=2))
        return 0
    for chinese, english in told_of(about):
        print(choose(request.language, chinese, english))
    for row in about["warnings"]:
        print(f"[{row['code']}] × {row['count']}: {choose(request.language, row['zh'], row['en'])}")
    said = f"migrant-sim run region={name}"
    print(choose(request.language, f"已导入 {name}。运行：{said}", f"Imported as {name}. To run on it: {said}"))
    return 0


def describe_subverb(request: Request) -> int:
    """Print the margins of an imported region beside those that are published or assumed."""
    given = named(request, ("name", "language"))
    from ..ledger.describe import describe, lines

    found = describe(text_of(given, "name"))
    if request.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    print("\n".join(lines(found, request.language)))
    return 0


def series_subverb(request: Request) -> int:
    """Take newer official figures, list those taken, or remove one."""
    given = named(request, ("files", "accept", "remove", "language"))
    from ..ledger.series import lines, listed, remove, take

    if given.get("remove") is not None and given.get("files") is not None:
        raise bad_value("remove", given["remove"], "alone, without files=", "不与 files= 同时使用")
    if given.get("remove") is not None:
        rows = remove(str(given["remove"]))
    elif given.get("files") is not None:
        with _problems_told(request.language):
            rows = take(files_of(given), given.get("accept"))
    else:
        rows = listed()
    print(json.dumps(rows, ensure_ascii=False, indent=2) if request.json else "\n".join(lines(rows, request.language)))
    return 0


@contextmanager
def _problems_told(language: str) -> Iterator[None]:
    """Print what is wrong with ledgers, one line each, before they are refused."""
    from ..ledger.importing import Refused

    try:
        yield
    except Refused as refused:
        for problem in refused.problems:
            print(problem.line(language), file=sys.stderr)
        raise


def files_of(given: dict[str, Any]) -> tuple[str, ...]:
    """The ledgers that files= names."""
    files = given.get("files")
    if files is None:
        raise missing("files")
    return tuple(map(str, files)) if isinstance(files, list) else (str(files),)


def text_of(given: dict[str, Any], key: str) -> str:
    """A key that must be there."""
    if given.get(key) in (None, ""):
        raise missing(key)
    return str(given[key])
