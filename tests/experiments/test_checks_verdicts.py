"""Checks against figures that were not fitted, on an ensemble of one value: pass, miss, and the interval by hand."""

from statistics import NormalDist
from types import SimpleNamespace

import numpy as np
import pytest

from migrant_sim.experiments import checks as module
from migrant_sim.published.observations import observations
from migrant_sim.scenario import PRIOR, load_scenario

EVALUATED = {"effective_months_2022", "poor_wage_share_2024"}


@pytest.fixture
def checked(monkeypatch):
    """Checks of Ningxia if every draw gave so many times each figure; the scenario that would have been run."""
    asked = []

    def found(times: float):
        def made(scenario, *others):
            asked.append(scenario)
            return SimpleNamespace(figure=lambda row: np.full(24, times * row.value))

        monkeypatch.setattr(module, "run_all", made)
        scenario = load_scenario("as_written", region="ningxia", **{"population.scale": 0.01})
        rows = module.checks(scenario, 24, 1, lambda done, total: None)
        return {row.id: row for row in rows}, asked[-1]

    return found


@pytest.mark.parametrize(("times", "verdict"), [(1.0, "pass"), (1.1, "pass"), (2.0, "miss"), (0.4, "miss")])
def test_a_figure_passes_where_its_interval_holds_it(checked, times: float, verdict: str) -> None:
    rows, _ = checked(times)
    assert {rows[name].verdict for name in EVALUATED} == {verdict}
    others = {row.verdict for name, row in rows.items() if name not in EVALUATED}
    assert others == {"not evaluated"} and all(row.note for row in rows.values())


def test_the_interval_is_nine_tenths_of_what_would_be_printed(checked) -> None:
    rows, _ = checked(1.0)
    figure = {row.id: row for row in observations("ningxia", "check")}
    share, months = rows["poor_wage_share_2024"], rows["effective_months_2022"]
    z = NormalDist().inv_cdf(0.95)
    assert share.high90 - share.median == pytest.approx(z * figure[share.id].spread, rel=1e-3)
    assert np.log(months.median / months.low90) == pytest.approx(z * figure[months.id].spread, rel=1e-3)


def test_figures_are_checked_from_priors_and_as_known_afterwards(checked) -> None:
    _, scenario = checked(1.0)
    assert (scenario.parameters, scenario.information) == (PRIOR, "ex_post")
    assert scenario.measures == scenario.factual
