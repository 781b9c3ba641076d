"""Vocational courses: limited places, lock-in, completion, certificate and a spell of placement help.

A certificate raises pay in regular work as the schooling it is worth, and its holder tries twice for a job for three
months. Any
further effect has to emerge; no published training effect is multiplied on.
"""

from dataclasses import dataclass

import numpy as np

from ..fields import param
from ..kernels.matching import fill_places
from ..state import Activity, State, Streams
from .base import Process
from .moves import doing, in_random_order, move

MOST_COURSES = 3  # publicly paid courses per person (rule of train_subsidy_primary)
OLDEST = 59  # years; courses are for the labour force short of retirement


@dataclass(frozen=True, kw_only=True)
class Training(Process):
    """Intake and completion of courses."""

    places_2020: float = param(
        unit="share of labour/yr",
        doc="publicly paid course places a year in 2020",
        low=0,
        high=1,
        source="training_places_2020",
    )
    certificate_rate: float = param(
        unit="share", doc="trainees who end with a certificate", low=0, high=1, source="training_certificate_rate"
    )
    course_months: float = param(unit="months", doc="length of a course", low=1, high=24, source="course_months")
    placement_months: float = param(
        3.0, unit="months", doc="placement help after a certificate", low=0, high=24, source="setting"
    )

    def step(self, state: State, streams: Streams) -> None:
        """End courses that are over, then admit new trainees."""
        self._complete(state, streams)
        self._admit(state, streams)

    def _complete(self, state: State, streams: Streams) -> None:
        persons = state.persons
        rows = doing(state, Activity.TRAINING)
        persons.training_left[rows] -= 1
        done = rows[persons.training_left[rows] <= 0]
        passed = done[streams.uniform("certificate", state.month, persons.key[done]) < self.certificate_rate]
        persons.certificate[passed] = 1
        persons.placement_left[passed] = int(self.placement_months)
        move(state, done, Activity.SEARCHING)

    def _admit(self, state: State, streams: Streams) -> None:
        """Draw trainees in random order among seekers and casual workers who may take another course.

        Own farmers are left out: farm income here does not depend on who works, so leaving would cost nothing.
        """
        persons, settlements = state.persons, state.settlements
        existing = settlements.labour * (self.places_2020 / 12.0) * settlements.training_kept
        settlements.training_capacity[:] = existing + settlements.training_places
        places = streams.rounded("training places", state.month, settlements.key, settlements.training_capacity)
        rows = doing(state, Activity.SEARCHING, Activity.CASUAL)
        rows = rows[(persons.courses[rows] < MOST_COURSES) & (persons.age[rows] <= OLDEST)]
        given = np.zeros(len(rows), np.bool_)
        fill_places(in_random_order(state, streams, "training order", rows), persons.settlement[rows], places, given)
        admitted = rows[given]
        move(state, admitted, Activity.TRAINING)
        persons.courses[admitted] += 1
        persons.training_left[admitted] = int(self.course_months)
        settlements.trained[:] = np.bincount(persons.settlement[admitted], minlength=len(settlements))
