"""Vocational training (职业技能培训): course places added to those of 2020, paid per trainee."""

from dataclasses import dataclass

import numpy as np

from ..fields import param
from ..state import State
from .base import Measure, part_of


@dataclass(frozen=True, kw_only=True)
class VocationalTraining(Measure):
    """Publicly paid courses; what a course does to a person is in the training process."""

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

    def act(self, state: State) -> None:
        """Add places, keep the stock of 2020 as far as `kept` says."""
        state.settlements.training_places += self._places(state)
        state.settlements.training_kept *= self.kept

    def bill(self, state: State) -> None:
        """Pay for this measure's part of the month's intake."""
        settlements = state.settlements
        trainees = part_of(settlements.trained, self._places(state), settlements.training_capacity)
        self.charge(state, trainees * self.cost_per_place, trainees, 0.0)

    def _places(self, state: State) -> np.ndarray:
        """(settlements,) places a month."""
        return state.settlements.labour_2020 * (self.amount(self.places, "increment_training_places") / 12.0)
