"""Forestry economy (林草经济): fruit and understory crops on land kept at the origin, years before they bear."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..fields import param
from ..state import State, Streams
from .billing import Bill
from .forms import Enrolment


@dataclass(frozen=True, kw_only=True)
class ForestryEconomy(Enrolment):
    """A mu planted brings its net income after the gestation; from the start it no longer brings what it did.

    The far land needs no hands of the family: its net income is that after paid work.
    """

    LASTING: ClassVar[bool] = True
    INCREMENT: ClassVar[str] = "increment_forestry"
    FOR: ClassVar[str] = "origin_land"

    places: float | None = param(
        None,
        unit="share of households with land at the origin",
        doc="households that plant by the end",
        low=0,
        high=1,
        source="increment_forestry",
    )
    net: float = param(
        unit="yuan/mu/yr", doc="net income of a mu that bears, paid work taken off", source="forestry_net_per_mu"
    )
    given_up: float = param(
        unit="yuan/mu/yr", doc="rent or subsidy that the land no longer brings", low=0, source="origin_land_income"
    )
    gestation: float = param(
        unit="years", doc="from planting to bearing", low=0, high=20, source="forestry_years_to_yield"
    )
    planting_grant: float = param(
        unit="yuan/mu", doc="public cost of planting a mu", low=0, source="forestry_planting_cost"
    )

    def in_force(self, month: int) -> bool:
        """From the start on: trees stand when the window has closed."""
        return month >= self.start

    def serve(self, state: State, streams: Streams, rows: np.ndarray) -> float:
        """Pay what the mu bear, less what they brought before; who came in first bears first."""
        rows = rows[state.households.size[rows] > 0]
        land, economy = state.households.origin_land[rows], state.economy
        bearing = self.reach(state.month - round(12 * self.gestation)) / self.reach(state.month)
        bears = np.arange(len(rows)) < int(bearing * len(rows) + 0.5)
        # What is given up is what the property process books, so the matched level is taken off too.
        lost = self.given_up * economy.property_level
        _, people = self.pay(state, rows, land * ((self.net * bears - lost) * (economy.index / 12.0)))
        self.note(state, land=float(state.households.origin_land[self.order(state, streams)].mean()))
        return people

    def costs(self, bill: Bill) -> None:
        """Pay for the planting of this month."""
        planted = bill.noted("newly") * bill.noted("land") * self.planting_grant * bill.index
        bill.charge(planted, bill.noted("people") / 12.0, payee="enterprises", invested=planted)
