"""Net property income: rent of leased land, and one matched line for imputed rent, dividends and the rest."""

from dataclasses import dataclass

from ..fields import param
from ..state import State, Streams
from .base import Process


@dataclass(frozen=True, kw_only=True)
class Property(Process):
    """Land rent by lease, the rest per registered person."""

    land_rent: float = param(unit="yuan/mu/yr", doc="rent of leased land, 2020", low=0, source="land_rent_per_mu")

    def step(self, state: State, streams: Streams) -> None:
        """Book this month's rent and other property income."""
        households, economy = state.households, state.economy
        rent = households.land * households.leased * (self.land_rent * economy.index / 12.0)
        other = households.size * (economy.property_other * economy.index / 12.0)
        households.property += rent + other
        state.books.book("enterprises", "households", "land rent", float(rent.sum()))
        state.books.book("enterprises", "households", "other property income", float(other.sum()))
