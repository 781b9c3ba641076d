"""A smaller sample gives the same indicators within sampling error: 1 % beside 10 % of the same region."""

import numpy as np
import pytest

from migrant_sim.scenario import load_scenario
from migrant_sim.simulate import simulate

SEEDS = 60, 12  # of either scale; each seed is another sample of households, with luck of its own
COMPARED = (
    *("disposable_income", "wage_income", "operating_income", "property_income", "transfer_income", "income_ratio"),
    *("employment_rate", "stable_employment_rate", "months_worked", "zero_employment_households", "share_casual"),
    *("share_local", "share_region", "share_outside", "share_post", "certificate_rate", "poverty_rate", "gini"),
    *("employed_local", "employed_outside", "welfare_posts", "trained", "subsidised_months", "cost_per_person"),
)
FAR = 4.5  # standard errors: of two dozen indicators, one in some hundreds of such comparisons is as far by chance


def year_of_2022(scale: float, seed: int) -> np.ndarray:
    """The indicators of 2022 for everybody in one run."""
    scenario = load_scenario("as_written", region="hongsibu", months=24, seed=seed, **{"population.scale": scale})
    rows = simulate(scenario, -1, 0)
    rows = rows[(rows.period == "2022") & (rows.group == "all")].set_index("indicator").value
    return rows.reindex(list(COMPARED)).to_numpy()


@pytest.fixture(scope="module")
def samples() -> list[np.ndarray]:
    return [
        np.array([year_of_2022(scale, 1 + seed) for seed in range(seeds)])
        for scale, seeds in zip((0.01, 0.1), SEEDS, strict=True)
    ]


def test_ten_times_the_people_give_the_same_indicators(samples: list[np.ndarray]) -> None:
    small, large = samples
    spread = small.std(axis=0, ddof=1)
    of_large = np.maximum(large.std(axis=0, ddof=1), spread * np.sqrt(0.1))  # few runs tell little of their spread
    error = np.sqrt(spread**2 / len(small) + of_large**2 / len(large))
    gap = np.abs(small.mean(axis=0) - large.mean(axis=0))
    far = {name: (g, e) for name, g, e in zip(COMPARED, gap, error, strict=True) if not g <= FAR * e + 1e-9}
    assert not far


def test_ten_times_the_people_leave_less_to_chance(samples: list[np.ndarray]) -> None:
    small, large = (sample.std(axis=0, ddof=1) for sample in samples)
    assert np.median(large / small) < 0.8
