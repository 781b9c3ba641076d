"""Lease of land at the place of origin (迁出地土地流转): firms, or the county's platform at a floor price, rent it."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..fields import param
from ..state import State, Streams
from .billing import Bill
from .forms import Enrolment, roster

PLANTERS = "forestry_economy"  # roster served from the front there and from the back here, so that no land serves twice


@dataclass(frozen=True, kw_only=True)
class OriginLandLease(Enrolment):
    """Households that kept land at the origin let it, if the rent exceeds what it brings them now.

    Nobody lets at a loss: transfer is voluntary. The land is far and needs no hands of the family, so letting frees
    none. The rent and the households that find a tenant are assumptions.
    """

    INCREMENT: ClassVar[str] = "increment_origin_land_let"
    FOR: ClassVar[str] = "origin_land"
    LINE: ClassVar[str] = "property"

    places: float | None = param(
        None,
        unit="share of households with land at the origin",
        doc="households that find a tenant in the end",
        low=0,
        high=1,
        source="increment_origin_land_let",
    )
    rent: float = param(unit="yuan/mu/yr", doc="rent, or floor price, of a mu, 2020", low=0, source="origin_land_rent")
    given_up: float = param(
        unit="yuan/mu/yr", doc="rent or subsidy that the land no longer brings", low=0, source="origin_land_income"
    )
    cost: float = param(
        unit="yuan/household/yr", doc="platform and contracts per family", low=0, source="land_transfer_cost"
    )

    def order(self, state: State, streams: Streams) -> np.ndarray:
        """(k,) rows of the roster of those who plant the land, the last first; nobody where letting would lose."""
        last_first = state.once(
            "planters, the last first", lambda: roster(state, streams, PLANTERS, self.FOR)[::-1].copy()
        )
        return last_first if self._gain(state) > 0.0 else last_first[:0]

    def serve(self, state: State, streams: Streams, rows: np.ndarray) -> float:
        """Pay rent less what the land brought before, and note what they gain."""
        homes, gain = state.households, self._gain(state) * state.economy.index
        rows = rows[homes.size[rows] > 0]
        homes.origin_let_gain[rows] = homes.origin_land[rows] * gain
        _, people = self.pay(state, rows, homes.origin_land[rows] * (gain / 12.0))
        self.note(state, families=float(len(rows)))
        return people

    def costs(self, bill: Bill) -> None:
        """Pay for the contracts, a twelfth of a year each month."""
        yuan = bill.noted("families") * self.cost * bill.index / 12.0
        bill.charge(yuan, bill.noted("people") / 12.0, payee="enterprises")

    def _gain(self, state: State) -> float:
        """Yuan of 2020 a mu and year; what is given up is what the property process books, its matched level in it."""
        return self.rent - self.given_up * state.economy.property_level
