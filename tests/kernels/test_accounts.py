"""The month goes into the year and into the tally; residence by months away."""

import numpy as np
import pytest

from migrant_sim.kernels.accounts import Ledger, Members, close, new_tally, review, sums_of
from migrant_sim.state import Households, Life

LINES = ("wage", "operating", "property", "transfer", "away")


def test_the_month_is_added_to_the_year_and_summed() -> None:
    given = {name: [10.0 * k, 1.0] for k, name in enumerate(LINES, start=1)}
    h = Households.create(2, **given, wage_year=[5.0, 0.0], size=[4, 0], residents=[3, 0], dibao=[2, 1])
    tally = new_tally()
    for _ in range(2):  # sums are of one month, the year's are not
        close(Ledger(*(getattr(h, name) for name in Ledger._fields)), tally)
    assert h.wage_year.tolist() == [25, 2] and h.away_year.tolist() == [100, 2]
    assert tally.lines.tolist() == [11, 21, 31, 41, 51]
    assert tally.homes.tolist() == [1, 1] and tally.people.tolist() == [4, 3, 0]


def test_its_sums_but_pay_are_told_field_by_field() -> None:
    tally = new_tally()
    for number, part in enumerate(tally):
        part[...] = number
    assert sums_of(tally) == [number for number, part in enumerate(tally) if number for _ in range(part.size)]
    assert tally.pay.shape == (len(tally.days), 2) and not tally.pay.any()


def test_every_tally_is_new() -> None:
    first, second = new_tally(), new_tally()
    first.pay[:] = 1.0
    assert all((part == 0).all() for part in second)


@pytest.mark.parametrize(("limit", "expected"), [(6.0, [1, 0, 1]), (1.0, [1, 0, 0]), (13.0, [1, 1, 1])])
def test_residence_by_months_away_and_the_dead_count_nowhere(limit: float, expected: list[int]) -> None:
    resident, residents = np.zeros(4, np.int8), np.full(2, 9, np.int16)
    alive = np.array([1, 1, 1, Life.DEAD], np.int8)
    homes = Members(np.array([0, 2], np.int32), np.array([2, 2], np.int16), residents)
    review(alive, np.array([0, 12, 5, 0], np.int8), limit, resident, homes)
    assert resident[:3].tolist() == expected
    assert residents.tolist() == [sum(expected[:2]), expected[2]]
