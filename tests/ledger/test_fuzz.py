"""Mutated ledgers: never a traceback, never a half-written import, always a reason.

The quick part runs with the suite; a thousand files: `pytest -m slow tests/ledger/test_fuzz.py`. Every case is made
from its number alone, so that one which fails can be looked at again.
"""

import shutil
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from migrant_sim.errors import UserError
from migrant_sim.ledger.checking import check
from migrant_sim.ledger.demo import demo_tables
from migrant_sim.ledger.importing import Order, import_ledgers
from migrant_sim.ledger.invented import generator
from migrant_sim.ledger.writing import worded, write_ledger
from migrant_sim.scenario import load_scenario

sys.path.insert(0, str(Path(__file__).parent))
from mutations import ANY, BOOK, TEXT  # noqa: E402

QUICK, MANY, BATCH = 64, 1000, 8
HOMES = (12, 120)
IMPORTED = {"region.yaml", "import.json", *(f"{n}.parquet" for n in ("settlements", "households", "persons"))}


@pytest.fixture(scope="session")
def bases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Clean ledgers of a dozen households and of so many that they can be imported, as CSV and as a workbook."""
    tables = demo_tables(load_scenario(region="minning").region, HOMES[1], 9)
    folders = []
    for homes in HOMES:
        for form, language in (("csv", "zh"), ("xlsx", "zh"), ("csv", "en")):
            folder = tmp_path_factory.mktemp(f"{form}{language}{homes}")
            first = tables["households"]["household_id"].iloc[:homes]
            few = {n: f[f["household_id"].isin(first)] if "household_id" in f else f for n, f in tables.items()}
            worded_tables = {name: worded(name, frame, language) for name, frame in few.items()}
            write_ledger(worded_tables, folder, language, form)
            folders.append(folder)
    return folders


def case(number: int, bases: list[Path], folder: Path) -> list[str]:
    """Put the mutated ledger of a number into a folder; the mutations' names."""
    draw = generator(number, "fuzz")
    base = bases[draw.choice(len(bases), p=np.array([3, 3, 2, 1, 1, 1]) / 11)]
    shutil.copytree(base, folder)
    names = []
    for _ in range(int(draw.integers(1, 4))):
        files = sorted(path for path in folder.iterdir() if path.is_file() and not path.is_symlink())
        if not files:
            break
        path = files[draw.integers(0, len(files))]
        own = BOOK if path.suffix == ".xlsx" else TEXT
        kinds = own if draw.random() < 0.75 else ANY
        mutation = kinds[draw.integers(0, len(kinds))]
        names.append(mutation.__name__)
        try:
            mutation(path, draw)
        except (IndexError, ValueError, UnicodeError):
            names[-1] += " (not possible)"  # an earlier one has left nothing to change
    return names


def judged(folder: Path, home: Path) -> str:
    """What became of a ledger: `read`, `refused` or `imported`; anything but a reason or a whole region raises."""
    try:
        checked = check([folder])
    except UserError as error:
        assert error.english.strip() and error.chinese.strip()
        return "refused"
    assert all(problem.message_en and problem.message_zh for problem in checked.problems)
    order = Order(files=(str(folder),), name="fuzzed", title_en="Fuzzed", title_zh="变异", base="ningxia")
    try:
        import_ledgers(order)
    except UserError as error:
        assert error.english.strip() and error.chinese.strip()
        assert not list(home.rglob("*.parquet")) and not list(home.rglob("import.json"))
        return "refused"
    assert not checked.errors
    region = home / "regions" / "fuzzed"
    assert {path.name for path in region.iterdir()} >= IMPORTED
    assert [path.name for path in region.parent.iterdir()] == ["fuzzed"]
    assert len(pd.read_parquet(region / "persons.parquet"))
    return "imported"


def run(numbers: range, bases: list[Path], place: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How many of the cases ended how; an unforeseen end names the case."""
    ends: dict[str, int] = {}
    for number in numbers:
        folder, home = place / f"case{number}" / "ledger", place / f"case{number}" / "home"
        monkeypatch.setenv("MIGRANT_SIM_HOME", str(home))
        names = case(number, bases, folder)
        try:
            end = judged(folder, home)
        except Exception as error:
            raise AssertionError(f"case {number} ({', '.join(names)}): {type(error).__name__}: {error}") from error
        ends[end] = ends.get(end, 0) + 1
        shutil.rmtree(place / f"case{number}")
    return ends


@pytest.mark.parametrize("start", range(0, QUICK, BATCH))
def test_a_mutated_ledger_is_read_or_refused_with_a_reason(
    start: int, bases: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sum(run(range(start, start + BATCH), bases, tmp_path, monkeypatch).values()) == BATCH


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, MANY, 50))
def test_a_thousand_mutated_ledgers(
    start: int, bases: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sum(run(range(start, start + 50), bases, tmp_path, monkeypatch).values()) == 50


def test_an_unchanged_ledger_is_imported(bases: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIGRANT_SIM_HOME", str(tmp_path / "home"))
    assert [judged(folder, tmp_path / "home") for folder in bases[3:4]] == ["imported"]
