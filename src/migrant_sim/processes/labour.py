"""The labour market: spells end, seekers meet limited local places that hosts compete for, and elastic places
farther away.

Order of a month: separations, organised offers of brokers, regular local jobs (parks first), other work. Within
each, people are
served in the order of a keyed draw. Nobody's chance is multiplied by a published effect: effects emerge from places
and offers.
"""

from dataclasses import dataclass

import numpy as np

from ..fields import param
from ..kernels.matching import choose, fill_places, separate
from ..kernels.vmath import exp, log
from ..state import Activity, PoolKind, State, Streams
from .balance import Flows, channels, counts_by_sex, inflows, pace
from .migration import Migration
from .moves import doing, in_random_order, move, pools_by_county, single_pool

PLACEMENT_MONTHS = 3  # the period to which train_certificate_to_job refers
MOST_PACE = 0.95  # nobody finds work with more than this chance in a month


@dataclass(frozen=True, kw_only=True)
class Labour(Migration):
    """Separation, search and matching by channel."""

    separation: float = param(
        unit="1/month", doc="chance that a regular job ends", low=0, high=1, source="labor_separation_monthly_migrant"
    )
    casual_multiple: float = param(
        unit="ratio", doc="the same for casual day labour, as a multiple", low=0, source="casual_separation_multiple"
    )
    own_multiple: float = param(
        unit="ratio",
        doc="the same for own farm and own business, as a multiple",
        low=0,
        source="own_account_separation_multiple",
    )
    finding_prime: float = param(
        unit="1/month",
        doc="chance to find work, prime age, before the pace is matched",
        low=0,
        high=1,
        source="labor_jobfinding_monthly_prime",
    )
    finding_hard: float = param(
        unit="1/month", doc="the same for the hard to place", low=0, high=1, source="labor_jobfinding_monthly_hard"
    )
    local_application: float = param(
        unit="1/month",
        doc="chance that a seeker applies for a regular local job",
        low=0,
        high=1,
        source="local_application_rate",
    )
    casual_application: float = param(
        unit="1/month",
        doc="chance that a casual worker applies for one",
        low=0,
        high=1,
        source="casual_application_rate",
    )
    certificate_to_job: float = param(
        unit="share",
        doc="holders of a new certificate placed within three months",
        low=0,
        high=1,
        source="train_certificate_to_job",
    )

    demand_factor: float = param(
        unit="share",
        doc="placements by help that meet a vacancy which would otherwise stay open",
        low=0,
        high=1,
        source="labour_demand_factor",
    )

    def prepare(self, state: State, streams: Streams) -> None:
        """Match chances by kind of work, the pace of search and the hosts' search, so that flows balance."""
        economy, persons = state.economy, state.persons
        labour = np.flatnonzero(persons.labour == 1)
        counts = counts_by_sex(state)
        applying = self._applying(counts.sum(axis=0))
        flows = Flows(
            hazard=self._hazard(),
            organised=self.organised_rate(state),
            willing=float(self.willing(state, labour).mean()) if len(labour) else 0.0,
            farmers=float(_can_farm(state, labour).mean()) if len(labour) else 0.0,
            from_casual=applying[1] / max(applying.sum(), 1e-9),
        )
        need = [inflows(counts[sex], flows) for sex in (0, 1)]
        economy.channels = np.concatenate([channels(part, flows) for part in need])
        finding = np.array([self.finding_prime, self.finding_hard])
        other = (
            counts[:, Activity.LOCAL].sum() * self.separation * (1.0 - flows.from_casual)
        ) + self._organised_seekers(state)
        economy.pace = pace(state, self._hazard(), finding, float(other))
        self._match_hosts(state, float(applying.sum()))

    def _organised_seekers(self, state: State) -> float:
        """Seekers whom brokers place in a month at the start."""
        seekers, casual = len(doing(state, Activity.SEARCHING)), len(doing(state, Activity.CASUAL))
        placed = self.organised_rate(state) * float(state.settlements.labour.sum())
        return placed * seekers / max(seekers + casual, 1)

    def _applying(self, counts: np.ndarray) -> np.ndarray:
        """(2,) seekers and casual workers who apply for a regular local job in a month; counts (10,) by Activity."""
        chances = np.array([self.local_application, self.casual_application])
        return chances * counts[[Activity.SEARCHING, Activity.CASUAL]]

    def _match_hosts(self, state: State, applicants: float) -> None:
        """Set the hosts' search so that they win the share of local vacancies that they hold of local jobs."""
        enterprises, counties = state.enterprises, state.counties
        pools = pools_by_county(state, PoolKind.LOCAL)
        ours = float(enterprises.migrants[pools].sum())
        rivals = applicants * enterprises.hosts[pools] / max(ours, 1.0)
        state.economy.host_search = np.divide(
            rivals, counties.host_seekers, out=np.zeros_like(rivals), where=counties.host_seekers > 0
        )

    def step(self, state: State, streams: Streams) -> None:
        """Separations, then organised offers, local jobs and other work."""
        self._separate(state, streams)
        self.organise(state, streams)
        self._local_jobs(state, streams)
        self._other_work(state, streams)
        np.maximum(state.persons.placement_left - 1, 0, out=state.persons.placement_left)

    def _hazard(self) -> np.ndarray:
        """(10,) monthly chance that a spell ends, by Activity; posts and courses end by their own rules."""
        hazard = np.zeros(10)
        hazard[[Activity.LOCAL, Activity.REGION, Activity.OUTSIDE]] = self.separation
        hazard[Activity.CASUAL] = min(1.0, self.separation * self.casual_multiple)
        hazard[[Activity.FARM, Activity.SELF_EMPLOYED]] = min(1.0, self.separation * self.own_multiple)
        return hazard

    def _separate(self, state: State, streams: Streams) -> None:
        persons = state.persons
        np.minimum(persons.tenure + 1, 10_000, out=persons.tenure)
        rows = np.flatnonzero(persons.activity <= Activity.SELF_EMPLOYED)
        leaves = np.zeros(len(rows), np.bool_)
        separate(
            rows,
            self._hazard(),
            streams.uniform("separation", state.month, persons.key[rows]),
            persons.activity,
            leaves,
        )
        move(state, rows[leaves], Activity.SEARCHING)
        state.counties.host_seekers += self._hosts_leaving(state)

    def _hosts_leaving(self, state: State) -> np.ndarray:
        """(counties,) hosts whose local job ends this month; expected numbers, so hosts carry no luck of their own."""
        enterprises = state.enterprises
        regular = np.isin(enterprises.kind, (PoolKind.LOCAL, PoolKind.PARK))
        leaving = np.where(regular, enterprises.hosts * self.separation, 0.0)
        enterprises.hosts -= leaving
        return np.bincount(enterprises.county[regular], weights=leaving[regular], minlength=len(state.counties))

    def _local_jobs(self, state: State, streams: Streams) -> None:
        """Applicants meet the vacancies of parks, then of other local employers; hosts compete by their numbers."""
        self._open_places(state, streams)
        applicants = self._applicants(state, streams)
        for kind in (PoolKind.PARK, PoolKind.LOCAL):
            hired = self._fill(state, streams, kind, applicants)
            applicants = applicants[~hired]

    def _open_places(self, state: State, streams: Streams) -> None:
        """Places of this month; the rounding draw of a pool is fixed for the run, so that places do not flicker."""
        enterprises = state.enterprises
        regular = np.flatnonzero(np.isin(enterprises.kind, (PoolKind.LOCAL, PoolKind.PARK)))
        demand = state.economy.county_demand[enterprises.county[regular]]
        capacity = enterprises.stock[regular] * enterprises.kept[regular] * demand + enterprises.added[regular]
        enterprises.capacity[regular] = capacity
        enterprises.places[regular] = streams.rounded("places", 0, enterprises.key[regular], capacity)

    def _applicants(self, state: State, streams: Streams) -> np.ndarray:
        """Rows of the seekers and casual workers who apply for a regular local job, in keyed random order."""
        persons = state.persons
        rows = doing(state, Activity.SEARCHING, Activity.CASUAL)
        seeking = persons.activity[rows] == Activity.SEARCHING
        chance = np.where(seeking, self.local_application, self.casual_application)
        chance = self._with_placement(state, rows, chance)
        rows = rows[streams.uniform("application", state.month, persons.key[rows]) < chance]
        return rows[in_random_order(state, streams, "application order", rows)]

    def _with_placement(self, state: State, rows: np.ndarray, chance: np.ndarray) -> np.ndarray:
        """Chances with a second try for the holders of a new certificate."""
        helped = state.persons.placement_left[rows] > 0
        placed = self.certificate_to_job * self.demand_factor
        second = 1.0 - exp(log(1.0 - min(placed, MOST_PACE)) / PLACEMENT_MONTHS)
        return np.where(helped, 1.0 - (1.0 - chance) * (1.0 - second), chance)

    def _fill(self, state: State, streams: Streams, kind: PoolKind, applicants: np.ndarray) -> np.ndarray:
        """Hire from `applicants` (n,) in their order into one kind of pool; flags (n,) of those hired."""
        enterprises, counties, persons = state.enterprises, state.counties, state.persons
        pools = pools_by_county(state, kind)
        vacant = np.maximum(enterprises.places[pools] - enterprises.migrants[pools] - enterprises.hosts[pools], 0.0)
        here = persons.county[applicants]
        ours = np.bincount(here, minlength=len(counties)).astype(float)
        theirs = counties.host_seekers * state.economy.host_search
        open_share = np.divide(ours, ours + theirs, out=np.zeros_like(ours), where=ours + theirs > 0)
        share = np.where(enterprises.reserved[pools] > 0, enterprises.reserved[pools], open_share)
        # Hosts are fractions: the part of a vacancy counts as one if hosts can make room for it below.
        most = np.floor(vacant + enterprises.hosts[pools])
        for_us = np.minimum(streams.rounded(f"vacancies {kind.name}", state.month, counties.key, vacant * share), most)
        places = for_us.astype(np.int64)
        given = np.zeros(len(applicants), np.bool_)
        fill_places(np.arange(len(applicants)), here, places, given)
        move(state, applicants[given], Activity.LOCAL, pools[here[given]])
        hosts = np.minimum(np.maximum(vacant - for_us, 0.0), np.minimum(theirs, counties.host_seekers))
        hosts -= np.maximum(np.bincount(here[given], minlength=len(counties)) - vacant, 0.0)
        enterprises.hosts[pools] += hosts
        counties.host_seekers -= hosts
        return given

    def _other_work(self, state: State, streams: Streams) -> None:
        """Seekers left find casual, own-account or distant work at the matched pace."""
        persons, economy = state.persons, state.economy
        rows = doing(state, Activity.SEARCHING)
        chance = np.minimum(self._finding(state, rows) * economy.pace, MOST_PACE)
        rows = rows[
            streams.uniform("finding", state.month, persons.key[rows]) < self._with_placement(state, rows, chance)
        ]
        kind = 4 * persons.sex[rows] + 2 * _can_farm(state, rows) + self.willing(state, rows)
        channel = np.zeros(len(rows), np.int64)
        choose(economy.channels, kind, streams.uniform("channel", state.month, persons.key[rows]), channel)
        move(state, rows, channel, self._pools(state, rows, channel))

    def _finding(self, state: State, rows: np.ndarray) -> np.ndarray:
        return np.where(state.persons.hard[rows] == 1, self.finding_hard, self.finding_prime)

    @staticmethod
    def _pools(state: State, rows: np.ndarray, channel: np.ndarray) -> np.ndarray:
        pools = np.full(len(rows), -1, np.int64)
        casual = pools_by_county(state, PoolKind.CASUAL)[state.persons.county[rows]]
        pools[channel == Activity.CASUAL] = casual[channel == Activity.CASUAL]
        pools[channel == Activity.REGION] = single_pool(state, PoolKind.REGION)
        pools[channel == Activity.OUTSIDE] = single_pool(state, PoolKind.OUTSIDE)
        return pools


def _can_farm(state: State, rows: np.ndarray) -> np.ndarray:
    """(n,) whether persons' households farm land of their own."""
    home = state.persons.household[rows]
    return (state.households.land[home] > 0) & (state.households.leased[home] == 0)
