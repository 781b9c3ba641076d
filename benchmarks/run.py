"""The whole benchmark: prints one table and writes benchmarks/latest.json.

Usage: python benchmarks/run.py [--quick]     --quick takes small populations, to try it in a minute
"""

import json
import os
import platform
import sys
from pathlib import Path
from time import perf_counter

import arms
import linear
import memory
import month
import parallel
import startup
from peers import race
from sizes import QUICK, Sizes, chosen, fresh
from table import Row, Title, as_json, printed

LATEST = Path(__file__).with_name("latest.json")
PARTS = ("month", "arms", "linear", "peers", "parallel", "memory", "startup")


def part(name: str, sizes: Sizes) -> list[Row | Title]:
    """The rows of one part."""
    if name == "month":
        return month.lines(fresh(month.measured, sizes.people, sizes.months, sizes.repeats))
    if name == "arms":
        return arms.lines(fresh(arms.measured, sizes.span_people, sizes.months, sizes.repeats))
    if name == "linear":
        return linear.lines(*linear.ladder(sizes))
    if name == "peers":
        return race.lines(race.measured(sizes))
    if name == "parallel":
        return parallel.lines(parallel.measured(sizes))
    if name == "memory":
        return memory.lines(*memory.measured(sizes))
    return startup.lines(startup.measured(sizes))


def environment() -> dict[str, str | int]:
    """What it ran on."""
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "system": platform.system(),
        "cores": os.cpu_count() or 1,
    }


def main(sizes: Sizes) -> None:
    """Run every part, one after the other; nothing else should be running on the machine."""
    began, rows = perf_counter(), []
    for name in PARTS:
        print(f"{perf_counter() - began:6.0f} s  {name} …", file=sys.stderr, flush=True)
        rows += part(name, sizes)
    print(printed(rows))
    if sizes == QUICK:
        print("\n--quick: populations too small to judge the goals by.")
    LATEST.write_text(
        json.dumps({"environment": environment(), "sizes": sizes._asdict(), "rows": as_json(rows)}, indent=2) + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(chosen(sys.argv[1:]))
