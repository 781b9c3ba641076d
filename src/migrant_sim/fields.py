"""Dataclass fields that carry their own unit, meaning, bounds and source."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, field, fields, is_dataclass
from math import inf, isfinite
from typing import Any

from .errors import bad_value
from .published import parameter


def param(
    default: Any = MISSING, *, unit: str, doc: str, low: float = -inf, high: float = inf, source: str = ""
) -> Any:
    """A number that the user may set.

    `source` is the id of a row of the published parameters (or, for a plain setting, the word "setting").
    With an id and no default, the central value of that row is the default, so a figure stands in one place only;
    a row whose role is `prior` is then drawn when parameter draws are made.
    """
    meta = {"kind": "param", "unit": unit, "doc": doc, "low": low, "high": high, "source": source}
    if default is MISSING and source and source != "setting":
        return field(default_factory=lambda: parameter(source).central, metadata=meta)
    return field(default=default, metadata=meta)


def like(form: type, name: str, source: str) -> Any:
    """The field `name` of a form, fed by a published row: its central value, or None where the form has None."""
    about = next(f for f in fields(form) if f.name == name)
    meta, given = about.metadata, None if about.default is None else MISSING
    return param(given, unit=meta["unit"], doc=meta["doc"], low=meta["low"], high=meta["high"], source=source)


def column(dtype: str, *, unit: str, doc: str, fill: float = 0, monthly: bool = False, fixed: bool = False) -> Any:  # noqa: PLR0913 - a declaration
    """One array of a table, one entry a row; monthly columns go back to `fill` when a month opens.

    Fixed columns never change once the population is built, so all runs share them.
    """
    meta = {"kind": "column", "dtype": dtype, "unit": unit, "doc": doc, "fill": fill}
    return field(default=None, metadata=meta | {"monthly": monthly, "fixed": fixed})


def check_bounds(obj: Any, path: str = "") -> None:
    """Raise ConfigurationError for the first number outside its declared bounds (or not finite)."""
    for f in fields(obj):
        value, low, high = getattr(obj, f.name), f.metadata.get("low", -inf), f.metadata.get("high", inf)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            continue
        if not (low <= value <= high) or not isfinite(value):
            unit = f.metadata.get("unit", "")
            raise bad_value(
                f"{path}{f.name}",
                value,
                f"from {low:g} to {high:g} {unit}".strip(),
                f"{low:g} 至 {high:g} {unit}".strip(),
            )


def priors(obj: Any, prefix: str) -> Iterator[tuple[str, str]]:
    """(dotted path, parameter id) of every field of `obj` that a prior of the published parameters feeds."""
    for f in fields(obj):
        source = f.metadata.get("source", "")
        if source and source != "setting" and parameter(source).role == "prior":
            yield f"{prefix}.{f.name}", source


def documented(cls: type, where: str) -> Iterator[Mapping[str, Any]]:
    """One row a documented field of a class: where, name and the field's own description."""
    if not is_dataclass(cls):
        return
    for f in fields(cls):
        if f.metadata.get("doc"):
            yield {"where": where, "name": f.name, **f.metadata}
