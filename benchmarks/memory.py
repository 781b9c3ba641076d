"""Peak memory of one replication at full size, what a second one adds, and bytes a person of both arms of a run.

The last two numbers are the constants of src/migrant_sim/cli/memory.py: renew them from here, with a margin.

Usage: python benchmarks/memory.py [--quick]
"""

import resource
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import psutil
from month import begun, last_month, people_of, scenario_of, warm_up
from sizes import Sizes, chosen, fresh
from table import Row, Title, printed

from migrant_sim.draws import CENTRAL
from migrant_sim.opening import opening
from migrant_sim.population import build
from migrant_sim.simulate import trajectory
from migrant_sim.state import Life, State

MB = 2.0**20
STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


class Replication(NamedTuple):
    """One replication in a fresh process, in bytes; `stages` are peaks less the memory after imports."""

    people: int
    rows: int
    imports: float
    stages: dict[str, float]
    own: float
    fixed: float
    second_held: float
    second_peak: float


class Arms(NamedTuple):
    """Both arms of a run in a fresh process: peak of the whole process in bytes, and people and rows simulated."""

    people: int
    rows: int
    peak: float


def resident() -> float:
    return float(psutil.Process().memory_info().rss)


def peak() -> float:
    """The most memory this process has held since it began, or since `forget_peak`."""
    if STATUS.exists():
        # ru_maxrss of a child counts what its parent held when it was forked; this does not.
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return float(line.split()[1]) * 1024.0
    unit = 1.0 if sys.platform == "darwin" else 1024.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def forget_peak() -> None:
    """Let the peak begin anew, where the system can; elsewhere stages only ever rise."""
    if CLEAR.exists():
        CLEAR.write_text("5")


def state_bytes(state: State) -> tuple[float, float]:
    """Bytes of the columns that a run may change, and of those that all runs share."""
    own = fixed = 0
    for table in state.tables():
        for name, field in table.__dataclass_fields__.items():
            size = getattr(table, name).nbytes
            own, fixed = own + size * (not field.metadata["fixed"]), fixed + size * field.metadata["fixed"]
    return float(own), float(fixed)


def replication(people: int, months: int) -> Replication:
    """Population, opening and horizon one after the other, then a second replication on the same population."""
    imports, stages = resident(), {}
    scenario = scenario_of(people, months)

    def stage(name: str) -> None:
        stages[name] = peak() - imports
        forget_peak()

    forget_peak()
    build(scenario.region, scenario.population, scenario.seed)
    stage("population")
    engine, record = begun(scenario)
    stage("opening")
    engine.run_until(last_month(scenario), record)
    stage("months")
    held, state = resident(), engine.state
    again = opening(scenario, 1)
    added = resident() - held
    return Replication(
        people_of(state), len(state.persons), imports, stages, *state_bytes(again.state), added, peak() - held
    )


def kernels() -> float:
    """What compiled code takes, seen from a tiny population."""
    before = resident()
    warm_up()
    return resident() - before


def both_arms(people: int, months: int) -> Arms:
    """A whole run as a worker does it: population, opening, factual arm and the scenario's."""
    scenario = scenario_of(people, months)
    trajectory(scenario, CENTRAL, 0)
    most = peak()
    persons = build(scenario.region, scenario.population, scenario.seed).persons
    return Arms(int((persons.alive == Life.LIVING).sum()), len(persons), most)


def fitted(arms: list[Arms]) -> tuple[float, float]:
    """Bytes of the process, and bytes a person living at the start, whose share of waiting rows is in them."""
    person, process = np.polyfit([arm.people for arm in arms], [arm.peak for arm in arms], 1)
    return float(process), float(person)


def measured(sizes: Sizes) -> tuple[Replication, float, list[Arms]]:
    """All of it, each in a fresh process."""
    one = fresh(replication, sizes.people, sizes.months)
    return one, fresh(kernels), [fresh(both_arms, people, sizes.months) for people in sizes.arms]


def lines(one: Replication, code: float, arms: list[Arms]) -> list[Row | Title]:
    """The rows of the table, in MB of 2^20 bytes."""
    process, person = fitted(arms)
    waiting = 100.0 * (one.rows / one.people - 1.0)
    return [
        Title(f"Memory: one replication of {one.people:,} people, less the {one.imports / MB:.0f} MB after imports"),
        Row("peak_mb", max(one.stages.values()) / MB, "MB", goal="<= 1024"),
        *(Row(f"  while in: {name}", value / MB, "MB") for name, value in one.stages.items()),
        Row("  of these compiled code", code / MB, "MB"),
        Row("a second replication: its own columns", one.own / MB, "MB"),
        Row("  its opening, held in the same process", one.second_held / MB, "MB"),
        Row("  its opening, peak above what was held", one.second_peak / MB, "MB"),
        Row("columns that all replications share", one.fixed / MB, "MB"),
        Row("own and shared columns", (one.own + one.fixed) / one.people, "bytes/person"),
        Row("rows waiting for a birth or a split", waiting, "% of the living"),
        Title("Both arms of a run in one worker, for src/migrant_sim/cli/memory.py"),
        *(Row(f"  peak at {arm.people:,} people", arm.peak / MB, "MB") for arm in arms),
        Row("PROCESS_BYTES, fitted", process / 1e6, "million bytes"),
        Row("PERSON_BYTES, fitted", person, "bytes/person"),
    ]


def main(sizes: Sizes) -> None:
    print(printed(lines(*measured(sizes))))


if __name__ == "__main__":
    main(chosen(sys.argv[1:]))
