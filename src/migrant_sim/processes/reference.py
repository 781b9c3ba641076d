"""The rural mean that migrants are compared with, and the nominal growth of migrants' own earnings under
`continuation`.

The rural mean contains the migrants: M = s m + (1 - s) h. Published figures are used as far as the information set
knows them,
a forecast afterwards. Growth of migrants under `continuation` is the hosts' growth plus the trend gap, by definition.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from ..fields import param
from ..months import MATCHED_YEAR, month_of_year, year_of
from ..published import own_hash, series
from ..state import State, Streams
from .base import Process, known_until

BASE_YEAR = MATCHED_YEAR
KNOWN_UNTIL = {"ex_ante": 2020, "ex_post": 2023}
_REGION_KEY = np.zeros(1, np.uint64)


@dataclass(frozen=True, kw_only=True)
class Reference(Process):
    """Rural mean, hosts' growth and the trend of migrants relative to hosts."""

    start_ratio: float = param(
        unit="ratio",
        doc="migrants' income over the rural mean in 2020",
        low=0.2,
        high=2.0,
        source="start_income_ratio_2020",
    )
    trend_gap: float = param(
        unit="share/yr",
        doc="growth of migrants above hosts under `continuation`",
        low=-0.1,
        high=0.1,
        source="trend_growth_gap_continuation",
    )
    migrant_share: float = param(
        unit="share",
        doc="migrants in scope among the region's rural residents",
        low=0,
        high=0.9,
        source="migrant_share_of_rural_residents",
    )
    wage_share: float = param(
        unit="share", doc="wages in migrants' disposable income of 2020", low=0.05, high=0.95, source="wage_share_start"
    )
    share_of_region: float = param(
        1.0, unit="share", doc="part of the region's migrants that is simulated", low=0, high=1, source="setting"
    )
    growth_ex_ante: float = param(
        unit="share/yr",
        doc="forecast growth of the rural mean from 2021",
        low=-0.1,
        high=0.3,
        source="rural_growth_ex_ante",
    )
    growth_ex_post: float = param(
        unit="share/yr",
        doc="forecast growth of the rural mean from 2024",
        low=-0.1,
        high=0.3,
        source="rural_growth_ex_post",
    )
    year_spread: float = param(
        unit="share",
        doc="spread of one year's growth around the forecast",
        low=0,
        high=0.1,
        source="rural_growth_year_spread",
    )
    host_slump_loss: float = param(
        unit="share",
        doc="rural mean lost to the cattle slump of 2024, half regained in 2025",
        low=0,
        high=0.2,
        source="host_slump_loss_2024",
    )
    series_region: str = param("宁夏", unit="-", doc="whose published rural mean it is", source="setting")
    information: str = param(
        "ex_post", unit="-", doc="what is known: ex_ante (to 2020) or ex_post (to 2023)", source="setting"
    )
    cattle_slump: bool = param(
        True, unit="flag", doc="the cattle slump of 2024 happens (ex post only)", source="setting"
    )
    base_year: int = param(2020, unit="year", doc="calendar year of the match", low=2014, high=2020, source="setting")
    fit_until: int = param(0, unit="year", doc="last year known in a back-test; 0 for none", source="setting")

    @property
    def weight(self) -> float:
        """Share s of the simulated migrants in the rural mean."""
        return self.migrant_share * self.share_of_region

    @property
    def base_level(self) -> float:
        """What yuan of 2020 are worth in the base year: the ratio of the published rural means (assumption)."""
        return self.base_mean() / self.published_mean(BASE_YEAR)

    def prepare(self, state: State, streams: Streams) -> None:
        """Set the nominal level of the years up to the match."""
        economy = state.economy
        economy.base_level = economy.index = economy.pay_index = economy.own_index = self.base_level

    def step(self, state: State, streams: Streams) -> None:
        """In January, set the rural mean and the growth index of the year."""
        if month_of_year(state.month) != 1 and state.economy.rural_mean:
            return
        year = year_of(state.month)
        state.economy.rural_mean_last_year = self.rural_mean(year - 1, streams)
        state.economy.rural_mean = self.rural_mean(year, streams)
        state.economy.index = self.index(year, streams)
        # Hosts are taken to age alike, so that growth a head contains the same change of people per worker; the change
        # is that up to last December.
        earned = state.economy.index * state.economy.dilution
        after = year > BASE_YEAR
        state.economy.pay_index = earned * (state.economy.rebound if after else 1.0)
        state.economy.own_index = earned * (state.economy.own_rebound if after else 1.0)

    def rural_mean(self, year: int, streams: Streams) -> float:
        """The rural mean of a year of the engine in yuan per person, published or forecast, with the slump of 2024."""
        return self._before_slump(year, streams) * (1.0 - self._slump(year))

    def base_mean(self) -> float:
        """The published rural mean of the base year in yuan per person."""
        return self.published_mean(self.base_year)

    def published_mean(self, year: int) -> float:
        """The published rural mean of a calendar year; before the first one, carried back at the forecast's growth."""
        known = _published_means(self.series_region)
        return known[year] if year in known else known[min(known)] / (1.0 + self.growth_ex_ante) ** (min(known) - year)

    def index(self, year: int, streams: Streams) -> float:
        """Nominal earnings of migrants against 2020 under `continuation`, before the slump."""
        index, ratio = self.base_level, self.start_ratio
        means = [self._before_slump(y, streams) for y in range(BASE_YEAR, year + 1)]
        for before, mean in pairwise(means):
            mean_growth = mean / before
            growth = mean_growth - self.weight * self.trend_gap * ratio + self.trend_gap
            index *= growth
            ratio *= growth / mean_growth
        return index

    def _slump(self, year: int) -> float:
        calendar = year - (BASE_YEAR - self.base_year)
        if not self.cattle_slump or calendar < 2024 or self.information != "ex_post":
            return 0.0
        return self.host_slump_loss if calendar == 2024 else self.host_slump_loss / 2

    def _known_until(self) -> int:
        """The last calendar year whose mean is known; ex post, newer figures of the user's follow the shipped ones."""
        last = known_until(KNOWN_UNTIL, self.information, self.fit_until)
        known = _published_means(self.series_region) if self.information == "ex_post" else {}
        while last + 1 in known:
            last += 1
        return last

    def _before_slump(self, year: int, streams: Streams) -> float:
        last = self._known_until()
        calendar = year - (BASE_YEAR - self.base_year)
        if calendar <= last:
            return self.published_mean(calendar) / (1.0 - self._slump(year))  # what is published has the slump in it
        mean = self.growth_ex_ante if self.information == "ex_ante" else self.growth_ex_post
        value = self.published_mean(last) / (1.0 - self._slump(last + BASE_YEAR - self.base_year))
        for y in range(last + 1, calendar + 1):
            value *= 1.0 + mean + self.year_spread * _year_luck(streams, y)
        return value


@lru_cache(maxsize=1024)
def _year_luck(streams: Streams, year: int) -> float:
    """The standard normal draw of a year's growth, which every index of a later year asks for again."""
    return float(streams.normal("rural growth", year * 12, _REGION_KEY)[0])


def _published_means(region: str) -> dict[int, float]:
    """Published means by year, newer figures of the user's among them."""
    return _means(region, own_hash())


@lru_cache(maxsize=16)
def _means(region: str, own: str) -> dict[int, float]:
    return series("rural_income_pc", region)
