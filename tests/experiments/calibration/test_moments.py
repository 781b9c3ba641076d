"""What one run of the model gives a calibration."""

from dataclasses import replace
from math import isfinite

import pytest

from migrant_sim.experiments.calibration.moments import moments, simulated
from migrant_sim.scenario import load_scenario


@pytest.mark.parametrize("region", ["ningxia", "yinchuan"])
def test_a_run_gives_every_figure_that_is_fitted(region: str) -> None:
    scenario = replace(load_scenario("continuation", region=region), groups=())
    found = dict(simulated(scenario, 0, trials=False))
    wanted = [moment for moment in moments(region, trials=False) if moment.use == "fit"]
    assert wanted
    assert [moment.id for moment in wanted if not isfinite(found[moment.id])] == []


def test_a_figure_of_2018_is_carried_by_the_rural_mean() -> None:
    scenario = replace(load_scenario("continuation"), groups=())
    found = dict(simulated(scenario, 0, trials=False))
    assert found["ningxia_income_9m_2018"] < found["ningxia_income_2020"]
