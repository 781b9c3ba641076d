"""A fund that cannot pay all that a month would cost: the month is run again with less, until it can.

What a month costs is known only when it is over, for hires, post holders and grants follow from what people do. So the
month is first run as the measures order it. If the bills of a fund exceed what is left of its year, the state is put
back to where the month began and the levers of the fund's measures are scaled down; whole people and rounding may need
another try, and without money there are no levers at all. So a fund is never overspent, whatever a measure does, and
what the first run asked for beyond what was paid is the unmet demand of the month.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from .funds import Fund, Funds, capped
from .measures import Measure
from .months import month_of_year, year_of
from .published.funds import GENERAL, key_of
from .state import State, Streams
from .state.snapshot import Snapshot

TRIES = 4  # months run again with less before the levers of a fund are closed
LEAST_SHARE = 0.01  # a smaller share of what is asked is left unspent
MARGIN = 1e-9  # of a cap is kept, so that sums in another order do not exceed it
SPECK = 1e-9  # stands for no places where investment is divided by those that stand

Named = tuple[tuple[str, Measure], ...]
Bills = dict[str, float]  # yuan of a month at real scale, by key of the fund


@dataclass
class Drawing:
    """A measure in one run of a month: the share of its bill that is paid, and the share of its levers that stands.

    Both are the same but for what lasts: its levers are those paid for so far, this month's bill adds to them. Where
    nothing stands, what a measure still pays by right of earlier months falls to the general budget.
    """

    STEADY: ClassVar[bool] = False  # another share in every month

    measure: Measure
    share: float
    stands: float
    bills: Bills = field(default_factory=dict)
    invested: float = 0.0  # yuan at simulated scale that built what lasts

    @property
    def start(self) -> int:
        """First month of the measure."""
        return self.measure.start

    @property
    def until(self) -> int:
        """Its last month."""
        return self.measure.until

    def act(self, state: State, streams: Streams) -> None:
        """Set the levers that stand."""
        state.paying = self._paying()
        self._standing().act(state, streams)
        state.paying = (1.0, 1.0)

    def bill(self, state: State) -> None:
        """Book the bill as far as it is paid, and remember it."""
        before = len(state.costs)
        state.paying, state.invested = self._paying(), 0.0
        self._standing().bill(state)
        state.paying, self.invested = (1.0, 1.0), state.invested
        if self.stands == 0.0:
            state.costs.change(before, lambda cost: cost._replace(fund=GENERAL) if cost.yuan > 0.0 else cost)
        elif self.stands == SPECK:
            state.costs.change(before, lambda cost: cost._replace(people=0.0, job_months=0.0))
        self.bills.clear()
        for cost in state.costs.since(before):
            key = key_of(cost.fund)
            self.bills[key] = self.bills.get(key, 0.0) + cost.yuan

    def _paying(self) -> tuple[float, float]:
        if self.stands == 0.0:
            return 0.0, 0.0
        return (self.share / self.stands, self.share) if self.measure.LASTING else (1.0, 1.0)

    def _standing(self) -> Measure:
        return self.measure if self.stands == 1.0 else self.measure.scaled(self.stands)


Run = Callable[[tuple[Measure | Drawing, ...]], None]


class Budget:
    """The capped funds of a run, what is left of their year, and the months that draw on them."""

    def __init__(self, funds: Funds, measures: Named, state: State) -> None:
        self.funds: dict[str, Fund] = dict(capped(funds))
        self.measures = measures
        self.spent: Bills = {}  # this year
        self.left: Bills = {}  # for this month
        names = [name for name, measure in measures if any(key in self.funds for key in measure.funds())]
        self.asked, self.built = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0)  # yuan of what lasts, so far
        self._year = 0
        self._snapshot = Snapshot(state)

    def month(self, state: State, run: Run) -> None:
        """Run the open month with as much of every measure as the funds can pay."""
        self._turn(state)
        self._snapshot.take(state)
        first = drawn = self._run(run, dict.fromkeys(self.built, 1.0))
        money, tries = dict(self.left), dict.fromkeys(self.funds, 0)
        while short := {key: bill for key in self.funds if (bill := _bill(drawn, key)) > self.left[key]}:
            for key, bill in short.items():
                money[key] = self._less(key, tries[key], money[key], (bill, _bill(first, key)))
                tries[key] += 1
            shares = self._shares(first, money, {key for key, count in tries.items() if count})
            self._snapshot.put_back(state)
            drawn = self._run(run, shares)
        self._settle(state, first, drawn)

    def _turn(self, state: State) -> None:
        if self._year != year_of(state.month):
            self._year = year_of(state.month)
            self.spent, state.unmet = dict.fromkeys(self.funds, 0.0), dict.fromkeys(self.funds, 0.0)
        part = month_of_year(state.month) / 12.0
        for key, fund in self.funds.items():
            opened = (fund.cap or 0.0) * (1.0 - MARGIN) * (part if fund.by_month else 1.0)
            self.left[key] = max(opened - self.spent[key], 0.0)

    def _run(self, run: Run, shares: dict[str, float]) -> dict[str, Drawing]:
        """Run the month with shares of the measures' bills; the drawings by name."""
        drawn = {
            name: Drawing(measure, shares[name], self._stands(name, measure, shares[name]))
            for name, measure in self.measures
            if name in self.built
        }
        run(tuple(drawn.get(name, measure) for name, measure in self.measures))
        return drawn

    def _stands(self, name: str, measure: Measure, share: float) -> float:
        """Share of a measure's levers: for what lasts the part built of all that was to be built so far."""
        if share < 0.0 or not measure.LASTING:
            return max(share, 0.0)
        if self.asked[name] == 0.0:
            return 1.0 if share > 0.0 else 0.0
        built = self.built[name] / self.asked[name]
        return max(built, SPECK) if share > 0.0 else built

    def _less(self, key: str, tries: int, money: float, bills: tuple[float, float]) -> float:
        """Money to share out in the next try, given the bill of the last one and that of the first.

        Less than none closes what lasts, too.
        """
        bill, wanted = bills
        if money <= 0.0 and tries > 0:
            return -1.0
        if tries >= TRIES or self.left[key] < LEAST_SHARE * wanted:
            return 0.0
        return self.left[key] if tries == 0 else money * self.left[key] / bill * (1.0 - 0.01 * tries)

    def _shares(self, first: dict[str, Drawing], money: Bills, short: set[str]) -> dict[str, float]:
        """Share of every measure's bill that is paid: first those that the fund serves first, the others pro rata.

        A measure of two funds gets the smaller share.
        """
        shares = dict.fromkeys(self.built, 1.0)
        for key in short:
            order = {instrument: place for place, instrument in enumerate(self.funds[key].first)}
            asked = {name: drawing.bills[key] for name, drawing in first.items() if key in drawing.bills}
            place = {name: order.get(first[name].measure.name(), len(order)) for name in asked}
            rest = money[key]
            for turn in sorted(set(place.values())):
                served = [name for name in asked if place[name] == turn]
                total = sum(asked[name] for name in served)
                share = min(rest / total, 1.0) if rest > 0.0 and total > 0.0 else min(rest, 0.0)
                shares |= {name: min(shares[name], share) for name in served}
                rest -= max(share, 0.0) * total if rest > 0.0 else 0.0
        return shares

    def _settle(self, state: State, first: dict[str, Drawing], drawn: dict[str, Drawing]) -> None:
        """Take the month's bills from the year's money; note what was not paid, and what was built."""
        for key in self.funds:
            bill = _bill(drawn, key)
            self.spent[key] += bill
            state.unmet[key] += max(_bill(first, key) - bill, 0.0)
        for name, drawing in drawn.items():
            self.asked[name] += first[name].invested
            self.built[name] += drawing.invested


def budget_of(funds: Funds, measures: Named, state: State) -> Budget | None:
    """The budget of a run, or None where no measure draws on a capped fund."""
    return Budget(funds, measures, state) if draws_on(funds, measures) else None


def draws_on(funds: Funds, measures: Named) -> bool:
    """Whether a measure draws on a fund with a cap."""
    keys = {key for key, _ in capped(funds)}
    return bool(keys) and any(key in keys for _, measure in measures for key in measure.funds())


def _bill(drawn: dict[str, Drawing], key: str) -> float:
    """Yuan of a month that a fund pays."""
    return sum(drawing.bills.get(key, 0.0) for drawing in drawn.values())
