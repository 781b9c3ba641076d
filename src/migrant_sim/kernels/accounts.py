"""The month's sums, carried from the passes that make them to the books and the recorder, and the year's account."""

from typing import NamedTuple

import numpy as np

from . import kernel

LINES = 5  # wage, operating, property, transfer, away: in this order wherever there are five
ACTIVITIES = 12
LIVING = 1


class Tally(NamedTuple):
    """Sums over everybody in the open month, at simulated scale.

    `pay` (activities, 2) yuan paid by activity to members who are no residents and who are; `days` (activities,) days
    worked and `labour` (activities,) labour force by activity; `lines` (5,) yuan of the four income lines and of pay
    kept away; `idle` (2,) households with labour and those of them with nobody at work; `homes` (2,) households with
    members and those on the allowance; `people` (3,) registered members, residents and the ill.
    """

    pay: np.ndarray
    days: np.ndarray
    labour: np.ndarray
    lines: np.ndarray
    idle: np.ndarray
    homes: np.ndarray
    people: np.ndarray


def new_tally() -> Tally:
    """A tally of nothing, whose sums stand one behind the other."""
    sizes = (2 * ACTIVITIES, ACTIVITIES, ACTIVITIES, LINES, 2, 2, 3)
    pay, *sums = np.split(np.zeros(sum(sizes)), np.cumsum(sizes)[:-1])
    return Tally(pay.reshape(ACTIVITIES, 2), *sums)


def sums_of(tally: Tally) -> list[float]:
    """Its numbers apart from pay, field by field."""
    assert tally.pay.base is not None
    sums: list[float] = tally.pay.base[tally.pay.size :].tolist()
    return sums


class Ledger(NamedTuple):
    """Columns of households (h,): lines of the month, then the year's, which are added to, and who is there."""

    wage: np.ndarray
    operating: np.ndarray
    property: np.ndarray
    transfer: np.ndarray
    away: np.ndarray
    wage_year: np.ndarray
    operating_year: np.ndarray
    property_year: np.ndarray
    transfer_year: np.ndarray
    away_year: np.ndarray
    size: np.ndarray
    residents: np.ndarray
    dibao: np.ndarray


@kernel
def close(book: Ledger, tally: Tally) -> None:
    """Add the month to the year and tally lines and people."""
    wage = operating = rents = transfer = away = 0.0
    homes = size = residents = poor = 0
    for h in range(len(book.wage)):
        wage += book.wage[h]
        operating += book.operating[h]
        rents += book.property[h]
        transfer += book.transfer[h]
        away += book.away[h]
        book.wage_year[h] += book.wage[h]
        book.operating_year[h] += book.operating[h]
        book.property_year[h] += book.property[h]
        book.transfer_year[h] += book.transfer[h]
        book.away_year[h] += book.away[h]
        homes += book.size[h] > 0
        size += book.size[h]
        residents += book.residents[h]
        poor += (book.dibao[h] > 0) & (book.size[h] > 0)
    lines, people = tally.lines, tally.people
    lines[0], lines[1], lines[2], lines[3], lines[4] = wage, operating, rents, transfer, away
    tally.homes[0], tally.homes[1] = homes, poor
    people[0], people[1] = size, residents


class Members(NamedTuple):
    """Where the members (n,) of each household (h,) stand, and how many of them are residents, which is written."""

    first: np.ndarray
    slots: np.ndarray
    residents: np.ndarray


@kernel
def review(
    alive: np.ndarray, months_away: np.ndarray, residence_months: float, resident: np.ndarray, homes: Members
) -> None:
    """Set the residence of persons (n,) for the next year by months away, and count each household's residents."""
    for h in range(len(homes.first)):
        count = 0
        for i in range(homes.first[h], homes.first[h] + homes.slots[h]):
            resident[i] = months_away[i] < residence_months
            count += resident[i] == 1 and alive[i] == LIVING
        homes.residents[h] = count


class HostPools(NamedTuple):
    """Columns of vacancy pools (k,) that hosts share."""

    hosts: np.ndarray
    pay_ratio: np.ndarray
    worker_days: np.ndarray


@kernel
def work_of_hosts(pools: HostPools, counties: int, every: int, out: np.ndarray) -> None:
    """Write months of regular local jobs and days of casual work of hosts to `out` (2,), weighed by their pay.

    Every county has `every` pools, of which the first is for casual work.
    """
    out[:] = 0.0
    for k in range(len(pools.hosts)):
        weight = pools.hosts[k] * pools.pay_ratio[k]
        out[0] += weight if k < counties * every and k % every > 0 else 0.0
        out[1] += weight * pools.worker_days[k]


class Month(NamedTuple):
    """All that the accounts of a month read and write: work that stops by county (c,), and `work` of hosts (2,)."""

    book: Ledger
    tally: Tally
    pools: HostPools
    closed: np.ndarray
    work: np.ndarray


@kernel
def month_of_accounts(m: Month, every: int) -> bool:
    """Close the households' month and count the work of hosts; whether work stops anywhere."""
    close(m.book, m.tally)
    work_of_hosts(m.pools, len(m.closed), every, m.work)
    stops = False
    for c in range(len(m.closed)):
        stops |= m.closed[c] != 0.0
    return stops
