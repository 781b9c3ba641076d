"""Wages, prices, seasons and common luck: what everybody faces this month."""

from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from ..fields import param
from ..months import MATCHED_YEAR, month_label, month_of_year, year_of
from ..published import margin
from ..state import ACTIVITIES, Activity, Specialty, State, Streams
from .base import Process, known_until
from .shocks import BEEF_FALL, MILK_FALL, HeadLosses, Shock, strike

BASE_YEAR = MATCHED_YEAR
IN_SEASON = range(4, 12)  # April to November, the season of vineyards and farm bases
FARM_SEASON = range(4, 10)  # six months of own-farm work a year (margins, months_worked_2020)
# Of the years 2012-2030; in the others the first day of the Spring Festival is in February.
JANUARY_FESTIVALS = (2012, 2014, 2017, 2020, 2023, 2025, 2028)
PRICES_KNOWN_UNTIL = {"ex_ante": 2020, "ex_post": 2024}
_REGION_KEY = np.zeros(1, np.uint64)
_SPECIALTY_KEYS = np.arange(len(Specialty), dtype=np.uint64)


@dataclass(frozen=True, kw_only=True)
class Economy(Process):
    """Pay by place of work, prices, seasons, demand, drought, the epidemic of 2020, and shocks asked for."""

    local_wage: float = param(
        unit="yuan/month", doc="regular work inside the county, 2020", low=0, source="labor_wage_local_2020"
    )
    outside_wage: float = param(
        unit="yuan/month", doc="work in other provinces, 2020", low=0, source="labor_wage_outside_2020"
    )
    region_wage_ratio: float = param(
        unit="ratio", doc="pay elsewhere in the region over local pay", low=0, source="region_wage_ratio"
    )
    casual_day_wage: float = param(
        unit="yuan/day", doc="casual day labour, 2020", low=0, source="farm_day_wage_vineyard"
    )
    self_employed_pay_ratio: float = param(
        unit="ratio", doc="net income of the self-employed over local pay", low=0, source="self_employed_pay_ratio"
    )
    county_spread: float = param(
        unit="share", doc="spread of a county's yearly demand shock", low=0, high=0.5, source="county_demand_spread"
    )
    region_spread: float = param(
        unit="share", doc="spread of the region's yearly demand shock", low=0, high=0.5, source="region_demand_spread"
    )
    herd_price: float = param(
        unit="yuan/head", doc="net income a head sold in a normal year, 2020", source="farm_beef_net_per_head_boom"
    )
    herd_price_slump: float = param(
        unit="yuan/head", doc="net income a head sold in the slump of 2024", source="farm_beef_net_per_head_slump"
    )
    herd_price_recovery: float = param(
        unit="yuan/head", doc="net income a head sold after the slump", source="farm_beef_net_per_head_recovery"
    )
    dairy_share: float = param(
        unit="share", doc="herds whose income hangs on milk", low=0, high=1, source="dairy_share_of_herds"
    )
    dairy_normal: float = param(
        unit="yuan/cow/yr", doc="profit of a cow in a normal year", source="farm_dairy_net_per_cow_normal"
    )
    dairy_slump: float = param(
        unit="yuan/cow/yr", doc="profit of a cow at the milk price of 2024", source="farm_dairy_net_per_cow_slump"
    )
    drought_chance: float = param(
        unit="1/yr",
        doc="chance that a drought hits a settlement in a year",
        low=0,
        high=1,
        source="shock_drought_village_annual",
    )
    drought_loss: float = param(
        unit="share", doc="crop income lost in a drought", low=0, high=1, source="shock_drought_crop_loss"
    )
    specialty_spread: float = param(
        unit="share",
        doc="spread of a year's net income of a mu of vegetables, goji or grapes, from 2021 on",
        low=0,
        high=1,
        source="specialty_year_spread",
    )
    grain_spread: float = param(
        unit="share", doc="the same of a mu of grain", low=0, high=1, source="grain_year_spread"
    )
    price_growth: float = param(
        unit="share/yr",
        doc="growth of consumer prices where they are not known",
        low=-0.1,
        high=0.2,
        source="consumer_price_growth",
    )
    information: str = param("ex_post", unit="-", doc="what is known: ex_ante (to 2020) or ex_post", source="setting")
    cattle_slump: bool = param(True, unit="flag", doc="the cattle slump of 2024 happens", source="setting")
    epidemic: bool = param(True, unit="flag", doc="the epidemic path of 2020 happens", source="setting")
    base_year: int = param(2020, unit="year", doc="calendar year of the match", low=2014, high=2020, source="setting")
    fit_until: int = param(0, unit="year", doc="last year known in a back-test; 0 for none", source="setting")
    shocks: tuple[tuple[str, Shock], ...] = field(default=(), metadata={"kind": "setting", "source": "setting"})

    def prepare(self, state: State, streams: Streams) -> None:
        """Set the pay that the labour market is matched at."""
        self._set_wages(state)

    def step(self, state: State, streams: Streams) -> None:
        """Set this month's wages and seasons; in January draw the year's common luck."""
        economy = state.economy
        if month_of_year(state.month) == 1 or not len(economy.county_demand):
            self._draw_year(state, streams)
        now = _seasons(state.month, self.base_year)
        economy.season, economy.crop_season, economy.farm_active, economy.festival, open_share = now
        economy.open_share = open_share if self.epidemic else 1.0
        self._set_wages(state)
        if self.shocks:
            strike(self.shocks, state, streams, self._head_losses(economy.index))

    def _head_losses(self, index: float) -> HeadLosses:
        """What a head loses when prices fall to nothing, such that the falls of 2024 give the slumps of the figures."""
        cattle = max(self.herd_price - self.herd_price_slump, 0.0) / BEEF_FALL
        milk = self.dairy_share * max(self.dairy_normal - self.dairy_slump, 0.0) / MILK_FALL
        return HeadLosses(cattle * index, milk * index)

    def _set_wages(self, state: State) -> None:
        economy = state.economy
        local = self.local_wage * economy.pay_index
        own = self.local_wage * economy.own_index * self.self_employed_pay_ratio
        economy.wage[:] = _wages(
            self.casual_day_wage * economy.pay_index * economy.pay_level,
            local * economy.pay_level,
            local * self.region_wage_ratio * economy.pay_level,
            self.outside_wage * economy.pay_index * economy.pay_level,
            own * economy.operating_level,
        )

    def _draw_year(self, state: State, streams: Streams) -> None:
        year = year_of(state.month)
        economy, january = state.economy, year * 12
        luck = _year_luck(streams, january)
        region = self.region_spread * luck.region
        county = self.county_spread * streams.normal("county demand", january, state.counties.key)
        economy.county_demand = np.minimum(np.maximum(1.0 + region + county, 0.5), 1.5)
        hit = streams.uniform("drought", january, state.settlements.key) < self.drought_chance
        economy.drought = np.where(hit, self.drought_loss, 0.0)
        calendar, information = self._calendar(year), self.information
        slump = {2024: self.herd_price_slump}.get(calendar, self.herd_price_recovery)
        # One up to 2020, the year of the parameters.
        crop_price = np.minimum(np.maximum(1.0 + self._crop_spread * luck.crops, 0.0), 2.0) if year > BASE_YEAR else 1.0
        economy.crop_price[:] = crop_price * economy.index
        known = known_until(PRICES_KNOWN_UNTIL, information, self.fit_until)
        economy.prices = _prices(calendar, known, self.price_growth)
        economy.herd_price = slump if self.cattle_slump and calendar >= 2024 else self.herd_price * economy.index

    def _calendar(self, year: int) -> int:
        """The calendar year that a year of the engine stands for."""
        return _calendar(year, self.base_year)

    @cached_property
    def _crop_spread(self) -> np.ndarray:
        """(specialties,) spread of a year's net income of a mu."""
        spread = np.full(len(Specialty), self.specialty_spread)
        spread[Specialty.GRAIN] = self.grain_spread
        return spread


class _YearLuck(NamedTuple):
    """Standard normal draws of a year: of the region's demand, and of crop prices by specialty."""

    region: float
    crops: np.ndarray


@lru_cache(maxsize=1024)
def _year_luck(streams: Streams, january: int) -> _YearLuck:
    """The luck of a year that does not hang on the population; every arm asks for it again."""
    region = float(streams.normal("region demand", january, _REGION_KEY)[0])
    return _YearLuck(region, streams.normal("crop price", january, _SPECIALTY_KEYS))


class _Seasons(NamedTuple):
    """What the calendar says of a month; named as in the economy of a state, and `open_share` as if of the epidemic."""

    season: float
    crop_season: float
    farm_active: bool
    festival: bool
    open_share: float


@lru_cache(maxsize=1024)
def _seasons(month: int, base_year: int) -> _Seasons:
    """The seasons of a month of the engine in a run matched to `base_year`."""
    of_year = month_of_year(month)
    festival = 1 if _calendar(year_of(month), base_year) in JANUARY_FESTIVALS else 2
    return _Seasons(
        season=_season()[of_year],
        crop_season=_crop_season()[of_year],
        farm_active=of_year in FARM_SEASON,
        festival=of_year == festival,
        open_share=_open_share().get(month_label(month), 1.0),
    )


@lru_cache(maxsize=64)
def _wages(*paid: float) -> np.ndarray:
    """(activities,) pay by Activity, from CASUAL to SELF_EMPLOYED as given; it changes once a year."""
    wages = np.zeros(ACTIVITIES)
    wages[Activity.CASUAL : Activity.POST] = paid
    return wages


def _calendar(year: int, base_year: int) -> int:
    """The calendar year that a year of the engine stands for in a run matched to `base_year`."""
    return year - (BASE_YEAR - base_year)


@cache
def _prices(year: int, last: int, growth: float) -> float:
    """Consumer prices of a calendar year against 2020."""
    known = {int(row.level1): row.value for row in margin("consumer_price_change")}
    level = 1.0
    for y in range(BASE_YEAR + 1, year + 1):
        level *= 1.0 + (known[y] if y <= last else growth)
    for y in range(year + 1, BASE_YEAR + 1):
        level /= 1.0 + known.get(y, growth)
    return level


@cache
def _season() -> dict[int, float]:
    """Casual person-days of each month against the mean month in season."""
    share = {int(row.level1): row.value for row in margin("seasonality_local_wage")}
    mean = sum(share[m] for m in IN_SEASON) / len(IN_SEASON)
    return {m: value / mean for m, value in share.items()}


@cache
def _crop_season() -> dict[int, float]:
    return {int(row.level1): row.value for row in margin("seasonality_crop_income")}


@cache
def _open_share() -> dict[str, float]:
    """Share of wage work that went on in each month of 2020."""
    return {row.level1: row.value for row in margin("epidemic_open_share")}
