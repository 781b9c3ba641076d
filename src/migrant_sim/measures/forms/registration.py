"""Support that goes with the household register (户籍): whoever is registered elsewhere decides whether to move it.

The texts leave it to them and keep their land at the origin. ASSUMPTION: a household still counts a part of what that
land brings as at risk, and moves when it gains more than that; once moved, the register stays. Policy migrants were
registered where they live when they were resettled, the others were not (assumption), so policy migrants have nothing
to decide. Households that split off later follow nobody.
"""

from abc import ABC
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from ...fields import param
from ...kernels.support import Register, move_register
from ...state import Group, State, Streams
from .support import Support


@dataclass(frozen=True, kw_only=True)
class MovedRegister(Support, ABC):
    """Support for those who are registered here, or move their register for it; nobody moves at a loss.

    The decision is taken once, by the figures of the month in which the roster is drawn up. Who moves for two reasons
    counts the risk once.
    """

    WATCHES: ClassVar[bool] = True

    land_risk: float = param(
        unit="share",
        doc="ASSUMPTION: part of the income of land at the origin counted as lost with the register",
        low=0,
        high=1,
        source="hukou_land_risk",
    )
    origin_income: float = param(
        unit="yuan/mu/yr", doc="what a mu kept at the origin brings, 2020", low=0, source="origin_land_income"
    )

    def in_force(self, month: int) -> bool:
        """From the start on: a register that was moved stays when the window has closed."""
        return month >= self.start

    def order(self, state: State, streams: Streams) -> np.ndarray:
        """(k,) rows of the roster, without those registered elsewhere who would not move."""
        order = super().order(state, streams)
        return state.once(("movers", self._terms), lambda: self._willing(state, order))

    def reached(self, state: State, rows: np.ndarray) -> None:
        """Note what those registered elsewhere gain by the move, at this month's prices."""
        move_register.run(rows, self._register(state), int(Group.POLICY), state.economy.index)

    def _register(self, state: State) -> Register:
        """What a move is worth by the figures of the month in which it is first asked for."""
        return state.once(("worth of the register", self._terms), lambda: self._decided(state))

    def _decided(self, state: State) -> Register:
        gross, net = state.decide(("worth of the register", *self._terms), lambda: self._worth(state))
        return Register(state.households.group, gross, net, state.households.register_gain)

    def _worth(self, state: State) -> np.ndarray:
        """(2, households): what a household is paid a year, and the same less what it counts as at risk."""
        homes = state.households
        gross = vars(homes)[self.BASIS] * self.rate()
        at_risk = self.land_risk * self.origin_income * state.economy.property_level
        return np.stack([gross, gross - homes.origin_land * at_risk])

    def _willing(self, state: State, order: np.ndarray) -> np.ndarray:
        here = state.households.group[order] == Group.POLICY
        return order[here | (self._register(state).net[order] > 0.0)]

    @cached_property
    def _terms(self) -> tuple[object, ...]:
        """What the decision follows from, apart from the state."""
        return self.name(), self.rate(), self.land_risk, self.origin_income
