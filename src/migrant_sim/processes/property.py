"""Net property income: rents here and at the origin, dividends, and one matched line for imputed rent and the rest."""

from dataclasses import dataclass

import numpy as np

from ..fields import param
from ..kernels.farming import Owners, PropertyTerms, collect, share_out
from ..months import month_of_year
from ..published import margin
from ..state import Group, State, Streams, flow
from .base import Process

FLOWS = (  # in the order of the totals of `collect`
    flow("enterprises", "households", "land rent"),
    flow("outside", "households", "origin land"),
    flow("enterprises", "households", "dividends"),
    flow("enterprises", "households", "imputed rent and other property income"),
)
PAYING_MONTH = 12  # assumption: common assets pay at the end of the year, so not within the nine months


@dataclass(frozen=True, kw_only=True)
class Property(Process):
    """Rent of land leased out and of land at the origin, dividends that can be zero, the rest per registered person."""

    land_rent: float = param(unit="yuan/mu/yr", doc="rent of leased land, 2020", low=0, source="land_rent_per_mu")
    origin_land: float = param(
        unit="mu", doc="mean land kept at the origin by those who kept any", low=0, source="origin_land_mu"
    )
    origin_income: float = param(
        unit="yuan/mu/yr", doc="rent or subsidy of land at the origin, 2020", low=0, source="origin_land_income"
    )
    linked: float = param(
        unit="share", doc="share of households with a stake", low=0, high=1, source="dividend_linked_share"
    )
    stake: float = param(unit="yuan", doc="capital behind a household's stake", low=0, source="dividend_stake")
    dividend_yield: float = param(
        unit="share/yr", doc="mean dividend over the stake", low=0, high=1, source="dividend_yield_public_asset"
    )
    zero_chance: float = param(
        unit="1/yr",
        doc="chance that a settlement's assets pay nothing in a year; the mean is kept",
        low=0,
        high=0.95,
        source="dividend_zero_chance",
    )

    def prepare(self, state: State, streams: Streams) -> None:
        """Draw who kept land at the origin, and how much."""
        households, now = state.households, state.month
        share = {row.level1: row.value for row in margin("origin_land_share")}
        kept = np.array([share[group.name] for group in Group])[households.group]
        size = self.origin_land * (0.5 + streams.uniform("origin land", now, households.key))
        keeps = (streams.uniform("origin land kept", now, households.key) < kept) & (households.size > 0)
        households.origin_land[:] = np.where(keeps, size, 0.0)

    def step(self, state: State, streams: Streams) -> None:
        """Book this month's property income; the rules' part follows the nominal index and the matched level."""
        economy, totals = state.economy, state.once("sums of property", lambda: np.empty(4))
        level = economy.index * economy.property_level
        stakes = state.once("dividends of stakes", lambda: np.zeros(len(state.settlements)))
        pays = month_of_year(state.month) == PAYING_MONTH
        if pays:
            luck = streams.luck("dividend", state.month)
            share_out.run(state.settlements.key, luck, self.zero_chance, self._dividend * level, stakes)
        terms = PropertyTerms(
            rent=self.land_rent * level / 12.0,
            origin=self.origin_income * level / 12.0,
            other=economy.property_other * economy.index / 12.0,
            pays=pays,
            linked=self.linked,
            stake=stakes,
        )
        collect.run(state.view(Owners, state.households), terms, streams.luck("stake", 0), totals)
        state.books.add_all(FLOWS, totals.tolist())

    @property
    def _dividend(self) -> float:
        """Yuan of 2020 that a stake pays where assets pay at all in a year, so that the mean is kept."""
        return self.stake * self.dividend_yield / (1.0 - self.zero_chance)
