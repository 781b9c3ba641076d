import sys
from pathlib import Path

import pytest

# Workers are fresh interpreters: they find the fake model by this path, which they inherit.
sys.path.insert(0, str(Path(__file__).parent))

import fake_model


@pytest.fixture
def engine():
    return fake_model.ENGINE


@pytest.fixture
def make_study(tmp_path):
    return lambda **changes: fake_model.study(tmp_path / "results" / "study", **changes)
