"""What no file may hold: global generators, code from data, addresses of a machine or registry, unfinished work."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(ROOT.glob("src/**/*.py"))
TOP = ("src", "tests", "conf", "data", "docs", "experiments", "benchmarks", "results/reference", ".ci")
TEXTS = sorted(
    path
    for path in [*(p for folder in TOP for p in (ROOT / folder).rglob("*")), *ROOT.glob("*"), ROOT / ".gitignore"]
    if path.is_file() and path.suffix not in {".png", ".parquet", ".pyc", ".ttf", ".otf", ".nbi", ".nbc"}
)

DRAWS_OF_THEIR_OWN = {"default_rng", "Generator", "SeedSequence", "Philox", "PCG64"}
FORBIDDEN_MODULES = {"random", "secrets", "pickle", "dill", "cloudpickle", "shelve", "marshal"}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "read_pickle", "to_pickle", "unsafe_load", "full_load"}
NOT_FROM_TEXT = {"re.compile", "compiled.compile"}  # patterns, and kernels that are compiled for more types
# Each in two halves, so that this file does not contain what it looks for.
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry." + "npmjs",
    "--index" + "-url",
    "--extra" + "-index",
    "deb." + "debian.org",
]
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
MACHINE_PATH = re.compile(r"(?<![\w./*:-])/(?:wo" + r"rk|ho" + r"me|ro" + r"ot|Us" + r"ers|op" + r"t)/\w")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def numpy_random_names(tree: ast.AST) -> set[str]:
    """Every X of `np.random.X`, read or imported."""
    read = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("np.random", "numpy.random")
    }
    return read | {full.rsplit(".", 1)[1] for full in imported(tree) if full.startswith("numpy.random.")}


def called(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_global_generator(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert numpy_random_names(tree) <= DRAWS_OF_THEIR_OWN
    unseeded = [n for n, call in called(tree) if n.endswith("default_rng") and not (call.args or call.keywords)]
    assert unseeded == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_code_from_data(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert {full.split(".")[0] for full in imported(tree)} & FORBIDDEN_MODULES == set()
    calls = {n for n, _ in called(tree) if n not in NOT_FROM_TEXT}
    assert {n for n in calls if n.rsplit(".", 1)[-1] in FORBIDDEN_CALLS} == set()
    unsafe = [n for n, call in called(tree) if n == "yaml.load" and "SafeLoader" not in ast.unparse(call)]
    assert unsafe == []
    assert [n for n, call in called(tree) if any(k.arg == "allow_pickle" for k in call.keywords)] == []


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_no_address_and_nothing_unfinished(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [host for host in REGISTRIES if host in text] == []
    assert MACHINE_PATH.findall(text) == []
    assert UNFINISHED.findall(text) == []
