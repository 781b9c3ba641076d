"""Work relief, as a policy expert would check it: in which months, for whom, at what pay and cost."""

import numpy as np
import pytest

from migrant_sim.months import month_of_year
from migrant_sim.simulate import trajectory
from migrant_sim.state import Activity

SHARE = 0.03  # places in season per person of the labour force
PAY, MONTHS = 9_000.0, 3.0  # yuan a participant, months of work
WAGES = 0.3  # share of the money that is wages


@pytest.fixture(scope="module")
def relief(with_measure):
    return with_measure("work_relief", places=SHARE, spell_pay=PAY, spell_months=MONTHS, wage_share=WAGES)


def test_places_are_open_from_april_to_october_alone(relief, months):
    for state in months(relief, 24):
        s, p = state.settlements, state.persons
        season = 4 <= month_of_year(state.month) <= 10
        assert s.relief_places == pytest.approx(SHARE * s.labour_2020 * season)
        assert s.relief_pay[s.labour_2020 > 0] == pytest.approx(PAY / MONTHS * season)
        at_work = np.bincount(p.settlement[p.activity == Activity.RELIEF], minlength=len(s))
        assert (at_work == s.relief_filled).all() and (at_work <= np.ceil(s.relief_places)).all()
        assert season or at_work.sum() == 0


def test_who_is_in_it_was_looking_for_work_and_is_paid_as_the_works_pay(relief, months):
    before, seen = None, 0
    for state in months(relief, 12):
        p = state.persons
        there = p.activity == Activity.RELIEF
        if before is not None:
            new = there & (before != Activity.RELIEF)
            # Who comes of age looks for work first, within the month.
            assert set(before[new]) <= {Activity.SEARCHING, Activity.SCHOOLING, Activity.INACTIVE}
        if there.any():
            assert p.pay[there] == pytest.approx(PAY / MONTHS)
        before, seen = p.activity.copy(), seen + int(there.sum())
    assert seen > 20


def test_wages_are_less_than_a_third_of_the_cost(relief, months):
    for state in months(relief, 12):
        wages, rest = (cost.yuan for cost in state.costs) if state.costs else (0.0, 0.0)
        people = state.settlements.relief_filled.sum() / state.scale
        assert wages == pytest.approx(people * PAY / MONTHS)
        assert wages == pytest.approx(WAGES * (wages + rest))
        booked = sum(yuan for (payer, *_, what), yuan in state.books.month.items() if what == "work_relief")
        assert booked == pytest.approx(rest * state.scale)  # the wages are booked as income, once


def test_it_lowers_the_share_of_people_who_search(relief, continuation):
    searching = []
    for scenario in (continuation, relief):
        table = trajectory(scenario, -1, 0).indicators
        rows = table[(table.indicator == "share_searching") & (table.period > "2021") & (table.period.str.len() == 4)]
        searching.append(rows.value.mean())
    assert searching[1] < searching[0]
