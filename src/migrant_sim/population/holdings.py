"""What households own and receive: group, land, leases, herds, dibao, and whether they were registered as poor.

Shares of households are met in whole numbers. ASSUMPTIONS: labour migrants live in towns first and have no land; larger
households have more land; herds are kept on land; dibao goes to the most vulnerable first.
"""

from typing import NamedTuple

import numpy as np

from ..published import parameter
from ..state import Group
from . import margins as m
from .fitting import integerise
from .kinds import Kind
from .luck import Luck, first_ranked
from .margins import Margins
from .members import Homes, People

DISABLED = 3
# mu, ends of the land bands in the order of the margin; the open end makes the mean 5.7 mu, as its note says
LAND_ENDS = ((0.0, 0.0), (0.01, 2.0), (2.0, 4.0), (4.0, 6.0), (6.0, 10.0), (10.0, 16.3))


class Holdings(NamedTuple):
    """Group and possessions; each array (households,)."""

    group: np.ndarray
    land: np.ndarray
    leased: np.ndarray
    herd: np.ndarray
    dibao: np.ndarray
    poor: np.ndarray


def endow(homes: Homes, people: People, shares: tuple[float, float], margins: Margins, luck: Luck) -> Holdings:
    """Holdings of every household; `shares` are those of labour migrants and of self-movers among persons."""
    group = deal_groups(homes, shares, luck)
    land = deal_land(homes, group, margins, luck)
    count = len(homes.key)

    def number(level: str) -> int:
        return int(round(margins.value("household_flags", level) * count))

    leased = first_ranked(luck.uniform("leased", homes.key), number(m.LEASED), land > 0)
    keepers = first_ranked(
        luck.uniform("livestock", homes.key) + (land == 0), number(m.LIVESTOCK), group != Group.LABOUR
    )
    herd = parameter("herd_sold_per_livestock_household").central * (0.4 + 1.2 * luck.uniform("herd", homes.key))
    dibao = first_ranked(weakness(people, luck.uniform("dibao", homes.key)), number(m.DIBAO))
    poor = first_ranked(luck.uniform("registered poor", homes.key) - 0.3 * dibao, number(m.POOR))
    return Holdings(group, land, leased, np.where(keepers, np.round(herd, 9), 0.0), dibao, poor)


def weakness(people: People, tie: np.ndarray) -> np.ndarray:
    """(households,) workers, less a half for each disabled member, ties by draw: the weakest come first."""
    workers = np.bincount(people.household, weights=people.kind == Kind.WORKER, minlength=len(tie))
    disabled = np.bincount(people.household, weights=people.health == DISABLED, minlength=len(tie))
    return workers - 0.5 * np.minimum(disabled, 1) + 0.49 * tie


def deal_groups(homes: Homes, shares: tuple[float, float], luck: Luck) -> np.ndarray:
    """Labour migrants in towns first, self-movers anywhere, the rest policy migrants; each to its share of persons."""
    labour_share, self_share = shares
    persons, draw = homes.size.sum(), luck.uniform("group", homes.key)
    labour = _up_to(labour_share * persons, draw + ~homes.town, homes.size)
    came_alone = _up_to(self_share * persons, luck.uniform("self-moved", homes.key) + 10.0 * labour, homes.size)
    return np.select([labour, came_alone], [Group.LABOUR, Group.SELF_MOVED], Group.POLICY)


def _up_to(persons: float, score: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Flags of the households of lowest score that together hold `persons`."""
    order = np.argsort(score, kind="stable")
    flags = np.zeros(len(score), np.bool_)
    flags[order[np.cumsum(size[order]) - 0.5 * size[order] < persons]] = True
    return flags


def deal_land(homes: Homes, group: np.ndarray, margins: Margins, luck: Luck) -> np.ndarray:
    """Mu allotted, by band; larger households tend to higher bands."""
    share = np.array([margins.value("land", level) for level in m.LAND])
    number = integerise(share, len(homes.key), 0.5)
    draw = luck.uniform("land", homes.key)
    landless = first_ranked(
        draw - 10.0 * (group == Group.LABOUR), max(int(number[0]), int((group == Group.LABOUR).sum()))
    )
    rows = np.flatnonzero(~landless)
    rows = rows[np.argsort((homes.size + 3.0 * luck.uniform("land order", homes.key))[rows], kind="stable")]
    low, high = np.repeat(np.array(LAND_ENDS[1:]), integerise(share[1:], len(rows), 0.5), axis=0).T
    land = np.zeros(len(homes.key))
    land[rows] = np.round(low + (high - low) * luck.uniform("land in band", homes.key)[rows], 2)
    return land
