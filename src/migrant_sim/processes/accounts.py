"""Household accounts in the four survey sources, the residence rule, and the hosts' side of the labour market."""

from dataclasses import dataclass

import numpy as np

from ..fields import param
from ..kernels.earnings import settle
from ..state import Activity, PoolKind, State, Streams
from .base import Process


@dataclass(frozen=True, kw_only=True)
class Accounts(Process):
    """Pay reaches households by the residence rule, reviewed each December for the next year; the year's totals run."""

    remittance_share: float = param(
        unit="share",
        doc="share of the pay of non-residents that reaches the household",
        low=0,
        high=1,
        source="remittance_share",
    )
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
        self._count_residents(state)

    def step(self, state: State, streams: Streams) -> None:
        """Settle the month's pay, book it, and add the month to the year."""
        persons, households = state.persons, state.households
        lines = np.zeros((len(households), 5))
        settle(persons.pay, persons.household, persons.resident, persons.activity, self.remittance_share, lines)
        households.wage += lines[:, 0]
        households.operating += lines[:, 1]
        households.transfer += lines[:, 2]
        households.away += lines[:, 3]
        households.employed[:] = lines[:, 4]
        self._book_pay(state, lines)
        self._book_hosts(state)
        for name in ("wage", "operating", "property", "transfer", "away"):
            getattr(households, f"{name}_year").__iadd__(getattr(households, name))

    def _book_pay(self, state: State, lines: np.ndarray) -> None:
        """Book wages of residents by who pays them, remittances, and the net income of own business."""
        persons, book = state.persons, state.books.book
        own = np.where(persons.resident == 1, persons.pay, 0.0)
        by_activity = np.bincount(persons.activity, weights=own, minlength=10)
        local = by_activity[Activity.CASUAL] + by_activity[Activity.LOCAL] + by_activity[Activity.REGION]
        book("enterprises", "households", "wages in the region", float(local))
        book("outside", "households", "wages outside the region", float(by_activity[Activity.OUTSIDE]))
        book("government", "households", "welfare posts", float(by_activity[Activity.POST]))
        book("outside", "households", "own business", float(lines[:, 1].sum()))
        post_pay = float(persons.pay[persons.activity == Activity.POST].sum())
        away_pay = post_pay - float(by_activity[Activity.POST])
        from_posts = away_pay * self.remittance_share
        book("government", "households", "remittances from posts", from_posts)
        book("government", "outside", "posts of non-residents", away_pay - from_posts)
        book("outside", "households", "remittances", float(lines[:, 2].sum()) - from_posts)
        state.notes["post_pay"] = post_pay

    def _book_hosts(self, state: State) -> None:
        """Book the hosts' pay in the pools that they share with migrants, so that displacement is seen."""
        enterprises, economy = state.enterprises, state.economy
        regular = np.isin(enterprises.kind, (PoolKind.LOCAL, PoolKind.PARK))
        hosts = enterprises.hosts * enterprises.pay_ratio
        jobs = float(hosts[regular].sum()) * economy.host_month
        days = float((hosts * enterprises.worker_days).sum()) * economy.wage[Activity.CASUAL]
        pay = (jobs + days) * economy.open_share
        state.books.book("enterprises", "hosts", "wages in shared pools", pay)
        state.notes["host_pay"] = pay / state.scale

    def close_year(self, state: State) -> None:
        """After December's indicators: review residence on the year's months away and start the next year's totals."""
        persons, households = state.persons, state.households
        persons.resident[:] = persons.months_away < self.residence_months
        self._count_residents(state)
        for name in ("wage", "operating", "property", "transfer", "away"):
            getattr(households, f"{name}_year").fill(0.0)
        for name in (
            "months_worked",
            "months_employed",
            "months_away",
            "months_stable",
            "months_subsidised",
            "pay_year",
        ):
            getattr(persons, name).fill(0.0)

    @staticmethod
    def _count_residents(state: State) -> None:
        persons, households = state.persons, state.households
        residents = persons.household[persons.resident == 1]
        households.residents[:] = np.bincount(residents, minlength=len(households))
