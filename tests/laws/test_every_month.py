"""What holds in every month of every run: nobody in two places, no place given twice, every yuan booked once."""

from copy import deepcopy
from dataclasses import fields
from typing import NamedTuple

import numpy as np
import pytest

from migrant_sim.draws import apply, parameter_draw
from migrant_sim.engine import Engine
from migrant_sim.months import month_of_year
from migrant_sim.opening import opening
from migrant_sim.state import SECTORS, Activity, PoolKind, Streams

FEN = 0.005  # yuan: half the smallest coin
WORK_OF = {
    Activity.CASUAL: (PoolKind.CASUAL,),
    Activity.LOCAL: (PoolKind.LOCAL, PoolKind.PARK, PoolKind.WORKSHOP),
    Activity.REGION: (PoolKind.REGION,),
    Activity.OUTSIDE: (PoolKind.OUTSIDE,),
}


class Run(NamedTuple):
    """A scenario, and a copy of the state as each month leaves it open for reading."""

    scenario: object
    months: list


@pytest.fixture(scope="module", params=[-1, 5], ids=["central", "draw 5"])
def run(request, as_written):
    """Six years, in the last of which the windows have closed, with every instrument at its high intensity."""
    high = {f"measures.{name}.intensity": "high" for name, _ in as_written.measures}
    scenario = apply(as_written.with_(months=72, **high), parameter_draw(as_written, request.param))
    engine = Engine(opening(scenario, 0).state, scenario, Streams(scenario.seed, 0))
    months = []
    for _ in range(scenario.months):
        engine.step()
        months.append(deepcopy(engine.state))
        engine.advance()
    return Run(scenario, months)


def pools(state, *kinds):
    return np.isin(state.enterprises.kind, kinds)


def test_there_is_work_of_every_kind_to_look_at(run):
    seen = set().union(*(set(np.unique(state.persons.activity)) for state in run.months))
    assert seen == set(Activity)
    assert run.months[59].enterprises.migrants[pools(run.months[59], PoolKind.PARK)].sum() > 0


def test_nobody_both_works_for_somebody_and_searches(run):
    for state in run.months:
        assert ((state.persons.pool >= 0) == np.isin(state.persons.activity, list(WORK_OF))).all()


def test_the_pool_is_of_the_kind_and_place_of_the_work(run):
    for state in run.months:
        persons, enterprises = state.persons, state.enterprises
        for activity, kinds in WORK_OF.items():
            rows = persons.activity == activity
            pool = persons.pool[rows]
            assert np.isin(enterprises.kind[pool], kinds).all()
            home = enterprises.county[pool]
            assert ((home == persons.county[rows]) | (home == -1)).all()


def test_only_the_labour_force_works_learns_or_searches(run):
    for state in run.months:
        idle = np.isin(state.persons.activity, (Activity.INACTIVE, Activity.SCHOOLING))
        ill = state.persons.ill_left > 0
        assert (idle == ((state.persons.labour == 0) | ill)).all()


def test_the_count_of_migrants_in_a_pool_is_their_number(run):
    for state in run.months:
        pool = state.persons.pool
        recount = np.bincount(pool[pool >= 0], minlength=len(state.enterprises))
        assert (state.enterprises.migrants == recount).all()


def test_posts_are_never_above_their_quota(run):
    for state in run.months:
        home = state.persons.settlement[state.persons.activity == Activity.POST]
        assert (state.posts.filled == np.bincount(home, minlength=len(state.posts))).all()
        assert (state.posts.filled <= state.posts.places).all()
        assert (np.abs(state.posts.places - state.posts.capacity) < 1).all()


def test_nobody_stays_in_a_post_beyond_the_longest_stay(run):
    cap = run.scenario.process("posts").spell_cap
    longest = [state.persons.tenure[state.persons.activity == Activity.POST].max(initial=0) for state in run.months]
    assert max(longest) <= cap
    assert max(longest) > 12


def test_local_employers_hire_into_vacancies_only(run):
    for state in run.months:
        e, local = state.enterprises, pools(state, PoolKind.LOCAL, PoolKind.PARK)
        hired = local & (e.hired > 0)
        assert (e.migrants[hired] + e.hosts[hired] <= e.places[hired] + 1e-9).all()
        assert (np.abs(e.places - e.capacity)[local] < 1).all()


def test_parks_never_hold_more_people_than_places_while_they_are_built(run):
    for state in run.months[:60]:
        e, park = state.enterprises, pools(state, PoolKind.PARK)
        assert (e.migrants[park] + e.hosts[park] <= e.places[park] + 1e-9).all()


def test_hosts_neither_appear_nor_vanish(run):
    numbers = []
    for state in run.months:
        regular = pools(state, PoolKind.LOCAL, PoolKind.PARK, PoolKind.WORKSHOP)
        assert (state.enterprises.hosts >= 0).all() and (state.counties.host_seekers >= 0).all()
        numbers.append(state.enterprises.hosts[regular].sum() + state.counties.host_seekers.sum())
    assert numbers == pytest.approx([numbers[0]] * len(numbers), rel=1e-9)


def test_courses_and_brokers_keep_to_their_capacity(run):
    for state in run.months:
        s = state.settlements
        assert (s.trained <= np.ceil(s.training_capacity)).all() and (s.placed <= np.ceil(s.organised_capacity)).all()
        assert ((state.persons.training_left > 0) == (state.persons.activity == Activity.TRAINING)).all()
        assert state.persons.courses.max() <= 3


def test_no_year_has_more_months_than_have_passed(run):
    for state in run.months:
        p, passed = state.persons, month_of_year(state.month)
        assert (p.months_employed <= passed).all() and (p.months_subsidised <= passed).all()
        assert (p.months_worked <= p.months_employed + 1e-9).all() and (p.months_away <= p.months_worked).all()
        assert (p.days >= 0).all() and (p.days <= 31).all()


def test_income_is_what_the_books_say_households_received(run):
    for state in run.months:
        h = state.households
        income = float((h.wage + h.operating + h.property + h.transfer).sum())
        assert income > 0
        assert abs(income - state.books.net("households")) < FEN


def test_the_books_balance(run):
    for state in run.months:
        assert abs(sum(state.books.net(sector) for sector in SECTORS)) < FEN


def test_costs_are_never_negative(run):
    costs = [cost for state in run.months for cost in state.costs]
    assert {cost.measure for cost in costs} == {measure.name() for _, measure in run.scenario.measures}
    assert min(min(cost.yuan, cost.people, cost.job_months) for cost in costs) >= 0


def test_every_number_is_a_number(run):
    for state in run.months:
        for table in state.tables():
            bad = [f.name for f in fields(table) if not np.isfinite(getattr(table, f.name)).all()]
            assert bad == []
        assert all(np.isfinite(getattr(state.economy, f.name)).all() for f in fields(state.economy))
        assert np.isfinite(list(state.books.month.values())).all()
