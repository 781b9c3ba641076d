"""Parameters as the model reads them: by dotted path, with range, law, source, grade and role."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..codebook import SETTING, rows
from ..published import parameter, parameters
from .pages import number, table, unlinked

ROLES = ("prior", "fixed", "scenario", "moment", "context", "do_not_use")
HEAD = (
    "dotted path",
    "id of the row",
    "unit",
    "low – central – high",
    "law",
    "grade",
    "role",
    "source",
    "original seen",
)


def counts() -> str:
    """How many rows there are by role: read by a field, by grade, and how many are assumptions."""
    lines = []
    read = {row["id"] for row in rows() if row["used"]}
    for role in ROLES:
        mine = [row for row in parameters() if row.role == role]
        grades = (sum(row.grade == grade for row in mine) for grade in "ABC")
        assumed = sum(row.seen == "assumption" for row in mine)
        lines.append((f"`{role}`", len(mine), sum(row.id in read for row in mine), *grades, assumed))
    return table(("role", "rows", "read by a field", "grade A", "B", "C", "assumptions"), lines)


def quality() -> str:
    """One sentence on the rows that a field reads: how many are official figures, judgements, read in the original."""
    read = {row["id"] for row in rows() if row["used"]}
    mine = [row for row in parameters() if row.id in read]
    grades = ", ".join(f"{sum(row.grade == grade for row in mine)} have grade {grade}" for grade in "ABC")
    assumed = sum(row.seen == "assumption" for row in mine)
    seen = sum(row.original_seen == "yes" for row in mine)
    return (
        f"Of the {len(mine)} rows that a field of the model reads, {grades}; {assumed} are assumptions of this "
        f"project, and for {seen} the original was seen."
    )


def laws() -> str:
    """How many priors have which distribution."""
    priors = [row["distribution"].partition(":")[0] for row in rows() if row["role"] == "prior" and row["used"]]
    return table(
        ("law of a prior that a field reads", "rows"), ((law, priors.count(law)) for law in sorted(set(priors)))
    )


def parameter_tables() -> Iterator[str]:
    """The tables of parameters: fields of processes, fields of measures, rows without a field, settings."""
    figures = [row for row in rows() if row["role"] != SETTING]
    pairs = ((path, row) for row in figures for path in row["used"].split("; ") if path)
    read = sorted(pairs, key=lambda pair: (pair[0], pair[1]["id"]))
    for group, said in (("processes", "Fields of processes"), ("measures", "Fields of measures")):
        mine = (_line(path, row) for path, row in read if path.startswith(f"{group}."))
        yield f"### {said}\n\n{table(HEAD, mine)}\n"
    yield f"### Rows that no field reads\n\n{_UNREAD}\n"
    yield table(HEAD, (_line("", row) for row in figures if not row["used"])) + "\n"
    settings = (row for row in rows() if row["role"] == SETTING and row["id"].startswith("processes."))
    yield "### Settings of processes\n\nNo figure feeds these; the user may set them.\n"
    yield table(("dotted path", "unit", "bounds", "default", "meaning"), map(_setting, settings)) + "\n"


def _line(path: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    span = " – ".join(number(row[side]) for side in ("low", "central", "high"))
    named = unlinked(row["source"])
    source = f"{named}, {row['year']}" if row["year"] else named
    dotted, seen = f"`{path}`" if path else "", parameter(row["id"]).original_seen
    return dotted, f"`{row['id']}`", row["unit"], span, row["distribution"], row["grade"], row["role"], source, seen


def _setting(row: Mapping[str, Any]) -> tuple[str, ...]:
    span = " – ".join(number(row[side]) for side in ("low", "high"))
    default = row["note"].removeprefix("default: ")
    return f"`{row['id']}`", row["unit"], span.strip(" –") and span, default, row["description"]


_UNREAD = (
    "Moments are compared with what the model gives; context is shown; what is not to be used is kept so that nobody\n"
    "takes it up again. Priors and fixed rows here are read by their id (regions, lines, fits), or by nothing yet."
)
