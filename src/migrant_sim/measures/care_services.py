"""Care services (托老托幼): places by day for those who depend on a main carer of the labour force.

A carer whose charge has a place can take a regular local job without paying for the whole care that replaces his own;
the fee is left. Care by day lets nobody leave the county, and who has left the labour force for care does not come
back. A fee is a household's spending, so it moves decisions and no income line.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..fields import param
from ..kernels.inequality import stable_order
from ..kernels.support import mark
from ..state import State, Streams
from .base import Repeating
from .billing import Bill
from .forms import admitted


@dataclass(frozen=True, kw_only=True)
class CareServices(Repeating):
    """Places go to carers in the order of a draw, whether they use the time to work or not."""

    places: float | None = param(
        None,
        unit="share of carers in labour force",
        doc="carers for whose charge there is a place",
        low=0,
        high=1,
        source="increment_care_places",
    )
    fee: float = param(
        unit="share", doc="fee over the cost of replacement care", low=0, high=1, source="care_fee_share"
    )
    cost_per_place: float = param(
        unit="yuan/place/yr", doc="public cost of a place, fee apart, 2020", low=0, source="care_public_cost"
    )

    def act(self, state: State, streams: Streams) -> None:
        """Give the places."""
        order = _carers(state, streams)
        first, last = admitted(state, self.name(), len(order), self._share * len(order))
        mark.run(order, first, last, int(100.0 * (1.0 - self.fee) + 0.5), state.persons.relieved)
        self.note(state, taken=float(last - first))

    @cached_property
    def _share(self) -> float:
        """Share of the carers for whose charge there is a place."""
        return min(self.amount(self.places, "increment_care_places"), 1.0)

    def costs(self, bill: Bill) -> None:
        """Pay for the places taken."""
        taken = bill.noted("taken")
        bill.charge(taken * self.cost_per_place * bill.index / 12.0, taken / 12.0, payee="enterprises")


def _carers(state: State, streams: Streams) -> np.ndarray:
    """(k,) rows of main carers of the labour force in the order of admission; chosen in January, known in February."""
    return state.decide(("carers", (state.month - 1) // 12), lambda: _ordered(state, streams))


def _ordered(state: State, streams: Streams) -> np.ndarray:
    persons = state.persons
    rows = np.flatnonzero((persons.carer == 1) & (persons.labour == 1))
    return rows[stable_order(streams.uniform("care places", 0, persons.key[rows]))]
