from dataclasses import fields, replace

import pytest

from migrant_sim.measures import MEASURES
from migrant_sim.opening import _opening
from migrant_sim.published import parameter
from migrant_sim.scenario import load_scenario
from migrant_sim.simulate import _run_months


@pytest.fixture(scope="session")
def as_written():
    """Every instrument at observed intensity on a small sample of one district."""
    made = load_scenario("custom", region="hongsibu", measure=[*MEASURES], **{"population.scale": 0.01})
    return replace(made, name="as_written")


@pytest.fixture(scope="session")
def continuation(as_written):
    return replace(as_written, name="continuation", measures=())


@pytest.fixture(scope="session")
def without_places():
    """A function: the scenario with the increment of the named measures set to zero, whatever it is called."""

    def zeroed(scenario, *names):
        measures = dict(scenario.measures)
        zero = {
            f"measures.{name}.{f.name}": 0.0
            for name in names
            for f in fields(measures[name])
            if is_increment(f.metadata["source"])
        }
        assert {path.split(".")[1] for path in zero} == set(names)
        return scenario.with_(**zero)

    return zeroed


def is_increment(source):
    return source != "setting" and parameter(source).role == "scenario"


@pytest.fixture(scope="module")
def fresh():
    """Nothing remembered from other worlds, and nothing left behind for them."""
    for cache in (_opening, _run_months):
        cache.cache_clear()
    yield
    for cache in (_opening, _run_months):
        cache.cache_clear()
