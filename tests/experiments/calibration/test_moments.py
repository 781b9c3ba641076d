"""What one run of the model gives a calibration."""

from dataclasses import replace
from math import isfinite

import pytest

from migrant_sim.errors import DataError
from migrant_sim.experiments.calibration import moments as module
from migrant_sim.experiments.calibration.moments import TRIALS, moments, simulated
from migrant_sim.published.observations import observations
from migrant_sim.published.volunteers import moment_range
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


@pytest.mark.parametrize("changes", [{"year": 2026}, {"months": 6}, {"year": 2019, "form": "ratio"}])
def test_a_figure_to_be_fitted_that_no_run_gives_is_refused(changes, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [replace(row, **changes) if row.id == "ningxia_income_2020" else row for row in observations("ningxia")]
    monkeypatch.setattr(module, "observations", lambda region, *uses: [row for row in rows if row.use in uses])
    with pytest.raises(DataError, match=r"ningxia_income_2020.*cannot be fitted.*2020 to 2025"):
        moments("ningxia", False)


def test_a_calibration_compares_with_the_scaled_effects_that_the_table_shows() -> None:
    effects = {moment.id: moment.value for moment in moments("ningxia", trials=True) if moment.id in TRIALS}
    assert effects == {name: pytest.approx(moment_range(name)[1]) for name in TRIALS}
