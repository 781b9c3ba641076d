"""Synthetic settlements: how many, how large, in which county, on which list, and how many sampled households each.

ASSUMPTIONS throughout: sizes are drawn around a common mean, and town or list membership by chance; nothing stands for
a named village. Posts, courses and offers are shared out within a settlement, so a sample that leaves ten households in
each shares them out wrongly: some have more in need than posts, others fewer. Sampled settlements are therefore pooled
within county and track until they hold `ENOUGH_HOUSEHOLDS`, or as many as the real ones; what stays too small joins the
largest of its county. Small scales have fewer settlements, not smaller ones; one to one none is pooled but those under
five households. The key-village list and town or village are known of each household, so that pooling moves nobody.
"""

from typing import NamedTuple

import numpy as np

from .counties import numbers, settled
from .fitting import integerise
from .luck import Luck, first_ranked, identity
from .margins import LABOUR_MIGRANTS, Margins
from .region import PopulationSpec, Region

SIZE_SPREAD = 0.45  # ASSUMPTION: log points; about one in a hundred falls below 800 persons
LEAST_HOUSEHOLDS, ENOUGH_HOUSEHOLDS = 5, 200  # ASSUMPTION: from 200 on, 5 % agree with everybody (benchmarks/scale.py)
REGION_LED, COUNTY_LED = 1, 2
VILLAGE, TOWN = 0, 1
_MOST_IN_COUNTY = 1 << 16
OWN_ORDINAL = (1 << 28) - 1  # the ordinal that no household has


class Places(NamedTuple):
    """Settlements in the order of their county; every array is (settlements,).

    `number` is the identity that household keys are made from, `key` the settlement's own; `stands_for` is the number
    of real settlements behind a row, `real` their households and `households` the number sampled in it.
    """

    number: np.ndarray
    key: np.ndarray
    county: np.ndarray
    track: np.ndarray
    stands_for: np.ndarray
    real: np.ndarray
    households: np.ndarray


class Origin(NamedTuple):
    """Of every household sampled (households,), whatever was pooled: code of its list, whether it lives in a town."""

    list: np.ndarray
    town: np.ndarray


def labour_migrant_share(region: Region, spec: PopulationSpec, margins: Margins) -> float:
    """Labour migrants (劳务移民) as a share of all persons in scope; self-movers have none among them."""
    policy = 1.0 - region.self_moved[region.known_scope(spec.scope)]
    return float(policy * margins.value("land_seen", LABOUR_MIGRANTS))


def place_households(region: Region, spec: PopulationSpec, margins: Margins, luck: Luck) -> tuple[Places, Origin]:
    """Settlements of the region, and what is known of every household sampled, in the settlements' order."""
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
    tracks = _tracks(region, spec, margins, luck, (key, size))
    inside = np.floor(0.99 * size / margins.mean_size).astype(np.int64)  # less a hair: households are made whole
    places, row = pooled(Places(number_of, key, county, tracks, np.ones(len(county), np.int64), inside, households))
    order = np.argsort(row, kind="stable")
    each = np.repeat(order, households[order])
    return places, Origin(_lists(region, luck, key)[each], tracks[each] == TOWN)


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
    """Settlements with too few households joined by county and track, then into the largest of their county.

    Also the row (settlements,) in which each stands afterwards, -1 for one without households that nobody joined.
    """
    joined, first = _joined(places, _pools(places))
    order = np.lexsort((joined.key, -joined.households, joined.county))
    largest = order[np.searchsorted(joined.county[order], joined.county)]
    small = joined.households < _enough(joined.real, joined.stands_for)
    joined, second = _joined(joined, np.where(small, largest, np.arange(len(small))))
    there = joined.households > 0
    row = np.where(there, np.cumsum(there) - 1, -1)
    return Places(*(column[there] for column in joined)), row[second[first]]


def _enough(real: np.ndarray, stands_for: np.ndarray) -> np.ndarray:
    """Households that a settlement needs: as many as a real one of those behind it, within the two bounds."""
    return np.clip(real // stands_for, LEAST_HOUSEHOLDS, ENOUGH_HOUSEHOLDS)


def _pools(places: Places) -> np.ndarray:
    """(settlements,) group of each; small ones of a county and track share groups, in the order of their key."""
    group = np.arange(len(places.key))
    small = places.households < _enough(places.real, places.stands_for)
    kind = places.county * 2 + places.track
    for each in np.unique(kind[small]):
        rows = np.flatnonzero(small & (kind == each))
        rows = rows[np.argsort(places.key[rows])]
        filled = _filled(np.column_stack([column[rows] for column in places[-3:]]))
        group[rows] = rows[np.searchsorted(filled, filled)]
    return group


def _filled(counts: np.ndarray) -> np.ndarray:
    """Number of the group of each in turn: one is full when it holds enough, and what is left over joins the last.

    `counts` (settlements, 3) are the last three columns of `Places`.
    """
    number, held, full = np.empty(len(counts), np.int64), np.zeros(3, np.int64), 0
    for row, own in enumerate(counts):
        number[row] = full
        held += own
        if held[2] >= _enough(held[1], held[0]):
            held[:], full = 0, full + 1
    return np.minimum(number, max(full - 1, 0))


def _joined(places: Places, group: np.ndarray) -> tuple[Places, np.ndarray]:
    """One settlement per group, named after its largest member, in the order of county and key; and each one's row."""
    order = np.lexsort((places.key, -places.households, group))
    names, starts = np.unique(group[order], return_index=True)
    first = order[starts]
    sums = (np.bincount(group, weights=each)[group[first]].astype(np.int64) for each in places[-3:])
    merged = Places._make([*(column[first] for column in places[:-3]), *sums])
    order = np.lexsort((merged.key, merged.county))
    row = np.empty(len(order), np.int64)
    row[order] = np.arange(len(order))
    return Places(*(column[order] for column in merged)), row[np.searchsorted(names, group)]
