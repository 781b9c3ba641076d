"""Vocational training (职业技能培训): course places added to those of 2020, paid per trainee."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..fields import param
from ..state import State, Streams
from .base import Repeating, add, keep
from .billing import Bill


@dataclass(frozen=True, kw_only=True)
class VocationalTraining(Repeating):
    """Publicly paid courses; what a course does to a person is in the training process."""

    STEADY: ClassVar[bool] = True

    places: float | None = param(
        None,
        unit="share of labour/yr",
        doc="course places a year added",
        low=0,
        high=1,
        source="increment_training_places",
    )
    cost_per_place: float = param(
        unit="yuan/place", doc="public cost of a course place", low=0, source="train_cost_average_2019_2021"
    )

    def act(self, state: State, streams: Streams) -> None:
        """Add places, keep the stock of 2020 as far as `kept` says."""
        settlements = state.settlements
        add(settlements.training_places, settlements.labour_2020, self._monthly)
        keep(settlements.training_kept, self.kept)

    def costs(self, bill: Bill) -> None:
        """Pay for this measure's part of the month's intake."""
        settlements = bill.state.settlements
        trainees = bill.part(settlements.trained, settlements.labour_2020, self._monthly, settlements.training_capacity)
        bill.charge(trainees * self.cost_per_place, trainees, payee="enterprises")

    @cached_property
    def _monthly(self) -> float:
        """Places a month per head of the labour force."""
        return self.amount(self.places, "increment_training_places") / 12.0
