"""Temporary assistance (临时救助): one payment to more of the households that monitoring has newly found."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..fields import param
from ..state import State, Streams
from .base import Measure
from .forms.rules import ask, part


@dataclass(frozen=True, kw_only=True)
class TemporaryAssistance(Measure):
    """The share aided rises; the sum a case is the statutory one."""

    STEADY: ClassVar[bool] = True

    share: float | None = param(
        None,
        unit="share of households",
        doc="newly monitored households aided in addition",
        low=0,
        high=1,
        source="increment_assistance_share",
    )

    def act(self, state: State, streams: Streams) -> None:
        """Aid more of those found last month."""
        ask(state, "assistance_added", self._share)

    def bill(self, state: State) -> None:
        """List the payments beyond the usual share; people are counted once a case."""
        notes, mine = state.notes, part(state, "assistance_added", self._share)
        self.charge(state, notes["assisted_more"] * mine, notes["assisted_more_people"] * mine, 0.0, payee="")

    @cached_property
    def _share(self) -> float:
        """Share of the newly monitored households aided in addition."""
        return self.amount(self.share, "increment_assistance_share")
