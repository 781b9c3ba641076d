"""Leaving the county: who is willing, and the offers that labour brokers organise."""

from dataclasses import dataclass

import numpy as np

from ..fields import param
from ..kernels.matching import fill_places
from ..kernels.vmath import log, normal_quantile
from ..state import Activity, PoolKind, State, Streams
from .base import Process
from .moves import doing, in_random_order, move, single_pool


@dataclass(frozen=True, kw_only=True)
class Migration(Process):
    """The part of the labour market that leads out of the county."""

    willing_share: float = param(
        unit="share",
        doc="labour force that would work outside the region at the pay of 2020",
        low=0,
        high=1,
        source="outside_willing_share",
    )
    attachment_spread: float = param(
        unit="log points",
        doc="spread of the least net pay ratio at which people leave",
        low=0.01,
        high=3,
        source="attachment_spread",
    )
    travel_cost: float = param(
        unit="yuan/yr", doc="travel and settling cost of a year outside, 2020", low=0, source="outside_travel_cost"
    )
    broker_capacity: float = param(
        unit="placements/broker/yr", doc="people that a labour broker places", low=0, source="export_broker_capacity"
    )

    def willing(self, state: State, rows: np.ndarray) -> np.ndarray:
        """(n,) whether persons would work outside the region: pay less travel, plus a grant, against their
        attachment to home.

        Main carers stay. The score of 2020 is the normal quantile of `willing_share`; a grant moves it by the log of
        the net pay
        it adds over the spread, so a small grant moves few.
        """
        economy, persons, settlements = state.economy, state.persons, state.settlements
        net = (economy.wage[Activity.OUTSIDE] * 12.0 - self.travel_cost * economy.index) if economy.index else 0.0
        base = normal_quantile(min(max(self.willing_share, 1e-9), 1 - 1e-9))
        grants, level = np.unique(settlements.transport_grant, return_inverse=True)
        shift = np.array([log(1.0 + grant / net) if net > 0 else 0.0 for grant in grants])
        limit = (base + shift / self.attachment_spread)[level]
        return (persons.attachment[rows] < limit[persons.settlement[rows]]) & (persons.carer[rows] == 0)

    def organised_rate(self, state: State) -> float:
        """Organised placements of 2020 per person of the labour force and month."""
        labour = float(state.settlements.labour.sum())
        return float(state.settlements.brokers.sum()) * self.broker_capacity / 12.0 / labour if labour else 0.0

    def organise(self, state: State, streams: Streams) -> None:
        """Brokers place seekers and casual workers: outside the region if willing, else elsewhere in it."""
        settlements, persons = state.settlements, state.persons
        existing = settlements.brokers * settlements.brokers_kept * (self.broker_capacity / 12.0)
        settlements.organised_capacity[:] = existing + settlements.organised_places
        offers = streams.rounded("organised offers", state.month, settlements.key, settlements.organised_capacity)
        rows = doing(state, Activity.SEARCHING, Activity.CASUAL)
        rows = rows[persons.carer[rows] == 0]
        home = persons.settlement[rows]
        placed = np.zeros(len(rows), np.bool_)
        fill_places(in_random_order(state, streams, "organised order", rows), home, offers, placed)
        rows, home = rows[placed], home[placed]
        outside = self.willing(state, rows)
        activity = np.where(outside, Activity.OUTSIDE, Activity.REGION)
        pool = np.where(outside, single_pool(state, PoolKind.OUTSIDE), single_pool(state, PoolKind.REGION))
        move(state, rows, activity, pool)
        settlements.placed += np.bincount(home, minlength=len(settlements)).astype(np.int32)
