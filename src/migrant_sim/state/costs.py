"""Public costs of the open month, line by line: what each is for, and its three numbers side by side."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

Owner = tuple[str, str, str]  # measure, clause and fund
NUMBERS = 3  # of a line: yuan, people and job-months


class Cost(NamedTuple):
    """One line of a month's public cost, at real scale."""

    measure: str
    clause: str
    fund: str
    yuan: float
    people: float
    job_months: float


@dataclass
class Costs:
    """Lines in the order in which they were booked. Numbers are kept flat, so that a month is summed up at once."""

    owners: list[Owner] = field(default_factory=list)
    numbers: list[float] = field(default_factory=list)

    def add(self, owner: Owner, yuan: float, people: float, job_months: float) -> None:
        """Add a line."""
        self.owners.append(owner)
        self.numbers += (yuan, people, job_months)

    def add_all(self, owners: list[Owner], numbers: list[float]) -> None:
        """Add lines, whose numbers follow each other."""
        self.owners += owners
        self.numbers += numbers

    def since(self, line: int) -> Iterator[Cost]:
        """The lines from a number on."""
        for number in range(line, len(self.owners)):
            yield Cost(*self.owners[number], *self.numbers[NUMBERS * number : NUMBERS * (number + 1)])

    def change(self, line: int, changed: Callable[[Cost], Cost]) -> None:
        """Put what `changed` makes of them into the place of the lines from a number on."""
        lines = [changed(cost) for cost in self.since(line)]
        del self.owners[line:], self.numbers[NUMBERS * line :]
        for measure, clause, fund, *numbers in lines:
            self.add((measure, clause, fund), *numbers)

    def clear(self) -> None:
        """Open a clean page."""
        self.owners.clear()
        self.numbers.clear()

    def __iter__(self) -> Iterator[Cost]:
        return self.since(0)

    def __len__(self) -> int:
        return len(self.owners)
