"""Welfare posts, as a policy expert would check them: how many, who gets one, what it pays, and how it ends."""

import numpy as np
import pytest

from migrant_sim.simulate import trajectory
from migrant_sim.state import Activity, Watch

SHARE = 0.03  # posts added per person of the labour force
RULE = 0.0833  # pay of a month over last year's rural mean
CAP = 36  # months


@pytest.fixture(scope="module")
def posts(with_measure):
    rules = {"processes.posts.spell_cap": float(CAP), "processes.earnings.post_pay_rule": RULE}
    return with_measure("welfare_posts", posts=SHARE).with_(**rules)


def test_the_posts_added_stand_beside_those_of_2020(posts, months):
    for month, state in enumerate(months(posts, 6)):
        p, s = state.posts, state.settlements
        added = SHARE * s.labour_2020 if month >= 3 else 0.0  # from April 2021 on
        assert p.capacity == pytest.approx(p.stock + added)
        assert (p.filled <= p.places).all()


def test_posts_go_by_need_and_never_to_the_able(posts, months):
    """New holders are the disabled, of households without work or monitored last month, and the hard to place."""
    new_holders, watched = 0, np.zeros(0, bool)
    for state in months(posts, 24):
        p, h = state.persons, state.households
        new = np.flatnonzero((p.activity == Activity.POST) & (p.tenure == 0))
        new_holders += len(new)
        others = np.bincount(p.household[p.activity <= Activity.POST], minlength=len(h))[p.household[new]] - 1
        served_with_it = np.bincount(p.household[new], minlength=len(h))[p.household[new]] - 1
        watched = watched if len(watched) else h.watch == Watch.MONITORED
        needy = (p.health[new] == 3) | (p.hard[new] == 1) | (others - served_with_it == 0) | watched[p.household[new]]
        assert needy.all()
        watched = h.watch == Watch.MONITORED
        assert state.notes["post_priority_broken"] == 0
    assert new_holders > 10


def test_a_post_pays_a_twelfth_of_last_years_rural_mean(posts, months):
    paid = {}
    for state in months(posts, 24):
        p = state.persons
        pay = p.pay[p.activity == Activity.POST]
        paid[state.month // 12] = pay
        assert pay == pytest.approx(RULE * state.economy.rural_mean_last_year)
    assert paid[2021][0] == pytest.approx(RULE * 13_889) and paid[2022][0] == pytest.approx(RULE * 15_337)


def test_it_pays_for_its_part_of_the_holders(posts, months):
    scale = posts.population.scale
    for state in months(posts, 12):
        for cost in state.costs:
            p = state.posts
            own = float((p.filled * SHARE * state.settlements.labour_2020 / p.capacity).sum())
            assert cost.job_months == pytest.approx(own / scale)
            assert cost.yuan == pytest.approx(own * RULE * state.economy.rural_mean_last_year / scale)
            assert 0 < own < p.filled.sum()


def test_a_stay_ends_after_three_years_at_the_latest_and_people_then_look_for_work(posts, months):
    before, ended, longest = None, set(), 0
    for state in months(posts, 60):
        p = state.persons
        longest = max(longest, int(p.tenure[p.activity == Activity.POST].max(initial=0)))
        if before is not None:
            ended |= set(p.activity[before & (p.activity != Activity.POST)])
        before = p.activity == Activity.POST
    assert 12 < longest <= CAP
    # Seekers by rule; some of them begin a course in the same month, and some are too old to work or have died.
    assert Activity.SEARCHING in ended and ended <= {Activity.SEARCHING, Activity.TRAINING, Activity.INACTIVE}


def test_posts_that_are_cut_end_in_good_order(with_measure, months):
    """Nobody stays in a post that is no more, and nobody's post ends twice."""
    withdrawn = with_measure("welfare_posts", kept=0.0, multiplier=0.0, start="2022-01", stop="2099-12")
    filled = [int(state.posts.filled.sum()) for state in months(withdrawn, 24)]
    assert filled[11] > 0 and set(filled[12:]) == {0}


def test_more_posts_leave_fewer_households_without_work(posts, continuation):
    rates = []
    for scenario in (continuation, posts):
        table = trajectory(scenario, -1, 0).indicators
        rows = table[(table.indicator == "zero_employment_households") & (table.period.str.len() == 4)]
        rates.append(rows[rows.period > "2021"].value.mean())
    assert rates[1] < rates[0]
