"""The year's account of households, residence, and the hosts' side of the labour market."""

from dataclasses import dataclass

import numpy as np

from ..fields import param
from ..kernels.accounts import HostPools, Ledger, Members, Month, month_of_accounts, review
from ..state import Activity, PoolKind, State, Streams
from .base import Process

MONTH_COUNTS = ("months_worked", "months_employed", "months_away", "months_stable", "months_subsidised")
POOLS = int(PoolKind.REGION)  # of a county
LINES = ("wage", "operating", "property", "transfer", "away")


@dataclass(frozen=True, kw_only=True)
class Accounts(Process):
    """The four lines of the month go into the year's; residence is reviewed each December for the next year."""

    residence_months: float = param(
        unit="months",
        doc="months away in a year from which a member is no resident",
        low=1,
        high=13,
        source="residence_months",
    )
    stable_months: float = param(
        unit="months", doc="unbroken months in one job that count as stable", low=1, high=60, source="stable_months"
    )

    def prepare(self, state: State, streams: Streams) -> None:
        """Everyone starts as a resident; the burn-in sorts out who is not."""
        self._review(state)

    def step(self, state: State, streams: Streams) -> None:
        """Add the month to the year, tally it, and book the hosts' pay."""
        month = state.once("month of accounts", lambda: _month(state))
        stops = month_of_accounts.run(month, POOLS)
        self._book_hosts(state, month.work.tolist(), stops)

    def _book_hosts(self, state: State, work: list[float], stops: bool) -> None:
        """Book the hosts' pay in the pools that they share with migrants, so that displacement is seen.

        `work` is months of jobs and days of casual work; `stops` is whether there are counties where work stops.
        """
        economy, (jobs, days) = state.economy, work
        pay = (jobs * economy.host_month + days * float(economy.wage[Activity.CASUAL])) * economy.open_share
        if stops:  # counties are weighed by their hosts
            pay *= 1.0 - float((state.counties.closed * state.counties.hosts).sum() / state.counties.hosts.sum())
        state.books.book("enterprises", "hosts", "wages in shared pools", pay)
        state.notes["host_pay"] = pay / state.scale

    def close_year(self, state: State) -> None:
        """After December's indicators: review residence on the months away, remember the year, start the next one."""
        self._review(state)
        homes = state.households
        homes.dibao_before[:] = homes.dibao
        homes.earned_before[:] = homes.wage_year + homes.operating_year + homes.property_year
        for name in LINES:
            getattr(state.households, f"{name}_year").fill(0.0)
        for name in MONTH_COUNTS:
            getattr(state.persons, name).fill(0)

    def _review(self, state: State) -> None:
        persons, households = state.persons, state.households
        review.run(
            persons.alive,
            persons.months_away,
            self.residence_months,
            persons.resident,
            Members(households.first, households.slots, households.residents),
        )


def _month(state: State) -> Month:
    """The columns of a month, which stay the same arrays, and room for the work of hosts."""
    book, pools = state.view(Ledger, state.households), state.view(HostPools, state.enterprises)
    return Month(book, state.tally, pools, state.counties.closed, np.empty(2))
