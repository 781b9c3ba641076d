"""A problem of a ledger as a value: what is wrong, exactly where, what is allowed and how to mend it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

ERROR, WARNING = "error", "warning"
MASK = "***"
MOST_LISTED = 200  # problems of one kind, in one column of one sheet, that are listed singly; the rest is counted


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a ledger.

    An `error` stops an import, a `warning` is kept and shown. `row` is the row of the source as Excel counts it (0: the
    file or sheet as a whole), `column` the header as it stands there, `value` what stands in the cell (`***` for
    anything personal). `code` is one of `messages.kinds()`; `count` is above 1 where one stands for those not listed.
    """

    severity: str
    code: str
    file: str
    sheet: str
    row: int
    column: str
    value: str
    message_en: str
    message_zh: str
    remedy_en: str
    remedy_zh: str
    count: int = 1

    def line(self, language: str) -> str:
        """One line on it in `zh` or `en`: place, value, message and remedy."""
        row = f"第 {self.row} 行" if language == "zh" else f"row {self.row}"
        where = " · ".join(filter(None, [self.file, self.sheet, row if self.row else "", self.column]))
        message, remedy = (self.message_zh, self.remedy_zh) if language == "zh" else (self.message_en, self.remedy_en)
        shown = f" = {self.value!r}" if self.value else ""
        apart, colon = ("", "：") if language == "zh" else (" ", ": ")
        return f"[{self.code}] {where}{shown}{colon}{message}{apart}{remedy}".strip()


COLUMNS = tuple(entry.name for entry in fields(Problem))


def counts(problems: Iterable[Problem]) -> Mapping[str, int]:
    """How many problems of each severity there are, those that are only counted included."""
    found: Counter[str] = Counter()
    for problem in problems:
        found[problem.severity] += problem.count
    return {ERROR: found[ERROR], WARNING: found[WARNING]}


def spread(problems: Sequence[Problem]) -> list[Problem]:
    """The same problems so that the first of every kind, column and sheet come before the second ones, errors first."""
    seen: Counter[tuple[str, str, str, str]] = Counter()
    ranked = []
    for problem in problems:
        key = (problem.code, problem.file, problem.sheet, problem.column)
        ranked.append((problem.severity != ERROR, seen[key]))
        seen[key] += 1
    order = sorted(range(len(problems)), key=lambda at: (*ranked[at], at))
    return [problems[at] for at in order]


def records(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """The problems as json values."""
    return [asdict(problem) for problem in problems]


def write_table(problems: Iterable[Problem], path: Path) -> None:
    """Write the problems as CSV that Excel opens with Chinese intact (UTF-8 with BOM), whole or not at all.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    import csv
    import io

    from ..result import write_text

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for problem in problems:
        writer.writerow([harmless(value) if isinstance(value, str) else value for value in asdict(problem).values()])
    write_text(path, "\ufeff" + text.getvalue())


def harmless(text: str) -> str:
    """A text that no spreadsheet evaluates: an apostrophe before what would begin a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
