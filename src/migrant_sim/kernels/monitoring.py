"""Trailing income of every household, and its way through monitoring, in one pass."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck, uniform_at
from .vmath import exp

FREE, UNSEEN, MONITORED = 0, 1, 2
DAYS = 365.0 / 12.0  # of a month


class Homes(NamedTuple):
    """Columns of households (h,): income of the month and of the year, what else is read, and four written."""

    wage: np.ndarray
    operating: np.ndarray
    property: np.ndarray
    transfer: np.ndarray
    wage_year: np.ndarray
    operating_year: np.ndarray
    property_year: np.ndarray
    transfer_year: np.ndarray
    key: np.ndarray
    size: np.ndarray
    residents: np.ndarray
    medical: np.ndarray
    recent: np.ndarray
    watch: np.ndarray
    hardship_left: np.ndarray
    help_route: np.ndarray


class Rules(NamedTuple):
    """Line in yuan a year a resident, chances, and draws: `fate` says for good who is missed, `chance` is the month's.

    `near` times the line is where false alarms end; `own_months` of this month's medical bill are what a year costs the
    household, already times the share that it pays itself; `start` is the month in which monitoring begins. `usual` is
    what would be missed without a lever; of those that still are, the share `reach` applies for help once a fall.
    """

    line: float
    start: bool
    missed: float
    seen: float
    clearing: float
    near: float
    false_alarm: float
    own_months: float
    help_months: int
    fate: Luck
    chance: Luck
    usual: float
    reach: float
    applies: Luck


@kernel
def remember(homes: Homes, december: bool) -> None:
    """Bring trailing income up to date: exact in December, a twelfth renewed in other months."""
    if december:
        for h in range(len(homes.size)):
            year = homes.wage_year[h] + homes.operating_year[h] + homes.property_year[h] + homes.transfer_year[h]
            homes.recent[h] = year
        return
    for h in range(len(homes.size)):
        month = homes.wage[h] + homes.operating[h] + homes.property[h] + homes.transfer[h]
        recent = homes.recent[h]
        homes.recent[h] = recent * (11.0 / 12.0) + month if recent != 0.0 else 12.0 * month


@kernel
def watch(homes: Homes, r: Rules, seen: np.ndarray) -> None:  # noqa: C901 - each status has its ways out
    """Move households between free, unseen and monitored.

    `seen` (6,): persons who fell, watched, unseen, cleared; persons and households on file that were missed as usual.
    Longer than 40 lines, as all ways of a household come of one pass.
    """
    fell, watched, unseen, cleared, found, files = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    far = (r.near - 1.0) * r.line
    for h in range(len(homes.size)):
        size, residents, status = homes.size[h], homes.residents[h], homes.watch[h]
        if (size == 0) | (residents == 0):
            continue
        margin = homes.recent[h] - homes.medical[h] * r.own_months - r.line * residents
        if (status == FREE) & (margin >= far * residents):
            continue  # most households
        if margin < 0.0:
            if status == FREE:
                status = UNSEEN
                homes.help_route[h] = homes.help_route[h] if homes.hardship_left[h] > 0 else 0
                if not r.start:
                    fell += size
                elif uniform_at(r.fate, homes.key[h]) >= r.missed:
                    status = MONITORED  # on the lists already, and helped before
            elif status == UNSEEN and uniform_at(r.fate, homes.key[h]) >= r.missed:
                if uniform_at(r.chance, homes.key[h]) < r.seen:
                    status, homes.hardship_left[h], homes.help_route[h] = MONITORED, r.help_months, 0
            elif status == UNSEEN and r.reach > 0.0 and homes.help_route[h] == 0:
                if uniform_at(r.applies, homes.key[h]) < r.reach:
                    homes.hardship_left[h], homes.help_route[h] = r.help_months, 1
        elif status == UNSEEN:
            status = FREE
        elif status == MONITORED:
            if uniform_at(r.chance, homes.key[h]) < r.clearing:
                status = FREE
                cleared += size
        elif uniform_at(r.chance, homes.key[h]) < r.false_alarm:
            status, homes.hardship_left[h], homes.help_route[h] = MONITORED, r.help_months, 0
        homes.watch[h] = status
        if status == MONITORED and r.missed < r.usual:
            fate = uniform_at(r.fate, homes.key[h])
            if r.missed <= fate < r.usual:
                found += size
                files += 1.0
        watched += size if status == MONITORED else 0
        unseen += size if status == UNSEEN else 0
    seen[0], seen[1], seen[2], seen[3], seen[4], seen[5] = fell, watched, unseen, cleared, found, files


class Levers(NamedTuple):
    """Columns of rules (1,)."""

    cover_added: np.ndarray
    lag_cut: np.ndarray
    missed_cut: np.ndarray
    hardship_reach: np.ndarray


class Month(NamedTuple):
    """All that a month of monitoring reads and writes; `seen` (6,) as in `watch`."""

    homes: Homes
    levers: Levers
    seen: np.ndarray


class Usual(NamedTuple):
    """What holds in all months as far as no lever moves it, named as in `Rules`; days to a detection and the most that
    can be saved of them, months for which bills run, the share of bills that is reimbursed and the most of it.
    """

    missed: float
    detection_days: float
    most_saved: float
    clearing: float
    near: float
    false_alarm: float
    illness_months: float
    cover: float
    most_cover: float
    help_months: int


class Now(NamedTuple):
    """What differs by month, and the draws, named as in `Rules`."""

    line: float
    start: bool
    fate: Luck
    chance: Luck
    applies: Luck


@kernel
def month_of_monitoring(m: Month, december: bool, usual: Usual, now: Now) -> None:
    """Bring trailing income up to date and watch it."""
    remember(m.homes, december)
    watch(m.homes, moved(usual, m.levers, now), m.seen)


@kernel
def moved(usual: Usual, levers: Levers, now: Now) -> Rules:
    """Rules of the month: levers find part of those missed, save time and pay more of the bills."""
    cover = usual.cover + min(levers.cover_added[0], max(usual.most_cover - usual.cover, 0.0))
    days = usual.detection_days * (1.0 - min(levers.lag_cut[0], usual.most_saved))
    return Rules(
        now.line,
        now.start,
        usual.missed * (1.0 - min(levers.missed_cut[0], 1.0)),
        1.0 - exp(-DAYS / days),
        usual.clearing,
        usual.near,
        usual.false_alarm,
        min(usual.illness_months, 12.0) * (1.0 - cover),
        usual.help_months,
        now.fate,
        now.chance,
        usual.missed,
        levers.hardship_reach[0],
        now.applies,
    )
