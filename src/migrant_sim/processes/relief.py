"""Work relief (以工代赈): short jobs on public works, for relocated people who look for work.

Places are a lever that measures raise; without places and without anybody in one, nothing happens. Pay is set in the
earnings.
"""

from dataclasses import dataclass

import numpy as np

from ..fields import param
from ..kernels.relief import Count, Homes, People, Terms, at_work, take_on
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
        settlements = state.settlements
        if not np.count_nonzero(settlements.relief_places) and not at_work.run(state.persons.activity):
            return
        places = streams.rounded("relief places", 0, settlements.key, settlements.relief_places)
        take_on.run(
            state.view(People, state.persons),
            state.view(Homes, state.households),
            Terms(self.months, streams.luck("relief order", state.month)),
            Count(places, settlements.relief_filled),
            line_of(state),
        )
