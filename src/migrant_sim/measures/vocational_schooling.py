"""Vocational schooling (两后生职业教育): school leavers go to a vocational school instead of looking for work.

Those come who joined the labour force at 16 to 19 within the year and have no regular job, in any month of the year.
They are out of work until they graduate, so the first years show the loss alone. Most leave with a certificate, which
is all that the school gives them here: pay by schooling stays as it was, and grants to pupils are a cost to the public
but no income.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from ..fields import param
from ..kernels.levers import lift_all
from ..state import State, Streams
from .base import Repeating
from .billing import Bill


@dataclass(frozen=True, kw_only=True)
class VocationalSchooling(Repeating):
    """School leavers without regular work are sent to school, with tuition waived and a grant.

    A share of them, not a number of places: leavers are few, and in a small sample a place of a settlement would often
    find nobody.
    """

    STEADY: ClassVar[bool] = True

    places: float | None = param(
        None,
        unit="share of leavers",
        doc="school leavers sent to school in addition",
        low=0,
        high=1,
        source="increment_school_places",
    )
    cost_per_place: float = param(
        unit="yuan/place",
        doc="tuition and grant of all years of a pupil, set aside at entry, 2020",
        low=0,
        source="school_cost",
    )

    def act(self, state: State, streams: Streams) -> None:
        """Send so many."""
        lift_all.run(state.settlements.school_share, self._places)

    def costs(self, bill: Bill) -> None:
        """Pay for this measure's part of the month's intake."""
        settlements = bill.state.settlements
        everywhere = bill.state.once("one a settlement", lambda: np.ones(len(settlements)))
        pupils = bill.part(settlements.enrolled, everywhere, self._places, settlements.school_share)
        bill.charge(pupils * self.cost_per_place * bill.index, pupils, payee="enterprises")

    @cached_property
    def _places(self) -> float:
        """Share of the leavers."""
        return self.amount(self.places, "increment_school_places")
