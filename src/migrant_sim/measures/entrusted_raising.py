"""Entrusted raising (托管代养): animals of public money, with firms that owe the family a fixed sum."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..fields import param
from ..kernels.support import Owed, give_where
from ..months import year_of
from ..state import State, Streams
from .billing import Bill
from .forms import Enrolment


@dataclass(frozen=True, kw_only=True)
class EntrustedRaising(Enrolment):
    """The sum is paid month by month, in the years in which the settlement's firm pays at all.

    The published sums are those of firms that paid, so a firm that fails takes them away (the mean is not kept); and no
    firm pays while a head brings a loss. The families give up neither land nor hands.
    """

    PRICES: ClassVar[tuple[str, ...]] = ("cost_per_place", "capital")
    LASTING: ClassVar[bool] = True
    INCREMENT: ClassVar[str] = "increment_entrusted_raising"
    FOR: ClassVar[str] = "all"
    FIRST: ClassVar[str] = "poor"
    LINE: ClassVar[str] = "property"
    PAYER: ClassVar[str] = "enterprises"

    places: float | None = param(
        None,
        unit="share of households",
        doc="households with entrusted animals in the end",
        low=0,
        high=1,
        source="increment_entrusted_raising",
    )
    net: float = param(
        unit="yuan/yr", doc="sum that a firm that pays owes a household, 2020", low=0, source="dividend_dairy_trust"
    )
    zero_chance: float = param(
        unit="1/yr",
        doc="chance that a settlement's firm pays nothing in a year",
        low=0,
        high=1,
        source="dividend_zero_chance",
    )
    capital: float = param(
        unit="yuan/household", doc="public money that buys the animals", low=0, source="dividend_capital_cost_cow"
    )
    delay: float = param(6.0, unit="months", doc="from start to first places", low=0, high=120, source="setting")

    def in_force(self, month: int) -> bool:
        """From the start on: animals stay when the window has closed."""
        return month >= self.start

    def serve(self, state: State, streams: Streams, rows: np.ndarray) -> float:
        """Give this month's sum where the firms pay."""
        homes, yuan = state.view(Owed, state.households), self.net * state.economy.index / 12.0
        paid, people = give_where.run(rows, yuan, self._paying(state, streams), homes)
        self.book(state, paid)
        return people

    def costs(self, bill: Bill) -> None:
        """Pay for the animals of the households that came in this month; reached is who has them, paid or not."""
        yuan = bill.noted("newly") * self.capital * bill.index
        bill.charge(yuan, bill.noted("people") / 12.0, payee="enterprises", invested=yuan)

    def _paying(self, state: State, streams: Streams) -> np.ndarray:
        """(settlements,) whether a settlement's firm pays this year."""
        january, brings = year_of(state.month) * 12, state.economy.herd_price > 0.0
        key = ("entrusted raising", january, self.zero_chance, brings)
        return state.once(key, lambda: (self._draw(state, streams, january) >= self.zero_chance) & brings)

    def _draw(self, state: State, streams: Streams, january: int) -> np.ndarray:
        return streams.uniform("entrusted raising", january, state.settlements.key)
