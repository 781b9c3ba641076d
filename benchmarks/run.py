"""Times the month: nanoseconds per person and month of `trajectory` for Ningxia at a few scales, on one core.

Usage: python benchmarks/run.py [SCALE ...]     prints a table and writes benchmarks/latest.json
"""

import json
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import psutil

from migrant_sim import Scenario, load_scenario
from migrant_sim.draws import CENTRAL
from migrant_sim.engine import Engine
from migrant_sim.opening import opening
from migrant_sim.population import build
from migrant_sim.simulate import trajectory
from migrant_sim.state import Streams

SCALES = (0.005, 0.01, 0.02, 0.05)
REPEATS = 3
LATEST = Path(__file__).with_name("latest.json")


def timed(action: Callable[[], object]) -> float:
    began = perf_counter()
    action()
    return perf_counter() - began


def seconds(scenario: Scenario, replication: int) -> tuple[float, float]:
    """Seconds of a whole run, and of the months of the horizon alone."""
    whole = timed(lambda: trajectory(scenario, CENTRAL, replication))
    begun = opening(scenario, replication)
    engine = Engine(begun.state, scenario, Streams(scenario.seed, replication))
    return whole, timed(lambda: engine.run_until(scenario.start + scenario.months, begun.record))


def measured(scale: float) -> dict[str, float]:
    """One row of the table; the run that compiles is left out."""
    scenario = load_scenario("as_written", **{"population.scale": scale})
    persons = len(build(scenario.region, scenario.population, scenario.seed).persons)
    seconds(scenario, 0)
    pairs = [seconds(scenario, replication) for replication in range(1, REPEATS + 1)]
    whole, months = (median(column) for column in zip(*pairs, strict=True))
    return {
        "scale": scale,
        "persons": persons,
        "months": scenario.months,
        "run_seconds": whole,
        "months_seconds": months,
        "ns_per_person_month": months / (persons * scenario.months) * 1e9,
        "resident_mb": psutil.Process().memory_info().rss / 2**20,
    }


def main(scales: list[float]) -> None:
    rows: list[dict[str, float]] = []
    for scale in scales:
        rows.append(measured(scale))
        if len(rows) == 1:
            print("  ".join(f"{name:>19}" for name in rows[0]))
        print("  ".join(f"{value:>19.5g}" for value in rows[-1].values()), flush=True)
    machine = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
    LATEST.write_text(json.dumps({"environment": machine, "rows": rows}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main([float(word) for word in sys.argv[1:]] or list(SCALES))
