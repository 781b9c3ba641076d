import pytest

from migrant_sim import load_scenario
from migrant_sim.scenario import Scenario


@pytest.fixture(scope="module")
def as_written() -> Scenario:
    return load_scenario("as_written")
