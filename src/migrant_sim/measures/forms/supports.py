"""All instances of support of a run as one step: at 10 000 people, taking them one by one costs more than what they do.

Their order among themselves is that of the programme; together they stand where the first of them stands.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ...kernels.serving import TERMS, Reached, Served, serve
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
        self.used: list[Used] = []  # this month, by instance
        self.taken = np.zeros(0)  # places filled this month, by instrument

    @staticmethod
    def name() -> str:
        """What the step is called where times are shown."""
        return "support of households"

    def open(self, state: State, streams: Streams) -> None:
        """Give this month's sums to those who take part."""
        if self._plan is None or state.month >= self._plan.until:
            self._plan = self._planned(state, streams)
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
        """The plan of this month; a new one comes each January, for harvests fail by the year."""
        month, year = state.month, state.month // 12
        begins = [one.begins() for one in self.instances]
        ends = [end for _, end in self._windows]
        begun = tuple(n for n, (begin, end) in enumerate(zip(begins, ends, strict=True)) if begin <= month <= end)
        ones = [self.instances[number] for number in begun]
        orders = [one.order(state, streams) for one in ones]
        turnouts = [one.turnout(state, streams) for one in ones]
        names = list(dict.fromkeys(one.name() for one in ones))
        bases = tuple(dict.fromkeys(one.BASIS for one in ones if one.BASIS))
        self.taken = np.zeros(len(names))
        terms = np.zeros(len(ones), TERMS)
        places = np.cumsum([0, *map(len, orders)])
        fails = np.cumsum([0] + [found is not None for found in turnouts])
        for i, one in enumerate(ones):
            first, last = one.SEASON
            terms[i] = (
                *(
                    one.start,
                    one.stop,
                    one.pays_until(),
                    first,
                    last,
                    places[i],
                    len(orders[i]),
                    names.index(one.name()),
                ),
                *(LINES.index(one.LINE), bases.index(one.BASIS) if one.BASIS else -1),
                *(fails[i] if turnouts[i] is not None else -1, one.delay, one.ramp, one.share(), one.rate()),
            )
        changes = [when for when in (*begins, *(end + 1 for end in ends), 12 * (year + 1)) if when > month]
        failing = [found for found in turnouts if found is not None]
        return Plan(
            until=min(changes),
            begun=begun,
            bases=bases,
            units=np.zeros((len(bases), len(state.households))),
            terms=terms,
            rosters=np.concatenate([np.zeros(0, np.int32), *orders], dtype=np.int32, casting="same_kind"),
            turnout=np.array(failing).reshape(len(failing), len(state.settlements)),
            served=Served(np.zeros((len(ones), 2), int), np.zeros((len(ones), len(Used._fields))), self.taken),
        )
