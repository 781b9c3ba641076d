"""Water saving (节水灌溉、以水定地): the same water serves more land; thirsty crops go first."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import ceil
from typing import ClassVar

from ..fields import param
from ..kernels.levers import supply_water
from ..state import State, Streams
from .base import Repeating
from .billing import Bill
from .forms import farmland, progress


@dataclass(frozen=True, kw_only=True)
class WaterSaving(Repeating):
    """On the land that is reached thirsty crops are given up from the start; once equipped, all of it is watered.

    So it takes income in the first years, and gives it when the works stand, up to the ceiling of all the land.
    """

    LASTING: ClassVar[bool] = True

    share: float | None = param(
        None, unit="share of land", doc="land equipped by the end", low=0, high=1, source="increment_water_saving"
    )
    cut: float = param(
        unit="share",
        doc="land reached on which thirsty crops are given up until it is equipped",
        low=0,
        high=1,
        source="water_saving_cut",
    )
    cost: float = param(unit="yuan/mu", doc="equipment of a mu", low=0, source="water_saving_cost")
    delay: float = param(
        12.0, unit="months", doc="from start to the first works in use", low=0, high=120, source="setting"
    )

    def in_force(self, month: int) -> bool:
        """From the start on: what was equipped stays so when the window has closed."""
        return month >= self.start

    def act(self, state: State, streams: Streams) -> None:
        """Add the water that reaches more land, less the land that is cut back."""
        places, path = state.settlements, self._path
        built, _ = path[min(max(state.month - self.start + 1, 0), len(path) - 1)]
        supply_water.run(places.water_added, places.water, self._reached, built, self.cut * (1.0 - built))

    def costs(self, bill: Bill) -> None:
        """Pay for the land equipped this month; count members of the families that farm what is equipped."""
        land, reached = farmland(bill.state), self._reached
        built, newly = (bill.path(self.start - 1, numbers) for numbers in zip(*self._path, strict=True))
        yuan = land.all_mu * reached * newly * self.cost * bill.index
        people = land.all_people * reached * built
        bill.charge(yuan, people / 12.0, payee="enterprises", invested=yuan)

    @cached_property
    def _reached(self) -> float:
        """Share of the land that is reached."""
        return min(self.amount(self.share, "increment_water_saving"), 1.0)

    @cached_property
    def _path(self) -> list[tuple[float, float]]:
        """Part of the works in use by the end of a month, and of it in that month, from the one before the start on:
        evenly from the delay to the end of the window.
        """
        months = max(self.stop - self.start + 1 - self.delay, 1.0)
        built = [progress(since - self.delay, months) for since in range(-1, ceil(self.delay + months) + 2)]
        return [(now, now - before) for before, now in pairwise(built)]
