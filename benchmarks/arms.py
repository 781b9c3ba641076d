"""Every instrument at once beside none: the month of `all_in` over that of `continuation`, side by side in one process.

Usage: python benchmarks/arms.py [--quick]
"""

import sys
from statistics import median
from typing import NamedTuple

from month import by_step, people_of, scenario_of, timed, warm_up
from sizes import Sizes, chosen, fresh
from table import Row, Title, printed, spread

from migrant_sim.opening import opening

UNIT = "ns/person/month"
ARMS = ("continuation", "all_in")


class Sides(NamedTuple):
    """Seconds of the repeats of each arm, paired in time; ns of each instrument of the second, from a clocked run."""

    people: int
    months: int
    seconds: dict[str, list[float]]
    steps: dict[str, int]


def measured(people: int, months: int, repeats: int) -> Sides:
    """Time both arms, one after the other, as often as asked."""
    warm_up()
    arms = {name: scenario_of(people, months, name) for name in ARMS}
    seconds: dict[str, list[float]] = {name: [] for name in ARMS}
    for _ in range(repeats):
        for name, scenario in arms.items():
            seconds[name].append(timed(scenario))
    count = people_of(opening(arms["all_in"], 0).state)
    return Sides(count, months, seconds, by_step(arms["all_in"])[1])


def lines(sides: Sides) -> list[Row | Title]:
    """Both arms, their ratio, and what levers and bill of each instrument take."""
    each = 1e9 / (sides.people * sides.months)
    shown: list[Row | Title] = [Title(f"All instruments beside none: {sides.people:,} people, {sides.months} months")]
    for name, seconds in sides.seconds.items():
        shown.append(spread(name, [second * each for second in seconds], UNIT))
    pairs = zip(sides.seconds["all_in"], sides.seconds["continuation"], strict=True)
    shown.append(spread("all_in_ratio", [most / none for most, none in pairs], "ratio", "<= 1.6"))
    spent: dict[str, int] = {}
    for step, ns in sides.steps.items():
        if step.startswith("instrument "):
            name = step.removeprefix("instrument ").partition(",")[0]
            spent[name] = spent.get(name, 0) + ns
    shown.append(Title("Instruments of all_in, levers and bills, from a clocked run"))
    for name, ns in sorted(spent.items(), key=lambda pair: -pair[1]):
        shown.append(Row(f"  {name}", ns / 1e9 * each, UNIT))
    shown.append(Row("all of them", sum(spent.values()) / 1e9 * each, UNIT))
    shown.append(Row("median all_in", median(sides.seconds["all_in"]), "s"))
    return shown


def main(sizes: Sizes) -> None:
    print(printed(lines(fresh(measured, sizes.span_people, sizes.months, sizes.repeats))))


if __name__ == "__main__":
    main(chosen(sys.argv[1:]))
