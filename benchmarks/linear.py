"""Time and memory against the number of people and of months: how far from proportional.

Usage: python benchmarks/linear.py [--quick]
"""

import sys
from statistics import median
from typing import NamedTuple

from memory import replication
from month import measured
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
    """Time every (people, months), one after the other; the smaller, the more often."""
    most = max(people for people, _ in shapes)
    found = [measured(*shape, repeats * min(most // shape[0], MOST_REPEATS), False) for shape in shapes]
    return [Step(one.people, one.months, [one.ns(second) for second in one.seconds]) for one in found]


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
    shown.append(
        Row("time, either side of one line", either_side([median(one.ns) for one in by_people]), "%", goal="<= 20")
    )
    shown.append(
        Row("columns, either side of one line", either_side([one.columns for one in by_people]), "%", goal="<= 20")
    )
    shown.append(Title(f"Linear in months, {by_months[-1].people:,} people; % against the longest"))
    for one in by_months:
        shown.append(spread(f"{one.months} months", one.ns, UNIT))
        shown.append(Row("  time", off(median(one.ns), median(by_months[-1].ns)), "% off linear"))
    shown.append(
        Row("time, either side of one line", either_side([median(one.ns) for one in by_months]), "%", goal="<= 20")
    )
    return shown


def either_side(values: list[float]) -> float:
    """Per cent by which values a unit lie off the one value, that is the one line through all sizes, that fits best."""
    return 100.0 * (max(values) - min(values)) / (max(values) + min(values))


def off(value: float, reference: float) -> float:
    """Per cent above the reference."""
    return 100.0 * (value / reference - 1.0)


def main(sizes: Sizes) -> None:
    print(printed(lines(*ladder(sizes))))


if __name__ == "__main__":
    main(chosen(sys.argv[1:]))
