"""What every policy measure is: a window, levers set when a month opens, costs booked when it closes."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property, lru_cache
from typing import ClassVar, NamedTuple, Self

import numpy as np

from ..errors import bad_value
from ..fields import check_bounds, param
from ..kernels.levers import Offered, lift, multiply
from ..kernels.levers import offer as lift_places
from ..kernels.vmath import exp, log
from ..months import month_label
from ..published import parameter
from ..published.funds import key_of
from ..state import SECTORS, Flow, Owner, PoolKind, State, Streams, flow
from .billing import AtOnce, Bill

IN_FULL = (1.0, 1.0)  # of works and of other bills, see `State.paying`
FOR_GOOD = 2**31  # a month that never comes
INTENSITIES = ("low", "observed", "high")


@dataclass(frozen=True, kw_only=True)
class Measure(ABC):
    """An increment over the stock of 2020, in force from `start` to `stop`, both months included."""

    LASTING: ClassVar[bool] = False  # built: what was paid for goes on standing when a fund runs short later
    STEADY: ClassVar[bool] = False  # `act` raises levers of places or rules alone, the same in every month
    PRICES: ClassVar[tuple[str, ...]] = ("cost", "cost_per_place")  # fields that move the public bill and nothing else

    clause: str = param("", unit="-", doc="clause of the programme that orders it", source="setting")
    fund: str = param("employment funds", unit="-", doc="fund that pays", source="setting")
    start: int = param(
        2021 * 12 + 3, unit="month", doc="first month in force", low=2000 * 12, high=2100 * 12, source="setting"
    )
    stop: int = param(
        2025 * 12 + 11, unit="month", doc="last month in force", low=2000 * 12, high=2100 * 12, source="setting"
    )
    intensity: str = param(
        "observed", unit="-", doc="low, observed or high increment, as the texts give few quantities", source="setting"
    )
    multiplier: float = param(1.0, unit="ratio", doc="scales the increment", low=0, high=100, source="setting")
    kept: float = param(1.0, unit="share", doc="share of the 2020 stock that goes on", low=0, high=1, source="setting")

    def __post_init__(self) -> None:
        name = f"measure.{self.name()}"
        check_bounds(self, f"{name}.")
        if self.intensity not in INTENSITIES:
            raise bad_value(f"{name}.intensity", self.intensity, ", ".join(INTENSITIES), "、".join(INTENSITIES))
        if self.stop < self.start:
            first = month_label(self.start)
            raise bad_value(
                f"{name}.stop", month_label(self.stop), f"{first} (its start) or later", f"不早于起始月 {first}"
            )

    @classmethod
    @cache
    def name(cls) -> str:
        """The instrument's name: that of its file."""
        return cls.__module__.rpartition(".")[2]

    @cached_property
    def owner(self) -> Owner:
        """Whose the costs are: the instrument's name, its clause and its fund."""
        return self.name(), self.clause, self.fund

    @cached_property
    def _flows(self) -> dict[str, Flow]:
        """What the government pays for the instrument, by payee."""
        return {payee: flow("government", payee, self.name()) for payee in SECTORS}

    def in_force(self, month: int) -> bool:
        """Whether a month lies in the window."""
        return self.start <= month <= self.stop

    @cached_property
    def until(self) -> int:
        """Last month in force; `FOR_GOOD` for what stays when the window has closed."""
        return FOR_GOOD if self.in_force(self.stop + 1) else self.stop

    @abstractmethod
    def act(self, state: State, streams: Streams) -> None:
        """Raise the levers of a month in which the measure is in force."""

    @abstractmethod
    def bill(self, state: State) -> None:
        """Book the cost of a month in which the measure is in force, from counted use."""

    def amount(self, given: float | None, source: str) -> float:
        """The increment: the value given, else that of the parameter row at this intensity; times the multiplier."""
        return (_level(source, self.intensity) if given is None else given) * self.multiplier

    def work_places(self) -> float:
        """Places for work or posts that it adds in the end, as share of the labour force of 2020; 0 for others."""
        return sum(
            self.amount(getattr(self, f.name), f.metadata["source"])
            for f in fields(self)
            if f.name in ("places", "posts") and f.metadata["unit"] == "share of labour"
        )

    def funds(self) -> frozenset[str]:
        """Keys of the funds that it draws on: those of every field called fund, or something with fund at its end."""
        return frozenset(key_of(getattr(self, f.name)) for f in fields(self) if f.name.endswith("fund"))

    def scaled(self, share: float) -> Self:
        """The measure with a share of its levers, where its fund cannot pay for all of them."""
        return replace(self, multiplier=self.multiplier * share)

    def note(self, state: State, **counts: float) -> None:
        """Keep counts of this month for the bill."""
        notes, mine = state.notes, self._mine
        for what, count in counts.items():
            notes[mine + what] = count

    def noted(self, state: State, what: str) -> float:
        """A count of this month, 0 if there is none."""
        return state.notes.get(self.own(what), 0.0)

    def own(self, what: str) -> str:
        """What a count of the instance is noted as."""
        return self._mine + what

    @cached_property
    def _mine(self) -> str:
        """What the instance's notes begin with."""
        return f"{self.name()} {self.clause} "

    def charge(  # noqa: PLR0913 - amounts
        self,
        state: State,
        yuan: float,
        people: float,
        job_months: float,
        payee: str = "enterprises",
        invested: float = 0.0,
    ) -> None:
        """Book a cost at simulated scale: in the books if a payee is named, and in the table of costs (real scale).

        `invested` is the part of it that builds what lasts; without a payee the money has been paid already.
        """
        scale = state.scale
        if payee:
            if state.paying != IN_FULL:
                for_works, for_others = state.paying
                yuan = invested * for_works + (yuan - invested) * for_others
                invested *= for_works
            if invested:
                state.invested += invested
            state.books.add(self._flows[payee], yuan)
        costs = state.costs
        costs.owners.append(self.owner)  # as `Costs.add` would, without a call: seventy times a month
        costs.numbers += (yuan / scale, people / scale, job_months / scale)


@dataclass(frozen=True, kw_only=True)
class Repeating(Measure, ABC):
    """A measure whose bill is the same arithmetic every month, on what the month has counted."""

    @abstractmethod
    def costs(self, bill: Bill) -> None:
        """Write what a month in force costs; the same text serves all months."""

    def bill(self, state: State) -> None:
        """Book the cost of the open month at once."""
        self.costs(AtOnce(self, state))

    @classmethod
    def repeats(cls) -> bool:
        """Whether every month's bill repeats `costs` and does nothing else, so that it can be recorded."""
        return cls.bill is Repeating.bill


@cache
def _level(source: str, intensity: str) -> float:
    """The value of a parameter row at an intensity."""
    row = parameter(source)
    return {"low": row.low, "observed": row.central, "high": row.high}[intensity]


@lru_cache(maxsize=4096)
def standing(since: float, months: float, yearly_exit: float) -> float:
    """Part of all places standing `since` months after the first: opened evenly over `months`, less yearly losses."""
    opening = min(since, months)
    loss = -log.run(1.0 - yearly_exit) / 12.0 if yearly_exit > 0 else 0.0
    built = (1.0 - exp.run(-loss * opening)) / loss if loss > 0 else opening
    return float(built / months * exp.run(-loss * (since - opening)))


def add(lever: np.ndarray, by: np.ndarray, factor: float) -> None:
    """Raise a lever (n,) by `by` (n,) times `factor`."""
    lift.run(lever, by, factor)


def keep(lever: np.ndarray, share: float) -> None:
    """Keep a share of a lever (n,) that says what is left of 2020."""
    if share != 1.0:
        multiply.run(lever, share)


def offer(state: State, places: np.ndarray, standing: float, reserved: float, pay_ratio: float) -> None:
    """Add the part `standing` of places (pools,); reserved share and pay of a pool are means over all added to it."""
    lift_places.run(state.view(Offered, state.enterprises), places, standing, reserved, pay_ratio)


class Planned(NamedTuple):
    """Places that are planned by the labour force: (pools,) at simulated scale, 0 in pools of another kind; and all."""

    places: np.ndarray
    in_all: float


PlanTerms = tuple[str, PoolKind, float]  # "places", kind of the pools, and share of the labour force


def planned(state: State, terms: PlanTerms) -> Planned:
    """A share of the relocated labour force of 2020 of its county for every pool of a kind.

    The same arrays for the same terms, so they must not be changed.
    """
    return state.once(terms, lambda: _by_labour(state, *terms[1:]))


def _by_labour(state: State, kind: PoolKind, share: float) -> Planned:
    settlements, pools = state.settlements, state.enterprises
    labour = np.bincount(settlements.county, weights=settlements.labour_2020, minlength=len(state.counties))
    places = np.where(pools.kind == kind, labour[pools.county], 0.0) * share
    return Planned(places, float(places.sum()))
