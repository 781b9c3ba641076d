"""Major illness: who falls ill, how long it keeps from work, and what it costs before any reimbursement."""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from ..fields import param
from ..kernels import demography, health
from ..published import margin
from ..state import State, Streams
from .base import Process

BASE_YEAR = 2020  # whose margins hold those whose work is limited, so nobody joins them before its end
OLDEST = 120
ADULT, MIDDLE, OLD = 16, 45, 60
BY_AGE = (0.5, 1.2, 2.0)  # ASSUMPTION: chance of adults below 45, below 60 and older, against each other
OPEN_SIZE_MEAN = 7.6  # persons, mean of the class 7+ by the note of the margin household_size

COST_YEARS = 5.0  # years over which the source counts the cost; the bill here is that of the first


@dataclass(frozen=True, kw_only=True)
class Health(Process):
    """Illness of adults, by one draw a household and month."""

    frequency: float = param(
        unit="1/yr",
        doc="chance that a household meets a major illness in a year",
        low=0,
        high=1,
        source="shock_health_frequency",
    )
    months: float = param(
        unit="months", doc="how long a major illness keeps from work", low=1, high=60, source="major_illness_months"
    )
    limiting: float = param(
        unit="share",
        doc="major illnesses after which work stays limited",
        low=0,
        high=1,
        source="illness_limiting_share",
    )
    own_cost: float = param(
        unit="yuan",
        doc="medical cost of a major illness over five years that the household pays itself, 2020",
        low=0,
        source="shock_health_oop_5yr",
    )
    cover: float = param(
        unit="share",
        doc="share of the bill that insurance and aid pay",
        low=0,
        high=0.95,
        source="medical_cover_share",
    )

    def step(self, state: State, streams: Streams) -> None:
        """First the illnesses that go on or end, then the new ones."""
        month = state.once("month of health", lambda: _month(state))
        falling, limits = streams.luck("illness", state.month), streams.luck("illness limits", state.month)
        health.month_of_health.run(month, self._course(state), falling, limits)
        state.notes["fallen_ill"], state.notes["recovered"] = month.counts.tolist()

    def _course(self, state: State) -> health.Course:
        """This month's terms of illness; bills follow the nominal level."""
        (falling, largest), months = _falling(self.frequency), max(int(self.months + 0.5), 1)
        bill = self._bill * state.economy.index / months
        limiting = self.limiting if state.month >= 12 * (BASE_YEAR + 1) else 0.0
        return health.Course(falling, largest, months, bill, limiting)

    @cached_property
    def _bill(self) -> float:
        """Yuan of 2020 that an illness costs in its first year before any reimbursement."""
        return self.own_cost / COST_YEARS / (1.0 - self.cover)


def _month(state: State) -> health.Month:
    """The columns of a month, which stay the same arrays, and room for its draws and counts."""
    persons, households = state.persons, state.households
    return health.Month(
        patients=state.view(health.Patients, persons),
        work=state.view(demography.Work, persons, state.enterprises, state.posts),
        homes=state.view(health.Homes, households),
        key=households.key,
        settlement=households.settlement,
        multiple=state.settlements.illness,
        draws=np.empty(len(households)),
        rows=np.empty(len(persons), np.int32),
        counts=np.zeros(2),
    )


@cache
def _falling(frequency: float) -> tuple[np.ndarray, float]:
    """(ages,) chance of an adult a month, such that a household of 2020 meets `frequency` illnesses a year; its top."""
    age = np.arange(OLDEST + 1)
    weight = np.select([age < ADULT, age < MIDDLE, age < OLD], [0.0, *BY_AGE[:2]], BY_AGE[2])
    people = np.array([row.value for row in margin("age_sex")]).reshape(-1, 2).sum(axis=1)
    band = np.minimum(age // 5, len(people) - 1)
    mean = np.bincount(band, weights=weight) / np.bincount(band)
    sizes = [row.value for row in margin("household_size")]
    size = sum(share * (number if number < 7 else OPEN_SIZE_MEAN) for number, share in enumerate(sizes, start=1))
    chance = frequency / 12.0 * weight / (size * float(people @ mean))
    return chance, float(chance.max())
