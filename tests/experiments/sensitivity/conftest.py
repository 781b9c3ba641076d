import sys
from dataclasses import replace
from pathlib import Path

import pytest

# Workers are fresh interpreters: they find the closed-form runs by this path, which they inherit.
sys.path.insert(0, str(Path(__file__).parent))

import fake_runs

from migrant_sim.configuration import compose
from migrant_sim.experiments.sensitivity.designs import Bench
from migrant_sim.scenario import Scenario


@pytest.fixture(scope="session")
def arms():
    """Scenario and baseline in which six parameters, of five published rows, are uncertain."""
    composed = compose(["region=minning", "population.scale=0.02", "scenario=training_only"])
    made = (Scenario.from_config(each) for each in (composed.scenario, composed.baseline))
    return tuple(fake_runs.few_uncertain(replace(each, factual=())) for each in made)


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path, 1, fake_runs.trajectory, lambda name: lambda done, total: None)
