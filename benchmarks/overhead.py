"""What a sweep costs a run beside the run itself: milliseconds of the command's processes, with the rows of a real run.

    python benchmarks/overhead.py [--runs 2048] [--workers 1] [--groups]

The model is a stand-in that hands out the rows of one real run of Minning in no time. Everything is in the figure:
chunks to the worker and back, sorting and checking rows, waiting files, blocks, tables; the workers' start is not.
"""

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "experiments"))

import fake_model
import fake_sweep
import pyarrow.parquet as pq

from migrant_sim.experiments.runner import Engine
from migrant_sim.experiments.sweeping import run_sweep


def handed_out(scenario, draw, replication):
    folder = Path(scenario.place)
    indicators, costs = _rows(folder)
    return SimpleNamespace(indicators=indicators.assign(value=indicators["value"] + draw), costs=costs)


def _rows(folder, held={}):  # noqa: B006 - a worker reads the rows once
    if not held:
        held["rows"] = tuple(pq.read_table(folder / f"{name}.parquet").to_pandas() for name in ("indicators", "costs"))
    return held["rows"]


def real_run(folder, groups):
    """Rows of one run as `sweep` composes it: output.groups=[] unless the user asks for more."""
    from migrant_sim.scenario import load_scenario
    from migrant_sim.simulate import trajectory

    scenario = load_scenario(region="minning", **{"population.scale": 0.01, "output.groups": list(groups)})
    made = trajectory(scenario, 0, 0)
    made.indicators.to_parquet(folder / "indicators.parquet")
    made.costs.to_parquet(folder / "costs.parquet")
    return len(made.indicators), len(made.costs)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2048)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--groups", action="store_true", help="every group's rows, not those of everybody alone")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        groups = ("quintile", "group", "county", "list") if given.groups else ()
        rows = real_run(Path(place), groups)
        count = given.runs // (64 * 2 * 4)
        effects = tuple(0.01 * n for n in range(4 * count - 1))
        made = fake_sweep.sweep(
            Path(place, "sweep"), effects, draws=64, replications=2, place_of_mood=place, workers=given.workers
        )
        made = _everywhere(made, place, groups)
        for limit, how in ((None, "in this process"), (600.0, f"{given.workers} worker process(es)")):
            made = replace(made, folder=Path(place, how.replace(" ", "-")), limit=limit)
            began, first = [], []

            def progress(done, total, began=began, first=first):
                now = time.perf_counter()
                began.append(now)
                if done >= 16 and not first:
                    first.append((done, now, time.process_time()))

            run_sweep(made, progress, engine=Engine(handed_out, fake_model.draw_table, fake_model.population))
            (skipped, since, cpu), end = first[0], time.perf_counter()
            wall = 1e3 * (end - since) / (made.size - skipped)
            own = 1e3 * (time.process_time() - cpu) / (made.size - skipped)
            print(
                f"{how}: {made.size} runs of {rows[0]} + {rows[1]} rows: {wall:.2f} ms wall a run, "
                f"{own:.2f} ms of this process's CPU"
            )


def _everywhere(made, place, groups):
    points = tuple(replace(point, baseline=replace(point.baseline, place=place)) for point in made.points)
    return replace(made, points=points, groups=groups)


if __name__ == "__main__":
    main()
