"""The made parts of docs/trace.md: the data and the tests as they stand, and the validation artefacts."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from ..files import written
from ..paths import REPOSITORY, folder
from ..published import figures as published_series
from . import figures
from .artefacts import ARTEFACTS, FOLDER, Rows, others, overview, read, rendered
from .evidence import evidence
from .pages import DOCS, Blocks, filled, read_page, table

PAGE = DOCS / "trace.md"
TESTS = REPOSITORY / "tests"
POSTERIORS = folder("data") / "posterior"
MOST_LISTED = 40
OBSERVATIONS = folder("data") / "published" / "observations.csv"
OBSERVED = (
    *("observation_id", "region", "output", "year", "months", "form"),
    *("value", "unit", "spread", "doubt", "use", "grade"),
)
_TEST = re.compile(r"^ *def test_", re.MULTILINE)


def trace_pages() -> dict[Path, str]:
    """The page as it must be, by path."""
    return {PAGE: filled(read_page(PAGE), BLOCKS)}


def series() -> str:
    """Rows of the published series by role and grade, and how many were read in the original."""
    rows = published_series()
    lines = []
    for role in ("observation", "context", "do_not_use"):
        mine = [row for row in rows if row.role == role]
        grades = (sum(row.grade == grade for row in mine) for grade in "ABC")
        lines.append((f"`{role}`", len(mine), *grades, sum(row.original_seen == "yes" for row in mine)))
    return table(("role", "rows", "grade A", "B", "C", "original seen"), lines)


def observations(path: Path = OBSERVATIONS) -> str:
    """The figures about relocated people with their spread, doubt and use, and the years that enter the fit."""
    if not path.is_file():
        return "*No file of observations is part of this version.*"
    rows = read(path)
    fitted = sorted(row["year"] for row in rows if row["use"] == "fit")
    said = f"{len(rows)} figures; {len(fitted)} enter the fit"
    years = f", of the years {fitted[0]} to {fitted[-1]}" if fitted else ""
    head = [name for name in OBSERVED if name in rows[0]]
    return f"{said}{years}.\n\n{table(head, ([row[name] for name in head] for row in rows))}"


def provenance(samples: Path = POSTERIORS) -> str:
    """What went into each posterior sample, as its own file says; lists by their length and first entries."""
    paths = sorted(samples.glob("*.yaml"))
    texts = (
        f"**Posterior sample `{path.stem}`.**\n\n{table(('what', 'value'), _told(written(path)))}" for path in paths
    )
    method = (
        "\n\nMethod, rival and cost: [calibration.md](calibration.md)." if (DOCS / "calibration.md").is_file() else ""
    )
    return ("\n\n".join(texts) or "*No posterior sample is part of this version: every region is prior only.*") + method


def _told(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in content.items():
        if isinstance(value, Mapping):
            value = [f"{name}: {one}" for name, one in value.items()]
        listed = f"{len(value)}: {'; '.join(map(str, value[:MOST_LISTED]))}" if isinstance(value, list) else str(value)
        more = " …" if isinstance(value, list) and len(value) > MOST_LISTED else ""
        yield key.replace("_", " "), listed + more


def kinds_of_tests(tests: Path = TESTS) -> str:
    """Tests by kind: files, functions (a parametrised one counts once), and what they show."""
    folders: dict[str, list[Path]] = {}
    for path in sorted(tests.rglob("test_*.py")):
        parts = path.relative_to(tests).parts
        folders.setdefault(parts[0] if len(parts) > 1 else "", []).append(path)
    known = [name for name in KINDS if name in folders]
    ordered = [*known, *sorted(set(folders) - set(known))]
    lines = [(f"`tests/{name}`", KINDS.get(name, ""), len(folders[name]), _count(folders[name])) for name in ordered]
    whole = [path for paths in folders.values() for path in paths]
    return table(("folder", "what they show", "files", "tests"), [*lines, ("all", "", len(whole), _count(whole))])


def _count(paths: list[Path]) -> int:
    return sum(len(_TEST.findall(path.read_text(encoding="utf-8"))) for path in paths)


def laws(tests: Path = TESTS) -> str:
    """Known limits and the independent second model, each with what its file says of itself."""
    paths = sorted((tests / "laws").glob("test_*.py")) + [tests / "object_model" / "test_agreement.py"]
    return table(("file", "law"), ((f"`{path.parent.name}/{path.name}`", _said(path)) for path in paths))


def _said(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0]


def weight(folder: Path = FOLDER) -> str:
    """The share of the verdict that rests on assumptions, summed over the rows so labelled."""
    path = folder / "assumptions.csv"
    if not path.is_file():
        return "*The share carried by assumptions: not run yet (`migrant-sim sensitivity` makes `assumptions.csv`).*"
    return "\n".join(_weights(read(path)))


def _weights(rows: Rows) -> Iterator[str]:
    told = [row for row in rows if row["share"] not in ("", "nan")]
    assumed = [row for row in told if row.get("assumption", "").lower() in ("true", "yes", "1") or _labelled(row)]
    both = [sum(float(row["share"]) for row in some) for some in (assumed, told)]
    yield f"Of {len(rows)} inputs {len(told)} have a share; {len(assumed)} of these are assumptions. They carry"
    yield f"{both[0]:.0%} of the variance, all inputs with a share {both[1]:.0%}."
    for row in told[:1]:
        word = " and is an assumption" if row in assumed else ""
        yield f"The heaviest, `{row['parameter']}`, carries {float(row['share']):.0%}{word}."


def _labelled(row: Mapping[str, str]) -> bool:
    return "assumption" in row.get("label", "")


KINDS: Mapping[str, str] = {
    "laws": "known limits that need no data; conservation; sampling",
    "object_model": "the core month once more, as readable objects of Mesa, person by person",
    "baseline": "a small study beside its committed values",
    "kernels": "compiled loops against closed forms, cases by hand and themselves without the compiler",
    "state": "columns, branches and books",
    "processes": "each part of the month at a limit that is known",
    "measures": "a contract for every instrument, unnamed, and what a policy expert would check of each",
    "population": "margins met, households whole, who is still to come",
    "published": "figures complete, with unit and source; laws of the priors",
    "experiments": "any number of workers, resuming, the verdict; estimators on problems with a known answer",
    "reports": "numbers in text bound to tables, glyphs, formats",
    "cli": "bad input, folders, languages, exit codes",
    "documents": "pages in step with code and artefacts",
    "house": "rules of the house",
    "": "the ground modules: fields, scenario, draws, targets, indicators, funds",
}
BLOCKS: Blocks = {
    "quality": figures.quality,
    "roles": figures.counts,
    "series": series,
    "evidence": evidence,
    "tests": kinds_of_tests,
    "test-laws": laws,
    "overview": overview,
    "observations": observations,
    "provenance": provenance,
    "weight": weight,
    **{name: partial(rendered, name) for name in ARTEFACTS},
    "others": others,
}
