"""Job-retention subsidy (稳岗补贴): a bonus to people who stay in their job outside the region."""

from dataclasses import dataclass
from functools import cached_property

from ..fields import param
from ..kernels.levers import lift_all
from ..state import Activity, State, Streams
from .base import Repeating
from .billing import Bill


@dataclass(frozen=True, kw_only=True)
class JobRetentionSubsidy(Repeating):
    """Everybody in stable outside work counts as paid the bonus times the share covered, and is kept in proportion.

    No evidence says that such a bonus keeps people in work; the share of endings avoided may be zero.
    """

    coverage: float | None = param(
        None,
        unit="share",
        doc="share of stable outside workers who are paid the bonus",
        low=0,
        high=1,
        source="increment_retention_coverage",
    )
    bonus_share: float = param(
        unit="share of wage", doc="bonus over the pay of a year", low=0, high=1, source="export_stable_bonus_share"
    )
    bonus_cap: float = param(
        unit="yuan/person/yr", doc="highest bonus of a person", low=0, source="retention_bonus_cap"
    )
    effect: float = param(
        unit="share", doc="endings of outside work avoided by those paid", low=0, high=1, source="retention_effect"
    )

    def act(self, state: State, streams: Streams) -> None:
        """Offer the bonus; the parts of several programmes add up."""
        settlements, covered = state.settlements, self._covered
        lift_all.run(settlements.retention, covered * self.effect)
        lift_all.run(settlements.retention_bonus, covered * self._bonus(state))

    def costs(self, bill: Bill) -> None:
        """Count the bonuses that transfers have paid."""
        people = bill.counted(bill.state.settlements.rewarded) * self._covered
        bill.charge(people * bill.known(self._bonus), people / 12.0, people)

    @cached_property
    def _covered(self) -> float:
        """Share of the stable outside workers who are paid by this measure."""
        return self.amount(self.coverage, "increment_retention_coverage")

    def _bonus(self, state: State) -> float:
        """Yuan a month for somebody who is paid it."""
        return min(self.bonus_share * float(state.economy.wage[Activity.OUTSIDE]), self.bonus_cap / 12.0)
