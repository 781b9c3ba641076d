"""Technical service (农业技术服务、科技特派员): advice that raises what farmers who follow it harvest."""

from dataclasses import dataclass
from functools import cached_property

from ..fields import param
from ..kernels.levers import lift_up_to
from ..state import State, Streams
from .base import Repeating
from .billing import Bill
from .forms import farmland, progress


@dataclass(frozen=True, kw_only=True)
class TechnicalService(Repeating):
    """Farmers are advised from the start, follow one after the other, and go on as long as advice goes on."""

    share: float | None = param(
        None,
        unit="share of land",
        doc="land of farmers advised in addition",
        low=0,
        high=1,
        source="increment_technical_service",
    )
    gain: float = param(
        unit="share",
        doc="net crop income that those who follow gain",
        low=0,
        high=2,
        source="technical_service_gain",
    )
    adoption: float = param(
        unit="months", doc="until all who are advised follow", low=1, high=120, source="technical_service_adoption"
    )
    cost: float = param(unit="yuan/mu/yr", doc="advice per mu", low=0, source="technical_service_cost")

    def act(self, state: State, streams: Streams) -> None:
        """Raise yields by the land of those who follow; all instances together reach each mu once at most."""
        followed = progress(state.month - self.start + 1, self.adoption)
        lift_up_to.run(state.settlements.crop_gain, self._advised * followed * self.gain, self.gain)

    def costs(self, bill: Bill) -> None:
        """Pay for the land advised, a twelfth of a year each month."""
        land, advised = farmland(bill.state), self._advised / 12.0
        yuan = land.all_mu * advised * self.cost * bill.index
        bill.charge(yuan, land.all_people * advised, payee="enterprises")

    @cached_property
    def _advised(self) -> float:
        """Share of the land whose farmers are advised."""
        return min(self.amount(self.share, "increment_technical_service"), 1.0)
