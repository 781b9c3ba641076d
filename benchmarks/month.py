"""Times the month: nanoseconds per person and month on one core, and what each process and instrument takes of it.

Usage: python benchmarks/month.py [--quick]
"""

import sys
from collections import defaultdict
from time import perf_counter_ns
from typing import Any, NamedTuple

from sizes import NINGXIA, Sizes, chosen, fresh
from table import Row, Title, printed, spread

from migrant_sim import Scenario, load_scenario
from migrant_sim.engine import Engine
from migrant_sim.opening import opening
from migrant_sim.processes import MONTH, OPENING
from migrant_sim.recorder import Recorder
from migrant_sim.state import Life, State, Streams

WARM_PEOPLE = 4_000


class Months(NamedTuple):
    """Months of one population: people at the start, seconds of each repeat, nanoseconds by step of a clocked run."""

    people: int
    rows: int
    months: int
    seconds: list[float]
    clocked: float
    steps: dict[str, int]

    def ns(self, seconds: float) -> float:
        """Nanoseconds a person and month."""
        return seconds * 1e9 / (self.people * self.months)

    def each(self) -> list[float]:
        """The same of every repeat."""
        return [self.ns(second) for second in self.seconds]


class Clocked:
    """A process or a measure that adds the time it takes to `spent`; bills are written one by one, to be clocked."""

    def __init__(self, step: Any, name: str, spent: dict[str, int]) -> None:
        self.inner, self.name, self.spent = step, name, spent
        self.start, self.until = getattr(step, "start", 0), getattr(step, "until", 0)
        self.STEADY = getattr(step, "STEADY", False)

    def step(self, state: State, streams: Streams) -> None:
        began = perf_counter_ns()
        self.inner.step(state, streams)
        self.spent[f"process {self.name}"] += perf_counter_ns() - began

    def act(self, state: State, streams: Streams) -> None:
        began = perf_counter_ns()
        self.inner.act(state, streams)
        self.spent[f"instrument {self.name}, levers"] += perf_counter_ns() - began

    def bill(self, state: State) -> None:
        began = perf_counter_ns()
        self.inner.bill(state)
        self.spent[f"instrument {self.name}, bill"] += perf_counter_ns() - began


def scenario_of(people: int, months: int, name: str = "as_written") -> Scenario:
    """A scenario, the programme as written, for so many people of all Ningxia, at central parameters."""
    scale = min(1.0, people / NINGXIA)
    keys = {"population.scope": "six_waves", "population.scale": scale}
    return load_scenario(name, region="ningxia", months=months, **keys)


def begun(scenario: Scenario) -> tuple[Engine, Recorder]:
    """An engine at the start of the horizon, and the recorder that goes on."""
    start = opening(scenario, 0)
    start.record.ends(last_month(scenario))
    return Engine(start.state, scenario, Streams(scenario.seed, 0)), start.record


def last_month(scenario: Scenario) -> int:
    return scenario.start + scenario.months


def people_of(state: State) -> int:
    """Registered living persons."""
    return int((state.persons.alive == Life.LIVING).sum())


def warm_up() -> None:
    """Compile or load every kernel, so that no timing holds it."""
    scenario = scenario_of(WARM_PEOPLE, 24)
    engine, record = begun(scenario)
    engine.run_until(last_month(scenario), record)


def timed(scenario: Scenario) -> float:
    """Seconds of the months with their indicators, without population and burn-in."""
    engine, record = begun(scenario)
    began = perf_counter_ns()
    engine.run_until(last_month(scenario), record)
    return (perf_counter_ns() - began) / 1e9


def by_step(scenario: Scenario) -> tuple[float, dict[str, int]]:
    """Seconds of a run whose steps are clocked, and nanoseconds by step."""
    engine, record = begun(scenario)
    spent: dict[str, int] = defaultdict(int)
    engine.opening = tuple(Clocked(*pair, spent) for pair in zip(engine.opening, OPENING, strict=True))
    engine.month = tuple(Clocked(*pair, spent) for pair in zip(engine.month, MONTH, strict=True))
    engine.measures = tuple(Clocked(measure, measure.name(), spent) for measure in engine.measures)
    engine.factual = tuple(Clocked(measure, measure.name(), spent) for measure in engine.factual)
    began = perf_counter_ns()
    while engine.state.month <= last_month(scenario):
        engine.step()
        stepped = perf_counter_ns()
        record.read(engine.state)
        read = perf_counter_ns()
        engine.advance()
        spent["recorder"] += read - stepped
        spent["closing the month and the year"] += perf_counter_ns() - read
    whole = perf_counter_ns() - began
    spent["opening the month, loop"] = whole - sum(spent.values())
    return whole / 1e9, dict(spent)


def measured(people: int, months: int, repeats: int, steps: bool = True) -> Months:
    """Time the months of a population of about so many people."""
    warm_up()
    scenario = scenario_of(people, months)
    state = begun(scenario)[0].state
    ahead = last_month(scenario) - state.month + 1
    seconds = [timed(scenario) for _ in range(repeats)]
    clocked, spent = by_step(scenario) if steps else (0.0, {})
    return Months(people_of(state), len(state.persons), ahead, seconds, clocked, spent)


def lines(result: Months) -> list[Row | Title]:
    """The rows of the table; processes and instruments sorted by what they take."""
    unit = "ns/person/month"
    ns = result.each()
    shown: list[Row | Title] = [Title(f"Month: {result.people:,} people, {result.months} months, one core")]
    shown.append(spread("ns_per_person_month", ns, unit, "<= 100"))
    shown.append(Row("the same with every step clocked", result.ns(result.clocked), unit))
    for title, kind in (("Processes", "process "), ("Instruments", "instrument "), ("Around them", "")):
        shown.append(Title(f"{title}, from the clocked run"))
        part = {name: ns for name, ns in result.steps.items() if name.partition(" ")[0] + " " == kind}
        if not kind:
            part = {n: ns for n, ns in result.steps.items() if not n.startswith(("process ", "instrument "))}
        shown.append(Row("all of them", result.ns(sum(part.values()) / 1e9), unit))
        for name, spent in sorted(part.items(), key=lambda pair: -pair[1]):
            shown.append(Row("  " + name.removeprefix(kind), result.ns(spent / 1e9), unit))
    return shown


def main(sizes: Sizes) -> None:
    print(printed(lines(fresh(measured, sizes.people, sizes.months, sizes.repeats))))


if __name__ == "__main__":
    main(chosen(sys.argv[1:]))
