"""Public costs, summed by year and by what they are for."""

from array import array
from collections.abc import Mapping

import numpy as np

from ..kernels.levers import add_lines
from ..state import Costs, Owner
from ..state.costs import NUMBERS

Line = tuple[int, str, str, str]  # year, measure, clause and fund
ROOM = 256  # owners for whom there is room at first


class Totals:
    """Sums of yuan, people and job-months by year and owner, each added up in the order in which they were booked."""

    def __init__(self) -> None:
        self._rows: dict[Owner, int] = {}  # the same in every year
        self._sums: dict[int, np.ndarray] = {}  # by year, the numbers of an owner behind those of the one before
        self._seen: dict[int, set[int]] = {}  # by year, rows of owners who have a line
        self._year, self._owners, self._their_rows = 0, list[Owner](), list[int]()
        self._places = np.empty(0, int)
        self._waiting = array("d")  # numbers of months with these lines that no sum holds yet

    def add(self, year: int, costs: Costs) -> None:
        """Add a month, which most often has the lines of the month before."""
        if year != self._year or costs.owners != self._owners:
            self._turn(year, costs.owners)
        self._waiting.fromlist(costs.numbers)

    def by_line(self) -> dict[Line, list[float]]:
        """Yuan, people and job-months of every line so far."""
        self._add_up()
        owners = list(self._rows)
        return {
            (year, *owners[row]): sums[NUMBERS * row : NUMBERS * (row + 1)].tolist()
            for year, sums in self._sums.items()
            for row in sorted(self._seen[year])
        }

    @classmethod
    def of(cls, lines: Mapping[Line, list[float]]) -> "Totals":
        """Totals that go on from what `by_line` gave."""
        made = cls()
        for (year, *owner), numbers in lines.items():
            measure, clause, fund = owner
            made._turn(year, [(measure, clause, fund)])
            made._waiting.fromlist(numbers)
        return made

    def branched(self) -> "Totals":
        """A copy that goes on by itself."""
        self._add_up()
        twin = Totals()
        twin._rows = self._rows.copy()
        twin._sums = {year: sums.copy() for year, sums in self._sums.items()}
        twin._seen = {year: seen.copy() for year, seen in self._seen.items()}
        return twin

    def _turn(self, year: int, owners: list[Owner]) -> None:
        """Add what waits, and find where lines of another year or of other owners are added."""
        self._add_up()
        if owners != self._owners:
            self._owners = owners.copy()
            self._their_rows = [self._rows.setdefault(owner, len(self._rows)) for owner in owners]
            self._places = (np.array(self._their_rows, int)[:, np.newaxis] * NUMBERS + np.arange(NUMBERS)).ravel()
        self._year = year
        self._seen.setdefault(year, set()).update(self._their_rows)
        sums, room = self._sums.setdefault(year, np.zeros(NUMBERS * ROOM)), NUMBERS * len(self._rows)
        if len(sums) < room:
            self._sums[year] = np.concatenate([sums, np.zeros(2 * room - len(sums))])

    def _add_up(self) -> None:
        """Add the months that wait, each after the one before."""
        if self._waiting:
            add_lines.run(self._sums[self._year], self._places, np.frombuffer(self._waiting))
            self._waiting = array("d")
