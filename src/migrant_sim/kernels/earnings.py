"""Days and pay of every worker, and what reaches the household, in one pass over households and their members."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .accounts import Tally

FARM, CASUAL, LOCAL, REGION, OUTSIDE, SELF_EMPLOYED, POST, RELIEF, TRAINING, SEARCHING, SCHOOLING = range(11)
LIVING = 1
YOUNGEST_HAND, OLDEST_HAND = 16, 69  # years; ages at which an able adult out of work helps on the family's farm
ILL = 2  # code of health from which one is not able


class Workers(NamedTuple):
    """Columns of persons (n,) that the pass reads, and those it writes, from days on."""

    alive: np.ndarray
    age: np.ndarray
    health: np.ndarray
    ill_left: np.ndarray
    labour: np.ndarray
    resident: np.ndarray
    settlement: np.ndarray
    activity: np.ndarray
    pool: np.ndarray
    tenure: np.ndarray
    skill: np.ndarray
    certificate: np.ndarray
    certified: np.ndarray
    days: np.ndarray
    pay: np.ndarray
    months_worked: np.ndarray
    months_employed: np.ndarray
    months_away: np.ndarray
    months_stable: np.ndarray
    months_subsidised: np.ndarray


class Homes(NamedTuple):
    """Columns of households (h,) that the pass reads, and those it writes, from employed on; lines are added to."""

    first: np.ndarray
    slots: np.ndarray
    labour: np.ndarray
    employed: np.ndarray
    hands: np.ndarray
    wage: np.ndarray
    operating: np.ndarray
    transfer: np.ndarray
    away: np.ndarray


class Terms(NamedTuple):
    """This month's terms.

    Pay of a full month, chance of being at work, days of a month and part of a member's time that the family's farm can
    count on, by activity (activities,); pay ratio and casual
    days by pool (k,); pay of work relief by settlement (s,); what a certificate multiplies pay by, by months since
    it was gained (m,), the last for all later months `old_gain` for those of before the run; and plain
    numbers.
    """

    wage: np.ndarray
    at_work: np.ndarray
    month_days: np.ndarray
    hands: np.ndarray
    pay_ratio: np.ndarray
    casual_days: np.ndarray
    relief_pay: np.ndarray
    gain: np.ndarray
    old_gain: float
    month: int
    open_share: float
    post_pay: float
    farm_active: bool
    least_days: float
    remitted: float


@kernel
def _certificate(gain: np.ndarray, old_gain: float, month: int, certified: int) -> float:
    """What a certificate multiplies pay by; `certified` is the month it was gained, negative before the run."""
    if certified < 0:
        return old_gain
    return gain[min(month - certified, len(gain) - 1)]


@kernel
def earn(w: Workers, homes: Homes, t: Terms, u: np.ndarray, tally: Tally) -> None:  # noqa: C901, PLR0912 - a rule each
    """Write days and pay of the month, add to the year's counts, bring pay home by the residence rule, and tally; `u`
    (n,) decides who of the employed is at work.

    A month counts as worked from `least_days` days on; stable are regular jobs, own business and posts. Own business
    is operating income of the household; of the pay of members who are no residents the share `remitted` arrives and
    the rest is kept away. It is longer than 40 lines because nobody is to be looked at twice.
    """
    for h in range(len(homes.first)):
        wage, operating, sent, kept, hands, employed = 0.0, 0.0, 0.0, 0.0, 0.0, 0
        for i in range(homes.first[h], homes.first[h] + homes.slots[h]):
            a = w.activity[i]
            tally.labour[a] += w.labour[i]
            if a >= SEARCHING:
                ill, living = w.ill_left[i] > 0, w.alive[i] == LIVING
                of_age = (w.age[i] >= YOUNGEST_HAND) & (w.age[i] <= OLDEST_HAND)
                hands += t.hands[a] * (living & of_age & (w.health[i] < ILL) & (not ill))
                tally.people[2] += ill & living
                continue
            hands += t.hands[a]
            days, pay = 0.0, 0.0
            if a == FARM:
                days = t.month_days[FARM] if t.farm_active else 0.0
            elif a == CASUAL:
                days = t.casual_days[w.pool[i]] * t.open_share
                pay = days * t.wage[CASUAL] * w.skill[i]
            elif a >= LOCAL and a <= SELF_EMPLOYED:
                if u[i] < t.at_work[a]:
                    days = t.month_days[a] * t.open_share
                    pay = t.wage[a] * t.open_share * w.skill[i]
                    if w.pool[i] >= 0:
                        gain = 1.0
                        if w.certificate[i]:
                            gain = _certificate(t.gain, t.old_gain, t.month, w.certified[i])
                        pay *= t.pay_ratio[w.pool[i]] * gain
            elif a == POST:
                days, pay = t.month_days[POST], t.post_pay
            elif a == RELIEF:
                days = t.month_days[RELIEF]
                pay = t.relief_pay[w.settlement[i]]
            w.days[i], w.pay[i] = days, pay
            resident = w.resident[i]
            tally.days[a] += days
            tally.pay[a, resident] += pay
            worked = days >= t.least_days
            w.months_employed[i] += a <= RELIEF
            w.months_worked[i] += worked
            w.months_away[i] += worked & (a == OUTSIDE)
            w.months_subsidised[i] += a >= POST
            employed += a <= RELIEF
            stable = (a >= LOCAL) & (a <= POST)
            w.months_stable[i] = max(w.months_stable[i], w.tenure[i] if stable else 0)
            # No branches, since the activities of neighbours in the table are anybody's guess.
            own = pay if a == SELF_EMPLOYED else 0.0
            here = pay - own if resident else 0.0
            there = pay - own - here
            operating += own
            wage += here
            sent += there * t.remitted
            kept += there * (1.0 - t.remitted)
        homes.employed[h], homes.hands[h] = employed, hands
        homes.wage[h] += wage
        homes.operating[h] += operating
        homes.transfer[h] += sent
        homes.away[h] += kept
        if homes.labour[h] > 0:
            tally.idle[0] += 1.0
            tally.idle[1] += employed == 0
