"""The month: a loop over a tuple of steps. Measures set levers after the economy and book their costs at the end."""

from collections.abc import Sequence
from typing import Protocol

from .measures import Measure
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


class Instrument(Protocol):
    """Whatever sets levers when a month opens and books costs when it closes."""

    def open(self, state: State, streams: Streams) -> None:
        """Set levers."""
        ...

    def close(self, state: State, streams: Streams) -> None:
        """Book costs."""
        ...


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

    def prepare(self) -> None:
        """Let every process set what it needs before the first month; the labour market is matched to what is set."""
        for process in sorted((*self.opening, *self.month), key=lambda process: process.matched):
            process.prepare(self.state, self.streams)

    def step(self) -> None:
        """Run the state's month and leave it open for reading; `advance` closes it."""
        if self.state.month <= self.scenario.begin:
            self._run(self.factual)
        elif self.budget is None:
            self._run(self.measures)
        else:
            self.budget.month(self.state, self._run)

    def _run(self, measures: Sequence[Instrument]) -> None:
        state, streams = self.state, self.streams
        state.open_month()
        for process in self.opening:
            process.step(state, streams)
        for measure in measures:
            measure.open(state, streams)
        for process in self.month:
            process.step(state, streams)
        for measure in measures:
            measure.close(state, streams)

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


def together(measures: Sequence[Measure]) -> tuple[Instrument, ...]:
    """Measures in their order, but all support of households as one step, where the first of it stands."""
    support = [measure for measure in measures if isinstance(measure, Support)]
    steps: list[Instrument] = [measure for measure in measures if not isinstance(measure, Support)]
    if support:
        steps.insert(measures.index(support[0]), Supports(support))
    return tuple(steps)
