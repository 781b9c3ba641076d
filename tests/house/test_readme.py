"""The commands of the README are understood as they stand, and its Python runs."""

import re
import shlex
from pathlib import Path

import pytest

from migrant_sim.cli import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
LINES = [line.split("#")[0].strip() for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
COMMANDS = [line.removeprefix(".venv/bin/migrant-sim ") for line in LINES if line.startswith(".venv/bin/migrant-sim ")]
TARGETS = [line.removeprefix("make ") for line in LINES if line.startswith("make ")]
PYTHON = [text for kind, text in BLOCKS if kind == "python"]


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_are_understood(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(command)
    shown_only = ["--cfg", "job"] if words[0] == "run" and "--help" not in words else []
    assert main([*words, *shown_only]) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize("target", TARGETS)
def test_make_knows_the_targets(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_python_runs() -> None:
    (text,) = PYTHON
    names: dict[str, object] = {}
    exec(compile(text.replace('region="minning"', 'region="minning", months=12'), "README.md", "exec"), names)
    assert len(names["table"]) > 0  # type: ignore[arg-type]


def test_the_readme_is_not_empty_of_commands() -> None:
    assert len(COMMANDS) > 4 and TARGETS == ["run", "test"]


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md")), ids=lambda page: page.name)
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
