"""State variables as declared: the columns of the tables, and the record of what everybody faces."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import fields
from itertools import islice

from ..state import State
from ..state.state import TABLES, Economy
from ..state.table import Table
from .pages import first_line, table

KINDS = ("fixed", "lasting", "monthly")


def tables() -> tuple[type[Table], ...]:
    """The classes of the tables of a state, in its order."""
    hints = inspect.get_annotations(State, eval_str=True)
    return tuple(hints[f.name] for f in islice(fields(State), TABLES))


def kind(metadata: object) -> str:
    """Whether a column goes back to its fill every month, never changes in a run, or lasts."""
    about = dict(metadata)  # type: ignore[call-overload]  # the metadata of a field
    return "monthly" if about["monthly"] else "fixed" if about["fixed"] else "lasting"


def summary() -> str:
    """One line a table: its rows, and how many columns of each kind it has."""
    rows = []
    for cls in tables():
        kinds = [kind(f.metadata) for f in fields(cls)]
        link = f"[`{cls.__name__}`](odd-tables.md#{cls.__name__.lower()})"
        rows.append((link, first_line(cls), *(kinds.count(name) for name in KINDS)))
    rows.append(("[`Economy`](odd-tables.md#economy)", first_line(Economy), 0, len(list(economy())), 0))
    return table(("table", "rows", *KINDS), rows)


def columns() -> Iterator[str]:
    """Every table with its columns."""
    for cls in tables():
        yield f"### {cls.__name__}\n\n{first_line(cls)}\n"
        rows = ((f"`{f.name}`", f.metadata["unit"], f.metadata["doc"], kind(f.metadata)) for f in fields(cls))
        yield table(("column", "unit", "meaning", "kind"), rows) + "\n"
    yield f"### Economy\n\n{first_line(Economy)} One record; every entry lasts until it is set again.\n"
    yield table(("entry", "unit and meaning"), ((f"`{name}`", text) for name, text in economy())) + "\n"


def economy() -> Iterator[tuple[str, str]]:
    """(name, meaning) of the record's entries; the meaning is the comment at the end of the declaration."""
    source = inspect.getsource(Economy)
    lines, (declared,) = source.splitlines(), ast.parse(source).body
    for node in declared.body:  # type: ignore[attr-defined]  # a class
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.end_lineno:
            _, _, comment = lines[node.end_lineno - 1].partition("#")
            yield node.target.id, comment.strip()
