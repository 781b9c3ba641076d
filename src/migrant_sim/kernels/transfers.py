"""Transfers of a month by household, and grants by person."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck, uniform_at

OUTSIDE = 4
# places in what levers have used: yuan, and persons in the households reached
TOP_UP, LET_IN, LET_IN_PEOPLE, APPLIED, APPLIED_PEOPLE = range(5)
AIDED, AIDED_PEOPLE, COVER, COVER_AID, COVERED_PEOPLE = range(5, 10)
USES = 10


class Homes(NamedTuple):
    """Columns of households (h,): those read, then those written (dibao and allowance_route by reviews alone)."""

    key: np.ndarray
    size: np.ndarray
    pensioners: np.ndarray
    labour: np.ndarray
    registered_poor: np.ndarray
    medical: np.ndarray
    recent: np.ndarray
    help_route: np.ndarray
    allowance_route: np.ndarray
    dibao: np.ndarray
    hardship_left: np.ndarray
    at_stake: np.ndarray
    transfer: np.ndarray


class Terms(NamedTuple):
    """This month's terms: yuan a month a person, the line in yuan a year, shares, and the draw of assistance.

    `benefit` (4,) is the allowance of a member by band; `hardship_months` is the length of the hardship allowance.
    From `top_up` (4,) on: what levers add to benefit, cover, cover of the poor and the share aided.
    """

    pension: float
    other: float
    contribution: float
    line: float
    benefit: np.ndarray
    withdrawal: float
    hardship_months: int
    cover: float
    cover_extra: float
    cover_most: float
    aid: float
    aid_share: float
    aid_luck: Luck
    top_up: np.ndarray
    cover_added: float
    cover_aid_added: float
    aid_added: float


class Workers(NamedTuple):
    """Columns of persons (n,) that grants depend on."""

    activity: np.ndarray
    tenure: np.ndarray
    household: np.ndarray
    settlement: np.ndarray
    resident: np.ndarray


class Rewards(NamedTuple):
    """Yuan a month by settlement (s,) and months until paid; counts (s,) and household lines (h,) written."""

    grant: np.ndarray
    bonus: np.ndarray
    grant_from: int
    bonus_from: int
    granted: np.ndarray
    rewarded: np.ndarray
    transfer: np.ndarray
    away: np.ndarray


@kernel
def pay(homes: Homes, t: Terms, paid: np.ndarray, used: np.ndarray) -> None:  # noqa: C901 - each transfer has its rule
    """Add the month's transfers, write what work would cost in benefits, count the hardship allowance down.

    Longer than 40 lines, as all transfers come of one pass.
    `paid` (6,): pensions, allowance, hardship allowance, assistance, reimbursements, persons. The hardship allowance
    tops last month's recent income up to the line; a month with all of its term ahead is the first after a detection.
    `used` (10,): what of it levers have caused, in the order of TOP_UP to COVERED_PEOPLE.
    """
    used[:] = 0.0
    pensions, allowances, hardships, aids, covers, people = 0.0, 0.0, 0.0, 0.0, 0.0, 0
    flat = t.other - t.contribution
    for h in range(len(homes.size)):
        size = homes.size[h]
        if size == 0:
            homes.at_stake[h] = 0.0
            continue
        people += size
        pension, band = homes.pensioners[h] * t.pension, homes.dibao[h]
        benefit, aid, cover = (t.benefit[band] + t.top_up[band]) * size, 0.0, 0.0
        if band > 0:
            used[TOP_UP] += t.top_up[band] * size
            if homes.allowance_route[h] == 1:
                used[LET_IN] += t.benefit[band] * size
                used[LET_IN_PEOPLE] += size
        pensions += pension
        allowances += benefit
        left = homes.hardship_left[h]
        if left > 0:
            applied = homes.help_route[h] == 1
            if left == t.hardship_months and not applied:
                draw = uniform_at(t.aid_luck, homes.key[h])
                if draw < t.aid_share + t.aid_added:
                    aid = t.aid
                    aids += aid
                    if draw >= t.aid_share:
                        used[AIDED] += aid
                        used[AIDED_PEOPLE] += size
            if band == 0:
                benefit = max(t.line * size - homes.recent[h], 0.0) / 12.0
                benefit = min(benefit, t.line * size / 12.0)
                hardships += benefit
                if applied and benefit > 0.0:
                    used[APPLIED] += benefit
                    used[APPLIED_PEOPLE] += size
            homes.hardship_left[h] = left - 1
        if homes.medical[h] > 0.0:
            poor = band > 0 or homes.registered_poor[h] == 1
            usual = t.cover + (t.cover_extra if poor else 0.0)
            more = usual + t.cover_added
            share = min(more + (t.cover_aid_added if poor else 0.0), t.cover_most)
            usual, more = min(usual, t.cover_most), min(more, t.cover_most)
            cover = homes.medical[h] * share
            covers += cover
            used[COVER] += homes.medical[h] * (more - usual)
            used[COVER_AID] += homes.medical[h] * (share - more)
            used[COVERED_PEOPLE] += size
        homes.at_stake[h] = benefit * t.withdrawal
        homes.transfer[h] += pension + benefit + aid + cover + flat * size
    paid[0], paid[1], paid[2], paid[3], paid[4], paid[5] = pensions, allowances, hardships, aids, covers, people


class Levers(NamedTuple):
    """Columns of rules (1,)."""

    allowance_added: np.ndarray
    cover_added: np.ndarray
    cover_aid_added: np.ndarray
    assistance_added: np.ndarray


class Month(NamedTuple):
    """All that a month of transfers reads and writes: columns; the levers of rules; those of grants in yuan a year and
    of bonuses, by settlement (s,); what is paid of both, with room for a month's grant; `paid` (6,) and `used` (10,) of
    `pay`, and `rewarded` (4,) of `reward`; room for `benefit` and `top_up` (4,) as in `Terms`.
    """

    homes: Homes
    workers: Workers
    levers: Levers
    yearly_grant: np.ndarray
    rewards: Rewards
    paid: np.ndarray
    used: np.ndarray
    rewarded: np.ndarray
    benefit: np.ndarray
    top_up: np.ndarray


class Rules(NamedTuple):
    """What holds in all months, named as in `Terms`: amounts in yuan of 2020, and by band (4,) the benefit over the
    mean one; `most_added` is the most that a lever can add to the mean benefit over the line.
    """

    pension: float
    line: float
    aid: float
    band_pay: np.ndarray
    most_added: float
    withdrawal: float
    hardship_months: int
    cover: float
    cover_extra: float
    cover_most: float
    aid_share: float


class Now(NamedTuple):
    """The nominal level of this month, its mean benefit, and what else differs by month, named as in `Terms`."""

    level: float
    mean: float
    other: float
    contribution: float
    aid_luck: Luck


@kernel
def month_of_transfers(m: Month, r: Rules, now: Now) -> bool:
    """Pay the month's transfers; whether there are grants or bonuses, which are then paid, too."""
    pay(m.homes, terms_of(m, r, now), m.paid, m.used)
    there = False
    for s in range(len(m.yearly_grant)):
        m.rewards.grant[s] = m.yearly_grant[s] / 12.0
        there |= (m.yearly_grant[s] != 0.0) | (m.rewards.bonus[s] != 0.0)
    m.rewarded[:] = 0.0
    if there:
        reward(m.workers, m.rewards, m.rewarded)
    return there


@kernel
def terms_of(m: Month, r: Rules, now: Now) -> Terms:
    """The rules, this month's amounts and what levers add."""
    levers = m.levers
    added = r.line * min(levers.allowance_added[0], r.most_added) * now.level / 12.0
    for band in range(len(r.band_pay)):
        m.benefit[band], m.top_up[band] = r.band_pay[band] * now.mean, r.band_pay[band] * added
    return Terms(
        r.pension * now.level,
        now.other,
        now.contribution,
        r.line * now.level,
        m.benefit,
        r.withdrawal,
        r.hardship_months,
        r.cover,
        r.cover_extra,
        r.cover_most,
        r.aid * now.level,
        r.aid_share,
        now.aid_luck,
        m.top_up,
        levers.cover_added[0],
        levers.cover_aid_added[0],
        levers.assistance_added[0],
    )


@kernel
def reward(workers: Workers, r: Rewards, paid: np.ndarray) -> None:
    """Pay grants and bonuses to people at work outside the region; those of non-residents stay with them.

    `paid` (4,): grants to residents, to others, bonuses to residents, to others.
    """
    for i in range(len(workers.activity)):
        if workers.activity[i] != OUTSIDE or workers.tenure[i] < r.grant_from:
            continue
        place, home, stays = workers.settlement[i], workers.household[i], 1 - workers.resident[i]
        yuan = 0.0
        if r.grant[place] > 0.0:
            yuan = r.grant[place]
            paid[stays] += yuan
            r.granted[place] += 1
        if r.bonus[place] > 0.0 and workers.tenure[i] >= r.bonus_from:
            yuan += r.bonus[place]
            paid[2 + stays] += r.bonus[place]
            r.rewarded[place] += 1
        if stays == 0:
            r.transfer[home] += yuan
        else:
            r.away[home] += yuan
