"""Files and functions stay small enough to read in one go."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(ROOT.glob("src/**/*.py"))
FILES = SOURCES + sorted(ROOT.glob("tests/**/*.py")) + sorted(ROOT.glob("benchmarks/**/*.py"))
LONGEST_FILE, LONGEST_FUNCTION, MOST_ARGUMENTS = 300, 40, 6


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    given = function.args
    names = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return [n for n in names if n not in ("self", "cls")]


def may_be_long(path: Path, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A kernel may be longer where its docstring says why."""
    return "kernels" in path.parts and "longer than 40 lines" in (ast.get_docstring(function) or "").lower()


def test_there_is_something_to_measure() -> None:
    assert len(SOURCES) > 10


@pytest.mark.parametrize("path", FILES, ids=name)
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", FILES, ids=name)
def test_functions_are_short(path: Path) -> None:
    lengths = {
        f.name: f.end_lineno - f.lineno + 1 for f in functions(path) if f.end_lineno and not may_be_long(path, f)
    }
    assert {n: lines for n, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_functions_take_few_arguments(path: Path) -> None:
    assert {f.name: arguments(f) for f in functions(path) if len(arguments(f)) > MOST_ARGUMENTS} == {}
