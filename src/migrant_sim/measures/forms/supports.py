"""All instances of support of a run as one step: at 10 000 people, taking them one by one costs more than what they do.

Their order among themselves is that of the programme; together they stand where the first of them stands.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ...kernels.serving import TERMS, Reached, Served, serve
from ...months import year_of
from ...state import State, Streams

if TYPE_CHECKING:
    from .support import Support

LINES = ("wage", "operating", "property", "transfer")
FOR_GOOD = 2**31  # a month that never comes


class Used(NamedTuple):
    """What an instance has done in a month: yuan given, members reached, places, and places that opened."""

    given: float = 0.0
    people: float = 0.0
    places: float = 0.0
    opened: float = 0.0


NOTHING = Used()


class Plan(NamedTuple):
    """Instances whose places have begun to open, as the kernel reads them, until a month in which this may change."""

    until: int
    begun: tuple[int, ...]  # their numbers
    bases: tuple[str, ...]  # columns of households that sums are counted by
    failing: tuple[int, ...]  # instances whose places may fail, drawn by the year
    units: np.ndarray
    terms: np.ndarray
    rosters: np.ndarray
    turnout: np.ndarray
    served: Served


class Supports:
    """Instances of support, from the first to the last; `taken` places of an instrument were filled before."""

    def __init__(self, instances: Sequence["Support"], taken: float = 0.0) -> None:
        self.instances, self._taken = tuple(instances), taken
        self._windows = [(one.start, one.stop if not one.in_force(one.stop + 1) else FOR_GOOD) for one in instances]
        self._watching = {number for number, one in enumerate(instances) if one.WATCHES}
        self._plan: Plan | None = None
        self._year = 0  # whose failures are drawn
        self.used: list[Used] = []  # this month, by instance
        self.taken = np.zeros(0)  # places filled this month, by instrument

    @staticmethod
    def name() -> str:
        """What the step is called where times are shown."""
        return "support of households"

    def open(self, state: State, streams: Streams) -> None:
        """Give this month's sums to those who take part."""
        if self._plan is None or state.month >= self._plan.until:
            self._plan, self._year = self._planned(state, streams), 0
        if self._year != year_of(state.month):
            self._year = year_of(state.month)
            for row, number in enumerate(self._plan.failing):
                self._plan.turnout[row] = self.instances[number].turnout(state, streams)
        self.used = [NOTHING] * len(self.instances)
        if self._plan.begun:
            self._serve(state, self._plan)

    def close(self, state: State, streams: Streams) -> None:
        """Book what was used, of those in force."""
        month = state.month
        for instance, used, (start, end) in zip(self.instances, self.used, self._windows, strict=True):
            if start <= month <= end:
                instance.settle(state, used)

    def _serve(self, state: State, plan: Plan) -> None:
        homes, book, served = state.households, state.books.book, plan.served
        for row, basis in enumerate(plan.bases):
            plan.units[row] = vars(homes)[basis]
        served.taken.fill(self._taken)
        view, month, index = state.view(Reached, homes), state.month, state.economy.index
        serve.run(plan.terms, plan.rosters, view, plan.units, plan.turnout, month, index, served)
        for place, (number, found) in enumerate(zip(plan.begun, served.found.tolist(), strict=True)):
            instance = self.instances[number]
            self.used[number] = used = Used(*found)
            flow = (instance.PAYER, "households") if used.given >= 0.0 else ("households", instance.PAYER)
            book(*flow, instance.name(), abs(used.given))
            if number in self._watching:
                instance.reached(state, plan.rosters[slice(*served.rows[place].tolist())])

    def _planned(self, state: State, streams: Streams) -> Plan:
        """The plan of this month: instances in force whose first place has opened."""
        begins, ends = [one.begins() for one in self.instances], [end for _, end in self._windows]
        spans = enumerate(zip(begins, ends, strict=True))
        begun = tuple(number for number, (begin, end) in spans if begin <= state.month <= end)
        ones = [self.instances[number] for number in begun]
        orders = [one.order(state, streams) for one in ones]
        known = Known(
            names=list(dict.fromkeys(one.name() for one in ones)),
            bases=list(dict.fromkeys(one.BASIS for one in ones if one.BASIS)),
            failing=[number for number in begun if self.instances[number].failure > 0.0],
        )
        self.taken, places = np.zeros(len(known.names)), np.cumsum([0, *map(len, orders)]).tolist()
        rows = [known.terms(*each) for each in zip(begun, ones, places, map(len, orders), strict=False)]
        return Plan(
            until=min((when for when in (*begins, *(end + 1 for end in ends)) if when > state.month), default=FOR_GOOD),
            begun=begun,
            bases=tuple(known.bases),
            failing=tuple(known.failing),
            units=np.zeros((len(known.bases), len(state.households))),
            terms=np.array(rows, TERMS),
            rosters=np.concatenate([np.zeros(0, np.int32), *orders], dtype=np.int32, casting="same_kind"),
            turnout=np.ones((len(known.failing), len(state.settlements))),
            served=Served(np.zeros((len(ones), 2), int), np.zeros((len(ones), len(Used._fields))), self.taken),
        )


class Known(NamedTuple):
    """What numbers in the terms stand for: instruments, columns of households, and instances that may fail."""

    names: list[str]
    bases: list[str]
    failing: list[int]

    def terms(self, number: int, one: "Support", roster: int, count: int) -> tuple[float, ...]:
        """An instance as the kernel reads it, in the order of `TERMS`."""
        basis = self.bases.index(one.BASIS) if one.BASIS else -1
        fails = self.failing.index(number) if number in self.failing else -1
        whole = one.start, one.stop, one.pays_until(), *one.SEASON, roster, count, self.names.index(one.name())
        return *whole, LINES.index(one.LINE), basis, fails, one.delay, one.ramp, one.share(), one.rate()
