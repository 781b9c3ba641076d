"""`ledger template`, `ledger check`, `ledger checks`, `ledger guide`."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError, DataError
from ..reading import typed
from .folders import named
from .language import choose
from .request import Request

if TYPE_CHECKING:
    from ..ledger.checking import Checked

REPORT = "ledger-check"
MOST_SHOWN = 20


def template_subverb(request: Request) -> int:
    """Write the empty workbook into folder= or as file=."""
    from ..ledger.template import NAME, write_template

    given = named(request, ("folder", "file", "language"))
    if given.get("folder") is not None and given.get("file") is not None:
        raise ConfigurationError("Give folder= or file=, not both.", "folder= 与 file= 只能给出一个。")
    path = Path(str(given["file"])) if given.get("file") is not None else Path(str(given.get("folder", "."))) / NAME
    if path.suffix.lower() != ".xlsx":
        raise ConfigurationError(f"file = {str(path)!r} must end in .xlsx.", f"file = {str(path)!r} 须以 .xlsx 结尾。")
    written = write_template(path, request.language)
    print(json.dumps({"file": str(written)}, ensure_ascii=False) if request.json else written)
    return 0


def check_subverb(request: Request) -> int:
    """Check ledgers; 0 when nothing worse than a warning was found, 3 when there are errors in the data."""
    given = named(request, ("files", "reference", "report", "language"))
    from ..ledger.checking import REFERENCE, check_marked, reference_month
    from ..ledger.marked import write_marked
    from ..ledger.problems import write_table

    files = files_of(given)
    reference = str(given.get("reference", REFERENCE))
    reference_month(reference)
    folder = Path(str(given.get("report", REPORT)))
    if folder.exists() and not folder.is_dir():
        raise ConfigurationError(f"report = {str(folder)!r} is not a folder.", f"report = {str(folder)!r} 不是文件夹。")
    checked, ledgers = check_marked(files, reference, progress(request))
    write_table(checked.problems, folder / "problems.csv")
    write_marked(ledgers, checked.problems, folder / "marked.xlsx", request.language)
    print(_json(checked) if request.json else _text(checked, folder, request.language))
    return DataError.exit_code if checked.errors else 0


def checks_subverb(request: Request) -> int:
    """Print every kind of problem with an example message."""
    named(request, ("language",))
    from ..ledger.messages import examples
    from ..ledger.problems import records

    found = list(examples())
    if request.json:
        print(json.dumps(records(found), ensure_ascii=False, indent=2))
        return 0
    for problem in found:
        severity = choose(request.language, {"error": "错误", "warning": "警告"}[problem.severity], problem.severity)
        message = choose(
            request.language, problem.message_zh + problem.remedy_zh, f"{problem.message_en} {problem.remedy_en}"
        )
        print(f"{problem.code:22}{severity:8}  {message}")
    return 0


def guide_subverb(request: Request) -> int:
    """Print the guide for county officers, docs/ledger.zh.md."""
    named(request, ("language",))
    from ..ledger.guide import guide

    print(guide(), end="")
    return 0


def files_of(given: dict[str, Any]) -> list[Path]:
    """The ledgers that files= names.

    Raises ConfigurationError when it is missing or no list of names.
    """
    from ..ledger.checking import missing_files

    names = given.get("files")
    if names is None or names == []:
        raise missing_files()
    return [Path(name) for name in typed(names if isinstance(names, list) else [names], tuple[str, ...], "files")]


def progress(request: Request) -> Callable[[str, str], None]:
    """Tells stages on a terminal, and nobody else."""
    if request.json or not sys.stderr.isatty():
        return lambda chinese, english: None
    return lambda chinese, english: print(choose(request.language, chinese, english), "…", file=sys.stderr, flush=True)


def _json(checked: "Checked") -> str:
    from ..ledger.problems import ERROR, WARNING, counts, records

    rows = {name: len(frame) for name, frame in checked.tables.items()}
    found = counts(checked.problems)
    told = {"errors": found[ERROR], "warnings": found[WARNING]}
    return json.dumps({"rows": rows, **told, "problems": records(checked.problems)}, ensure_ascii=False, indent=2)


def _text(checked: "Checked", folder: Path, language: str) -> str:
    from ..ledger.problems import ERROR, WARNING, counts, spread
    from ..ledger.schema import TABLES

    lines = [f"{TABLES[name].title(language)}: {len(frame)}" for name, frame in checked.tables.items()]
    found = counts(checked.problems)
    errors, warnings = found[ERROR], found[WARNING]
    lines.append(choose(language, f"错误 {errors} 处，警告 {warnings} 处。", f"{errors} errors, {warnings} warnings."))
    first = spread(checked.problems)
    lines += [problem.line(language) for problem in first[:MOST_SHOWN]]
    more = len(checked.problems) - MOST_SHOWN
    if more > 0:
        lines.append(choose(language, f"……另有 {more} 条，见报告。", f"… and {more} more in the report."))
    lines.append(choose(language, "报告：", "Report: ") + f"{folder / 'problems.csv'}  {folder / 'marked.xlsx'}")
    return "\n".join(lines)
