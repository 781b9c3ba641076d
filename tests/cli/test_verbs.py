"""Verbs from the outside: help, exit codes, what goes to stdout and what to stderr."""

import importlib
import io
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import migrant_sim
from migrant_sim.cli import ONE_GO, explained, main
from migrant_sim.cli.help import KEYS
from migrant_sim.cli.memory import PERSON_BYTES, largest_scale, needed
from migrant_sim.cli.run import progress
from migrant_sim.cli.verbs import VERBS
from migrant_sim.errors import DataError
from migrant_sim.population import published_margins
from migrant_sim.state import Households, Persons

HEAVY = ("pandas", "numba", "mesa", "matplotlib", "pyarrow", "scipy")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def fails_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def run_study(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(importlib.import_module("migrant_sim.experiments.runner"), "run_study", run_study)


@pytest.mark.parametrize(
    "words",
    [["--help"], ["run", "--help"], ["runn"], ["run", "--hlp"], ["run", "regoin=x"], ["run", "region=x"]]
    + [["run", "scenario=x"], ["run", "draws=0"], ["run", "name=a/b"], ["sweep"]],
    ids=" ".join,
)
def test_help_and_usage_errors_load_nothing_heavy(words: list[str], tmp_path: Path) -> None:
    code = (
        "import sys; from migrant_sim.cli import main; main(sys.argv[1:]); "
        f"print('heavy', *({{n.split('.')[0] for n in sys.modules}} & set({HEAVY!r})))"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "heavy", done.stderr


def test_help_names_every_verb_and_key(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert [verb for verb in VERBS if verb not in said] == []
    assert main(["run", "--help", "language=zh"]) == 0
    said = capsys.readouterr().out
    assert [key for key in KEYS if key not in said] == [] and "情景" in said


def test_no_verb_shows_help_and_is_a_usage_error(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "migrant-sim VERB" in capsys.readouterr().out


def test_cfg_shows_every_parameter_and_runs_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--cfg", "job", "process.labour.separation=0.05"]) == 0
    said = capsys.readouterr().out
    assert "separation: 0.05" in said and "start_ratio:" in said and "- processes.labour.separation" in said
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("kind", ["regions", "scenarios", "programmes", "measures", "indicators", "shocks", "funds"])
def test_list_gives_names_with_a_meaning_in_both_languages(
    here: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    assert main(["list", kind, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows and all(row["name"] and row["title_en"] and row["title_zh"] for row in rows)
    assert main(["list", kind]) == 0
    said = capsys.readouterr().out
    assert [row["name"] for row in rows if row["name"] not in said] == []


def test_chinese_lists_have_no_english_units(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("indicators", "shocks"):
        assert main(["list", kind, "language=zh"]) == 0
        said = capsys.readouterr().out
        assert not {word for word in ("nominal", "yuan", "person", "share  ", "spread", "ratio") if f" {word}" in said}


def test_codebook_is_a_table_or_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert all(row["unit"] and row["source"] for row in rows)
    assert main(["codebook"]) == 0
    assert rows[0]["id"] in capsys.readouterr().out


def test_doctor_finds_this_machine_fit(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    assert {row["what"] for row in json.loads(capsys.readouterr().out)} >= {"python", "data", "memory", "disk"}


def test_only_a_command_that_goes_on_promises_it() -> None:
    _, said = explained(KeyboardInterrupt(), "en")
    assert "goes on where this one stopped" in said
    code, said = explained(KeyboardInterrupt(), "en", resumable="validate" not in ONE_GO)
    assert code == 130 and "nothing of this command was kept" in said


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "Interrupted"),
        (OSError(28, "No space left on device", "x"), 3, "x: No space left on device"),
        (MemoryError(), 3, "population.scale"),
        (DataError("The file is gone."), 3, "The file is gone."),
        (RuntimeError("two\nlines"), 1, "RuntimeError: two"),
    ],
)
def test_exit_codes(
    here: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    said: str,
) -> None:
    fails_with(monkeypatch, error)
    assert main(["run"]) == code
    err = capsys.readouterr().err
    assert said in err and "Traceback" not in err and err.count("\n") == 1


def test_failed_runs_are_told_and_exit_with_1(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    failure = {"draw": 3, "replication": 1, "error": "ValueError", "message": "no luck", "file": "failures/x.txt"}
    result = SimpleNamespace(summary={"draws": 4}, manifest={"failures": [failure]}, exit_code=1)
    runner = importlib.import_module("migrant_sim.experiments.runner")
    monkeypatch.setattr(runner, "run_study", lambda study, progress, tell: result)
    monkeypatch.setattr("migrant_sim.reports.write_report", lambda folder, screen: [])
    assert main(["run", "--json"]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out) == {"draws": 4}
    assert "1 runs failed" in err and "draw 3  replication 1  ValueError: no luck" in err


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_a_bar_on_a_terminal_and_a_few_lines_elsewhere(
    monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    screen = io.StringIO()
    screen.isatty = lambda: terminal  # type: ignore[method-assign]
    monkeypatch.setattr("sys.stderr", screen)
    tell = progress("en")
    for done in range(40, 101):
        tell(done, 100)
    assert ("\r" in screen.getvalue()) == terminal
    if not terminal:
        assert screen.getvalue().splitlines() == [f"{done}/100 runs" for done in range(40, 101, 10)]


def test_too_large_a_population_is_refused_with_the_largest_that_fits(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Memory:
        available = 2e9

    monkeypatch.setattr("psutil.virtual_memory", Memory)
    fails_with(monkeypatch, AssertionError("it was run"))
    assert main(["run", "population=full", "workers=2"]) == 3
    fits = largest_scale(787_100, 2, 2e9)
    assert f"population.scale={fits:g}" in capsys.readouterr().err
    assert needed(fits * 787_100, 2) <= 2e9 < needed((fits + 0.02) * 787_100, 2)
    assert largest_scale(787_100, 2, 1e8) == 0.0 and largest_scale(100, 1, 1e12) == 1.0


def test_the_memory_of_a_person_covers_the_tables_of_a_run() -> None:
    """Population, opening, factual run and the run itself are in memory together."""
    person, household = (
        sum(table.create(1).__dict__[name].nbytes for name in table.__dataclass_fields__)
        for table in (Persons, Households)
    )
    assert PERSON_BYTES >= 4 * (person + household / published_margins().mean_size)


def test_public_names_are_there_and_stay_functions() -> None:
    for name in migrant_sim.__all__:
        assert getattr(migrant_sim, name).__name__ == name
    importlib.import_module("migrant_sim.simulate")
    importlib.import_module("migrant_sim.codebook")
    assert callable(migrant_sim.simulate) and callable(migrant_sim.codebook)
    assert migrant_sim.__version__.count(".") == 2
    with pytest.raises(AttributeError):
        _ = migrant_sim.nothing


def test_doctor_looks_at_every_package_that_the_project_needs() -> None:
    import re
    import tomllib

    from migrant_sim.cli.machine import PACKAGES
    from migrant_sim.paths import REPOSITORY

    needed = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert sorted(PACKAGES) == sorted(re.split(r"[\[<>=]", name)[0] for name in needed)


def test_a_terminal_that_does_not_tell_its_size_has_a_bar_too(monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import pty

    from migrant_sim.cli import run

    reader, terminal = pty.openpty()
    with os.fdopen(terminal, "w", encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stderr", stream)
        tell = run.progress("en")
        tell(0, 4)
        tell(4, 4)
        assert "0/4" in os.read(reader, 4096).decode()
    os.close(reader)
