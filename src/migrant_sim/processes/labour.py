"""The labour market: spells end, seekers meet limited local places that hosts compete for, and elastic places
farther away.

Order of a month: separations, organised offers of brokers, helped starts of own business, regular local jobs (parks,
then workshops, then others), other work. Within each, people are served in the order of a keyed draw. Everybody
searches as hard as work pays (`incentives.py`). Nobody's chance is multiplied by a published effect: effects emerge
from places, offers and gains.
Benefits at stake are those of the month before; places and dismissals are made before, by the enterprises.
"""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial

import numpy as np

from ..fields import param
from ..kernels.incentives import Homes, People
from ..kernels.labour import work_month
from ..kernels.market import CHUNK, Decisions, Market, Pools, Queue, Rates, Seekers, Villages
from ..kernels.matching import Seats
from ..months import month_of_year, year_of
from ..state import ACTIVITIES, Activity, Luck, PoolKind, State, Streams, purpose_code
from .balance import Flows, channels, counts_by_sex, inflows, pace
from .economy import JANUARY_FESTIVALS
from .incentives import homes, people
from .migration import Migration
from .moves import pools_by_county, seats

PURPOSES = {  # of the draws of a month, in the order of `Decisions`
    "separation": "separation",
    "offers": "organised offers",
    "offer_order": "organised order",
    "application": "application",
    "application_order": "application order",
    "finding": "finding",
    "channel": "channel",
    "subsidy": "subsidised hires",
    "local": "vacancies LOCAL",
    "park": "vacancies PARK",
    "workshop": "vacancies WORKSHOP",
    "outside": "outside demand",
    "starts": "helped starts",
    "start_order": "helped starts order",
}
_CODES = tuple(np.uint64(purpose_code(PURPOSES[name])) for name in Decisions._fields)


@dataclass(frozen=True, kw_only=True)
class Labour(Migration):
    """Separation, search and matching by channel."""

    matched = True

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

    def prepare(self, state: State, streams: Streams) -> None:
        """Match chances by kind of work, the pace of search and the hosts' search, so that flows balance."""
        economy, persons = state.economy, state.persons
        labour = np.flatnonzero(persons.labour == 1)
        counts = counts_by_sex(state)
        effort, accepted = self.efforts(state, labour)
        applying = self._applying(persons.activity[labour], effort * accepted)
        tilled = (state.households.land > 0) & (state.households.leased == 0)
        flows = Flows(
            hazard=self._mean_hazard(),
            organised=self.organised_rate(state),
            willing=float(self.willing(state, labour).mean()) if len(labour) else 0.0,
            farmers=float(tilled[persons.household[labour]].mean()) if len(labour) else 0.0,
            from_casual=applying[1] / max(applying.sum(), 1e-9),
            failure=self.failure,
        )
        economy.channels = np.concatenate([channels(inflows(counts[sex], flows), flows) for sex in (0, 1)])
        hired = counts[:, Activity.LOCAL].sum() * self.separation * (1.0 - flows.from_casual)
        other = float(hired) + self._organised_seekers(state, counts.sum(axis=0))
        finding = np.where(persons.hard[labour] == 1, self.finding_hard, self.finding_prime)
        economy.pace = pace(state, flows.losses(), finding * effort, other)
        self._match_hosts(state, float(applying.sum()))

    def _organised_seekers(self, state: State, counts: np.ndarray) -> float:
        """Seekers whom brokers place in a month at the start; counts (activities,) by Activity."""
        seekers, casual = counts[Activity.SEARCHING], counts[Activity.CASUAL]
        placed = self.organised_rate(state) * float(state.settlements.labour.sum())
        return float(placed * seekers / max(seekers + casual, 1))

    def _applying(self, activity: np.ndarray, weight: np.ndarray) -> np.ndarray:
        """(2,) seekers and casual workers who apply for a regular local job in a month; each counts by weight (n,)."""
        doing = np.bincount(activity, weights=weight, minlength=ACTIVITIES)
        chances = np.array([self.local_application, self.casual_application])
        return chances * doing[[Activity.SEARCHING, Activity.CASUAL]]

    def _match_hosts(self, state: State, applicants: float) -> None:
        """Set the hosts' search so that they win the share of local vacancies that they hold of local jobs."""
        enterprises, counties = state.enterprises, state.counties
        pools = pools_by_county(state, PoolKind.LOCAL)
        ours = float(enterprises.migrants[pools].sum())
        rivals = applicants * enterprises.hosts[pools] / max(ours, 1.0)
        state.economy.host_search = np.divide(
            rivals, counties.host_seekers, out=np.zeros_like(rivals), where=counties.host_seekers > 0
        )

    def _mean_hazard(self) -> np.ndarray:
        """(activities,) mean monthly chance that a spell ends, the months after the Spring Festival included."""
        hazard = self._hazards.copy()
        hazard[Activity.OUTSIDE] += self.no_return / 12.0 * (1.0 - self.separation)
        return hazard

    @cached_property
    def _hazards(self) -> np.ndarray:
        """(activities,) monthly chance that a spell ends, by Activity; posts and courses end by their own rules."""
        hazard = np.zeros(ACTIVITIES)
        hazard[[Activity.LOCAL, Activity.REGION, Activity.OUTSIDE]] = self.separation
        hazard[Activity.CASUAL] = min(1.0, self.separation * self.casual_multiple)
        hazard[[Activity.FARM, Activity.SELF_EMPLOYED]] = min(1.0, self.separation * self.own_multiple)
        return hazard

    def step(self, state: State, streams: Streams) -> None:
        """Separations, then organised offers, local jobs and other work."""
        work_month.run(self.market(state), decisions(state, streams), queue(state))

    def market(self, state: State) -> Market:
        """What the kernels read and write."""
        columns = state.once("columns of the market", lambda: _columns(state))
        return Market(*columns, state.economy.host_search, self.worth(state), self._rates(state))

    def _rates(self, state: State) -> Rates:
        """This month's chances."""
        economy = state.economy
        return Rates(
            hazard=self._hazards,
            channels=economy.channels,
            failure=self.failure,
            no_return=self.no_return if _after_festival(state.month) else 0.0,
            offers=self.broker_capacity / 12.0,
            from_search=self.local_application,
            from_casual=self.casual_application,
            finding_prime=self.finding_prime * economy.pace,
            finding_hard=self.finding_hard * economy.pace,
            host_separation=self.separation,
        )


def decisions(state: State, streams: Streams) -> Decisions:
    """The luck of this month."""
    return _decisions(streams.luck("separation", state.month))


@lru_cache(maxsize=512)
def _decisions(any_luck: Luck) -> Decisions:
    """The luck of every purpose in the month of one of them; every arm asks for it again."""
    k0, k1, month, _ = any_luck
    return Decisions(*[Luck(k0, k1, month, code) for code in _CODES])


def queue(state: State) -> Queue:
    """Room for those who look for work; memory is touched only as far as there are such people."""
    return state.once("labour market", lambda: _room(len(state.persons), len(state.settlements), len(state.counties)))


def _columns(
    state: State,
) -> tuple[People, Homes, Seats, Villages, Pools, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The first fields of `Market`: columns, which stay the same arrays."""
    counties = state.counties
    return (
        people(state),
        homes(state),
        seats(state),
        state.view(Villages, state.settlements),
        state.view(Pools, state.enterprises),
        *(counties.key, counties.host_seekers, counties.outside_lost, counties.outside_early),
    )


def _room(people: int, places: int, counties: int) -> Queue:
    words, codes = partial(np.empty, people, np.int32), partial(np.empty, people, np.int8)
    values = partial(np.empty, people)
    return Queue(
        seekers=Seekers(
            key=np.empty(people, np.uint64),
            settlement=words(),
            county=words(),
            **{name: values() for name in ("skill", "at_home", "cost")},
            **{name: codes() for name in ("carer", "hard", "helped", "dibao", "leaves", "door", "suited")},
        ),
        rows=words(),
        who=words(),
        score=values(),
        spare=values(),
        group=words(),
        given=codes(),
        offers=np.empty(places, np.int64),
        ours=np.empty(counties, np.int64),
        open=np.empty(counties, np.int64),
        first=np.empty(counties, np.int64),
        keys=np.empty(CHUNK, np.uint64),
        draws=np.empty(CHUNK),
        most=np.empty(ACTIVITIES),
    )


@cache
def _after_festival(month: int) -> bool:
    """Whether the Spring Festival was last month."""
    return month_of_year(month) == (2 if year_of(month) in JANUARY_FESTIVALS else 3)
