"""The model description: ODD+D's headings in its order, in step with the code, and naming nothing that is not there."""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from migrant_sim.documents.odd import PAGE, TABLES, odd_pages, schedule
from migrant_sim.documents.variables import economy, tables
from migrant_sim.engine import Engine
from migrant_sim.indicators import INDICATORS
from migrant_sim.processes import PROCESSES
from migrant_sim.scenario import Scenario
from migrant_sim.state import Economy, State

ROOT = Path(__file__).parents[2]
TEXT = PAGE.read_text(encoding="utf-8")
DRAWS = ("uniform", "normal", "rounded", "luck")
PROTOCOL = (  # Müller et al. 2013, table 1
    "## I Overview",
    "### I.i Purpose",
    "### I.ii Entities, state variables and scales",
    "### I.iii Process overview and scheduling",
    "## II Design concepts",
    "### II.i Theoretical and empirical background",
    "### II.ii Individual decision-making",
    "### II.iii Learning",
    "### II.iv Individual sensing",
    "### II.v Individual prediction",
    "### II.vi Interaction",
    "### II.vii Collectives",
    "### II.viii Heterogeneity",
    "### II.ix Stochasticity",
    "### II.x Observation",
    "## III Details",
    "### III.i Implementation details",
    "### III.ii Initialization",
    "### III.iii Input data",
    "### III.iv Submodels",
)


def test_headings_are_those_of_the_protocol_in_its_order_and_annexes_follow() -> None:
    headings = [line for line in TEXT.splitlines() if re.match("##+ ", line)]
    assert tuple(headings[: len(PROTOCOL)]) == PROTOCOL
    assert all(line.startswith("## Annex ") for line in headings[len(PROTOCOL) :])


def test_every_element_says_something() -> None:
    parts = re.split(r"^###? .*$", TEXT, flags=re.MULTILINE)[1:]
    assert len(parts) > len(PROTOCOL) - 1
    bodies = [part.strip() for part in parts]
    assert sum(len(body) < 40 for body in bodies) == 3  # I, II and III have no text of their own


@pytest.mark.parametrize("page", [PAGE, TABLES], ids=lambda page: page.name)
def test_the_pages_are_up_to_date(page: Path) -> None:
    """`make odd` writes them again."""
    assert page.read_text(encoding="utf-8") == odd_pages()[page]


def test_every_column_and_every_process_is_described() -> None:
    made = TABLES.read_text(encoding="utf-8")
    for cls in tables():
        section = made.split(f"### {cls.__name__}\n")[1].split("\n### ")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [f.name for f in fields(cls)]
    assert [name for name, _ in economy()] == [f.name for f in fields(Economy)]
    assert all(meaning for _, meaning in economy())
    assert re.findall(r"\| \d+ \| `(\w+)` \|", schedule()) == list(PROCESSES)


def test_every_drawn_parameter_has_its_line(as_written: Scenario) -> None:
    made = TABLES.read_text(encoding="utf-8")
    sources = {source for path, source in as_written.uncertain() if path.startswith("processes.")}
    assert {source for source in sources if f"| `{source}` |" not in made} == set()


def test_the_schedule_is_the_engines() -> None:
    source = inspect.getsource(Engine._run)
    steps = ("open_month", "self.opening", "measure.act", "self.month", "biller.bill")
    places = [source.index(step) for step in steps]
    assert places == sorted(places)
    assert list(dict(State.__dataclass_fields__))[:7] == [cls.__name__.lower() for cls in tables()]


def test_names_in_the_description_are_there() -> None:
    """Every word between backticks is a word of the source, the data or the configuration, or leads to a file."""
    words = set(re.findall(r"\w+", "\n".join(_texts())))
    prose = "\n".join(line for line in TEXT.splitlines() if not line.startswith("    "))
    named = {name for name in re.findall(r"`([^`\n]+)`", prose) if not _leads_somewhere(name)}
    assert len(named) > 200
    unknown = {name: set(re.findall(r"\w+", re.sub(r"\w*(\*|…|\.\.\.)\w*", "", name))) - words for name in named}
    assert {name: missing for name, missing in unknown.items() if missing} == {}


def test_every_purpose_of_luck_is_named() -> None:
    paths = [*(ROOT / "src/migrant_sim/processes").glob("*.py"), *(ROOT / "src/migrant_sim/measures").rglob("*.py")]
    purposes = {purpose for path in paths for purpose in _purposes(path)}
    assert len(purposes) > 40
    assert {purpose for purpose in purposes if f"`{purpose}" not in TEXT} == set()


def _purposes(path: Path) -> Iterator[str]:
    """Phrases given to the streams; of one with a name in it, what stands before the name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        drawn = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in DRAWS
        for first in node.args[:1] if drawn else ():
            first = first.values[0] if isinstance(first, ast.JoinedStr) else first
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_every_indicator_has_its_line() -> None:
    section = TABLES.read_text(encoding="utf-8").split("## Indicators\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(INDICATORS)


def _texts() -> list[str]:
    folders = [("src/migrant_sim", "*.py"), ("data", "*.csv"), ("conf", "*.yaml")]
    paths = [path for folder, kind in folders for path in sorted((ROOT / folder).rglob(kind))]
    return [path.as_posix() + "\n" + path.read_text(encoding="utf-8") for path in paths]


def _leads_somewhere(name: str) -> bool:
    return any((folder / name).exists() for folder in (ROOT, ROOT / "src/migrant_sim"))
