"""Hosts as counts by county, and the vacancy pools that they share with relocated people."""

import numpy as np

from ..published import parameter, series
from ..state import Activity, Counties, Enterprises, PoolKind
from .counties import numbers, synthetic_residents
from .luck import identity
from .margins import Margins
from .region import Region

POOLS = (PoolKind.CASUAL, PoolKind.LOCAL, PoolKind.PARK, PoolKind.WORKSHOP)  # of every county, in this order
# ASSUMPTION: the four districts that are cities have this share of rural residents; all others share what is left of
# the region's rural population of 2020 in proportion to their residents
CITY_DISTRICTS, CITY_RURAL_SHARE = ("兴庆区", "西夏区", "金凤区", "大武口区"), 0.10
LEAST_HOST_SHARE = (
    0.15  # ASSUMPTION: hosts are never fewer than this share of rural residents, even where movers outnumber them
)
_REGION_WIDE = 1 << 20  # identity of the pools that belong to no county


def rural_share(margins: Margins) -> dict[str, float]:
    """Rural share of the residents of every county."""
    residents = margins.column("county_residents")
    city = sum(residents[county] for county in CITY_DISTRICTS)
    rural = series("rural_population")[2020]
    rest = (rural - CITY_RURAL_SHARE * city) / (sum(residents.values()) - city)
    return {county: CITY_RURAL_SHARE if county in CITY_DISTRICTS else rest for county in residents}


def count_hosts(region: Region, margins: Margins, migrants: np.ndarray, scale: float) -> Counties:
    """Counties with residents, relocated people (counties,) and rural hosts, all at simulated scale."""
    residents, share = _residents(region, margins)
    residents = residents * scale
    hosts = np.maximum(residents * share - migrants, LEAST_HOST_SHARE * residents * share)
    labour = hosts * parameter("host_rural_labour_share").central
    order = numbers(region, margins)
    return Counties.create(
        len(region.counties),
        key=order + 1,
        residents=residents,
        migrants=migrants,
        hosts=hosts,
        host_labour=labour,
        host_casual=labour * parameter("host_casual_share").central,
        host_seekers=labour * parameter("host_seeker_share").central,
    )


def _residents(region: Region, margins: Margins) -> tuple[np.ndarray, np.ndarray]:
    """(counties,) residents of the census and the rural share of them."""
    if region.synthetic is not None:
        return synthetic_residents(region)
    rural = rural_share(margins)
    residents = np.array([margins.value("county_residents", county) for county in region.counties])
    return residents, np.array([rural[county] for county in region.counties])


def pool_rows(activity: np.ndarray, county: np.ndarray, counties: int) -> np.ndarray:
    """(persons,) row of everyone's vacancy pool by activity and county, -1 where there is none."""
    rows = np.full(len(activity), -1)
    for code, kind in ((Activity.CASUAL, PoolKind.CASUAL), (Activity.LOCAL, PoolKind.LOCAL)):
        rows = np.where(activity == code, county * len(POOLS) + POOLS.index(kind), rows)
    rows = np.where(activity == Activity.REGION, counties * len(POOLS), rows)
    return np.where(activity == Activity.OUTSIDE, counties * len(POOLS) + 1, rows)


def open_pools(counties: Counties, pool: np.ndarray, listed: np.ndarray | None = None) -> Enterprises:
    """Every county's pools, then the region's and the outside one, with the relocated people by `pool` (persons,).

    Regular local places are those at work plus vacancies; casual pools offer person-days; existing parks are part of
    the local pool, so park pools open empty; distant pools are elastic and hold just those who work there. `listed`
    (counties,) are vacant places that a ledger knows of: at least so many are vacant in the local pool.
    """
    count = len(counties)
    kind = np.r_[np.tile([int(kind) for kind in POOLS], count), PoolKind.REGION, PoolKind.OUTSIDE]
    county = np.r_[np.repeat(np.arange(count), len(POOLS)), -1, -1]
    migrants = np.bincount(pool[pool >= 0], minlength=len(kind))
    hosts = np.zeros(len(kind))
    hosts[kind == PoolKind.LOCAL] = counties.host_labour * parameter("host_local_job_share").central
    hosts[kind == PoolKind.CASUAL] = counties.host_casual
    workers = migrants + hosts
    local = workers / (1 - parameter("local_vacancy_rate").central)
    if listed is not None:
        local = np.maximum(local, workers + np.r_[np.repeat(listed, len(POOLS)), 0.0, 0.0])
    stock = np.select(
        [kind == PoolKind.CASUAL, kind == PoolKind.LOCAL],
        [
            workers * parameter("casual_days_per_month").central,
            local,
        ],
        migrants,
    )
    place = np.where(county >= 0, counties.key[county].astype(np.int64), _REGION_WIDE)
    return Enterprises.create(
        len(kind),
        key=identity(place, kind),
        kind=kind,
        county=county,
        stock=stock,
        places=np.ceil(stock),
        migrants=migrants,
        hosts=hosts,
    )
