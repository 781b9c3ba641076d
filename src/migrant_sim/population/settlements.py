"""Synthetic settlements: how many, how large, in which county, on which list, and how many sampled households each.

ASSUMPTIONS throughout: sizes are drawn around a common mean, and town or list membership by chance; nothing stands for
a named village. A settlement with fewer than five sampled households is pooled with others of its county, track and
list, and what stays too small joins the largest settlement of its county. So small scales have fewer, larger ones.
"""

from typing import NamedTuple

import numpy as np

from .counties import numbers, settled
from .fitting import integerise
from .luck import Luck, first_ranked, identity
from .margins import LABOUR_MIGRANTS, Margins
from .region import PopulationSpec, Region

SIZE_SPREAD = 0.45  # ASSUMPTION: log points; about one in a hundred falls below 800 persons
LEAST_HOUSEHOLDS = 5
REGION_LED, COUNTY_LED = 1, 2
VILLAGE, TOWN = 0, 1
_MOST_IN_COUNTY = 1 << 16
OWN_ORDINAL = (1 << 28) - 1  # the ordinal that no household has


class Places(NamedTuple):
    """Settlements in the order of their county; every array is (settlements,).

    `number` is the identity that household keys are made from, `key` the settlement's own; `stands_for` is the number
    of real settlements behind a row, `households` the number sampled in it.
    """

    number: np.ndarray
    key: np.ndarray
    county: np.ndarray
    list: np.ndarray
    track: np.ndarray
    stands_for: np.ndarray
    households: np.ndarray


def labour_migrant_share(region: Region, spec: PopulationSpec, margins: Margins) -> float:
    """Labour migrants (劳务移民) as a share of all persons in scope; self-movers have none among them."""
    policy = 1.0 - region.self_moved[region.known_scope(spec.scope)]
    return float(policy * margins.value("land_seen", LABOUR_MIGRANTS))


def place_households(region: Region, spec: PopulationSpec, margins: Margins, luck: Luck) -> Places:
    """Settlements of the region with the number of households sampled in each."""
    real = region.persons(spec.scope)
    weights = settled(region, margins)
    by_county = weights / weights.sum() * real
    number = np.maximum(np.rint(by_county / region.settlement_persons), 1).astype(np.int64)
    county = np.repeat(np.arange(len(number)), number)
    ordinal = np.arange(len(county)) - np.repeat(np.cumsum(number) - number, number)
    number_of = numbers(region, margins)[county] * _MOST_IN_COUNTY + ordinal
    key = identity(number_of, np.full(len(county), OWN_ORDINAL))
    size = np.exp(SIZE_SPREAD * luck.normal("settlement size", key))
    size *= (by_county / np.bincount(county, weights=size))[county]
    households = integerise(
        size, int(round(real * spec.scale / margins.mean_size)), luck.offset("settlement households")
    )
    lists, tracks = _lists(region, luck, key), _tracks(region, spec, margins, luck, (key, size))
    return pooled(Places(number_of, key, county, lists, tracks, np.ones(len(county), np.int64), households))[0]


def _lists(region: Region, luck: Luck, key: np.ndarray) -> np.ndarray:
    """List codes: `region_led` and `county_led` settlements chosen by chance."""
    draw = luck.uniform("settlement list", key)
    region_led = first_ranked(draw, region.region_led)
    county_led = first_ranked(draw, region.county_led, ~region_led)
    return np.select([region_led, county_led], [REGION_LED, COUNTY_LED], 0)


def _tracks(
    region: Region, spec: PopulationSpec, margins: Margins, luck: Luck, sized: tuple[np.ndarray, np.ndarray]
) -> np.ndarray:
    """Towns by chance until they hold as many persons as there are labour migrants, who are housed in towns first."""
    key, size = sized
    order = np.argsort(luck.uniform("settlement track", key), kind="stable")
    before = np.cumsum(size[order]) - size[order]
    track = np.full(len(key), VILLAGE)
    track[order[before < labour_migrant_share(region, spec, margins) * size.sum()]] = TOWN
    return track


def pooled(places: Places) -> tuple[Places, np.ndarray]:
    """Settlements under five households joined by county, track and list, then into the largest of their county.

    Also the row (settlements,) in which each stands afterwards, -1 for one without households that nobody joined.
    """
    small = places.households < LEAST_HOUSEHOLDS
    code = (places.county * 2 + places.track) * 3 + places.list
    joined, first = _joined(places, np.where(small, code, code.max() + 1 + np.arange(len(code))))
    small = joined.households < LEAST_HOUSEHOLDS
    order = np.lexsort((joined.key, -joined.households, joined.county))
    largest = order[np.searchsorted(joined.county[order], joined.county)]
    joined, second = _joined(joined, np.where(small, largest, np.arange(len(small))))
    there = joined.households > 0
    row = np.where(there, np.cumsum(there) - 1, -1)
    return Places(*(column[there] for column in joined)), row[second[first]]


def _joined(places: Places, group: np.ndarray) -> tuple[Places, np.ndarray]:
    """One settlement per group, named after its largest member, in the order of county and key; and each one's row."""
    order = np.lexsort((places.key, -places.households, group))
    names, starts = np.unique(group[order], return_index=True)
    first = order[starts]
    stands_for, households = (np.bincount(group, weights=each)[group[first]].astype(np.int64) for each in places[-2:])
    merged = Places._make([*(column[first] for column in places[:-2]), stands_for, households])
    order = np.lexsort((merged.key, merged.county))
    row = np.empty(len(order), np.int64)
    row[order] = np.arange(len(order))
    return Places(*(column[order] for column in merged)), row[np.searchsorted(names, group)]
