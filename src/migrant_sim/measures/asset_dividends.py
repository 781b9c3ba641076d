"""Dividends (资产折股分红) on public or collective assets turned into shares, the village collective's included."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..fields import param
from ..state import State, Streams
from .forms import Support


@dataclass(frozen=True, kw_only=True)
class AssetDividends(Support):
    """For households without a stake in 2020: a new one of the usual size, with the usual yield, paid in December.

    In a year that fails the assets of a settlement pay nothing; the mean over years is kept, as for the stakes of 2020.
    The stake is public capital, paid in full when it is given. Beyond the index no level is matched: the match of 2020
    keeps the old stakes within the share of property income, and that of these is nobody's figure.
    """

    LASTING: ClassVar[bool] = True
    INCREMENT: ClassVar[str] = "increment_asset_dividends"
    FOR: ClassVar[str] = "all"
    LINE: ClassVar[str] = "property"
    PAYER: ClassVar[str] = "enterprises"
    SEASON: ClassVar[tuple[int, int]] = (12, 12)

    places: float | None = param(
        None,
        unit="share of eligible households",
        doc="households given a stake in the end",
        low=0,
        high=1,
        source="increment_asset_dividends",
    )
    capital: float = param(unit="yuan/household", doc="public capital of a stake", low=0, source="dividend_stake")
    net: float = param(
        unit="share/yr", doc="mean dividend over the stake", low=0, high=1, source="dividend_yield_public_asset"
    )
    failure: float = param(
        unit="1/yr", doc="chance that assets pay nothing in a year", low=0, high=0.95, source="dividend_zero_chance"
    )
    linked: float = param(
        unit="share", doc="households with a stake of 2020, passed over", low=0, high=1, source="dividend_linked_share"
    )

    def in_force(self, month: int) -> bool:
        """From the start on: stakes pay when the window has closed."""
        return month >= self.start

    def order(self, state: State, streams: Streams) -> np.ndarray:
        """(k,) rows of the roster without those who hold a stake of 2020, by the draw of the process `property`."""
        order = super().order(state, streams)
        key = ("roster without stakes", self.name(), self.linked)
        return state.once(key, lambda: order[self._without(state, streams, order)])

    def _without(self, state: State, streams: Streams, order: np.ndarray) -> np.ndarray:
        return streams.uniform("stake", 0, state.households.key[order]) >= self.linked

    def rate(self) -> float:
        """Yuan of 2020 of a stake in a year that pays: more than the mean, so that the mean is kept."""
        return self.capital * self.net / (1.0 - self.failure)
