"""The year's account of households, residence, and the hosts' side of the labour market."""

from dataclasses import dataclass

import numpy as np

from ..fields import param
from ..kernels.accounts import HostPools, Ledger, Members, close, review, work_of_hosts
from ..state import Activity, PoolKind, State, Streams
from .base import Process

MONTH_COUNTS = ("months_worked", "months_employed", "months_away", "months_stable", "months_subsidised")
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
        close.run(state.view(Ledger, state.households), state.tally)
        self._book_hosts(state)

    def _book_hosts(self, state: State) -> None:
        """Book the hosts' pay in the pools that they share with migrants, so that displacement is seen."""
        economy, work = state.economy, np.empty(2)
        work_of_hosts.run(state.view(HostPools, state.enterprises), len(state.counties), int(PoolKind.REGION), work)
        jobs, days = work.tolist()
        pay = (jobs * economy.host_month + days * float(economy.wage[Activity.CASUAL])) * economy.open_share
        if np.count_nonzero(closed := state.counties.closed):  # counties are weighed by their hosts
            pay *= 1.0 - float((closed * state.counties.hosts).sum() / state.counties.hosts.sum())
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
