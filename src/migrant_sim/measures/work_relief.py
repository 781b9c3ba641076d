"""Work relief (以工代赈): public works in the warm season that take on relocated people who look for work."""

from dataclasses import dataclass
from functools import cached_property

from ..fields import param
from ..kernels.levers import blend
from ..months import month_of_year
from ..state import State, Streams
from .base import Repeating, add
from .billing import Bill

SEASON = range(4, 11)  # April to October: the ground is frozen for the rest of the year


@dataclass(frozen=True, kw_only=True)
class WorkRelief(Repeating):
    """Places paid as the works are; wages are a part of what the works cost."""

    places: float | None = param(
        None,
        unit="share of labour",
        doc="places added in season",
        low=0,
        high=1,
        source="increment_relief_places",
    )
    spell_pay: float = param(
        unit="yuan/person", doc="pay of a participant for one spell", low=0, source="relief_wage_per_person"
    )
    spell_months: float = param(
        unit="months", doc="months of work behind that pay", low=1, high=12, source="relief_months"
    )
    wage_share: float = param(
        unit="share", doc="part of a project's money that is wages", low=0.05, high=1, source="relief_labour_share"
    )

    def act(self, state: State, streams: Streams) -> None:
        """Open the places of the season; their pay is the mean over all places open."""
        settlements, share = state.settlements, self._share(state.month)
        labour, places = settlements.labour_2020, settlements.relief_places
        blend.run(settlements.relief_pay, places, labour, share, self._pay)
        add(places, labour, share)

    def costs(self, bill: Bill) -> None:
        """Count this measure's part of the wages, which the accounts have booked, and pay for the rest of the works."""
        settlements, share = bill.state.settlements, bill.by_month(self._share)
        people = bill.part(settlements.relief_filled, settlements.labour_2020, share, settlements.relief_places)
        wages = people * self._pay
        bill.charge(wages, people / self.spell_months, people)
        bill.charge(wages * (1.0 / self.wage_share - 1.0), payee="enterprises")

    @cached_property
    def _pay(self) -> float:
        """Yuan of a month of work."""
        return self.spell_pay / self.spell_months

    def _share(self, month: int) -> float:
        """Places of a month per head of the labour force."""
        return self._places * (month_of_year(month) in SEASON)

    @cached_property
    def _places(self) -> float:
        """Places of a month in season per head of the labour force."""
        return self.amount(self.places, "increment_relief_places")
