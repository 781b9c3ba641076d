"""Water saving (节水灌溉、以水定地): the same water serves more land; thirsty crops go first."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..fields import param
from ..kernels.levers import supply_water
from ..state import State, Streams
from .base import Measure
from .billing import Bill
from .forms import farmland, progress


@dataclass(frozen=True, kw_only=True)
class WaterSaving(Measure):
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
        places, built = state.settlements, self._built(state.month)
        supply_water.run(places.water_added, places.water, self._reached, built, self.cut * (1.0 - built))

    def costs(self, bill: Bill) -> None:
        """Pay for the land equipped this month; count members of the families that farm what is equipped."""
        land, reached = farmland(bill.state), self._reached
        newly = bill.by_month(lambda month: self._built(month) - self._built(month - 1))
        yuan = land.all_mu * reached * newly * self.cost * bill.index
        people = land.all_people * reached * bill.by_month(self._built)
        bill.charge(yuan, people / 12.0, payee="enterprises", invested=yuan)

    @cached_property
    def _reached(self) -> float:
        """Share of the land that is reached."""
        return min(self.amount(self.share, "increment_water_saving"), 1.0)

    def _built(self, month: int) -> float:
        """Part of the works in use: evenly from the delay to the end of the window."""
        months = max(self.stop - self.start + 1 - self.delay, 1.0)
        return progress(month - self.start + 1 - self.delay, months)
