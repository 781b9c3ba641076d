"""Poverty monitoring (防返贫监测): fewer falls are missed, and those found are found sooner.

It pays nothing itself: what follows of a finding is the statutory hardship allowance and assistance, and the prior
claim to posts and work relief that all the monitored have.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..fields import param
from ..state import State, Streams
from .base import Repeating
from .billing import Bill
from .forms.rules import ask


@dataclass(frozen=True, kw_only=True)
class PovertyMonitoring(Repeating):
    """A census, files by household and the matching of data find part of those whom monitoring missed in 2020."""

    STEADY: ClassVar[bool] = True

    found: float | None = param(
        None,
        unit="share of missed falls",
        doc="falls that monitoring no longer misses",
        low=0,
        high=1,
        source="increment_monitor_found",
    )
    sooner: float | None = param(
        None,
        unit="share of the time",
        doc="time from a fall to its detection that is saved",
        low=0,
        high=1,
        source="increment_monitor_sooner",
    )
    file_cost: float = param(
        unit="yuan/household/yr", doc="visits to a household on file", low=0, source="monitor_file_cost"
    )

    def act(self, state: State, streams: Streams) -> None:
        """Find more, and sooner, this month."""
        ask(state, "missed_cut", self._found)
        ask(state, "lag_cut", self.amount(self.sooner, "increment_monitor_sooner"))

    def costs(self, bill: Bill) -> None:
        """Pay for the files of households that the monitoring of 2020 would have missed."""
        mine = bill.share("missed_cut", self._found)
        yuan = bill.note("monitoring_files") * mine * self.file_cost * bill.index / 12.0
        bill.charge(yuan, bill.note("monitoring_found") * mine / 12.0, payee="enterprises")

    @cached_property
    def _found(self) -> float:
        """Share of the falls missed in 2020 that are found."""
        return self.amount(self.found, "increment_monitor_found")
