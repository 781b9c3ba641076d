"""Shared by all tests: property tests are the same on every machine, and nobody's own ledgers or figures are read."""

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")


@pytest.fixture(autouse=True, scope="session")
def empty_home(tmp_path_factory):
    """A user's home of its own for the whole suite, child processes included."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("MIGRANT_SIM_HOME", str(home))
        yield home
