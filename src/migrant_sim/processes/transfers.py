"""Statutory protection and other regular transfers; they stay on in every scenario.

The allowance (低保) goes to the households that have it at the start; entry and exit by means test come with a later
version.
"""

from dataclasses import dataclass

import numpy as np

from ..fields import param
from ..state import Activity, State, Streams
from .base import Process

GRANT_MONTHS = 3  # months of work away before a transport grant is paid (rule of export_transport_subsidy_guangxi_gd)


@dataclass(frozen=True, kw_only=True)
class Transfers(Process):
    """Pensions, the minimum living allowance, contributions, and one matched line for transfers without a rule here."""

    pension: float = param(
        unit="yuan/month",
        doc="resident pension received by a person of 60 or older, 2020",
        low=0,
        source="pension_ningxia_total",
    )
    allowance_line: float = param(
        unit="yuan/person/yr", doc="line of the minimum living allowance, 2020", low=0, source="dibao_line_ningxia"
    )
    allowance_ratio: float = param(
        unit="share", doc="mean benefit over the line", low=0, high=1, source="dibao_topup_ratio"
    )
    contribution: float = param(
        unit="yuan/person/yr",
        doc="medical and pension contributions of a registered person, 2020",
        low=0,
        source="social_contribution",
    )

    def step(self, state: State, streams: Streams) -> None:
        """Book this month's transfers; all of them follow the nominal index."""
        households, index = state.households, state.economy.index
        pension = households.pensioners * (self.pension * index)
        allowance = households.dibao * households.size * (self.allowance_line * self.allowance_ratio * index / 12.0)
        other = households.size * (state.economy.transfer_other * index / 12.0)
        paid = households.size * (self.contribution * index / 12.0)
        households.transfer += pension + allowance + other - paid
        book = state.books.book
        book("government", "households", "pensions", float(pension.sum()))
        book("government", "households", "minimum living allowance", float(allowance.sum()))
        book("government", "households", "other regular transfers", float(other.sum()))
        book("households", "government", "social contributions", float(paid.sum()))
        self._grant(state)

    @staticmethod
    def _grant(state: State) -> None:
        """Pay transport grants, a twelfth a month, to people who have worked outside the region for three months.

        The grant of a member who is no resident leaves the household's account with that member.
        """
        persons, households, settlements = state.persons, state.households, state.settlements
        rows = np.flatnonzero((persons.activity == Activity.OUTSIDE) & (persons.tenure >= GRANT_MONTHS))
        rows = rows[settlements.transport_grant[persons.settlement[rows]] > 0]
        amount = settlements.transport_grant[persons.settlement[rows]] / 12.0
        here = persons.resident[rows] == 1
        households.transfer += np.bincount(
            persons.household[rows[here]], weights=amount[here], minlength=len(households)
        )
        households.away += np.bincount(persons.household[rows[~here]], weights=amount[~here], minlength=len(households))
        settlements.granted[:] = np.bincount(persons.settlement[rows], minlength=len(settlements))
        state.books.book("government", "households", "transport grants", float(amount[here].sum()))
        state.books.book("government", "outside", "transport grants", float(amount[~here].sum()))
