"""Validation artefacts: small csv files of results/reference/validation that verbs write, rendered as tables."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ..errors import DataError
from ..paths import REPOSITORY
from .pages import number, table, unlinked

FOLDER = REPOSITORY / "results" / "reference" / "validation"
COMMANDS = "commands.csv"  # artefact, command, note: how each file was made
MOST_ROWS = 40
VERDICTS = ("verdict", "identified", "status")  # columns whose words a caption counts
_DECIMAL = re.compile(r"[-+]?\d*\.\d+(e[-+]?\d+)?|[-+]?\d+e[-+]?\d+", re.IGNORECASE)

Rows = list[dict[str, str]]


class Artefact(NamedTuple):
    """One file: the verb that writes it, what its rows are, and the columns shown (all, if none is named)."""

    verb: str
    caption: str
    columns: tuple[str, ...] = ()


ARTEFACTS: Mapping[str, Artefact] = {
    "fit": Artefact("calibrate", "The fit: each figure compared, what is predicted for it before and after"),
    "identified": Artefact("calibrate", "Posterior against prior, the most narrowed first; identified or not"),
    "emulators": Artefact("calibrate", "Emulators that the fit rests on, with their cross-validated error"),
    "trials": Artefact("validate", "Twin trials beside published effects"),
    "backtests": Artefact("validate", "Back-tests: coverage and CRPS beside naive rivals"),
    "predictions": Artefact("validate", "Predictions by year, beside the figure where one is published"),
    "checks": Artefact("validate", "Published figures that were not fitted: pass or miss"),
    "screen": Artefact("sensitivity", "Screening (Morris)"),
    "indices": Artefact("sensitivity", "Indices with their intervals"),
    "variance": Artefact("sensitivity", "Variance by origin: chance, parameters, start and reference, trend"),
    "flips": Artefact(
        "sensitivity",
        "How far each input must move before the verdict changes, in its own unit",
        (
            *("input", "label_en", "unit", "low", "start", "high", "probability", "word"),
            *("flip", "flip_low", "flip_high", "distance", "new_word", "status"),
        ),
    ),
    "assumptions": Artefact(
        "sensitivity",
        "Inputs by how much of the verdict they carry, the heaviest first",
        (
            *("rank", "parameter", "label", "label_en", "unit", "low", "central", "high", "assumption", "grade"),
            *("share", "share_low", "share_high", "probability_low", "probability_high", "source"),
        ),
    ),
    "grid": Artefact("sensitivity", "Probability of parity over start ratio, trend and tolerance"),
    "ranking": Artefact("sensitivity", "Order of the instruments along what is contested"),
}


def rendered(name: str, folder: Path = FOLDER) -> str:
    """The artefact as a table with caption, or the line that it has not been run.

    Raises DataError for a file without rows or with a row of another length than the head.
    """
    verb, caption, columns = ARTEFACTS.get(name, Artefact("", "Further artefact"))
    path = folder / f"{name}.csv"
    if not path.is_file():
        return f"*{caption}: not run yet (`migrant-sim {verb}` makes `{name}.csv`).*"
    rows = read(path)
    made, note = _command(name, folder)
    counted = "".join(f" By {column}: {said}." for column, said in _counts(rows))
    said = f"**{caption}.** `{name}.csv`, {len(rows)} rows; {made}.{counted}{f' {note}' if note else ''}"
    head = [column for column in rows[0] if column in columns or not columns and not column.endswith("_zh")]
    body = table(head, ([_shown(row[column]) for column in head] for row in rows[:MOST_ROWS]))
    rest = f"\n\nThe first {MOST_ROWS} of {len(rows)} rows." if len(rows) > MOST_ROWS else ""
    return f"{said}\n\n{body}{rest}"


def overview(folder: Path = FOLDER) -> str:
    """Which artefacts are there, and how each was made."""
    lines = []
    for name, (verb, caption, _) in ARTEFACTS.items():
        path = folder / f"{name}.csv"
        state = f"{len(read(path))} rows" if path.is_file() else "not run yet"
        lines.append((f"`{name}.csv`", f"`{verb}`", caption, state))
    return table(("artefact", "verb", "what", "state"), lines)


def others(folder: Path = FOLDER) -> str:
    """Artefacts that no section names, one after the other."""
    named = {f"{name}.csv" for name in ARTEFACTS} | {COMMANDS}
    found = sorted(path.stem for path in folder.glob("*.csv") if path.name not in named)
    return "\n\n".join(rendered(name, folder) for name in found) or "None."


def read(path: Path) -> Rows:
    """Rows of a csv file by column, every value as text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or any(None in row or None in row.values() for row in rows):
        raise DataError(
            f"{path.name}: no rows, or a row of another length than the head; expected: what its verb writes.",
            f"{path.name}：没有数据行，或有的行与表头列数不同；应为命令写出的文件。",
        )
    return rows


def _command(name: str, folder: Path) -> tuple[str, str]:
    """How an artefact was made, and a note on it."""
    path = folder / COMMANDS
    for row in read(path) if path.is_file() else ():
        if row["artefact"] == name:
            return f"made by `{row['command']}`", row.get("note", "")
    return "its command is not recorded", ""


def _counts(rows: Rows) -> Iterator[tuple[str, str]]:
    """How often each word stands in the columns that judge."""
    for column in VERDICTS:
        if column in rows[0]:
            words = [row[column] for row in rows]
            yield column, ", ".join(f"{words.count(word)} {word or 'empty'}" for word in sorted(set(words)))


def _shown(text: str) -> str:
    """A value as it is, decimals with four significant digits."""
    if text.lower() == "nan":
        return ""
    return number(float(text)) if _DECIMAL.fullmatch(text) else unlinked(text)
