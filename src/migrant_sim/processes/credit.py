"""Small production loans: microcredit of the registered poor at subsidised interest, and loans of other households.

Loans on herds belong to farming.py.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..fields import param
from ..kernels.credit import (
    TERM,
    TOTALS,
    WRITTEN_OFF,
    Borrowers,
    Levers,
    Month,
    Now,
    Rules,
    month_of_loans,
    size_of,
)
from ..state import State, Streams, flow
from .base import Process

FLOWS = (  # in the order of the totals of `lend`
    flow("outside", "households", "microcredit profit"),
    flow("households", "banks", "microcredit interest"),
    flow("government", "banks", "microcredit interest subsidy"),
)
NOTES = (  # in the order of the kernel, from WRITTEN_OFF on; then what levers have used: yuan, and persons reached
    *("loans_written_off", "borrowers", "interest_spared", "interest_spared_people"),
    *("credit_added_interest", "credit_added_lost", "credit_added_people"),
)


@dataclass(frozen=True, kw_only=True)
class Credit(Process):
    """Take-up, profit, interest, renewal and default. As many take a first loan as end one, in expectation."""

    takeup_poor: float = param(
        unit="share",
        doc="share of registered-poor households with a loan",
        low=0,
        high=0.9,
        source="microcredit_takeup",
    )
    takeup_others: float = param(
        unit="share", doc="share of other households with a loan", low=0, high=0.9, source="farm_credit_takeup_others"
    )
    mean_loan: float = param(unit="yuan", doc="mean loan before the cap, 2020", low=0, source="microcredit_mean_loan")
    cap: float = param(unit="yuan", doc="largest loan, nominal", low=0, source="microcredit_cap")
    rate: float = param(unit="share/yr", doc="interest", low=0, high=0.5, source="microcredit_rate")
    renewal: float = param(
        unit="share",
        doc="chance that a loan repaid when due is given anew",
        low=0,
        high=1,
        source="microcredit_renewal",
    )
    default: float = param(
        unit="1/yr", doc="chance a year that a loan is not paid back", low=0, high=1, source="microcredit_default"
    )
    constrained: float = param(
        unit="share", doc="share of borrowers short of money", low=0, high=1, source="credit_constrained_share"
    )
    profit: float = param(
        unit="share/yr",
        doc="profit of a yuan of loan after full interest, constrained borrowers; that of others pays the interest",
        low=0,
        high=1,
        source="credit_return_constrained",
    )

    def prepare(self, state: State, streams: Streams) -> None:
        """Give as many loans as there were, falling due evenly over the term."""
        households, now = state.households, state.month
        takeup = np.where(households.registered_poor == 1, self.takeup_poor, self.takeup_others)
        able = (households.size > 0) & (households.labour > 0)
        owing = np.flatnonzero(able & (streams.uniform("loan taken", now, households.key) < takeup))
        key = households.key[owing]
        size = streams.uniform("loan size", now, key)
        households.loan[owing] = [size_of(u, self.mean_loan * state.economy.index, self.cap) for u in size]
        households.loan_left[owing] = 1 + np.floor(TERM * streams.uniform("loan age", now, key))

    def step(self, state: State, streams: Streams) -> None:
        """Book this month's profit and interest; the government pays that of the poor and of those spared."""
        month = state.once("month of loans", lambda: _month(state))
        month_of_loans.run(month, self._rules, self._now(state, streams))
        yuan = month.totals.tolist()
        state.books.add_all(FLOWS, yuan[:WRITTEN_OFF])
        state.notes.update(zip(NOTES, yuan[WRITTEN_OFF:], strict=True))

    @cached_property
    def _rules(self) -> Rules:
        """What parameters say for all months."""
        default, entry = _flows(self.default, self.renewal, self.takeup_others, self.takeup_poor)
        return Rules(
            entry=entry,
            cap=self.cap,
            profit=self.profit / 12.0,
            constrained=self.constrained,
            rate=self.rate / 12.0,
            default=default,
            renewal=self.renewal,
        )

    def _now(self, state: State, streams: Streams) -> Now:
        """What differs this month."""
        return Now(
            month=state.month,
            mean=self.mean_loan * state.economy.index,
            luck=streams.luck("loan", state.month),
            always=streams.luck("constrained", 0),
            sparing=streams.luck("interest paid by the government", 0),
        )


def _month(state: State) -> Month:
    """The columns of a month, which stay the same arrays, and room for its sums."""
    return Month(state.view(Borrowers, state.households), state.view(Levers, state.rules), np.empty(TOTALS))


def _flows(yearly_default: float, renewal: float, *takeup: float) -> tuple[float, np.ndarray]:
    """Default over the three years of a loan, and a year's chance of a first loan that keeps the shares `takeup`."""
    good = 1.0 - yearly_default
    default = 1.0 - good * good * good
    ending = 12.0 / TERM * (1.0 - (1.0 - default) * renewal)  # of the loans, in a year
    share = np.array(takeup)
    return default, np.minimum(ending * share / (1.0 - share), 1.0)
