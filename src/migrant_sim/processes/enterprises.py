"""This month's places of every pool that hires by the month; firms that close and open; dismissals where places fell.

A pool's places are those of 2020 that are kept, times the share of its firms that operate, times the county's labour
demand, plus those that measures add. Firms are not told apart: of a local pool with N firms about as many close in a
year as open, so the share that operates moves at random and tends back to 1, the less the more firms there are.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..fields import param
from ..kernels.enterprises import Firms, Month, Pools, Terms, month_of_pools, turn_over
from ..kernels.queue import queue_of
from ..months import month_of_year
from ..published import parameter
from ..state import PoolKind, State, Streams
from .base import Process
from .moves import seats

FIRST, LAST = int(PoolKind.LOCAL), int(PoolKind.WORKSHOP)  # kinds of pool with places by the month
DEMAND_FACTOR = "labour_demand_factor"
LEAST, MOST = 0.2, 2.0  # assumption: no pool's firms fall below a fifth of those of 2020, nor double


@dataclass(frozen=True, kw_only=True)
class Enterprises(Process):
    """Entry and exit of firms in January, places and dismissals every month; before the labour market opens."""

    places_per_firm: float = param(
        unit="places/firm", doc="mean size of a local employer", low=1, high=10_000, source="places_per_firm"
    )
    firm_death: float = param(
        unit="1/yr",
        doc="share of local employers that close in a year; as many open in expectation",
        low=0,
        high=0.95,
        source="entrepreneur_firm_death_annual",
    )

    demand_elasticity: float = param(
        unit="ratio",
        doc="extra places per subsidised hire of a month whose year's pay is covered in full",
        low=0,
        high=10,
        source="labour_demand_elasticity",
    )
    demand_factor: float = param(
        unit="share",
        doc="labour-demand factor shared with training and export; over its central value it scales those extra places",
        low=0,
        high=1,
        source=DEMAND_FACTOR,
    )

    def prepare(self, state: State, streams: Streams) -> None:
        """Keep the labour force of 2020, which the population is: increments are shares of it."""
        state.settlements.labour_2020[:] = state.settlements.labour

    def step(self, state: State, streams: Streams) -> None:
        """Let firms close and open in January, set the month's places, dismiss those without one."""
        if month_of_year(state.month) == 1 and self.firm_death > 0.0:
            self._turn_over(state, streams)
        terms = Terms(
            elasticity=self._elasticity,
            rounding=streams.luck("places", 0),  # a pool's is fixed for the run, so that places do not flicker
            leaving=streams.luck("dismissals", state.month),
            order=streams.luck("dismissal", state.month),
        )
        month = state.once("month of pools", lambda: _month(state))
        month_of_pools.run(month, state.economy.county_demand, terms)

    @cached_property
    def _elasticity(self) -> float:
        """Extra places per subsidised hire under this labour demand.

        The elasticity is a net one already, so the factor moves it about its level, and does not cut it twice.
        """
        return self.demand_elasticity * (self.demand_factor / parameter(DEMAND_FACTOR).central)

    def _turn_over(self, state: State, streams: Streams) -> None:
        """Move the operating share of local pools: n becomes n (1 - d) + d, with the spread of N firms' own luck."""
        luck = streams.normal("firms", state.month, state.enterprises.key)
        firms = Firms(FIRST, self.firm_death, state.scale * self.places_per_firm, LEAST, MOST)
        turn_over.run(state.view(Pools, state.enterprises), firms, luck)


def _month(state: State) -> Month:
    """The columns of a month, which stay the same arrays, and room for the workers of a county."""
    persons, counties = state.persons, state.counties
    return Month(
        first=FIRST,
        last=LAST,
        pools=state.view(Pools, state.enterprises),
        key=persons.key,
        begins=np.searchsorted(persons.county, np.arange(len(counties) + 1)),
        host_seekers=counties.host_seekers,
        seats=seats(state),
        queue=queue_of(persons.county),
    )
