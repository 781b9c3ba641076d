"""Vocational courses: limited places, a rule of selection, lock-in, completion, certificate and placement help.

A certificate and its month are all that a course leaves behind: pay builds up and decays in the earnings, and the
holder tries twice for a job for three months. Any further effect has to emerge; no published training effect is
multiplied on.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..errors import bad_value
from ..fields import param
from ..kernels.opening import Opened
from ..kernels.schooling import Leavers
from ..kernels.training import LEDGER, ORDER, SELF, Count, Month, Now, People, Rules, month_of_courses
from ..state import State, Streams
from .base import Process, line_of

MOST_COURSES = 3  # publicly paid courses per person (rule of train_subsidy_primary)
OLDEST = 59  # years; courses are for the labour force short of retirement
NOTES = ("courses_ended", "courses_passed")
SELECTIONS = {"order": ORDER, "ledger": LEDGER, "self": SELF}


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
    school_months: float = param(
        unit="months", doc="length of a vocational school", low=6, high=60, source="school_months"
    )
    placement_months: float = param(
        3.0, unit="months", doc="placement help after a certificate", low=0, high=24, source="setting"
    )
    selection: str = param(
        "order",
        unit="-",
        doc="who gets a place: order (random), ledger (unemployed and hard to place first) or self (volunteers)",
        source="setting",
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.selection not in SELECTIONS:
            raise bad_value("process.training.selection", self.selection, ", ".join(SELECTIONS), "、".join(SELECTIONS))

    def step(self, state: State, streams: Streams) -> None:
        """End courses that are over, then admit seekers and casual workers who may take another course; school leavers
        without regular work go to vocational school, which they complete like a course, years later.

        Own farmers are left out: few leave the land for a course, and the texts order courses for those who seek work.
        """
        month = state.once("month of courses", lambda: _month(state))
        month_of_courses.run(month, self._rules, _now(state, streams))
        state.notes.update(zip(NOTES, month.counts.ended.tolist(), strict=True))

    @cached_property
    def _rules(self) -> Rules:
        """What parameters say for all months."""
        return Rules(
            selection=SELECTIONS[self.selection],
            course_months=int(self.course_months),
            school_months=int(self.school_months),
            placement_months=int(self.placement_months),
            certificate_rate=self.certificate_rate,
            most_courses=MOST_COURSES,
            oldest=OLDEST,
            existing=self.places_2020 / 12.0,
        )


def _now(state: State, streams: Streams) -> Now:
    """What differs this month."""
    return Now(
        month=state.month,
        rounding=streams.luck("training places", state.month),
        passing=streams.luck("certificate", state.month),
        order=streams.luck("training order", state.month),
        school=streams.luck("school", 0),
    )


def _month(state: State) -> Month:
    """The columns of a month, which stay the same arrays, and room for its counts."""
    at, places = state.settlements, np.zeros(len(state.settlements), np.int64)
    kept, added, capacity = at.training_kept, at.training_places, at.training_capacity
    return Month(
        people=state.view(People, state.persons),
        leavers=state.view(Leavers, state.persons, state.enterprises),
        opened=Opened(at.key, at.labour_2020, kept, added, capacity, places),
        school_share=at.school_share,
        enrolled=at.enrolled,
        counts=Count(places, at.trained, state.enterprises.migrants, np.zeros(len(NOTES))),
        queue=line_of(state),
    )
