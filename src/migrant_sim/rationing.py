"""A fund that cannot pay all that a month would cost: the month is run again with less, until it can.

What a month costs is known only when it is over, for hires, post holders and grants follow from what people do. So the
month is first run as the measures order it. If the bills of a fund exceed what is left of its year, the state is put
back to where the month began and the levers of the fund's measures are scaled down; whole people and rounding may need
another try, and without money there are no levers at all. So a fund is never overspent, whatever a measure does, and
what the first run asked for beyond what was paid is the unmet demand of the month.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .funds import Fund, Funds, capped, key_of
from .measures import Measure
from .months import month_of_year, year_of
from .state import State, Streams
from .state.snapshot import Snapshot

TRIES = 4  # months run again with less before the levers of a fund are closed
LEAST_SHARE = 0.01  # a smaller share of what is asked is left unspent
MARGIN = 1e-9  # of what is left is kept, so that sums in another order do not exceed the cap
SPECK = 1e-9  # stands for no places where investment is divided by those that stand

Named = tuple[tuple[str, Measure], ...]


@dataclass
class Drawing:
    """A measure in one run of a month: the share of its bill that is paid, and the share of its levers that stands.

    Both are the same but for what lasts: its levers are those paid for so far, this month's bill adds to them.
    """

    measure: Measure
    share: float
    stands: float
    yuan: float = 0.0

    def open(self, state: State, streams: Streams) -> None:
        """Set the levers that stand."""
        self._standing().open(state, streams)

    def close(self, state: State, streams: Streams) -> None:
        """Book the bill as far as it is paid, and remember it."""
        before = len(state.costs)
        if self.measure.LASTING and self.stands > 0.0:
            state.paying = (self.share / self.stands, self.share)
        self._standing().close(state, streams)
        state.paying = (1.0, 1.0)
        self.yuan = sum(cost.yuan for cost in state.costs[before:])

    def _standing(self) -> Measure:
        return self.measure if self.stands == 1.0 else self.measure.scaled(self.stands)


class Budget:
    """The capped funds of a run, what is left of their year, and the months that draw on them."""

    def __init__(self, funds: Funds, measures: Named, state: State) -> None:
        self.funds: dict[str, Fund] = dict(capped(funds))
        self.measures = measures
        self.fund_of = {name: key for name, measure in measures if (key := key_of(measure.fund)) in self.funds}
        self.spent: dict[str, float] = {}  # this year
        self.left: dict[str, float] = {}  # for this month
        self.shares: dict[str, list[float]] = {name: [] for name in self.fund_of}  # paid of what lasts, by month
        self._year = 0
        self._snapshot = Snapshot(state)

    def month(self, state: State, run: Callable[[tuple[Measure | Drawing, ...]], None]) -> None:
        """Run the open month with as much of every measure as the funds can pay."""
        self._turn(state)
        self._snapshot.take(state)
        unclosed = dict.fromkeys(self.fund_of, 1.0)
        drawn = self._run(run, unclosed, {})
        wanted, asked = self._bills(drawn), {name: drawing.yuan for name, drawing in drawn.items()}
        money, tries = dict(self.left), dict.fromkeys(self.funds, 0)
        while short := {key: bill for key, bill in self._bills(drawn).items() if bill > self.left[key]}:
            for key, bill in short.items():
                money[key] = self._less(key, tries[key], money[key], (bill, wanted[key]))
                tries[key] += 1
            shares = self._shares(asked, money, {key for key, count in tries.items() if count})
            self._snapshot.put_back(state)
            drawn = self._run(run, shares, tries)
        self._settle(state, drawn, asked)

    def _turn(self, state: State) -> None:
        if self._year != year_of(state.month):
            self._year = year_of(state.month)
            self.spent, state.unmet = dict.fromkeys(self.funds, 0.0), dict.fromkeys(self.funds, 0.0)
        part = month_of_year(state.month) / 12.0
        for key, fund in self.funds.items():
            self.left[key] = (fund.cap or 0.0) * (part if fund.by_month else 1.0) - self.spent[key]

    def _run(
        self,
        run: Callable[[tuple[Measure | Drawing, ...]], None],
        shares: dict[str, float],
        tries: dict[str, int],
    ) -> dict[str, Drawing]:
        """Run the month with shares of the measures' bills; the drawings by name."""
        drawn = {}
        for name, measure in self.measures:
            if name in self.fund_of:
                closed = tries.get(self.fund_of[name], 0) > TRIES + 1
                drawn[name] = Drawing(measure, shares[name], 0.0 if closed else self._stands(name, measure, shares))
        run(tuple(drawn.get(name, measure) for name, measure in self.measures))
        return drawn

    def _stands(self, name: str, measure: Measure, shares: dict[str, float]) -> float:
        if not measure.LASTING:
            return shares[name]
        paid = self.shares[name]
        return max(sum(paid) / len(paid), SPECK) if paid else 1.0 if shares[name] > 0.0 else SPECK

    def _bills(self, drawn: dict[str, Drawing]) -> dict[str, float]:
        bills = dict.fromkeys(self.funds, 0.0)
        for name, drawing in drawn.items():
            bills[self.fund_of[name]] += drawing.yuan
        return bills

    def _less(self, key: str, tries: int, money: float, bills: tuple[float, float]) -> float:
        """Money to share out in the next try, given the bill of the last one and that of the first."""
        bill, wanted = bills
        if tries >= TRIES or self.left[key] < LEAST_SHARE * wanted:
            return 0.0
        return self.left[key] * (1.0 - MARGIN) if tries == 0 else money * self.left[key] / bill * (1.0 - 0.01 * tries)

    def _shares(self, asked: dict[str, float], money: dict[str, float], short: set[str]) -> dict[str, float]:
        """Share of every measure's bill that is paid: first those that the fund serves first, the others pro rata."""
        shares = dict.fromkeys(self.fund_of, 1.0)
        for key in short:
            rest, names = money[key], [name for name, fund in self.fund_of.items() if fund == key]
            order = {instrument: place for place, instrument in enumerate(self.funds[key].first)}
            place = {name: order.get(measure.name(), len(order)) for name, measure in self.measures}
            for turn in sorted({place[name] for name in names}):
                served = [name for name in names if place[name] == turn]
                total = sum(asked[name] for name in served)
                share = min(rest / total, 1.0) if total > 0.0 else float(rest > 0.0)
                shares |= dict.fromkeys(served, share)
                rest -= share * total
        return shares

    def _settle(self, state: State, drawn: dict[str, Drawing], asked: dict[str, float]) -> None:
        """Take the month's bills from the year's money; note what was not paid, and the share of what lasts."""
        for key, bill in self._bills(drawn).items():
            wanted = sum(asked[name] for name in drawn if self.fund_of[name] == key)
            self.spent[key] += bill
            state.unmet[key] += max(wanted - bill, 0.0)
        for drawing, yuan, paid in ((drawn[name], asked[name], self.shares[name]) for name in drawn):
            if drawing.measure.LASTING and yuan > 0.0 and state.month <= drawing.measure.stop:
                paid.append(drawing.share)


def budget_of(funds: Funds, measures: Named, state: State) -> Budget | None:
    """The budget of a run, or None where no measure draws on a capped fund."""
    return Budget(funds, measures, state) if draws_on(funds, measures) else None


def draws_on(funds: Funds, measures: Named) -> bool:
    """Whether a measure draws on a fund with a cap."""
    keys = {key for key, _ in capped(funds)}
    return any(key_of(measure.fund) in keys for _, measure in measures)
