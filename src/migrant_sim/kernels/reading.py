"""The year by group, in one pass over households and their members."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from . import kernel


class Sum(IntEnum):
    """What is summed over a group; the columns of `read_year`'s out."""

    WAGE = 0  # yuan of the year, and so on to INCOME, which is the four together
    OPERATING = 1
    PROPERTY = 2
    TRANSFER = 3
    INCOME = 4
    AWAY = 5  # yuan kept by members who are no residents
    RESIDENTS = 6
    REGISTERED = 7  # living members
    POOR = 8  # residents of households below the line
    HOMES = 9
    ALLOWANCE = 10  # households on the minimum living allowance
    WITH_LABOUR = 11  # households
    STABLE_HOMES = 12  # those of them with a member in stable work
    LABOUR = 13  # members counted as labour force, and of them:
    MONTHS = 14  # months in the labour force
    EMPLOYED = 15  # months of employment
    WORKED = 16  # months worked
    SUBSIDISED = 17  # months in a subsidised state
    STABLE = 18  # in stable work
    CERTIFICATES = 19
    TAX = 20  # benefits lost over the pay of a month of regular work
    INCENTIVE = 21  # part of that pay that is left after all that work costs
    YOUNG = 22  # below 25, and of them:
    YOUNG_IN_COURSES = 23  # in a course this month
    MONITORED = 24  # residents of monitored households, and of them:
    MONITORED_POOR = 25  # below the line
    MONITORED_ABOVE = 26  # not below it
    ALLOWANCE_BEFORE = 27  # households that had the allowance a year before, and of them:
    CLIFF = 28  # those whose allowance has ended while what they earn has risen


SUMS = len(Sum)
(
    _WAGE, _OPERATING, _PROPERTY, _TRANSFER, _INCOME, _AWAY, _RESIDENTS, _REGISTERED, _POOR, _HOMES, _ALLOWANCE,
    _WITH_LABOUR, _STABLE_HOMES, _LABOUR, _MONTHS, _EMPLOYED, _WORKED, _SUBSIDISED, _STABLE, _CERTIFICATES, _TAX,
    _INCENTIVE, _YOUNG, _YOUNG_IN_COURSES, _MONITORED, _MONITORED_POOR, _MONITORED_ABOVE, _ALLOWANCE_BEFORE, _CLIFF,
) = range(SUMS)  # fmt: skip
TRAINING = 8
MONITORED = 2
ADULT = 25  # age from which nobody counts as young


class YearOfPersons(NamedTuple):
    """Columns of persons (n,)."""

    born: np.ndarray
    age: np.ndarray
    labour_from: np.ndarray
    labour: np.ndarray
    certificate: np.ndarray
    months_worked: np.ndarray
    months_employed: np.ndarray
    months_stable: np.ndarray
    months_subsidised: np.ndarray
    activity: np.ndarray


class YearOfHomes(NamedTuple):
    """Columns of households (h,)."""

    first: np.ndarray
    slots: np.ndarray
    size: np.ndarray
    residents: np.ndarray
    labour: np.ndarray
    dibao: np.ndarray
    wage_year: np.ndarray
    operating_year: np.ndarray
    property_year: np.ndarray
    transfer_year: np.ndarray
    away_year: np.ndarray
    watch: np.ndarray
    dibao_before: np.ndarray
    earned_before: np.ndarray


class Measure(NamedTuple):
    """What the year is read with: months that make work stable, the poverty line in yuan a head and year, the month
    (a December), and whether people turn a year older in this year.
    """

    stable_months: float
    line: float
    month: int
    ageing: bool


@kernel
def _months(p: YearOfPersons, i: int, by: Measure) -> int:
    """Months of the year that a member of the labour force has been in it: all but for those who joined this year.

    People join on the birthday that makes them `labour_from` years old; where nobody ages, nobody joins.
    """
    if not by.ageing or p.age[i] != p.labour_from[i] or p.age[i] != (by.month - p.born[i]) // 12:
        return 12
    return 12 - p.born[i] % 12


@kernel
def _members(p: YearOfPersons, first: int, last: int, shares: np.ndarray, by: Measure, sums: np.ndarray) -> None:
    """Write the sums over the labour force among rows first to last; `shares` (2, n) are summed as they are."""
    for k in range(_LABOUR, _YOUNG_IN_COURSES + 1):
        sums[k] = 0.0
    for i in range(first, last):
        if p.labour[i] == 0:
            continue
        sums[_LABOUR] += 1.0
        sums[_MONTHS] += _months(p, i, by)
        sums[_EMPLOYED] += p.months_employed[i]
        sums[_WORKED] += p.months_worked[i]
        sums[_SUBSIDISED] += p.months_subsidised[i]
        sums[_STABLE] += p.months_stable[i] >= by.stable_months
        sums[_CERTIFICATES] += p.certificate[i]
        sums[_TAX] += shares[0, i]
        sums[_INCENTIVE] += shares[1, i]
        young = p.age[i] < ADULT
        sums[_YOUNG] += young
        sums[_YOUNG_IN_COURSES] += young and p.activity[i] == TRAINING


@kernel
def _protection(homes: YearOfHomes, h: int, poor: bool, sums: np.ndarray) -> None:
    """Write a household's sums of monitoring and of the allowance that ended; `poor` is below the line."""
    residents = homes.residents[h] if homes.watch[h] == MONITORED else 0
    sums[_MONITORED] = residents
    sums[_MONITORED_POOR] = residents if poor else 0
    sums[_MONITORED_ABOVE] = 0 if poor else residents
    before = homes.size[h] > 0 and homes.dibao_before[h] > 0
    earned = homes.wage_year[h] + homes.operating_year[h] + homes.property_year[h]
    sums[_ALLOWANCE_BEFORE] = before
    sums[_CLIFF] = before and homes.dibao[h] == 0 and earned > homes.earned_before[h]


@kernel
def read_year(
    p: YearOfPersons,
    homes: YearOfHomes,
    by: Measure,
    shares: np.ndarray,
    codes: np.ndarray,
    out: np.ndarray,
) -> None:
    """Add every household's sums to its levels: `codes` (groupings, h) are rows of `out` (levels + 1, SUMS), whose
    last row is scratch. `shares` (2, n) are benefits lost over the pay of a month of work, and what is left of that pay
    after all that work costs, by person.
    """
    sums = out[len(out) - 1]
    for h in range(len(homes.first)):
        _members(p, homes.first[h], homes.first[h] + homes.slots[h], shares, by, sums)
        sums[_WAGE], sums[_OPERATING] = homes.wage_year[h], homes.operating_year[h]
        sums[_PROPERTY], sums[_TRANSFER] = homes.property_year[h], homes.transfer_year[h]
        income = sums[_WAGE] + sums[_OPERATING] + sums[_PROPERTY] + sums[_TRANSFER]
        residents = homes.residents[h]
        sums[_INCOME], sums[_AWAY] = income, homes.away_year[h]
        sums[_RESIDENTS], sums[_REGISTERED] = residents, homes.size[h]
        poor = income / max(residents, 1) < by.line
        sums[_POOR] = residents if poor else 0.0
        _protection(homes, h, poor, sums)
        there = homes.size[h] > 0
        sums[_HOMES], sums[_ALLOWANCE] = there, there and homes.dibao[h] > 0
        with_labour = homes.labour[h] > 0
        sums[_WITH_LABOUR], sums[_STABLE_HOMES] = with_labour, with_labour and sums[_STABLE] > 0
        for g in range(len(codes)):
            row = codes[g, h]
            for k in range(len(sums)):
                out[row, k] += sums[k]
