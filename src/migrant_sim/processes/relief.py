"""Work relief (以工代赈): short jobs on public works, for relocated people who look for work.

Places are a lever that measures raise; without places and without anybody in one, nothing happens. Pay is set in the
earnings.
"""

from dataclasses import dataclass

from ..fields import param
from ..kernels.queue import queue
from ..kernels.relief import Count, Homes, People, Terms, at_work, take_on
from ..state import State, Streams
from .base import Process


@dataclass(frozen=True, kw_only=True)
class Relief(Process):
    """Intake and end of work relief."""

    months: float = param(unit="months", doc="how long a place lasts", low=1, high=60, source="relief_months")

    def step(self, state: State, streams: Streams) -> None:
        """End spells that are over, take on seekers: monitored households and those on the allowance first.

        Need knows last month's monitoring and allowance (`households.watch`, `households.dibao`).
        """
        settlements, persons, homes = state.settlements, state.persons, state.households
        if not settlements.relief_places.any() and not at_work(persons.activity):
            return
        places = streams.rounded("relief places", 0, settlements.key, settlements.relief_places)
        take_on(
            People(persons.key, persons.household, persons.settlement, persons.activity, persons.tenure),
            Homes(homes.dibao, homes.watch),
            Terms(self.months, streams.luck("relief order", state.month)),
            Count(places, settlements.relief_filled),
            queue(len(persons)),
        )
