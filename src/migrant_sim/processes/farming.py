"""A plain farm account: land not leased out and the herd, at the season's share, the year's price and drought."""

from dataclasses import dataclass

from ..fields import param
from ..state import State, Streams
from .base import Process


@dataclass(frozen=True, kw_only=True)
class Farming(Process):
    """Net operating income of own farms; water, establishment years and debt come with a later version."""

    crop_net: float = param(unit="yuan/mu/yr", doc="net crop income of a mu, 2020", source="crop_net_per_mu")

    def step(self, state: State, streams: Streams) -> None:
        """Book this month's crop and herd income."""
        households, economy = state.households, state.economy
        kept = 1.0 - economy.drought[households.settlement]
        crop = households.land * (1 - households.leased) * self.crop_net * kept * economy.index
        herd = households.herd * economy.herd_price
        income = (crop + herd) * (economy.crop_season * economy.operating_level)
        households.operating += income
        total = float(income.sum())
        state.books.book("outside", "households", "farm sales less costs", total)
        state.notes["farm_income"] = total
