"""All instances of support of a run as one step: at 10 000 people, taking them one by one costs more than what they do.

Their order among themselves is that of the programme; together they stand where the first of them stands.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from ...kernels.serving import BILLS, TERMS, BillLines, Paying, Places, Reached, Served, serve, settle
from ...months import year_of
from ...state import Flow, State, Streams, flow
from ...state.costs import NUMBERS
from ..base import FOR_GOOD

if TYPE_CHECKING:
    from .support import Support

LINES = ("wage", "operating", "property", "transfer")
BASES = ("pensioners", "origin_land")  # columns of households that sums are counted by, if not by the household
USED = ("given", "people", "places", "opened")  # yuan, members reached, places, and of them those that opened


class Plan(NamedTuple):
    """Instances whose places have begun to open, as the kernel reads them, until a month in which this may change."""

    until: int
    begun: bool  # whether there are any
    watching: list[tuple[int, int]]  # those that watch: their numbers, and places among the begun
    failing: tuple[int, ...]  # instances whose places may fail, drawn by the year
    places: Places
    served: Served


class Supports:
    """Instances of support, from the first to the last; `taken` places of an instrument were filled before."""

    STEADY: ClassVar[bool] = False

    def __init__(self, instances: Sequence["Support"], taken: float = 0.0) -> None:
        self.instances, self._taken = tuple(instances), taken
        self.start, self.until = min(one.start for one in instances), max(one.until for one in instances)
        self._windows = [one.begins() for one in instances], [one.until for one in instances]
        self._plan: Plan | None = None
        self._year = 0  # whose failures are drawn
        self.used = np.zeros((len(instances), len(USED)))  # this month, by instance
        self._given = [flow for one in instances for flow in both_ways(one.PAYER, one.name())]
        self._owners = [one.owner for one in instances]
        self._costs = [flow("government", "enterprises", one.name()) for one in instances]
        self._bills, self._lines = _bills(self.instances), _room(2 * len(instances))
        self.taken = np.zeros(0)  # places filled this month, by instrument

    @staticmethod
    def name() -> str:
        """What the step is called where times are shown."""
        return "support of households"

    def act(self, state: State, streams: Streams) -> None:
        """Give this month's sums to those who take part."""
        if self._plan is None or state.month >= self._plan.until:
            self._plan, self._year = self._planned(state, streams), 0
            self.used[:] = 0.0
        if self._year != year_of(state.month):
            self._year = year_of(state.month)
            for row, number in enumerate(self._plan.failing):
                self._plan.places.turnout[row] = self.instances[number].turnout(state, streams)
        if self._plan.begun:
            self._serve(state, self._plan)

    def bill(self, state: State) -> None:
        """Book and list what was used, of those in force."""
        lines, costs = self._lines, self._costs
        paying = Paying(state.economy.index, *state.paying, state.scale)
        count, booked, built = settle.run(self._bills, self.used, state.month, paying, lines)
        state.invested += built
        state.books.add_all([costs[number] for number in lines.booked[:booked].tolist()], lines.yuan[:booked].tolist())
        owners = [self._owners[number] for number in lines.whose[:count].tolist()]
        state.costs.add_all(owners, lines.numbers[: NUMBERS * count].tolist())

    def _serve(self, state: State, plan: Plan) -> None:
        homes, served = state.view(Reached, state.households), plan.served
        served.taken.fill(self._taken)
        count = serve.run(plan.places, homes, state.month, state.economy.index, served)
        flows = [self._given[number] for number in served.flows[:count].tolist()]
        state.books.add_all(flows, served.yuan[:count].tolist())
        for number, place in plan.watching:
            first, last = served.rows[place].tolist()
            self.instances[number].reached(state, plan.places.rosters[first:last])

    def _planned(self, state: State, streams: Streams) -> Plan:
        """The plan of this month: instances in force whose first place has opened."""
        begins, ends = self._windows
        spans = enumerate(zip(begins, ends, strict=True))
        begun = tuple(number for number, (begin, end) in spans if begin <= state.month <= end)
        ones = [self.instances[number] for number in begun]
        orders = [one.order(state, streams) for one in ones]
        known = Known(
            names=list(dict.fromkeys(one.name() for one in ones)),
            failing=[number for number in begun if self.instances[number].failure > 0.0],
        )
        self.taken, firsts = np.zeros(len(known.names)), np.cumsum([0, *map(len, orders)]).tolist()
        rows = [known.terms(*each) for each in zip(begun, ones, firsts, map(len, orders), strict=False)]
        return Plan(
            until=min((when for when in (*begins, *(end + 1 for end in ends)) if when > state.month), default=FOR_GOOD),
            begun=bool(begun),
            watching=[(number, place) for place, number in enumerate(begun) if self.instances[number].WATCHES],
            failing=tuple(known.failing),
            places=Places(
                terms=np.array(rows, TERMS).view(np.recarray),
                rosters=np.concatenate([np.zeros(0, np.int32), *orders], dtype=np.int32, casting="same_kind"),
                turnout=np.ones((len(known.failing), len(state.settlements))),
            ),
            served=Served(
                *(np.zeros((len(ones), 2), int), self.used, self.taken), np.zeros(len(ones), int), np.zeros(len(ones))
            ),
        )


def _bills(instances: Sequence["Support"]) -> np.ndarray:
    """What instances cost, as the kernel reads it."""
    rows = [
        (one.start, one.until, one.PAYER == "government" and not one.NET, not one.NET, one.yearly_cost(), one.capital)
        for one in instances
    ]
    return np.array(rows, BILLS).view(np.recarray)


def _room(count: int) -> BillLines:
    return BillLines(np.zeros(count, int), np.zeros(count * NUMBERS), np.zeros(count, int), np.zeros(count))


def both_ways(payer: str, name: str) -> tuple[Flow, Flow]:
    """What a payer gives to households, and what they lose to it."""
    return flow(payer, "households", name), flow("households", payer, name)


class Known(NamedTuple):
    """What numbers in the terms stand for: instruments, and instances that may fail."""

    names: list[str]
    failing: list[int]

    def terms(self, number: int, one: "Support", roster: int, count: int) -> tuple[float, ...]:
        """An instance as the kernel reads it, in the order of `TERMS`."""
        basis = BASES.index(one.BASIS) if one.BASIS else -1
        fails = self.failing.index(number) if number in self.failing else -1
        whole = number, one.start, one.stop, one.pays_until(), *one.SEASON, roster, count, self.names.index(one.name())
        return *whole, LINES.index(one.LINE), basis, fails, one.delay, one.ramp, one.share(), one.rate()
