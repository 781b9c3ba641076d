"""Times the core month of every engine on the same people, each in a process of its own.

Usage: python benchmarks/peers/race.py [--quick]
"""

import sys
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter_ns
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

import psutil
from month import begun, last_month, people_of, scenario_of, warm_up
from sizes import Sizes, chosen, fresh
from table import Row, Title, printed, spread

from migrant_sim.processes import MONTH
from peers.fair import faults
from peers.world import World, world_of

PEERS = {
    "Mesa": "mesa_month",
    "mesa-frames": "mesa_frames_month",
    "AgentPy": "agentpy_month",
    "polars": "polars_month",
}
CORE = ("labour", "posts", "training", "earnings", "accounts")
OURS, UNIT = "ours, the same core month", "ns/person/month"


class Pace(NamedTuple):
    """Nanoseconds a person of each month run, bytes a person, and what the engine did wrong, if anything."""

    ns: list[float]
    bytes: float = 0.0
    trouble: str = ""


def starting_world(people: int) -> World:
    """Our people at the end of 2020."""
    return world_of(begun(scenario_of(people, 12))[0].state)


def peer(module: str, world: World, months: int) -> Pace:
    """Run a peer; the first month is left out of the timing."""
    try:
        made = import_module(f"peers.{module}")
    except ImportError as error:
        return Pace([], trouble=f"not installed ({error.name})")
    before = psutil.Process().memory_info().rss
    model = made.Model(world)
    held = psutil.Process().memory_info().rss - before
    ns = []
    for _ in range(months + 1):
        began = perf_counter_ns()
        model.step()
        ns.append((perf_counter_ns() - began) / world.people)
    return Pace(ns[1:], held / world.people, "; ".join(faults(world, model.tally(), months + 1)))


def ours(people: int, months: int, core: bool) -> Pace:
    """Our engine: the core processes alone and without measures, or the whole month with indicators."""
    warm_up()
    scenario = scenario_of(people, max(months, 12))
    engine, record = begun(scenario)
    if core:
        named = dict(zip(MONTH, engine.month, strict=True))
        engine.month, engine.measures, engine.factual = tuple(named[name] for name in CORE), (), ()
    ns, count = [], people_of(engine.state)
    while engine.state.month <= last_month(scenario):
        began = perf_counter_ns()
        engine.step()
        if not core:
            record.read(engine.state)
        engine.advance()
        ns.append((perf_counter_ns() - began) / count)
    tables = sum(column.nbytes for table in engine.state.tables() for column in vars(table).values())
    return Pace(ns, tables / count)


def measured(sizes: Sizes) -> dict[str, Any]:
    """All engines, one after the other."""
    world = fresh(starting_world, sizes.peers)
    paces = {OURS: fresh(ours, sizes.peers, sizes.peer_months, True)}
    paces["ours, the whole month"] = fresh(ours, sizes.peers, sizes.peer_months, False)
    for name, module in PEERS.items():
        paces[name] = fresh(peer, module, world, sizes.peer_months)
    return {"people": world.people, "paces": paces}


def lines(result: dict[str, Any]) -> list[Row | Title]:
    """The rows: the ratio first, then every engine."""
    shown: list[Row | Title] = [Title(f"The same core month in other engines: {result['people']:,} people")]
    paces: dict[str, Pace] = result["paces"]
    own = median(paces[OURS].ns)
    if paces["Mesa"].ns and not paces["Mesa"].trouble:
        shown.append(Row("mesa_ratio", median(paces["Mesa"].ns) / own, "times", goal=">= 50"))
    for name, pace in paces.items():
        if not pace.ns:
            shown.append(Row(f"{name}: {pace.trouble}", ""))
            continue
        shown.append(spread(name, pace.ns, UNIT))
        shown.append(Row(f"  {name}: state", pace.bytes, "bytes/person"))
        if pace.trouble:
            shown.append(Row(f"  {name} did not do the month: {pace.trouble}", ""))
    return shown


def main(sizes: Sizes) -> None:
    print(printed(lines(measured(sizes))))


if __name__ == "__main__":
    main(chosen(sys.argv[1:]))
