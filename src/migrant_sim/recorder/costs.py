"""Public costs, summed by year and by what they are for."""

from collections.abc import Mapping
from itertools import chain
from struct import pack

import numpy as np

from ..kernels.levers import add_lines
from ..state import Costs, Owner
from ..state.costs import NUMBERS

Line = tuple[int, str, str, str]  # year, measure, clause and fund
ROOM = 256  # lines for which there is room at first


class Totals:
    """Sums of yuan, people and job-months, each added up in the order in which they were booked."""

    def __init__(self) -> None:
        self._rows: dict[Line, int] = {}
        self._sums = np.zeros(ROOM * NUMBERS)
        self._year, self._owners, self._places = 0, list[Owner](), np.empty(0, int)
        self._waiting: list[list[float]] = []  # numbers of months with these lines that no sum holds yet

    def add(self, year: int, costs: Costs) -> None:
        """Add a month, which most often has the lines of the month before."""
        if year != self._year or costs.owners != self._owners:
            self._find(year, costs.owners)
        self._waiting.append(costs.numbers.copy())

    def _add_up(self) -> None:
        """Add the months that wait, each after the one before."""
        if self._waiting:
            numbers = list(chain.from_iterable(self._waiting))
            # Packed, a list is an array three times as soon as by NumPy, which looks at the type of every number.
            add_lines.run(self._sums, self._places, np.frombuffer(pack(f"{len(numbers)}d", *numbers)))
            self._waiting.clear()

    def by_line(self) -> dict[Line, list[float]]:
        """Yuan, people and job-months of every line so far."""
        self._add_up()
        return dict(zip(self._rows, self._sums.reshape(-1, NUMBERS).tolist(), strict=False))

    @classmethod
    def of(cls, lines: Mapping[Line, list[float]]) -> "Totals":
        """Totals that go on from what `by_line` gave."""
        made = cls()
        made._rows = {line: row for row, line in enumerate(lines)}
        made._sums = np.concatenate([*map(np.array, lines.values()), made._sums])
        return made

    def branched(self) -> "Totals":
        """A copy that goes on by itself."""
        self._add_up()
        twin = Totals()
        twin._rows, twin._sums = self._rows.copy(), self._sums.copy()
        return twin

    def _find(self, year: int, owners: list[Owner]) -> None:
        """Keep where the numbers of these lines are added."""
        self._add_up()
        self._year, self._owners = year, owners.copy()
        rows = np.array([self._rows.setdefault((year, *owner), len(self._rows)) for owner in owners], int)
        self._places = (rows[:, np.newaxis] * NUMBERS + np.arange(NUMBERS)).ravel()
        if len(self._sums) < len(self._rows) * NUMBERS:
            self._sums = np.concatenate([self._sums, np.zeros(len(self._rows) * NUMBERS)])
