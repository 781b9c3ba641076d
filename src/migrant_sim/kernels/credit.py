"""Small production loans in one pass over households: take-up, profit, interest, renewal, default."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck, uniform_at

LOW_BITS = np.uint64(0x3FFFFFFF)  # of a household's key decide the month of the year in which it may take a loan
TERM = 36  # months to repay (rule: three years at most, microcredit_cap)
PROFIT, INTEREST, SUBSIDY, WRITTEN_OFF, BORROWERS = range(5)  # places in the totals of `lend`
# and of what levers have caused: interest paid for others than the poor, and of added loans of the poor; money lost
SPARED, SPARED_PEOPLE, ADDED_INTEREST, ADDED_LOST, ADDED_PEOPLE = range(5, 10)
TOTALS = 10


class Borrowers(NamedTuple):
    """Columns of households (n,): those read, and from `loan` on those written."""

    key: np.ndarray
    size: np.ndarray
    labour: np.ndarray
    registered_poor: np.ndarray
    loan: np.ndarray
    loan_left: np.ndarray
    loan_route: np.ndarray
    operating: np.ndarray


class LoanTerms(NamedTuple):
    """Month of the run, a year's chance of a first loan (others, registered poor), rates, sizes and what ends a loan.

    `profit` is the monthly return of the constrained beyond the interest, `rate` monthly; the next two meet due loans.
    Levers: a year's chance of a first loan `added` to `entry`; the share `spared` the interest, for good, by its draw.
    """

    month: int
    entry: np.ndarray
    mean: float
    cap: float
    profit: float
    constrained: float
    rate: float
    default: float
    renewal: float
    added: float
    spared: float
    sparing: Luck


@kernel
def lend(b: Borrowers, t: LoanTerms, now: Luck, always: Luck, totals: np.ndarray) -> None:  # noqa: C901 - a loan's life
    """Write each borrower's income of the month; `totals` (10,) in the order of PROFIT to ADDED_PEOPLE.

    Longer than 40 lines, as a loan is given, served and ended in one pass.
    A loan replaces money that costs as much or earns the constrained more. A household without a loan may take one once
    a year, in a month that its key decides, if it has labour. `now` is this month's draw, for a first loan and its size
    or for what becomes of one that is due; `always` tells once and for all who is constrained.
    """
    totals[:] = 0.0
    for h in range(len(b.size)):
        if b.loan_left[h] == 0 and ((np.int64(b.key[h] & LOW_BITS) + t.month) % 12 or b.labour[h] == 0):
            continue
        if b.size[h] == 0:
            continue
        poor = b.registered_poor[h]
        if b.loan_left[h] == 0:
            u = uniform_at(now, b.key[h])
            usual = t.entry[poor]
            if u >= usual + t.added:
                continue
            b.loan_route[h] = 1 if u >= usual else 0
            rank = (u - usual) / t.added if u >= usual else u / usual
            b.loan[h], b.loan_left[h] = size_of(rank, t.mean, t.cap), TERM
        interest = b.loan[h] * t.rate
        profit = interest + (b.loan[h] * t.profit if uniform_at(always, b.key[h]) < t.constrained else 0.0)
        totals[PROFIT] += profit
        spared = poor == 1
        if not spared and t.spared > 0.0 and uniform_at(t.sparing, b.key[h]) < t.spared:
            spared = True
            totals[SPARED] += interest
            totals[SPARED_PEOPLE] += b.size[h]
        totals[SUBSIDY if spared else INTEREST] += interest
        totals[BORROWERS] += 1.0
        added = b.loan_route[h] == 1
        if added:
            totals[ADDED_INTEREST] += interest if poor == 1 else 0.0
            totals[ADDED_PEOPLE] += b.size[h]
        b.operating[h] += profit - (0.0 if spared else interest)
        b.loan_left[h] -= 1
        if b.loan_left[h] == 0:
            u = uniform_at(now, b.key[h])
            if u < t.default:
                totals[WRITTEN_OFF] += b.loan[h]
                totals[ADDED_LOST] += b.loan[h] if added else 0.0
            if u < t.default or u >= t.default + (1.0 - t.default) * t.renewal or b.labour[h] == 0:
                b.loan[h] = 0.0
            else:
                b.loan_left[h] = TERM


@kernel
def size_of(u: float, mean: float, cap: float) -> float:
    """A loan in yuan: evenly spread over 0.6 to 1.4 of the mean (assumption), never above the cap."""
    return min(mean * (0.6 + 0.8 * u), cap)


class Levers(NamedTuple):
    """Columns of rules (1,)."""

    credit_added: np.ndarray
    interest_share: np.ndarray


class Month(NamedTuple):
    """All that a month of loans reads and writes; `totals` (10,) as in `lend`."""

    borrowers: Borrowers
    levers: Levers
    totals: np.ndarray


class Rules(NamedTuple):
    """What holds in all months, named as in `LoanTerms`."""

    entry: np.ndarray
    cap: float
    profit: float
    constrained: float
    rate: float
    default: float
    renewal: float


class Now(NamedTuple):
    """Month of the run, its mean loan and its draw, and the draws that hold for good."""

    month: int
    mean: float
    luck: Luck
    always: Luck
    sparing: Luck


@kernel
def month_of_loans(m: Month, r: Rules, now: Now) -> None:
    """Lend on the rules and this month's levers."""
    added, spared = m.levers.credit_added[0], m.levers.interest_share[0]
    terms = LoanTerms(
        now.month,
        r.entry,
        now.mean,
        r.cap,
        r.profit,
        r.constrained,
        r.rate,
        r.default,
        r.renewal,
        added,
        spared,
        now.sparing,
    )
    lend(m.borrowers, terms, now.luck, now.always, m.totals)
