"""What an instrument writes its costs on: at once, in numbers, or once for all months, as arithmetic to be repeated.

`Repeating.costs` says with one text what a month costs; it never asks what an amount is, for an amount may be known
only when the month is billed. Seventy lines a month, each with its own look-ups, took a tenth of the month of a small
sample; recorded, they are one pass.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Union

import numpy as np

from ...kernels.bills import ADD, DIVIDE, MULTIPLY, SUBTRACT
from ...kernels.levers import total as summed
from ...kernels.levers import used, used_both
from ...state import State

if TYPE_CHECKING:
    from ..base import Repeating

Number = Union[float, "Amount"]
Known = Callable[[State], float]  # a number that a state knows when the month is billed
ByMonth = Callable[[int], float]  # a number that follows from the month


class Bill(ABC):
    """The costs of an instrument in a month."""

    def __init__(self, measure: "Repeating", state: State) -> None:
        self.measure, self.state = measure, state

    @property
    def index(self) -> Number:
        """Level of prices against 2020."""
        return self.known(_index, "index")

    def noted(self, what: str) -> Number:
        """A count that the instrument itself has noted this month, 0 if there is none."""
        return self.note(self.measure.own(what))

    def share(self, lever: str, mine: float) -> Number:
        """An instance's part of what a lever of `Rules` has caused: as large as that of what it asked in all."""
        return self.ratio(mine, self.lever(lever))

    @abstractmethod
    def known(self, found: Known, name: str = "") -> Number:
        """What a function of the state finds when the month is billed; asked once for all who give the same name."""

    @abstractmethod
    def by_month(self, found: ByMonth) -> Number:
        """What follows from the month alone."""

    @abstractmethod
    def path(self, first: int, numbers: Sequence[float]) -> Number:
        """One of some numbers by month: the first up to the month `first`, the last from the last of theirs on."""

    def between(self, first: int, last: int, number: float) -> Number:
        """A number in the months from the first to the last, 0 in all others."""
        return self.path(first - 1, (0.0, *[number] * (last - first + 1), 0.0))

    @abstractmethod
    def note(self, what: str) -> Number:
        """A count that somebody has noted this month, 0 if nobody has."""

    @abstractmethod
    def counted(self, count: np.ndarray) -> Number:
        """A column (n,) of this month, all places together."""

    @abstractmethod
    def lever(self, name: str) -> Number:
        """A lever of `Rules`, as all measures together have raised it this month."""

    @abstractmethod
    def part(self, count: np.ndarray, by: np.ndarray, factor: Number, total: np.ndarray) -> Number:
        """The instrument's part of a count (n,): as large as that of its places, `by` (n,) times `factor`, in all (n,).

        `by` stays as it is for as long as the instrument is in force.
        """

    def work_at(self, by: np.ndarray, factor: Number) -> tuple[Number, Number]:
        """The instrument's part of the month's hires of relocated people and of those at work, on its places."""
        pools = self.state.enterprises
        hired = self.part(pools.hired, by, factor, pools.capacity)
        return hired, self.part(pools.migrants, by, factor, pools.capacity)

    @abstractmethod
    def ratio(self, dividend: Number, divisor: Number) -> Number:
        """One over the other, 0 where there is nothing to divide by."""

    @abstractmethod
    def least(self, one: Number, other: Number) -> Number:
        """The smaller of both."""

    @abstractmethod
    def charge(
        self, yuan: Number, people: Number = 0.0, job_months: Number = 0.0, payee: str = "", invested: Number = 0.0
    ) -> None:
        """Write a line, as `Measure.charge`; without a payee the money has been paid already."""


class AtOnce(Bill):
    """A bill in numbers of the open month."""

    def known(self, found: Known, name: str = "") -> float:
        """Ask now."""
        return found(self.state)

    def by_month(self, found: ByMonth) -> float:
        """Ask for the open month."""
        return found(self.state.month)

    def path(self, first: int, numbers: Sequence[float]) -> float:
        """Look it up for the open month."""
        return numbers[min(max(self.state.month - first, 0), len(numbers) - 1)]

    def note(self, what: str) -> float:
        """Look it up now."""
        return self.state.notes.get(what, 0.0)

    def counted(self, count: np.ndarray) -> float:
        """Count now."""
        return summed.run(count)

    def lever(self, name: str) -> float:
        """Look it up now."""
        return float(vars(self.state.rules)[name][0])

    def part(self, count: np.ndarray, by: np.ndarray, factor: Number, total: np.ndarray) -> float:
        """Find it now."""
        return used.run(count, by, number(factor), total)

    def work_at(self, by: np.ndarray, factor: Number) -> tuple[float, float]:
        """Find both now."""
        pools = self.state.enterprises
        return used_both.run(pools.hired, pools.migrants, by, number(factor), pools.capacity)

    def ratio(self, dividend: Number, divisor: Number) -> float:
        """Divide now."""
        over = number(divisor)
        return number(dividend) / over if over else 0.0

    def least(self, one: Number, other: Number) -> float:
        """Compare now."""
        return min(number(one), number(other))

    def charge(
        self, yuan: Number, people: Number = 0.0, job_months: Number = 0.0, payee: str = "", invested: Number = 0.0
    ) -> None:
        """Book and list it now."""
        numbers = number(yuan), number(people), number(job_months)
        self.measure.charge(self.state, *numbers, payee, number(invested))


class Amount:
    """A number that a step of the arithmetic gives: `slot` says where it will stand."""

    __slots__ = ("slot", "step")

    def __init__(self, step: Callable[[int, Number, Number], "Amount"], slot: int) -> None:
        self.step, self.slot = step, slot

    def __add__(self, other: Number) -> "Amount":
        return self.step(ADD, self, other)

    def __radd__(self, other: Number) -> "Amount":
        return self.step(ADD, other, self)

    def __sub__(self, other: Number) -> "Amount":
        return self.step(SUBTRACT, self, other)

    def __rsub__(self, other: Number) -> "Amount":
        return self.step(SUBTRACT, other, self)

    def __mul__(self, other: Number) -> "Amount":
        return self.step(MULTIPLY, self, other)

    def __rmul__(self, other: Number) -> "Amount":
        return self.step(MULTIPLY, other, self)

    def __truediv__(self, other: Number) -> "Amount":
        return self.step(DIVIDE, self, other)

    def __rtruediv__(self, other: Number) -> "Amount":
        return self.step(DIVIDE, other, self)

    def __bool__(self) -> bool:
        raise TypeError("An amount is known only when its month is billed: ask `ratio`, `least` or `known`.")


def number(amount: Number) -> float:
    """An amount where all are numbers."""
    assert not isinstance(amount, Amount)
    return amount


def _index(state: State) -> float:
    return state.economy.index
