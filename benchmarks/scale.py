"""The scale law: a sample of 5 % beside everybody, indicator by indicator, in standard errors of their difference.

Usage: python benchmarks/scale.py [--quick]     exit code 1 where an indicator is further off than chance allows
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

import numpy as np
import sizes  # noqa: F401 - one thread of linear algebra, set before anything else is imported

from migrant_sim.scenario import load_scenario
from migrant_sim.simulate import simulate

COMPARED = (  # those of `tests/laws/test_scale.py`
    *("disposable_income", "wage_income", "operating_income", "property_income", "transfer_income", "income_ratio"),
    *("employment_rate", "stable_employment_rate", "months_worked", "zero_employment_households", "share_casual"),
    *("share_local", "share_region", "share_outside", "share_post", "certificate_rate", "poverty_rate", "gini"),
    *("employed_local", "employed_outside", "welfare_posts", "trained", "subsidised_months", "cost_per_person"),
)
FAR = 4.5  # standard errors: about one in a thousand for each of two dozen indicators, at twelve seeds


class Plan(NamedTuple):
    """Region, months, the two scales, and how many seeds of each: another sample of households and another luck."""

    region: str
    scope: str
    months: int
    scales: tuple[float, float]
    seeds: tuple[int, int]


FULL = Plan("ningxia", "six_waves", 60, (0.05, 1.0), (12, 3))
QUICK = Plan("hongsibu", "", 24, (0.01, 0.1), (12, 6))


def last_year(plan: Plan, scale: float, seed: int) -> np.ndarray:
    """(indicators,) of the last year for everybody in one run at central parameters."""
    keys = {"population.scale": scale} | ({"population.scope": plan.scope} if plan.scope else {})
    scenario = load_scenario("as_written", region=plan.region, months=plan.months, seed=seed, **keys)
    rows = simulate(scenario, -1, 0)
    year = str((scenario.start + plan.months) // 12)
    rows = rows[(rows.period == year) & (rows.group == "all")].set_index("indicator").value
    return np.asarray(rows.reindex(list(COMPARED)), float)


def sampled(plan: Plan, which: int) -> np.ndarray:
    """(seeds, indicators) at one of the scales, a run after the other in a process of its own, for memory's sake."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        runs = [pool.submit(last_year, plan, plan.scales[which], 1 + seed) for seed in range(plan.seeds[which])]
        return np.array([run.result() for run in runs])


def compared(plan: Plan) -> bool:
    """Print both means, how far they are apart, and in standard errors; whether chance allows all of it.

    Of everybody there are few runs, so their spread is taken to be that of the sample over the root of the ratio of
    scales, where it is not larger by itself.
    """
    part, whole = sampled(plan, 0), sampled(plan, 1)
    spread = part.std(axis=0, ddof=1)
    of_whole = np.maximum(whole.std(axis=0, ddof=1), spread * np.sqrt(plan.scales[0] / plan.scales[1]))
    error = np.sqrt(spread**2 / len(part) + of_whole**2 / len(whole))
    gap = part.mean(axis=0) - whole.mean(axis=0)
    names = f"{plan.scales[0]:.0%} × {len(part)}", f"{plan.scales[1]:.0%} × {len(whole)}"
    print(f"{plan.region}, year {plan.months // 12} of as_written\n")
    print(f"{'':28}{names[0]:>14}{names[1]:>14}{'apart':>10}{'errors':>9}{'one run':>9}")
    for row in zip(COMPARED, part.mean(axis=0), whole.mean(axis=0), gap, error, spread, strict=True):
        name, ours, theirs, apart, chance, one = row
        off = abs(apart) / max(chance, 1e-12)
        print(
            f"{name:28}{ours:14,.4f}{theirs:14,.4f}{apart / theirs:10.2%}{off:9.1f}{one / theirs:9.2%}"
            + ("  FAR" if off > FAR else "")
        )
    print("\nerrors: standard errors of the difference of the means; one run: spread of a single run of the sample")
    return bool((np.abs(gap) <= FAR * error + 1e-9).all())


if __name__ == "__main__":
    if unknown := set(sys.argv[1:]) - {"--quick"}:
        sys.exit(f"unknown: {' '.join(sorted(unknown))}; usage: python benchmarks/scale.py [--quick]")
    sys.exit(0 if compared(QUICK if sys.argv[1:] else FULL) else 1)
