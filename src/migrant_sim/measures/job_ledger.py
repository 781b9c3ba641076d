"""Job ledger (就业台账): registers of workers and vacancies that show seekers jobs unknown to them."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..fields import param
from ..kernels.levers import lift_up_to
from ..state import State, Streams
from .base import Repeating
from .billing import Bill


@dataclass(frozen=True, kw_only=True)
class JobLedger(Repeating):
    """A ledger of everybody shows a part of the vacancies unknown to a seeker; one of some shows in proportion."""

    STEADY: ClassVar[bool] = True

    coverage: float | None = param(
        None,
        unit="share of labour",
        doc="labour force added to ledgers that are kept up to date",
        low=0,
        high=1,
        source="increment_ledger_coverage",
    )
    shown: float = param(
        unit="share",
        doc="vacancies unknown to a seeker that a complete ledger shows",
        low=0,
        high=1,
        source="ledger_vacancies_shown",
    )
    cost: float = param(unit="yuan/person/yr", doc="running cost per person listed", low=0, source="ledger_cost")

    def act(self, state: State, streams: Streams) -> None:
        """Show vacancies; the parts that several programmes show add up to all of them at most."""
        lift_up_to.run(state.settlements.ledger, self._listed * self.shown, 1.0)

    def costs(self, bill: Bill) -> None:
        """Pay for the people listed, a twelfth of a year each month."""
        labour = bill.state.once("labour of 2020", lambda: float(bill.state.settlements.labour_2020.sum()))
        people = labour * self._listed / 12.0
        bill.charge(people * self.cost, people, payee="enterprises")

    @cached_property
    def _listed(self) -> float:
        """Share of the labour force that the measure adds to ledgers."""
        return self.amount(self.coverage, "increment_ledger_coverage")
