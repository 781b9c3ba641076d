"""What a person gains from work, and what follows: effort in search, offers accepted, leaving the region."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .vmath import exp, log

NEVER = 1e-300  # stands for no chance at all where one divides by it


class People(NamedTuple):
    """Columns of persons (n,)."""

    key: np.ndarray
    household: np.ndarray
    settlement: np.ndarray
    county: np.ndarray
    sex: np.ndarray
    age: np.ndarray
    carer: np.ndarray
    relieved: np.ndarray
    labour: np.ndarray
    hard: np.ndarray
    skill: np.ndarray
    attachment: np.ndarray
    activity: np.ndarray
    placement_left: np.ndarray


class Homes(NamedTuple):
    """Columns of households (h,)."""

    land: np.ndarray
    leased: np.ndarray
    let: np.ndarray
    dibao: np.ndarray
    at_stake: np.ndarray


class Worth(NamedTuple):
    """This month's terms in yuan a month, pay before the matched level: what work pays and what it costs.

    `local` and `region` are mean pay times the share of months at work, `outside` that of a full year less travel;
    `base` is the attachment below which people would leave the region, `placement` the chance of the second try of a
    new certificate.
    """

    local: float
    region: float
    outside: float
    home: float
    care: float
    travel: float
    elasticity: float
    response: float
    base: float
    spread: float
    placement: float


@kernel(inline="always")
def left_at_home(w: Worth, at_stake: float, land: float, leased: int) -> float:
    """What a month of regular work costs a household: benefits lost, and work on land that it farms itself."""
    return at_stake + (w.home if land > 0.0 and leased == 0 else 0.0)


@kernel(inline="always")
def care_left(p: People, i: int) -> float:
    """Part of the cost of replacement care that falls on the household if person i works: 0 if i is no main carer."""
    return 1.0 - 0.01 * p.relieved[i] if p.carer[i] == 1 else 0.0


@kernel(inline="always")
def reservation(w: Worth, at_home: float, care: float) -> float:
    """What work away from home must pay at least: what is left at home, travel, and the part `care` of others' care."""
    return at_home + w.travel + w.care * care


@kernel
def effort(w: Worth, gross: float, cost: float, dibao: int) -> float:
    """Search effort: the part of local pay `gross` that is left after its cost, to the power of the elasticity.

    In households with the minimum living allowance it changes by the response.
    """
    if cost >= gross:
        return 0.0
    share = exp(w.elasticity * log(1.0 - cost / gross))
    return share * (1.0 + w.response) if dibao > 0 else share


@kernel
def needed_effort(w: Worth, chance: float, u: float, helped: bool) -> float:
    """The effort above which draw u lies below chance times effort; a new certificate (`helped`) gives a second try."""
    if helped:
        u = 1.0 - (1.0 - u) / (1.0 - w.placement)
    return u / max(chance, NEVER)


@kernel
def exceeds(w: Worth, gross: float, cost: float, dibao: int, needed: float) -> bool:
    """Whether `effort` exceeds what is needed; its bounds, known without a logarithm, mostly tell."""
    most = 1.0 + w.response if dibao > 0 else 1.0
    if needed < 0.0 or most <= needed or cost >= gross:
        return needed < 0.0
    rate = 1.0 - cost / gross
    if w.elasticity <= 1.0:
        if rate * most > needed:
            return True
        if (1.0 - w.elasticity * (1.0 - rate)) * most <= needed:  # Bernoulli's inequality
            return False
    return effort(w, gross, cost, dibao) > needed


@kernel
def leaves_region(w: Worth, attachment: float, carer: int, at_stake: float, grant: float) -> bool:
    """Whether a person would work outside: attachment below a limit that a grant (yuan a year) and lost benefits move.

    Main carers stay.
    """
    return carer != 1 and attachment < leaving_limit(w, grant - 12.0 * at_stake)


@kernel
def leaving_limit(w: Worth, change: float) -> float:
    """The attachment below which people leave, where work outside is worth `change` yuan a year more than its pay."""
    if change == 0.0 or w.outside <= 0.0:
        return w.base
    ratio = 1.0 + change / w.outside
    return w.base + log(ratio) / w.spread if ratio > 0.0 else -np.inf


@kernel
def all_efforts(p: People, h: Homes, w: Worth, rows: np.ndarray, out: np.ndarray, accepted: np.ndarray) -> None:
    """Effort of persons `rows` (n,) to `out` (n,), and to `accepted` (n,) whether they take a regular local job."""
    for k in range(len(rows)):
        i = rows[k]
        home, gross = p.household[i], w.local * p.skill[i]
        land = h.land[home] * (1.0 - h.let[home])
        cost = reservation(w, left_at_home(w, h.at_stake[home], land, h.leased[home]), care_left(p, i))
        out[k] = effort(w, gross, cost, h.dibao[home])
        accepted[k] = gross >= cost


@kernel
def kept_shares(p: People, h: Homes, w: Worth, out: np.ndarray) -> None:
    """To `out` (n,): part of the local pay that is left after all that work costs, at least 0; 0 if no labour."""
    for i in range(len(out)):
        home, gross = p.household[i], w.local * p.skill[i]
        cost = reservation(w, left_at_home(w, h.at_stake[home], h.land[home], h.leased[home]), p.carer[i])
        out[i] = max(1.0 - cost / gross, 0.0) if p.labour[i] == 1 and gross > 0.0 else 0.0


@kernel
def all_leaving(p: People, h: Homes, w: Worth, rows: np.ndarray, grant: np.ndarray, out: np.ndarray) -> None:
    """Whether persons `rows` (n,) would work outside the region under the grants of settlements (s,), to `out` (n,)."""
    for k in range(len(rows)):
        i = rows[k]
        out[k] = leaves_region(w, p.attachment[i], p.carer[i], h.at_stake[p.household[i]], grant[p.settlement[i]])


@kernel
def lost_shares(p: People, h: Homes, pay: float, out: np.ndarray) -> None:
    """To `out` (n,): benefits lost over the gross pay of a month at the mean `pay`, at most 1; 0 if no labour."""
    for i in range(len(out)):
        gross = pay * p.skill[i]
        taken = p.labour[i] == 1 and gross > 0.0
        out[i] = min(h.at_stake[p.household[i]] / gross, 1.0) if taken else 0.0
