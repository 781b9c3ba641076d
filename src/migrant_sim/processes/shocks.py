"""Shocks as values, and where they hit: each raises monthly columns of settlements or counties in its months alone.

Nothing here knows a measure, and a shock hits both arms. Whom it hits is a keyed draw of its own that stands for as
long as the shock lasts, so a larger spread hits the same places and more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..errors import bad_value, unknown_name
from ..fields import param
from ..state import State, Streams

BEEF_FALL, MILK_FALL = (
    0.24,
    0.157,
)  # of 2024, shock_beef_price_2024 and shock_milk_price_2024: what losses a head refer to


class Kind(NamedTuple):
    """What one kind of shock means: unit and bounds of its size, whether places are settlements, and its meaning."""

    unit: str
    low: float
    high: float
    by_settlement: bool
    title_en: str
    title_zh: str


KINDS: Mapping[str, Kind] = {
    "illness": Kind("ratio", 1.0, 20.0, True, "times the usual chance of a major illness", "重大疾病发生概率的倍数"),
    "drought": Kind("share", 0.0, 1.0, True, "crop income lost to drought", "旱灾造成的种植收入损失"),
    "crop_price": Kind("share", 0.0, 1.0, True, "net crop income lost to prices", "价格下跌造成的种植净收入损失"),
    "herd_price": Kind("share", 0.0, 0.5, True, "fall of the price of cattle", "肉牛价格跌幅"),
    "milk_price": Kind("share", 0.0, 0.5, True, "fall of the price of raw milk", "生鲜乳价格跌幅"),
    "outside_demand": Kind("share", 0.0, 1.0, False, "jobs outside the region that vanish", "省（区）外岗位减少比例"),
    "epidemic": Kind("share", 0.0, 1.0, False, "work that stops", "停工比例"),
    "published": Kind("ratio", 1.0, 1.0, False, "the path of the data, as published", "按已发布数据的路径"),
}


@dataclass(frozen=True, kw_only=True)
class Shock:
    """One shock: its kind, size, first and last month, and how far it spreads."""

    kind: str
    size: float = param(1.0, unit="-", doc="how strong, in the unit of the kind", source="setting")
    start: int = 0
    stop: int = 0
    spread: float = param(
        1.0, unit="share", doc="settlements (or counties) that are hit", low=0, high=1, source="setting"
    )
    host_loss: float = param(
        0.0,
        unit="share",
        doc="income that hosts lose while it lasts, beyond the pools they share",
        low=0,
        high=0.9,
        source="setting",
    )
    title_en: str = ""
    title_zh: str = ""
    source: str = ""

    def checked(self, name: str) -> "Shock":
        """The same; ConfigurationError, naming the shock, for an unknown kind or a size or window it cannot have."""
        if self.kind not in KINDS:
            raise unknown_name(f"shock.{name}.kind", self.kind, KINDS)
        kind = KINDS[self.kind]
        if not kind.low <= self.size <= kind.high:
            raise bad_value(
                f"shock.{name}.size",
                self.size,
                f"from {kind.low:g} to {kind.high:g} {kind.unit}",
                f"{kind.low:g} 至 {kind.high:g}",
            )
        return self

    def active(self, month: int) -> bool:
        """Whether it lasts in a month."""
        return self.start <= month <= self.stop


class HeadLosses(NamedTuple):
    """Yuan of the month's level that a head sold loses per unit of the price of cattle, and of milk."""

    cattle: float
    milk: float


def strike(shocks: tuple[tuple[str, Shock], ...], state: State, streams: Streams, head: HeadLosses) -> None:
    """Raise the columns that the shocks of this month move; those of the same column add up as losses do."""
    for name, shock in shocks:
        if shock.active(state.month):
            _strike(name, shock, state, streams, head)


def _strike(name: str, shock: Shock, state: State, streams: Streams, head: HeadLosses) -> None:
    places = state.settlements if KINDS[shock.kind].by_settlement else state.counties
    hit = streams.uniform(f"shock {name}", shock.start, places.key) < shock.spread
    size = np.where(hit, shock.size, 0.0)
    settlements, counties = state.settlements, state.counties
    if shock.kind in ("drought", "crop_price"):
        _lose(settlements.crop_lost, size)
    elif shock.kind == "herd_price":
        settlements.herd_lost += size * head.cattle
    elif shock.kind == "milk_price":
        settlements.herd_lost += size * head.milk
    elif shock.kind == "illness":
        settlements.illness *= np.where(hit, shock.size, 1.0)
    elif shock.kind == "outside_demand":
        _lose(counties.outside_lost, size)
        if state.month == shock.start:
            _lose(counties.outside_early, size)
    elif shock.kind == "epidemic":
        _lose(counties.closed, size)


def _lose(column: np.ndarray, share: np.ndarray) -> None:
    """What is left loses the share."""
    column[:] = 1.0 - (1.0 - column) * (1.0 - share)
