"""The made parts of docs/odd.md, and docs/odd-tables.md as a whole."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..configuration import described
from ..engine import Engine
from ..indicators import INDICATORS
from ..measures import Measure
from ..processes import MONTH, OPENING
from ..processes.shocks import KINDS
from ..published import shipped_regions
from ..recorder import Recorder
from ..state import Activity, Band, Group, Life, PoolKind, Specialty, State, Watch
from . import figures, variables
from .pages import DOCS, Blocks, filled, first_line, read_page, table

PAGE, TABLES = DOCS / "odd.md", DOCS / "odd-tables.md"


def odd_pages() -> dict[Path, str]:
    """Both pages as they must be, by path."""
    return {PAGE: filled(read_page(PAGE), BLOCKS), TABLES: "\n".join(_tables()).rstrip() + "\n"}


def schedule() -> str:
    """The month: what is done in which order, with the first sentences of each docstring."""
    return table(("step", "name", "file", "what"), ((n, *row) for n, row in enumerate(_steps())))


def _steps() -> Iterator[tuple[str, str, str]]:
    """Name, file and meaning of every step; the frame of the loop is that of `engine.py`."""
    yield "month opens", "state/state.py", first_line(State.open_month)
    yield from _processes(OPENING)
    yield "measures act", "measures/", first_line(Measure.act)
    yield from _processes(MONTH)
    yield "measures bill", "measures/", first_line(Measure.bill)
    yield "recorder", "recorder/", first_line(Recorder.read)
    yield "month closes", "engine.py", first_line(Engine.advance)


def _processes(named: dict[str, type]) -> Iterator[tuple[str, str, str]]:
    for name, cls in named.items():
        module = inspect.getmodule(cls)
        said = first_line(module).rstrip(".") + ". " + first_line(cls)
        yield f"`{name}`", f"processes/{cls.__module__.rpartition('.')[2]}.py", said


def regions() -> str:
    """Whom each region counts, which text orders its measures and which target its verdict reads."""
    told = "scopes (registered persons, share self-moved)"
    head = ("region", told, "default", "programme", "verdict", "parameters", "own rows")
    return table(
        head,
        (_region(name, content) for name, content in sorted(described("region").items()) if name in shipped_regions()),
    )


def _region(name: str, content: dict[str, Any]) -> tuple[str, ...]:
    scopes = (f"`{key}` {one['persons']:,} ({one['self_moved']:.2g})" for key, one in content["scopes"].items())
    own = (f"`{row}`" for row in content["priors"].values())
    target = content["verdict_target"] or "none: the text sets no income target"
    programme = content.get("programme") or "none"
    less = ", less own rows" if content["priors"] else ""
    drawn = f"posterior `{content['posterior']}`{less}" if content.get("posterior") else "prior only"
    return f"`{name}`", "; ".join(scopes), f"`{content['default_scope']}`", programme, target, drawn, ", ".join(own)


def shocks() -> str:
    """The kinds of shocks with the unit and bounds of their size."""
    rows = ((f"`{name}`", one.title_en, one.unit, f"{one.low:g} – {one.high:g}") for name, one in KINDS.items())
    return table(("kind", "size means", "unit", "bounds"), rows)


def codes() -> Iterator[str]:
    """What the numbers of coded columns mean."""
    said = ((kind.__name__, ", ".join(f"{one.value} {one.name.lower()}" for one in kind)) for kind in CODES)
    yield f"### Codes\n\n{table(('code', 'values'), said)}\n"


def indicators() -> str:
    """What is read from a state, with unit and meaning."""
    rows = (
        (f"`{row.name}`", row.unit, row.meaning_en, "monthly, yearly" if row.monthly else "yearly")
        for row in INDICATORS.values()
    )
    return table(("indicator", "unit", "meaning", "read"), rows) + "\n"


def _tables() -> Iterator[str]:
    yield from (_HEAD, "## State variables\n", _KINDS)
    yield from variables.columns()
    yield from codes()
    yield from ("## Indicators\n", indicators())
    yield from ("## Parameters\n", _FIGURES)
    yield from figures.parameter_tables()


CODES = (Activity, Life, Group, Band, Watch, PoolKind, Specialty)
BLOCKS: Blocks = {
    "state": variables.summary,
    "schedule": schedule,
    "regions": regions,
    "figures": figures.counts,
    "laws": figures.laws,
    "shocks": shocks,
}
_HEAD = """# Tables of the model description

Made by `make odd`; do not edit. What [odd.md](odd.md) refers to in I.ii (state variables), II.x (indicators) and III.iv
(parameters). Each instrument's own page, with the clauses that order it, is in [catalogue.md](catalogue.md).
"""
_KINDS = """A *monthly* column goes back to its fill when a month opens (levers, counts, flows), a *fixed* one never
changes in a run, a *lasting* one goes from month to month. Tables stand at simulated scale: divide counts by
`population.scale`.
"""
_FIGURES = """Low and high are about the 5 and 95 % points of a prior, and the other two intensities of a scenario row;
the law says how a prior is drawn. A source that reads "assumption of this project" is an assumption. Grades: A official
statistic, rule or credible quasi-experiment, B administrative count or observational study, C press case, memory or
judgement. `migrant-sim codebook` shows meaning and note of every row. Fields of measures stand under the instrument's
name; a run calls it by its clause (`measures.nx_04_welfare_posts.posts`).
"""
