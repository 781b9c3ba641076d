"""The month: a loop over a tuple of steps. Measures set levers after the economy and book their costs at the end."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import ClassVar, NamedTuple, Protocol, TypeGuard

import numpy as np

from .measures import Bills, Measure, Repeating
from .measures.base import FOR_GOOD
from .measures.forms import Support, Supports
from .months import month_of_year, year_of
from .processes import MONTH, OPENING
from .rationing import budget_of
from .scenario import Scenario
from .state import State, Streams


class Reader(Protocol):
    """Whatever looks at a month before it closes."""

    def read(self, state: State) -> None:
        """Look at the open month."""
        ...


class Biller(Protocol):
    """Whatever books costs when a month closes."""

    def bill(self, state: State) -> None:
        """Book costs."""
        ...


class Instrument(Biller, Protocol):
    """Whatever sets levers when a month opens and books costs when it closes, in the months of its window."""

    STEADY: ClassVar[bool]

    @property
    def start(self) -> int:
        """First month of the window."""
        ...

    @property
    def until(self) -> int:
        """Last month of the window."""
        ...

    def act(self, state: State, streams: Streams) -> None:
        """Set levers."""
        ...


class Due(NamedTuple):
    """Which of the instruments given are in force, and from and to which month it is these."""

    given: Sequence[Instrument]
    first: int
    last: int
    instruments: tuple[Instrument, ...]


class Engine:
    """A state in motion under one scenario and one replication's luck."""

    def __init__(self, state: State, scenario: Scenario, streams: Streams) -> None:
        self.state, self.scenario, self.streams = state, scenario, streams
        self.opening = tuple(scenario.process(name) for name in OPENING)
        self.month = tuple(scenario.process(name) for name in MONTH)
        # What a window that closed before the run has left is part of the stock of 2020.
        named = tuple((name, m) for name, m in scenario.timed(scenario.measures) if m.stop > scenario.begin)
        self.measures = together([measure for _, measure in named])
        self.factual = together([measure for _, measure in scenario.timed(scenario.factual)])
        self.budget = budget_of(scenario.funds, named, state)
        self._bills = Bills()
        self._alike: Sequence[Instrument] = ()  # whose levers stay the same, and these levers
        self._levers: np.ndarray | None = None
        self._turn((), False)

    def prepare(self) -> None:
        """Let every process set what it needs before the first month; the labour market is matched to what is set."""
        for process in sorted((*self.opening, *self.month), key=lambda process: process.matched):
            process.prepare(self.state, self.streams)

    def step(self) -> None:
        """Run the state's month and leave it open for reading; `advance` closes it."""
        if self.state.month <= self.scenario.begin:
            self._run(self.factual, True)
        elif self.budget is None:
            self._run(self.measures, True)
        else:
            self.budget.month(self.state, self._run)

    def _run(self, measures: Sequence[Instrument], steady: bool = False) -> None:
        """Run the month; `steady` if the next one will most likely be run with the same measures."""
        state, streams = self.state, self.streams
        if measures is not self._due.given or not self._due.first <= state.month <= self._due.last:
            self._turn(measures, steady)
        state.open_month(self._levers)
        for process in self.opening:
            process.step(state, streams)
        for measure in self._acting:
            measure.act(state, streams)
        for process in self.month:
            process.step(state, streams)
        for biller in self._billing:
            biller.bill(state)

    def _turn(self, measures: Sequence[Instrument], steady: bool) -> None:
        """Find out who is in force from this month on; if `steady`, levers that stay the same are raised only now."""
        self._due = due(measures, self.state.month)
        in_force = self._due.instruments
        repeating, others = [one for one in in_force if repeats(one)], [one for one in in_force if not repeats(one)]
        self._bills.turn(repeating if steady else ())
        self._billing: Sequence[Biller] = [self._bills, *others] if steady else [*repeating, *others]
        alike = [one for one in in_force if steady and one.STEADY]
        self._acting = [one for one in in_force if not (steady and one.STEADY)]
        if alike != self._alike:
            self._alike, self._levers = alike, self._raised(alike)

    def _raised(self, alike: Sequence[Instrument]) -> np.ndarray | None:
        """Levers as these instruments raise them; None where there are none."""
        if not alike:
            return None
        self.state.open_month()
        for measure in alike:
            measure.act(self.state, self.streams)
        return self.state.kept_levers()

    def advance(self) -> None:
        """Close the books of the month, in December the year, and go to the next month."""
        state = self.state
        state.books.close_month(year_of(state.month))
        if month_of_year(state.month) == 12:
            self.scenario.process("accounts").close_year(state)
        state.month += 1

    def run_until(self, month: int, record: Reader | None = None) -> None:
        """Run months up to and including `month`, read by `record` if there is one."""
        while self.state.month <= month:
            self.step()
            if record is not None:
                record.read(self.state)
            self.advance()


def due(given: Sequence[Instrument], month: int) -> Due:
    """Which instruments are in force in a month and in those around it in which no window opens or closes."""
    turns = sorted({one.start for one in given} | {one.until + 1 for one in given})
    passed = bisect_right(turns, month)
    first, after = ([0, *turns][passed], [*turns, FOR_GOOD][passed])
    return Due(given, first, after - 1, tuple(one for one in given if one.start <= month <= one.until))


def repeats(one: Instrument) -> TypeGuard[Repeating]:
    """Whether the bills of an instrument are the same arithmetic every month."""
    return _repeats(type(one))


@cache
def _repeats(kind: type) -> bool:
    return issubclass(kind, Repeating) and kind.repeats()


def together(measures: Sequence[Measure]) -> tuple[Instrument, ...]:
    """Measures in their order, but all support of households as one step, where the first of it stands."""
    support = [measure for measure in measures if isinstance(measure, Support)]
    steps: list[Instrument] = [measure for measure in measures if not isinstance(measure, Support)]
    if support:
        steps.insert(measures.index(support[0]), Supports(support))
    return tuple(steps)
