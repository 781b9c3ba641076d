"""Throughput of two replications at once over that of one, divided by two.

Two processes hold a replication each and wait for each other; now one runs its months alone, now both at once.

Usage: python benchmarks/parallel.py [--quick]
"""

import sys
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from statistics import median
from time import perf_counter_ns
from typing import NamedTuple

from month import last_month, scenario_of, warm_up
from sizes import Sizes, chosen
from table import Row, Title, printed, spread

from migrant_sim import Scenario
from migrant_sim.engine import Engine
from migrant_sim.opening import opening
from migrant_sim.state import Streams

WAIT = 600.0  # seconds after which a lost partner is given up


class Spans(NamedTuple):
    """Seconds of the months: one process alone, and the slower of two at once, by repeat."""

    people: int
    alone: list[float]
    together: list[float]

    @property
    def efficiency(self) -> list[float]:
        """By repeat; one means that two at once take no longer than one."""
        return [a / t for a, t in zip(self.alone, self.together, strict=True)]


def months(scenario: Scenario, replication: int) -> float:
    """Seconds of the months of one replication."""
    start = opening(scenario, replication)
    engine = Engine(start.state, scenario, Streams(scenario.seed, replication))
    began = perf_counter_ns()
    engine.run_until(last_month(scenario), start.record)
    return (perf_counter_ns() - began) / 1e9


def work(number: int, sizes: Sizes, gate: Barrier, answers: "Queue[tuple[int, list[float], list[float]]]") -> None:
    """What each of the two processes does; number 0 runs alone while number 1 waits at the gate."""
    warm_up()
    scenario = scenario_of(sizes.parallel, sizes.months)
    months(scenario, number)
    alone, together = [], []
    for _ in range(sizes.repeats):
        gate.wait(WAIT)
        if number == 0:
            alone.append(months(scenario, number))
        gate.wait(WAIT)
        together.append(months(scenario, number))
    answers.put((number, alone, together))


def measured(sizes: Sizes) -> Spans:
    """Start both and collect their spans."""
    context = get_context("spawn")
    gate, answers = context.Barrier(2), context.Queue()
    workers = [context.Process(target=work, args=(number, sizes, gate, answers)) for number in (0, 1)]
    for worker in workers:
        worker.start()
    (_, alone, first), (_, _, second) = sorted(answers.get(timeout=4 * WAIT) for _ in workers)
    for worker in workers:
        worker.join()
    return Spans(sizes.parallel, alone, [max(pair) for pair in zip(first, second, strict=True)])


def lines(spans: Spans) -> list[Row | Title]:
    """The rows of the table."""
    return [
        Title(f"Two replications at once: {spans.people:,} people each, a process each"),
        spread("parallel_efficiency", spans.efficiency, "of two cores", ">= 0.85"),
        spread("  months of one alone", spans.alone, "s"),
        spread("  the slower of two at once", spans.together, "s"),
        Row("  replications at once over one alone", 2 * median(spans.efficiency), "times"),
    ]


def main(sizes: Sizes) -> None:
    print(printed(lines(measured(sizes))))


if __name__ == "__main__":
    main(chosen(sys.argv[1:]))
