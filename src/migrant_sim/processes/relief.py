"""Work relief (以工代赈): short jobs on public works, for relocated people who look for work.

Places are a lever that measures raise; without places and without anybody in one, nothing happens. Pay is set in the
earnings.
"""

from dataclasses import dataclass

import numpy as np

from ..fields import param
from ..kernels.relief import Count, Homes, Month, People, Terms, month_of_relief
from ..state import State, Streams
from .base import Process, line_of


@dataclass(frozen=True, kw_only=True)
class Relief(Process):
    """Intake and end of work relief."""

    months: float = param(unit="months", doc="how long a place lasts", low=1, high=60, source="relief_months")

    def step(self, state: State, streams: Streams) -> None:
        """End spells that are over, take on seekers: monitored households and those on the allowance first.

        Need knows last month's monitoring and allowance (`households.watch`, `households.dibao`).
        """
        month = state.once("month of relief", lambda: _month(state))
        terms = Terms(self.months, streams.luck("relief order", state.month))
        month_of_relief.run(month, terms, streams.luck("relief places", 0))


def _month(state: State) -> Month:
    """The columns of a month, which stay the same arrays, and room for its places."""
    settlements = state.settlements
    return Month(
        key=settlements.key,
        lever=settlements.relief_places,
        people=state.view(People, state.persons),
        homes=state.view(Homes, state.households),
        counts=Count(np.zeros(len(settlements), np.int64), settlements.relief_filled),
        queue=line_of(state),
    )
