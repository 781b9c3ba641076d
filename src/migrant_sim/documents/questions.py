"""`make experiments`: findings from result folders, and the made parts of the pages that tell them."""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import DataError
from ..experiments.findings import FOLDER, Question, finding, questions
from ..experiments.manifest import held
from ..paths import REPOSITORY
from ..result import UNIDENTIFIED, read_json
from .answers import ANSWERS, Facts, amount, names
from .artefacts import read
from .forest import drawn
from .pages import filled, read_page, table

APART = ("results=", "workers=", "language=", "executor")  # words of a command that change no number
MOST_ROWS = 60  # of a page; a longer finding shows its differences
BASIS = {
    "posterior": "drawn from the region's calibrated sample, the rest from priors",
    "prior only": "drawn from priors alone (not calibrated)",
}


def commands(size: list[str]) -> str:
    """The words of every question's command, a line each, with those that say how many runs."""
    return "\n".join(" ".join(question.command(" ".join(size))) for question in questions())


def findings() -> dict[Path, str]:
    """Finding and provenance of every question that `results/experiments` holds finished, as the text of their files.

    Raises DataError where there is none, and for one that lacks runs.
    """
    made: dict[Path, str] = {}
    for question in questions():
        folder = question.folder(REPOSITORY / "results" / "experiments")
        if (folder / "manifest.json").is_file():
            made |= collected(question, folder)
    if not made:
        raise DataError("No results of any question; run `make experiments`.", "没有结果；请运行 make experiments。")
    return made


def collected(question: Question, folder: Path) -> dict[Path, str]:
    """The files finding.csv and finding.json of one question, from its result folder."""
    manifest = read_json(folder / "manifest.json")
    if manifest["status"] != "done":
        raise DataError(f"{folder} is {manifest['status']}: finish it first.", f"{folder} 尚未完成。")
    rows, (draws, replications) = finding(question, folder), held(manifest)
    command = [word for word in manifest["command"] if not word.startswith(APART)]
    about = {"command": " ".join(command), "draws": draws, "replications": replications, "parameters": _basis(folder)}
    home = FOLDER / question.name
    return {
        home / "finding.csv": rows.to_csv(index=False, float_format="%.6g", lineterminator="\n"),
        home / "finding.json": json.dumps(about, indent=2) + "\n",
    }


def _basis(folder: Path) -> str:
    """What parameters were drawn from: a column of a sample is the same in every arm, so the first tells."""
    from ..experiments.basis import basis
    from ..files import written
    from ..scenario import Scenario

    return str(basis(Scenario.from_config(written(folder / "config.yaml")["scenario"]), 1)["kind"])


def question_pages() -> dict[Path, str]:
    """Page and figure of every question, from its committed finding."""
    made: dict[Path, str] = {}
    for question in questions():
        home = FOLDER / question.name
        rows, about = read(home / "finding.csv"), read_json(home / "finding.json")
        blocks = {
            "command": partial("```sh\n{}\n```".format, about["command"]),
            "answer": partial(_answer, question, rows, about),
            "numbers": partial(_table, rows),
        }
        made[home / "README.md"] = filled(read_page(home / "README.md"), blocks)
        made[home / "finding.svg"] = drawn(question, rows)
    return made


def _answer(question: Question, rows: list[dict[str, str]], about: Mapping[str, Any]) -> str:
    return f"{ANSWERS[question.name](Facts(rows))}\n\n{basis_of(about)}"


def basis_of(about: Mapping[str, Any]) -> str:
    """What the numbers rest on and what their intervals cover."""
    again = about["replications"]
    runs = f"{about['draws']} parameter draws × {again} replication{'s' if again > 1 else ''}"
    return (
        f"*{runs} an arm; parameters {BASIS.get(about['parameters'], about['parameters'])}. Medians; intervals are "
        "5-95 % over runs and cover parameters, start, trend and chance, not the form of the model; the interval of a "
        f"probability is its 90 % bootstrap interval over draws. Model estimates, not statistics. {UNIDENTIFIED[0]}*"
    )


def _table(rows: list[dict[str, str]]) -> str:
    head = ("scenario", "what", "indicator", "period", "unit", "median", "interval", "runs")
    shown = rows if len(rows) <= MOST_ROWS else [row for row in rows if row["form"] == "difference"]
    left = "" if len(shown) == len(rows) else f"\n\nDifferences alone; all {len(rows)} rows are in the file."
    return table(head, (_cells(row) for row in shown)) + left


def _cells(row: Mapping[str, str]) -> tuple[str, ...]:
    what = f"less {names(row['beside'])}" if row["beside"] else row["form"]
    middle, low, high = (amount(row, column) for column in ("median", "low", "high"))
    return (
        names(row["scenario"]),
        what,
        row["indicator"],
        row["period"],
        row["unit"],
        middle,
        f"{low} to {high}",
        row["runs"],
    )
