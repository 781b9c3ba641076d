"""Infrastructure: the path of the works, and the water, protection and shorter ways that come with it."""

import pytest

from migrant_sim.measures import MEASURES
from migrant_sim.months import month_number

NAME = "infrastructure"


def test_works_follow_the_path_of_the_text():
    done = MEASURES[NAME](start=month_number("2021-04")).done
    ends = [done(month_number(month))[0] for month in ("2021-03", "2021-12", "2022-12", "2023-12", "2025-12")]
    assert ends == pytest.approx([0, 0.3, 0.7, 1, 1])
    assert done(month_number("2022-06")) == pytest.approx((0.5, 0.4 / 12))
    assert done(month_number("2023-12")) == pytest.approx((1.0, 0.3 / 12)) and done(month_number("2024-01")) == (1, 0)
    assert done(month_number("2021-02")) == (0, 0) and done(month_number("2021-04")) == pytest.approx((0.3 / 9,) * 2)


def travel(scenario, state, cut=None):
    if cut is not None:
        state.rules.commuting_cut[:] = cut
    return scenario.process("labour").worth(state).travel


def test_what_the_works_do_grows_with_them(with_measure, months):
    scenario = with_measure(NAME, share=0.5, water=0.4, drought=0.2, commuting=0.1)
    for state in months(scenario, 36):
        if state.month == month_number("2022-12"):
            assert state.rules.commuting_cut[0] == pytest.approx(0.5 * 0.7 * 0.1)
    assert travel(scenario, state) == pytest.approx(0.95 * travel(scenario, state, cut=0.0))
    places = state.settlements
    assert places.water_added == pytest.approx((1 - places.water) * 0.2)
    assert places.drought_avoided == pytest.approx([0.1] * len(places))


def test_a_path_may_not_go_back(with_measure):
    done = dict(with_measure(NAME, first_year=0.8, second_year=0.4).measures)[NAME].done
    assert done(month_number("2022-12")) == pytest.approx((0.8, 0.0))


def test_it_pays_for_the_works_in_the_months_in_which_they_are_built(with_measure, months):
    scenario = with_measure(NAME, share=0.5, cost=5000.0)
    yuan = [sum(c.yuan for c in s.costs) / s.economy.index for s in months(scenario, 60)]
    people = float(next(months(scenario, 1)).settlements.persons.sum()) / scenario.population.scale
    assert sum(yuan) == pytest.approx(0.5 * 5000 * people, rel=0.03)
    assert sum(yuan[:12]) == pytest.approx(0.3 * sum(yuan), rel=0.03) and sum(yuan[36:]) == 0
