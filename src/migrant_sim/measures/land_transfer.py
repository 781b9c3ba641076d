"""Land transfer (土地流转): families let the land that they farm; rent comes in, crops go, hands are free for work."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..fields import param
from ..kernels.support import Letting, let_land
from ..state import State, Streams
from .billing import Bill
from .forms import Enrolment


@dataclass(frozen=True, kw_only=True)
class LandTransfer(Enrolment):
    """Families in settlements led by grain let all their land, if the rent covers what the land itself earns them.

    That is the net income of a watered mu less the part that is the reward of their own hands, which they take
    elsewhere. Who would lose by that account does not let: transfer is voluntary. The freed accept jobs more readily;
    as many as before stay at home, though, with the herd and the yard.
    """

    INCREMENT: ClassVar[str] = "increment_land_let"
    FOR: ClassVar[str] = "grain"

    places: float | None = param(
        None,
        unit="share of families that farm grain",
        doc="families that let their land in the end",
        low=0,
        high=1,
        source="increment_land_let",
    )
    rent: float = param(unit="yuan/mu/yr", doc="rent that they can get, 2020", low=0, source="land_rent_per_mu")
    own_net: float = param(unit="yuan/mu/yr", doc="net income of a mu of grain, 2020", source="grain_net_per_mu")
    hands_part: float = param(
        unit="share",
        doc="part of a farm's net income that rewards the family's hands",
        low=0,
        high=1,
        source="farm_labour_elasticity",
    )
    cost: float = param(
        unit="yuan/household/yr", doc="platform and contracts per family", low=0, source="land_transfer_cost"
    )

    def serve(self, state: State, streams: Streams, rows: np.ndarray) -> float:
        """Let their land, and note what they gain; rent and crops are the business of the processes."""
        homes = state.view(Letting, state.households)
        families, people = let_land.run(rows, homes, self._gain(state), state.economy.index)
        self.note(state, families=families)
        return people

    def order(self, state: State, streams: Streams) -> np.ndarray:
        """Those of the roster who would let, in its order."""
        return state.once(("families that let", self._terms(state)), lambda: self._willing(state, streams))

    def _willing(self, state: State, streams: Streams) -> np.ndarray:
        order = super().order(state, streams)
        return order[(self._gain(state) >= 0.0)[state.households.settlement[order]]]

    def costs(self, bill: Bill) -> None:
        """Pay for the contracts, a twelfth of a year each month."""
        yuan = bill.noted("families") * self.cost * bill.index / 12.0
        bill.charge(yuan, bill.noted("people") / 12.0, payee="enterprises")

    def _gain(self, state: State) -> np.ndarray:
        """(settlements,) yuan of 2020 a mu and year by which rent exceeds what land itself earns, levels matched."""
        rent, own = self._terms(state)
        return state.decide(("gain of letting", rent, own), lambda: rent - own * state.settlements.water)

    def _terms(self, state: State) -> tuple[float, float]:
        """Yuan of 2020 a mu and year: the rent, and what a watered mu earns without the reward of hands."""
        economy = state.economy
        own = self.own_net * (1.0 - self.hands_part) * economy.operating_level
        return self.rent * economy.property_level, own
