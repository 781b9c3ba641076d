"""Which households of a ledger are simulated: all of them, a keyed sample within settlements, or keyed copies.

Copy r of a household with weight w and luck u has the score (u + r) / w, and each settlement takes the lowest ones. So
at scale 1 and weight 1 everybody is there once, and a smaller sample is part of every larger one.
"""

from typing import NamedTuple

import numpy as np

from .counties import numbers
from .luck import Luck, identity, waiting_ordinal
from .margins import Margins
from .region import PopulationSpec, Region
from .register_tables import Ledger
from .settlements import OWN_ORDINAL, TOWN, VILLAGE, Origin, Places, labour_migrant_share, pooled

MOST_IN_COUNTY = 1 << 16
MOST_IN_SETTLEMENT = 1 << 20
MOST_COPIES = 1 << 7  # a household has 2**27 ordinals in its settlement: so many places times so many copies


class Sample(NamedTuple):
    """Simulated households in the order of their settlement; arrays (households,).

    `row` is the household's row in the ledger, `branch_key` the key of a branch to come, `origin` its own settlement's
    list and town; `settlement_of`
    (settlements of the ledger,) gives the simulated settlement of each, -1 where nobody is sampled.
    """

    places: Places
    row: np.ndarray
    key: np.ndarray
    branch_key: np.ndarray
    settlement: np.ndarray
    origin: Origin
    settlement_of: np.ndarray


def sample(ledger: Ledger, region: Region, spec: PopulationSpec, margins: Margins, lucks: tuple[Luck, Luck]) -> Sample:
    """The households at the scale of `spec`; `lucks` = (the build's own, that of the imputation)."""
    luck, filling = lucks
    home = ledger.households["settlement_id"]
    settlements = len(ledger.settlements["county_number"])
    number, key = _identities(ledger, region, margins)
    rank = np.arange(len(home)) - np.searchsorted(home, home)  # households stand settlement by settlement
    row, copy = _chosen(ledger, spec.scale, (home, rank, number, key), luck)
    ordinal = rank[row] + copy * MOST_IN_SETTLEMENT
    county = ledger.settlements["county_number"]
    places = Places(
        number=number,
        key=key,
        county=county,
        track=_tracks(ledger, region, spec, margins, (key, filling)),
        stands_for=np.ones(settlements, np.int64),
        real=np.bincount(home, weights=ledger.households["weight"], minlength=settlements).astype(np.int64),
        households=np.bincount(home[row], minlength=settlements),
    )
    order = np.lexsort((places.key, places.county))
    back = np.empty(settlements, np.int64)
    back[order] = np.arange(settlements)
    joined, settlement_of = pooled(Places(*(column[order] for column in places)))
    settlement_of = settlement_of[back]
    row_order = np.lexsort((ordinal, row, settlement_of[home[row]]))
    row, ordinal = row[row_order], ordinal[row_order]
    at = home[row]
    keys = identity(number[at], ordinal), identity(number[at], waiting_ordinal(ordinal))
    origin = Origin(np.maximum(ledger.settlements["list"], 0)[at], places.track[at] == TOWN)
    return Sample(joined, row, *keys, settlement_of[at], origin, settlement_of)


def _identities(ledger: Ledger, region: Region, margins: Margins) -> tuple[np.ndarray, np.ndarray]:
    """(settlements,) number that household keys are made from, and the settlement's own key."""
    county = ledger.settlements["county_number"]
    ordinal = np.empty(len(county), np.int64)
    for code in np.unique(county):
        here = np.flatnonzero(county == code)
        ordinal[here] = np.arange(len(here))
    number = numbers(region, margins)[county] * MOST_IN_COUNTY + ordinal
    return number, identity(number, np.full(len(number), OWN_ORDINAL))


def _chosen(
    ledger: Ledger, scale: float, placed: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray], luck: Luck
) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the ledger and number of the copy, of the households simulated."""
    home, rank, number, key = placed
    weight = ledger.households["weight"]
    total = np.bincount(home, weights=weight, minlength=len(number))
    wanted = np.floor(np.round(scale * total, 6) + luck.uniform("register settlement", key)).astype(np.int64)
    if scale == 1.0 and (weight == 1.0).all():
        return np.arange(len(home)), np.zeros(len(home), np.int64)
    draw = luck.uniform("register household", identity(number[home], rank))
    copies = np.minimum(np.ceil(scale * weight).astype(np.int64) + 2, MOST_COPIES)
    row = np.repeat(np.arange(len(home)), copies)
    copy = np.arange(len(row)) - np.repeat(np.cumsum(copies) - copies, copies)
    score = (draw[row] + copy) / weight[row]
    order = np.lexsort((row, copy, score, home[row]))
    place = home[row][order]
    kept = np.sort(order[np.arange(len(order)) - np.searchsorted(place, place) < wanted[place]])
    return row[kept], copy[kept]


def _tracks(
    ledger: Ledger, region: Region, spec: PopulationSpec, margins: Margins, drawn: tuple[np.ndarray, Luck]
) -> np.ndarray:
    """(settlements,) TOWN or VILLAGE; where the ledger is silent, a town as often as there are labour migrants."""
    key, filling = drawn
    town = filling.uniform("settlement track", key) < labour_migrant_share(region, spec, margins)
    known = ledger.settlements["track"].astype(np.int64)
    return np.where(known >= 0, known, np.where(town, TOWN, VILLAGE))
