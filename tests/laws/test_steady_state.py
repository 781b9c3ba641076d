"""Growth, shocks and policy off: a year's mean income is that of 2020 in expectation."""

from dataclasses import replace

import numpy as np
import pytest

from migrant_sim.opening import opening
from migrant_sim.processes import reference
from migrant_sim.scenario import value
from migrant_sim.simulate import simulate

RURAL_MEAN = 13_889.0  # yuan per person and year, as published for 2020
REPLICATIONS = 12
STANDARD_ERRORS = 4.0  # by chance alone outside them once in 600 years compared (eleven degrees of freedom)
AT_MOST = 0.02  # of the income of 2020, whatever the standard error
SCALE = 0.02  # some 4 600 people: a standard error of half a percent

OFF = (
    *("reference.trend_gap", "reference.growth_ex_post", "reference.growth_ex_ante", "reference.year_spread"),
    *("reference.host_slump_loss", "economy.county_spread", "economy.region_spread", "economy.drought_chance"),
    *("economy.specialty_spread", "economy.grain_spread"),
    "earnings.certificate_years",  # certificates add up from year to year, and would raise pay
)


@pytest.fixture(scope="module")
def incomes(continuation, fresh):
    """(replications, years) mean income of a still world: the rural mean stands, and no epidemic or slump comes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference, "_published_means", lambda _: dict.fromkeys(range(2010, 2024), RURAL_MEAN))
        patch.setattr(value, "SHOCKS", {name: (flag, ()) for name, (flag, _) in value.SHOCKS.items()})
        still = replace(continuation, factual=()).with_(**{f"processes.{path}": 0.0 for path in OFF})
        still = still.with_(**{"population.scale": SCALE, "processes.demography.first_year": 9999})
        assert not still.process("economy").epidemic and not still.process("reference").cattle_slump
        assert opening(still, 0).state.economy.rebound == pytest.approx(1.0)
        frames = [simulate(still, -1, replication) for replication in range(REPLICATIONS)]
    rows = [f[(f.indicator == "disposable_income") & (f.period.str.len() == 4)] for f in frames]
    return np.array([f[f.group == "all"].sort_values("period").value.to_numpy() for f in rows])


def test_the_first_year_is_matched_without_chance(incomes, continuation):
    start = continuation.process("reference").start_ratio * RURAL_MEAN
    assert incomes[:, 0] == pytest.approx(np.full(REPLICATIONS, start), rel=1e-9)


def test_later_years_are_like_the_first(incomes):
    change = incomes[:, 1:] / incomes[:, :1] - 1.0
    error = change.std(axis=0, ddof=1) / np.sqrt(REPLICATIONS)
    assert (error > 0).all() and change.shape == (REPLICATIONS, 5)
    assert (np.abs(change.mean(axis=0)) <= np.minimum(STANDARD_ERRORS * error, AT_MOST)).all()
