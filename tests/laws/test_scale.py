"""A smaller sample gives the same indicators within sampling error: 1 % beside 10 % of the same region."""

import numpy as np
import pytest

from migrant_sim.scenario import load_scenario
from migrant_sim.simulate import simulate

SEEDS = range(1, 7)  # each seed is another sample of households, with luck of its own
COMPARED = (
    *("disposable_income", "wage_income", "operating_income", "property_income", "transfer_income", "income_ratio"),
    *("employment_rate", "stable_employment_rate", "months_worked", "zero_employment_households", "share_casual"),
    *("share_local", "share_region", "share_outside", "share_post", "certificate_rate", "poverty_rate", "gini"),
    *("employed_local", "employed_outside", "welfare_posts", "trained", "subsidised_months", "cost_per_person"),
)
FAR = 4.5  # standard errors: about one in a hundred thousand for each of two dozen indicators


def year_of_2022(scale: float, seed: int) -> np.ndarray:
    """The indicators of 2022 for everybody in one run."""
    scenario = load_scenario("as_written", region="hongsibu", months=24, seed=seed, **{"population.scale": scale})
    rows = simulate(scenario, -1, 0)
    rows = rows[(rows.period == "2022") & (rows.group == "all")].set_index("indicator").value
    return rows.reindex(list(COMPARED)).to_numpy()


@pytest.fixture(scope="module")
def samples() -> tuple[np.ndarray, np.ndarray]:
    return tuple(np.array([year_of_2022(scale, seed) for seed in SEEDS]) for scale in (0.01, 0.1))


def test_ten_times_the_people_give_the_same_indicators(samples: tuple[np.ndarray, np.ndarray]) -> None:
    small, large = samples
    error = np.sqrt((small.var(axis=0, ddof=1) + large.var(axis=0, ddof=1)) / len(SEEDS))
    gap = np.abs(small.mean(axis=0) - large.mean(axis=0))
    far = {name: (g, e) for name, g, e in zip(COMPARED, gap, error, strict=True) if not g <= FAR * e + 1e-9}
    assert not far


def test_ten_times_the_people_leave_less_to_chance(samples: tuple[np.ndarray, np.ndarray]) -> None:
    small, large = (sample.std(axis=0, ddof=1) for sample in samples)
    assert np.median(large / small) < 0.8
