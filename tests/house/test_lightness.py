"""The package, its command line and a mistake on it load nothing heavy, so help and mistakes answer at once."""

import subprocess
import sys

import pytest

HEAVY = {"pandas", "scipy", "matplotlib", "mesa", "numba", "pyarrow"}


def loaded(code: str) -> set[str]:
    """The packages that are there once a fresh interpreter has run the code."""
    shown = f"import sys; {code}; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["migrant_sim", "migrant_sim.cli"])
def test_import_is_light(module: str) -> None:
    packages = loaded(f"import {module}")
    assert "migrant_sim" in packages and packages & HEAVY == set()


@pytest.mark.parametrize("word", ["population.scale=7", "process.labour.separation=abc", "region=nowhere"])
def test_a_mistake_is_found_before_anything_heavy_is_loaded(word: str) -> None:
    packages = loaded(f"from migrant_sim.cli import main; assert main(['run', {word!r}]) == 2")
    assert "hydra" in packages and packages & HEAVY == set()
