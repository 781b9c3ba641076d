"""Time and memory against the number of people and of months: how far from a straight line.

Usage: python benchmarks/linear.py [--quick]
"""

import sys
from statistics import median
from typing import NamedTuple

import numpy as np
from memory import replication
from month import Months, measured
from scipy.optimize import linprog
from sizes import Sizes, chosen, fresh
from table import Row, Title, printed, spread

UNIT = "ns/person/month"


class Step(NamedTuple):
    """One size: people, months, ns of each repeat, bytes of columns and of the peak a person."""

    people: int
    months: int
    ns: list[float]
    columns: float = 0.0
    peak: float = 0.0


MOST_REPEATS = 10  # times as many for the small, whose run is over before the machine has found its pace


def times(shapes: list[tuple[int, int]], repeats: int) -> list[Step]:
    """Time every (people, months), in rounds, so that all meet the same neighbours; the smaller, the more often."""
    most = max(people for people, _ in shapes)
    found: list[list[Months]] = [[] for _ in shapes]
    for _ in range(repeats):
        for shape, rounds in zip(shapes, found, strict=True):
            rounds.append(measured(*shape, min(most // shape[0], MOST_REPEATS), False))
    return [Step(ones[0].people, ones[0].months, [ns for one in ones for ns in one.each()]) for ones in found]


def with_memory(step: Step) -> Step:
    """The step with its memory, measured in a fresh process."""
    one = fresh(replication, step.people, step.months)
    peak = max(one.stages.values()) / one.people
    return step._replace(columns=(one.own + one.fixed) / one.people, peak=peak)


def ladder(sizes: Sizes) -> tuple[list[Step], list[Step]]:
    """By people, then by months."""
    by_people = [(people, sizes.months) for people in sizes.ladder]
    by_months = [(sizes.span_people, months) for months in sizes.spans]
    steps = fresh(times, by_people + by_months, sizes.repeats)
    return [with_memory(step) for step in steps[: len(by_people)]], steps[len(by_people) :]


def lines(by_people: list[Step], by_months: list[Step]) -> list[Row | Title]:
    """The rows: each size against the largest of its ladder."""
    shown: list[Row | Title] = [Title(f"Linear in people, {by_people[-1].months} months; % against the largest")]
    most = by_people[-1]
    for one in by_people:
        shown.append(spread(f"{one.people:,} people", one.ns, UNIT))
        shown.append(Row("  time", off(median(one.ns), median(most.ns)), "% off linear"))
        shown.append(Row("  columns", one.columns, "bytes/person"))
        shown.append(Row("  columns", off(one.columns, most.columns), "% off linear"))
        shown.append(Row("  peak less imports", one.peak, "bytes/person"))
    shown += sides(by_people, [one.people for one in by_people], by_people[0].months)
    shown.append(Row("columns off a line", either_side([one.columns for one in by_people]), "%", goal="<= 20"))
    shown.append(Title(f"Linear in months, {by_months[-1].people:,} people; % against the longest"))
    for one in by_months:
        shown.append(spread(f"{one.months} months", one.ns, UNIT))
        shown.append(Row("  time", off(median(one.ns), median(by_months[-1].ns)), "% off linear"))
    shown += sides(by_months, [one.months for one in by_months], 1)
    return shown


def sides(steps: list[Step], size: list[float], every: int) -> list[Row | Title]:
    """How far times lie off a straight line, once with a fixed cost and once without; by medians and by the least.

    A small run lives in a cache that it shares with whatever else runs on the machine, and a large one does not, so
    medians also tell how busy the neighbours are. The fixed cost is told for so many months.
    """
    shown: list[Row | Title] = []
    for name, of in (("medians", median), ("least", min)):
        seconds = [of(one.ns) * one.people * one.months / 1e9 for one in steps]
        fixed, worst = straight(size, seconds)
        shown.append(Row(f"time off a straight line, {name}", worst, "%", goal="<= 20"))
        shown.append(Row("  its fixed cost", fixed * 1e6 / every, "us a month" if every > 1 else "us a run"))
        shown.append(Row("  off a line without one", either_side([of(one.ns) for one in steps]), "%", goal="<= 20"))
    return shown


def straight(size: list[float], seconds: list[float]) -> tuple[float, float]:
    """Fixed cost of the straight line that is nowhere further off than it must be, and how far, in % of the time."""
    sizes, times = np.array(size), np.array(seconds)
    line = np.column_stack([1.0 / times, sizes / times])
    off_by = np.full((len(times), 1), -1.0)
    bounds = np.block([[line, off_by], [-line, off_by]])
    best = linprog([0.0, 0.0, 1.0], A_ub=bounds, b_ub=np.repeat([1.0, -1.0], len(times)))
    return float(best.x[0]), 100.0 * float(best.x[2])


def either_side(values: list[float]) -> float:
    """Per cent by which values a unit lie off the one value, that is the line through the origin, that fits best."""
    return 100.0 * (max(values) - min(values)) / (max(values) + min(values))


def off(value: float, reference: float) -> float:
    """Per cent above the reference."""
    return 100.0 * (value / reference - 1.0)


def main(sizes: Sizes) -> None:
    print(printed(lines(*ladder(sizes))))


if __name__ == "__main__":
    main(chosen(sys.argv[1:]))
