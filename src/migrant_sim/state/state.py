"""All that changes while a run goes on, in one value that can be branched."""

from collections.abc import Callable, Hashable, Iterator
from copy import copy
from dataclasses import dataclass, field, fields
from itertools import islice
from typing import Any, TypeVar

import numpy as np

from ..kernels.accounts import Tally, new_tally
from ..kernels.levers import Emptied, empty
from .books import Books
from .codes import ACTIVITIES, Specialty
from .costs import Costs
from .people import Households, Persons
from .places import Counties, Enterprises, Posts, Settlements
from .rules import Rules
from .table import Table, by_type, gathered

Columns = TypeVar("Columns", bound=tuple[Any, ...])
Kept = TypeVar("Kept")


@dataclass
class Economy:
    """What everybody faces this month; levels are set once, when the year 2020 is matched."""

    rural_mean: float = 0.0  # yuan/person/year, published or forecast mean of all rural residents
    rural_mean_last_year: float = 0.0  # the same, a year before
    prices: float = 1.0  # consumer prices against 2020
    index: float = 1.0  # nominal level of migrants' earnings and prices against 2020, under `continuation`
    base_level: float = 1.0  # what yuan of 2020 are worth in the base year
    pay_index: float = 1.0  # the same for pay, less the recovery of months after the epidemic
    own_index: float = 1.0  # the same for own business
    herd_price: float = 0.0  # yuan/head sold, this year
    crop_price: np.ndarray = field(
        default_factory=lambda: np.ones(len(Specialty))
    )  # net income of a mu against that of 2020, by Specialty, this year
    festival: bool = False  # Spring Festival falls into this month
    dilution: float = 1.0  # residents per member of the labour force against the end of 2020
    open_share: float = 1.0  # share of wage work going on this month
    season: float = 1.0  # casual person-days this month against an average month in season
    crop_season: float = 1.0 / 12  # share of the year's crop and herd income earned this month
    farm_active: bool = False  # own farms at work this month
    pay_level: float = 1.0  # matched: pay of migrants against the published wages
    operating_level: float = 1.0  # matched: farm and own-account income against the accounts of the parameters
    property_level: float = 1.0  # matched: rents and dividends against the parameters, where they exceed their share
    property_other: float = 0.0  # yuan/person/year of 2020: imputed rent, dividends and the rest of property income
    transfer_other: float = 0.0  # yuan/person/year of 2020: transfers that no rule of the model pays
    allowance_level: float = 0.0  # matched: income of entry over the line of the allowance; 0 until it is
    rebound: float = 1.0  # matched: wages paid in 2020 over what they would have been without the epidemic
    own_rebound: float = 1.0  # the same for own business
    host_month: float = 0.0  # yuan a month that a host earns in a regular local job, idle months counted
    pace: float = 1.0  # matched: speed of finding work, so that flows balance at the employment of the margins
    channels: np.ndarray = field(default_factory=lambda: np.zeros((8, 6)))  # matched: see processes/balance
    host_search: np.ndarray = field(default_factory=lambda: np.zeros(0))  # matched: rival applications per host seeker
    wage: np.ndarray = field(
        default_factory=lambda: np.zeros(ACTIVITIES)
    )  # yuan/month of full work by Activity; a day's pay for CASUAL
    county_demand: np.ndarray = field(default_factory=lambda: np.ones(0))  # labour demand against the trend, by county
    drought: np.ndarray = field(default_factory=lambda: np.zeros(0))  # crop loss this year, by settlement

    def branched(self) -> "Economy":
        """An independent copy."""
        twin = copy(self)
        twin.county_demand, twin.drought = self.county_demand.copy(), self.drought.copy()
        twin.host_search = self.host_search.copy()
        twin.channels, twin.wage, twin.crop_price = self.channels.copy(), self.wage.copy(), self.crop_price.copy()
        return twin


TABLES = 7


@dataclass
class State:
    """The tables, the economy, the books and the open month (a running month number)."""

    persons: Persons
    households: Households
    settlements: Settlements
    posts: Posts
    enterprises: Enterprises
    counties: Counties
    rules: Rules
    scale: float
    month: int
    county_names: tuple[str, ...] = ()
    economy: Economy = field(default_factory=Economy)
    books: Books = field(default_factory=Books)
    costs: Costs = field(default_factory=Costs)
    notes: dict[str, float] = field(default_factory=dict)  # counts of this month that no column holds
    # Share that is paid of this measure's investment and of its other bills, 1 but where its fund runs short.
    paying: tuple[float, float] = (1.0, 1.0)
    invested: float = 0.0  # yuan of this month that built what lasts, as far as paid
    unmet: dict[str, float] = field(default_factory=dict)  # yuan since January by capped fund, at real scale
    taken: dict[str, float] = field(default_factory=dict)  # places of each instrument that this month has filled
    tally: Tally = field(default_factory=new_tally)  # sums of this month, from the passes to books and recorder
    decided: dict[Hashable, np.ndarray] = field(default_factory=dict)  # see `decide`; goes with a branch
    _kept: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)
    # Monthly columns of places and rules, one behind the other, and what they are when a month opens.
    levers: np.ndarray = field(init=False, repr=False)
    _fills: np.ndarray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.levers, self._fills = gathered(islice(self.tables(), 2, TABLES))

    def tables(self) -> Iterator[Table]:
        """The seven tables."""
        for f in fields(self)[:TABLES]:
            yield getattr(self, f.name)

    def view(self, kind: type[Columns], *tables: Table) -> Columns:
        """The columns that a kernel's tuple names, each from the first of the tables that has it.

        Made once: columns are changed in place and never exchanged.
        """
        found: Columns | None = self._kept.get(kind)
        if found is None:
            held: dict[str, Any] = {}
            for table in reversed(tables):
                held |= vars(table)
            found = self._kept[kind] = kind(*(held[name] for name in kind._fields))  # type: ignore[attr-defined]
        return found

    def once(self, key: Hashable, made: Callable[[], Kept]) -> Kept:
        """What a run need not make twice, because it follows from columns that stay as they are; `key` names it."""
        found: Kept | None = self._kept.get(key)
        if found is None:
            found = self._kept[key] = made()
        return found

    def decide(self, key: Hashable, made: Callable[[], np.ndarray]) -> np.ndarray:
        """What is settled for good in the month that first asks for it; columns of later months would give another.

        So it belongs to the state, and nobody changes it; `key` is made of text and numbers.
        """
        found = self.decided.get(key)
        if found is None:
            found = self.decided[key] = made()
        return found

    def open_month(self, levers: np.ndarray | None = None) -> None:
        """Put levers and monthly columns back to their fill, those of places and rules to what was kept of them."""
        empty.run(self.once("monthly columns", self._monthly))
        np.copyto(self.levers, self._fills if levers is None else levers)
        self.invested = 0.0
        self.costs.clear()
        self.notes.clear()
        self.taken.clear()

    def kept_levers(self) -> np.ndarray:
        """A copy of the levers of places and rules as they stand."""
        return self.levers.copy()

    def _monthly(self) -> Emptied:
        """The monthly columns apart from levers of places."""
        monthly = (each for table in self.tables() for each in table.monthly())
        return by_type((column, fill) for column, fill in monthly if column.base is not self.levers)

    def branched(self) -> "State":
        """An independent copy; books and costs start on a clean page."""
        tables = {f.name: getattr(self, f.name).branched() for f in fields(self)[:TABLES]}
        return State(
            **tables,
            scale=self.scale,
            month=self.month,
            county_names=self.county_names,
            economy=self.economy.branched(),
            decided=self.decided.copy(),
        )

    def continued(self) -> "State":
        """The same at the turn of a month with the books of the years and what funds could not pay."""
        twin = self.branched()
        twin.books.years.update(self.books.years)
        twin.unmet = self.unmet.copy()
        return twin
