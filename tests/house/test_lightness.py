"""Importing the package and its command line loads nothing heavy, so help and mistakes answer at once."""

import subprocess
import sys

import pytest

HEAVY = {"pandas", "scipy", "matplotlib", "mesa", "numba", "pyarrow"}


@pytest.mark.parametrize("module", ["migrant_sim", "migrant_sim.cli"])
def test_import_is_light(module: str) -> None:
    code = f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert module.split(".")[0] in done.stdout
    assert set(done.stdout.split()) & HEAVY == set()
