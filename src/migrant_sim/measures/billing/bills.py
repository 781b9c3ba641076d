"""The bills of all instruments of a month in one pass, recorded when the first month with them is billed."""

from array import array
from collections.abc import Sequence
from itertools import repeat
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from ...kernels.bills import LEAST, PART, PATH, RATIO, STEPS, TOTAL, Arithmetic, compute
from ...state import Flow, Owner, State, flow
from .bill import Amount, Bill, ByMonth, Known, Number

if TYPE_CHECKING:
    from ..base import Repeating

Found = TypeVar("Found")
YEAR = 12  # numbers that follow from the calendar are found together for the rest of the year
NOWHERE = (0, 0, 0, 0)


class Bills:
    """Costs of measures in force where no fund runs short, as they would book them one by one, to the bit."""

    def __init__(self) -> None:
        self._measures: Sequence[Repeating] = ()
        self._tape: Tape | None = None
        self._sheet: Sheet | None = None

    def turn(self, measures: Sequence["Repeating"]) -> None:
        """Take over who is in force from this month on."""
        self._measures, self._sheet = measures, None

    def bill(self, state: State) -> None:
        """Book and list what the month has cost."""
        if self._sheet is None:
            self._sheet = self._recorded(state)
        self._sheet.settle(state)

    def _recorded(self, state: State) -> "Sheet":
        """What is new is added to what was recorded before; of those who have left, the lines are left out."""
        if self._tape is None:
            self._tape = Tape(state.levers)
        for measure in self._measures:
            if id(measure) not in self._tape.measures:
                measure.costs(Recorded(measure, state, self._tape))
        return Sheet(self._tape, self._measures)


class Line:
    """A line: slots of its three numbers, owner, and the flow that it books if there is a payee."""

    __slots__ = ("flow", "numbers", "owner")

    def __init__(self, numbers: tuple[int, int, int], owner: Owner, flow: Flow | None) -> None:
        self.numbers, self.owner, self.flow = numbers, owner, flow


class Column:
    """Columns of places one behind the other, the first of which may contain others as its parts."""

    def __init__(self, first: np.ndarray) -> None:
        self.parts, self.room = [first], len(first)
        self._begins: dict[int, tuple[int, np.ndarray]] = {}

    def begins(self, part: np.ndarray) -> int:
        """Where a column begins, which is added if it is not there yet."""
        known = self._begins.get(id(part))
        if known is None:
            known = self._begins[id(part)] = self._added(part), part
        return known[0]

    def _added(self, part: np.ndarray) -> int:
        begins, first = self.room, self.parts[0]
        if part.base is first:
            return (part.ctypes.data - first.ctypes.data) // first.itemsize
        self.parts.append(part)
        self.room += len(part)
        return begins


class Tape:
    """Arithmetic as it is written down: values by slot, how some of them become known, steps, and lines."""

    def __init__(self, levers: np.ndarray) -> None:
        self.values, self.steps = array("d", [0.0]), array("q")
        self.measures: dict[int, list[Line]] = {}
        self.known: list[tuple[Known, int]] = []
        self.notes: list[tuple[str, int]] = []
        self.by_month: list[tuple[ByMonth, int]] = []
        self.changing, self.staying = Column(levers), Column(np.zeros(0))
        self.named: dict[str, Amount] = {}

    def slot(self, amount: Number) -> int:
        """Where a number stands; a constant gets a new slot, unless it is 0."""
        if isinstance(amount, Amount):
            return amount.slot
        if not amount:
            return 0
        self.values.append(amount)
        return len(self.values) - 1

    def given(self) -> Amount:
        """A number that becomes known otherwise."""
        self.values.append(0.0)
        return Amount(self.step, len(self.values) - 1)

    def step(self, does: int, a: Number, b: Number, reads: tuple[int, int, int, int] = NOWHERE) -> Amount:
        """A further step; its result."""
        values, first, second = self.values, 0, 0
        if isinstance(a, Amount):
            first = a.slot
        elif a:
            first = len(values)
            values.append(a)
        if isinstance(b, Amount):
            second = b.slot
        elif b:
            second = len(values)
            values.append(b)
        values.append(0.0)
        out = len(values) - 1
        self.steps.extend((does, first, second, out, *reads))
        return Amount(self.step, out)


class Recorded(Bill):
    """A bill as arithmetic that every month repeats."""

    def __init__(self, measure: "Repeating", state: State, tape: Tape) -> None:
        super().__init__(measure, state)
        self.tape = tape
        self._lines = tape.measures.setdefault(id(measure), [])

    def known(self, found: Known, name: str = "") -> Amount:
        """Ask every month."""
        return self._once(self.tape.known, found, name)

    def by_month(self, found: ByMonth) -> Amount:
        """Ask for a year at once."""
        return self._once(self.tape.by_month, found, "")

    def path(self, first: int, numbers: Sequence[float]) -> Amount:
        """Go along it."""
        column = np.array(numbers, float)
        return self.tape.step(PATH, 0.0, 0.0, (0, self.tape.staying.begins(column), first, len(column)))

    def note(self, what: str) -> Amount:
        """Look it up every month."""
        return self._once(self.tape.notes, what, f"note {what}")

    def counted(self, count: np.ndarray) -> Amount:
        """Count every month."""
        return self.tape.step(TOTAL, 0.0, 0.0, (self.tape.changing.begins(count), 0, 0, len(count)))

    def lever(self, name: str) -> Amount:
        """Look it up every month."""
        return self.counted(vars(self.state.rules)[name])

    def part(self, count: np.ndarray, by: np.ndarray, factor: Number, total: np.ndarray) -> Amount:
        """Find it every month."""
        changing = self.tape.changing
        reads = changing.begins(count), self.tape.staying.begins(by), changing.begins(total), len(count)
        return self.tape.step(PART, factor, 0.0, reads)

    def ratio(self, dividend: Number, divisor: Number) -> Amount:
        """Divide every month."""
        return self.tape.step(RATIO, dividend, divisor)

    def least(self, one: Number, other: Number) -> Amount:
        """Compare every month."""
        return self.tape.step(LEAST, one, other)

    def charge(
        self, yuan: Number, people: Number = 0.0, job_months: Number = 0.0, payee: str = "", invested: Number = 0.0
    ) -> None:
        """Add a line to those of every month."""
        slot = self.tape.slot
        booked = flow("government", payee, self.measure.name()) if payee else None
        self._lines.append(Line((slot(yuan), slot(people), slot(job_months)), self.measure.owner, booked))

    def _once(self, kind: list[tuple[Found, int]], found: Found, name: str) -> Amount:
        tape = self.tape
        amount = tape.named.get(name) if name else None
        if amount is None:
            amount = tape.given()
            kind.append((found, amount.slot))
            if name:
                tape.named[name] = amount
        return amount


class Sheet:
    """What a tape holds, as the kernel reads it: the lines in the order of the measures."""

    def __init__(self, tape: Tape, measures: Sequence["Repeating"]) -> None:
        lines = [line for measure in measures for line in tape.measures[id(measure)]]
        booked = [(line.flow, line.numbers[0]) for line in lines if line.flow is not None]
        self._owners, self._flows = [line.owner for line in lines], [flow for flow, _ in booked]
        self._known, self._notes = [found for found, _ in tape.known], [what for what, _ in tape.notes]
        self._by_month = [found for found, _ in tape.by_month]
        self._slots = np.array([slot for _, slot in (*tape.known, *tape.notes, *tape.by_month)], int)
        self._ahead: dict[int, list[float]] = {}
        self._changing, self._values = tape.changing.parts, np.array(tape.values)
        slots = [slot for line in lines for slot in line.numbers]
        self._bills = Arithmetic(
            np.array(tape.steps).view(STEPS),
            np.empty(tape.changing.room),
            np.concatenate(tape.staying.parts),
            np.array(slots, int),
            np.array([yuan for _, yuan in booked], int),
            np.empty(len(slots) + len(booked)),
        )

    def settle(self, state: State) -> None:
        """Compute, book and list the open month."""
        values, bills = self._values, self._bills
        notes = map(state.notes.get, self._notes, repeat(0.0))
        values[self._slots] = [*[found(state) for found in self._known], *notes, *self._calendar(state.month)]
        np.concatenate(self._changing, out=bills.changing)
        compute.run(bills, state.month, state.scale, values)
        numbers, listed = bills.numbers.tolist(), len(bills.listed)
        state.costs.add_all(self._owners, numbers[:listed])
        state.books.add_all(self._flows, numbers[listed:])

    def _calendar(self, month: int) -> list[float]:
        """What follows from the month."""
        found = self._ahead.get(month)
        if found is None:
            ahead = range(month, month - month % YEAR + YEAR)
            self._ahead = {when: [number(when) for number in self._by_month] for when in ahead}
            found = self._ahead[month]
        return found
