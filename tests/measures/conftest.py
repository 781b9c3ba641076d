from dataclasses import replace

import pytest

from migrant_sim.engine import Engine
from migrant_sim.opening import opening
from migrant_sim.scenario import load_scenario
from migrant_sim.state import Streams


@pytest.fixture(scope="session")
def continuation():
    """The capacities of 2020 on a small sample of one district."""
    return load_scenario("continuation", region="hongsibu", **{"population.scale": 0.004})


@pytest.fixture(scope="session")
def with_measure(continuation):
    """A function: `continuation` with one instrument as its yaml file writes it, and the fields given."""
    files = {}

    def added(name, **fields):
        if name not in files:
            files[name] = load_scenario("custom", measure=[name], region="hongsibu", **{"population.scale": 0.004})
        scenario = replace(continuation, name=name, measures=files[name].measures)
        return scenario.with_(**{f"measures.{name}.{field}": value for field, value in fields.items()})

    return added


@pytest.fixture(scope="session")
def months():
    """A function: the live state of each month from January 2021 on, open for reading."""

    def run(scenario, count, prepare=None):
        engine = Engine(opening(scenario, 0).state, scenario, Streams(scenario.seed, 0))
        if prepare:
            prepare(engine.state)
        for _ in range(count):
            engine.step()
            yield engine.state
            engine.advance()

    return run
