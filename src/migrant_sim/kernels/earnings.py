"""Days and pay of every worker in one pass."""

from typing import NamedTuple

import numpy as np
from numba import njit

from .vmath import exp

FARM, CASUAL, LOCAL, REGION, OUTSIDE, SELF_EMPLOYED, POST, TRAINING = range(8)


class Workers(NamedTuple):
    """Columns of persons (n,) that the pass reads, and those it writes, from days on."""

    activity: np.ndarray
    pool: np.ndarray
    skill: np.ndarray
    certificate: np.ndarray
    tenure: np.ndarray
    days: np.ndarray
    pay: np.ndarray
    months_worked: np.ndarray
    months_employed: np.ndarray
    months_away: np.ndarray
    months_stable: np.ndarray
    months_subsidised: np.ndarray
    pay_year: np.ndarray


class Terms(NamedTuple):
    """This month's terms.

    Pay of a full month, chance of being at work and days of a month by activity (10,); pay ratio and casual days by
    pool (k,); and plain numbers.
    """

    wage: np.ndarray
    at_work: np.ndarray
    month_days: np.ndarray
    pay_ratio: np.ndarray
    casual_days: np.ndarray
    open_share: float
    post_pay: float
    certificate_gain: float
    farm_active: bool
    least_days: float


@njit(cache=True, error_model="numpy", nogil=True)
def earn(w: Workers, t: Terms, u: np.ndarray) -> None:  # noqa: C901 - each activity has a rule
    """Write days and pay of the month and add to the year's counts; `u` (n,) decides who of the employed is at work.

    A month counts as worked from `least_days` days on; stable are regular jobs, own business and posts.
    """
    gain = exp(t.certificate_gain)
    for i in range(len(w.activity)):
        a = w.activity[i]
        if a > TRAINING:
            continue
        days, pay = 0.0, 0.0
        if a == FARM:
            days = t.month_days[FARM] if t.farm_active else 0.0
        elif a == CASUAL:
            days = t.casual_days[w.pool[i]] * t.open_share
            pay = days * t.wage[CASUAL] * w.skill[i]
        elif a <= SELF_EMPLOYED and u[i] < t.at_work[a]:
            days = t.month_days[a] * t.open_share
            pay = t.wage[a] * t.open_share * w.skill[i]
            if w.pool[i] >= 0:
                pay *= t.pay_ratio[w.pool[i]] * (gain if w.certificate[i] else 1.0)
        elif a == POST:
            days, pay = t.month_days[POST], t.post_pay
        w.days[i], w.pay[i] = days, pay
        w.pay_year[i] += pay
        if a <= POST:
            w.months_employed[i] += 1.0
        if days >= t.least_days:
            w.months_worked[i] += 1.0
            if a == OUTSIDE:
                w.months_away[i] += 1.0
        if a >= LOCAL and a <= POST:
            w.months_stable[i] = max(w.months_stable[i], w.tenure[i])
        if a >= POST:
            w.months_subsidised[i] += 1.0


@njit(cache=True, error_model="numpy", nogil=True)
def settle(
    pay: np.ndarray,
    household: np.ndarray,
    resident: np.ndarray,
    activity: np.ndarray,
    remitted: float,
    lines: np.ndarray,
) -> None:
    """Add each person's pay (n,) to the lines (h, 5) of the household: wage, operating, remittance, kept away,
    members at work.

    Own business is operating income; of the pay of members who are no residents the share `remitted` arrives.
    """
    for i in range(len(pay)):
        a = activity[i]
        if a > POST:
            continue
        h = household[i]
        lines[h, 4] += 1.0
        if a == SELF_EMPLOYED:
            lines[h, 1] += pay[i]
        elif resident[i]:
            lines[h, 0] += pay[i]
        else:
            lines[h, 2] += pay[i] * remitted
            lines[h, 3] += pay[i] * (1.0 - remitted)
