"""Work away from the county: brokers' offers, failure on arrival, and who stays after the Spring Festival."""

from dataclasses import dataclass

from ..fields import param
from ..state import State
from .incentives import Incentives


@dataclass(frozen=True, kw_only=True)
class Migration(Incentives):
    """The part of the labour market that leads out of the county and back."""

    broker_capacity: float = param(
        unit="placements/broker/yr", doc="people that a labour broker places", low=0, source="export_broker_capacity"
    )
    failure: float = param(
        unit="share",
        doc="new arrivals away from the county who fail to settle and come back in the month after",
        low=0,
        high=0.95,
        source="export_failure_rate",
    )
    no_return: float = param(
        unit="share",
        doc="workers outside the region who do not go back after the Spring Festival",
        low=0,
        high=0.95,
        source="return_migration_annual",
    )

    def organised_rate(self, state: State) -> float:
        """Organised placements of 2020 per person of the labour force and month."""
        labour = float(state.settlements.labour.sum())
        return float(state.settlements.brokers.sum()) * self.broker_capacity / 12.0 / labour if labour else 0.0
