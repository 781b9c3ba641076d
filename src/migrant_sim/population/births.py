"""The population of a region at any scale, drawn from published margins: the one door of this package."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ..published import parameter
from ..state import Activity, Counties, Enterprises, Households, Persons, Posts, Settlements, Table
from .fit import FitRow, fit_table
from .generations import LAST_YEAR, final_schooling
from .holdings import endow
from .hosts import count_hosts, open_pools, pool_rows
from .luck import Luck
from .margins import Margins, published_margins
from .members import Homes, People, settle
from .region import PopulationSpec, Region
from .register import Dealt, dealt_from_ledger
from .rows import household_rows, person_rows
from .settlements import Places, labour_migrant_share, place_households
from .waiting import await_generations
from .work import Workers, put_to_work


class Population(NamedTuple):
    """The tables as they stand before the first month, the fit to the margins, and the real persons they stand for.

    Columns are read-only: branch a table before changing it. `county_names` names the rows of `counties`. Persons
    still to be born and households that wait for their split are rows of the tables (`alive` and `present` 0).
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


def build(region: Region, spec: PopulationSpec, seed: int, until: int = LAST_YEAR) -> Population:
    """The population of a region with the births up to the year `until`; equal arguments give equal bits.

    A later `until` adds rows and changes nobody. Raises ConfigurationError for a scope or scale that the region does
    not allow, DataError for margins that contradict each other.
    """
    return _built(region, spec, seed, until)


@lru_cache(maxsize=2)
def _built(region: Region, spec: PopulationSpec, seed: int, until: int) -> Population:
    return build_from(published_margins(), region, spec, seed, until)


def build_from(margins: Margins, region: Region, spec: PopulationSpec, seed: int, until: int = LAST_YEAR) -> Population:
    """The same from margins of one's own, not cached."""
    spec = spec.checked(region, margins.mean_size)
    luck = Luck(seed)
    dealt = dealt_from_ledger if region.register else _dealt
    made = dealt(region, spec, margins, luck)
    places, homes, people, holdings, workers = made[:5]
    county = places.county[homes.settlement[people.household]]
    pool = pool_rows(workers.activity, county, len(region.counties))
    counties = count_hosts(region, margins, np.bincount(county, minlength=len(region.counties)), spec.scale)
    usual = region.settlement_persons * spec.scale if region.register else None
    places_of_work = (
        _settlements(places, homes, people, workers, usual),
        _posts(made, len(places.key)),
        open_pools(counties, pool, made.vacancies),
        counties,
    )
    waiting = await_generations(homes, (people, workers, pool), until, margins, luck, made.born)
    del people, workers, county, pool, made  # a third of the memory of a full build
    tables = (person_rows(waiting, homes, places), household_rows(waiting, homes, holdings, places), *places_of_work)
    for table in tables:
        _freeze(table)
    fit = tuple(fit_table(margins, region, tables[0], tables[1]))
    if region.register:  # the ledger is what is aimed at; the margins are only compared
        fit = tuple(row._replace(fitted=False) for row in fit)
    return Population(*tables, fit, region.persons(spec.scope), spec.scale, region.counties)


def _dealt(region: Region, spec: PopulationSpec, margins: Margins, luck: Luck) -> Dealt:
    """Synthetic people, dealt from the margins."""
    places, origin = place_households(region, spec, margins, luck)
    homes, people = settle(places, origin, margins, luck)
    final = people._replace(education=final_schooling(people, margins, luck))
    shares = (labour_migrant_share(region, spec, margins), float(region.self_moved[spec.scope or ""]))
    holdings = endow(homes, final, shares, margins, luck)
    return Dealt(places, homes, final, holdings, put_to_work(homes, final, holdings, margins, luck))


def _freeze(table: Table) -> None:
    """Make the columns read-only, because built populations are shared."""
    for column in vars(table).values():
        column.flags.writeable = False


def _settlements(places: Places, homes: Homes, people: People, workers: Workers, usual: float | None) -> Settlements:
    """Settlements with their people; `usual` simulated persons count as one settlement, None takes places as built.

    A ledger lists places of any size, and what a measure gives to a settlement is an assumption about one of the usual
    size: ten hamlets get no ten workstations.
    """
    count = len(places.key)
    persons = np.bincount(homes.settlement, weights=homes.size, minlength=count)
    labour = np.bincount(homes.settlement[people.household], weights=workers.labour, minlength=count)
    return Settlements.create(
        count,
        key=places.key,
        county=places.county,
        track=places.track,
        persons=persons,
        labour=labour,
        count=places.stands_for if usual is None else persons / usual,
        brokers=labour * parameter("brokers_per_thousand_labour").central / 1000.0,
    )


def _posts(made: Dealt, count: int) -> Posts:
    """Posts of 2020: those held, and the vacant ones that a ledger lists; from the margins alone all are taken."""
    holders = made.people.household[made.workers.activity == Activity.POST]
    held = np.bincount(made.homes.settlement[holders], minlength=count)
    stock = held if made.vacant_posts is None else held + made.vacant_posts
    return Posts.create(count, settlement=np.arange(count), stock=stock, places=np.floor(stock), filled=held)
