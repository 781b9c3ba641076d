"""Every parameter in one table: what it means, where its figure comes from, and which field of the model reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, asdict, fields
from functools import cache
from math import isfinite, isnan, nan
from typing import TYPE_CHECKING, Any

from .fields import documented
from .published import mixture_parts, parameters, posterior, posterior_names

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "id",
    "description",
    "description_zh",
    "unit",
    "low",
    "central",
    "high",
    "distribution",
    "role",
    "grade",
    "seen",
    "source",
    "year",
    "region",
    "note",
    "used",
    "posterior",
)
SHOWN = ("id", "unit", "low", "central", "high", "role", "grade", "used")
SETTING = "setting"


@cache
def _classes() -> tuple[tuple[str, type], ...]:
    """(dotted path, class) of everything that has documented fields."""
    from .measures import MEASURES
    from .processes import PROCESSES

    groups: tuple[tuple[str, Mapping[str, type]], ...] = (("processes", PROCESSES), ("measures", MEASURES))
    return tuple((f"{group}.{name}", cls) for group, registry in groups for name, cls in registry.items())


def _documented_fields() -> Iterator[tuple[str, type, Mapping[str, Any]]]:
    for path, cls in _classes():
        for entry in documented(cls, path):
            yield f"{path}.{entry['name']}", cls, entry


def rows() -> list[dict[str, Any]]:
    """The codebook as records: every parameter row with the fields that read it, then every other documented field."""
    used: dict[str, list[str]] = {}
    settings = []
    known = {row.id for row in parameters()}
    whole = {name: row.id for row in parameters() for name in mixture_parts(row)}
    for path, cls, entry in _documented_fields():
        if entry.get("source") in known:
            used.setdefault(entry["source"], []).append(path)
        else:
            settings.append(_setting(path, cls, entry))
    learnt = _posteriors()
    figures = [
        asdict(row) | {"used": "; ".join(used.get(row.id) or _part(row.id, whole)), "posterior": learnt.get(row.id, "")}
        for row in parameters()
    ]
    return [{column: record[column] for column in COLUMNS} for record in figures + settings]


def _posteriors() -> dict[str, str]:
    """Median and 5-95 % range of every parameter of the posterior samples, with the name of the sample."""
    found: dict[str, list[str]] = {}
    for sample in filter(None, map(posterior, posterior_names())):
        for name, values in sample.columns.items():
            low, middle, high = (sorted(values)[int(share * (len(values) - 1))] for share in (0.05, 0.5, 0.95))
            found.setdefault(name, []).append(f"{sample.name}: {middle:.4g} ({low:.4g} – {high:.4g})")
    return {name: "; ".join(texts) for name, texts in found.items()}


def _part(name: str, whole: Mapping[str, str]) -> tuple[str, ...]:
    """The mixture that a row is part of."""
    return (f"part of {whole[name]}",) if name in whole else ()


def _setting(path: str, cls: type, entry: Mapping[str, Any]) -> dict[str, Any]:
    """A field that no parameter row feeds: its default, its bounds, and itself as its reader."""
    default = next(f.default for f in fields(cls) if f.name == entry["name"])
    central = float(default) if isinstance(default, (int, float)) and not isinstance(default, bool) else nan
    note = "" if default is MISSING or default is None else f"default: {default}"
    texts = dict.fromkeys(COLUMNS, "") | {"id": path, "description": entry["doc"], "unit": entry["unit"], "used": path}
    bounds = {side: entry[side] if isfinite(entry.get(side, nan)) else nan for side in ("low", "high")}
    words = {"distribution": "fixed", "role": SETTING, "source": entry.get("source") or SETTING, "note": note}
    return texts | bounds | {"central": central} | words


def codebook() -> "pd.DataFrame":
    """One row a parameter and one a setting, with the columns of `COLUMNS`.

    `used` holds the dotted paths of the fields that read a parameter, separated by "; ", and is empty where none does.
    `posterior` holds median and 5-95 % range in each posterior sample that has the parameter.
    For a setting (role "setting") low and high are the bounds of the field and central is its default;
    each is NaN where there is no number.
    """
    import pandas as pd

    return pd.DataFrame(rows(), columns=list(COLUMNS))


def table(text: bool = True) -> str:
    """The codebook for a terminal in aligned columns; `text` adds meaning (both languages) and source below each."""
    records = [{column: _shown(record[column]) for column in COLUMNS} for record in rows()]
    widths = {column: max(len(column), *(len(record[column]) for record in records)) for column in SHOWN}
    lines = ["  ".join(column.ljust(widths[column]) for column in SHOWN).rstrip()]
    for record in records:
        lines.append("  ".join(record[column].ljust(widths[column]) for column in SHOWN).rstrip())
        if text:
            meaning = " · ".join(part for part in (record["description"], record["description_zh"]) if part)
            lines.append(f"    {meaning}")
            lines.append(f"    {record['source']}{', ' + record['year'] if record['year'] else ''}")
    return "\n".join(lines)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return "" if isnan(value) else f"{value:g}"
    return str(value)
