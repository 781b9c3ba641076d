"""The population of a region at any scale, drawn from published margins: the one door of this package."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ..published import parameter
from ..state import Activity, Counties, Enterprises, Households, Persons, Posts, Settlements, Table
from .fit import FitRow, fit_table
from .holdings import Holdings, endow
from .hosts import count_hosts, open_pools, pool_rows
from .luck import Luck
from .margins import Margins, published_margins
from .members import Homes, People, settle
from .region import PopulationSpec, Region
from .settlements import Places, labour_migrant_share, place_households
from .work import Workers, put_to_work

PENSION_AGE = 60


class Population(NamedTuple):
    """The tables as they stand before the first month, the fit to the margins, and the real persons they stand for.

    Columns are read-only: branch a table before changing it. `county_names` names the rows of `counties`.
    """

    persons: Persons
    households: Households
    settlements: Settlements
    posts: Posts
    enterprises: Enterprises
    counties: Counties
    fit: tuple[FitRow, ...]
    persons_real: float
    scale: float
    county_names: tuple[str, ...]


@lru_cache(maxsize=2)
def build(region: Region, spec: PopulationSpec, seed: int) -> Population:
    """The population of a region; equal arguments give equal bits.

    Raises ConfigurationError for a scope or scale that the region does not allow, DataError for margins that
    contradict each other.
    """
    return build_from(published_margins(), region, spec, seed)


def build_from(margins: Margins, region: Region, spec: PopulationSpec, seed: int) -> Population:
    """The same from margins of one's own, not cached."""
    spec = spec.checked(region, margins.mean_size)
    luck = Luck(seed)
    places = place_households(region, spec, margins, luck)
    homes, people = settle(places, margins, luck)
    shares = (labour_migrant_share(region, spec, margins), float(region.self_moved[spec.scope or ""]))
    holdings = endow(places, homes, people, shares, margins, luck)
    workers = put_to_work(homes, people, holdings, margins, luck)
    county = places.county[homes.settlement[people.household]]
    pool = pool_rows(workers.activity, county, len(region.counties))
    counties = count_hosts(region, margins, np.bincount(county, minlength=len(region.counties)), spec.scale)
    real = region.persons(spec.scope)
    population = Population(
        persons=_persons(homes, people, workers, county, pool),
        households=_households(homes, people, holdings, workers, places),
        settlements=_settlements(places, homes, people, workers),
        posts=_posts(homes, people, workers, len(places.key)),
        enterprises=open_pools(counties, pool),
        counties=counties,
        fit=(),
        persons_real=real,
        scale=spec.scale,
        county_names=region.counties,
    )
    for table in population[:6]:
        _freeze(table)
    return population._replace(fit=tuple(fit_table(margins, region, population.persons, population.households)))


def _freeze(table: Table) -> None:
    """Make the columns read-only, because built populations are shared."""
    for column in vars(table).values():
        column.flags.writeable = False


def _persons(homes: Homes, people: People, workers: Workers, county: np.ndarray, pool: np.ndarray) -> Persons:
    return Persons.create(
        len(people.key),
        key=people.key,
        household=people.household,
        settlement=homes.settlement[people.household],
        county=county,
        sex=people.sex,
        age=people.age,
        education=people.education,
        health=people.health,
        carer=people.carer,
        pool=pool,
        **workers._asdict(),
    )


def _households(homes: Homes, people: People, holdings: Holdings, workers: Workers, places: Places) -> Households:
    count = len(homes.key)
    return Households.create(
        count,
        key=homes.key,
        settlement=homes.settlement,
        county=places.county[homes.settlement],
        first=homes.first,
        size=homes.size,
        group=holdings.group,
        land=holdings.land,
        leased=holdings.leased,
        herd=holdings.herd,
        dibao=holdings.dibao,
        registered_poor=holdings.poor,
        labour=np.bincount(people.household, weights=workers.labour, minlength=count),
        pensioners=np.bincount(people.household, weights=people.age >= PENSION_AGE, minlength=count),
        residents=homes.size,
    )


def _settlements(places: Places, homes: Homes, people: People, workers: Workers) -> Settlements:
    count = len(places.key)
    labour = np.bincount(homes.settlement[people.household], weights=workers.labour, minlength=count)
    return Settlements.create(
        count,
        key=places.key,
        county=places.county,
        list=places.list,
        track=places.track,
        persons=np.bincount(homes.settlement, weights=homes.size, minlength=count),
        labour=labour,
        count=places.stands_for,
        brokers=labour * parameter("brokers_per_thousand_labour").central / 1000.0,
    )


def _posts(homes: Homes, people: People, workers: Workers, count: int) -> Posts:
    """Posts of 2020: the margins' share of the labour force, all of them taken."""
    settlement = homes.settlement[people.household[workers.activity == Activity.POST]]
    held = np.bincount(settlement, minlength=count)
    return Posts.create(count, settlement=np.arange(count), stock=held, places=held, filled=held)
