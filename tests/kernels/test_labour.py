"""The month of the labour market, stage by stage, on a few people one can follow."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.engine import Engine
from migrant_sim.kernels.incentives import Worth, effort, exceeds, needed_effort
from migrant_sim.kernels.labour import end_spells, find, hosts_leave, organise
from migrant_sim.kernels.seekers import know
from migrant_sim.opening import initial_state
from migrant_sim.processes.labour import decisions, queue
from migrant_sim.scenario import load_scenario
from migrant_sim.state import Activity, PoolKind, Streams


@pytest.fixture(scope="module")
def begun():
    """A small district after a month, and its labour market."""
    scenario = load_scenario("continuation", region="hongsibu", **{"population.scale": 0.004})
    engine = Engine(initial_state(scenario), scenario, Streams(scenario.seed))
    engine.prepare()
    engine.step()
    return engine.state, scenario.process("labour")


@pytest.fixture
def market(begun):
    """A copy to change: state, market, luck and scratch."""
    state, labour = begun[0].branched(), begun[1]
    state.open_month()
    return state, labour.market(state), decisions(state, Streams(3)), queue(state)


def pools_hold_their_people(state):
    pool = state.persons.pool
    return (state.enterprises.migrants == np.bincount(pool[pool >= 0], minlength=len(state.enterprises))).all()


def test_ended_spells_lead_to_the_list_of_those_who_look_for_work(market):
    state, m, d, q = market
    before, tenure = state.persons.activity.copy(), state.persons.tenure.copy()
    n = end_spells(m, d.separation, q)
    activity = state.persons.activity
    looking = np.isin(activity, (Activity.SEARCHING, Activity.CASUAL))
    assert q.rows[:n].tolist() == np.flatnonzero(looking).tolist()
    left = activity != before
    assert left.sum() > 10 and (activity[left] == Activity.SEARCHING).all() and (state.persons.tenure[left] == 0).all()
    stayed = ~left & (state.persons.labour == 1) & (activity <= Activity.SEARCHING)
    assert (state.persons.tenure[stayed] == tenure[stayed] + 1).all() and pools_hold_their_people(state)


def test_hosts_of_regular_jobs_leave_at_the_hazard_and_search(market):
    state, m, _, _ = market
    hosts, seekers = state.enterprises.hosts.copy(), state.counties.host_seekers.copy()
    hosts_leave(m)
    local = state.enterprises.kind == PoolKind.LOCAL
    rate = m.rates.host_separation
    assert state.enterprises.hosts[local] == pytest.approx(hosts[local] * (1 - rate))
    assert state.counties.host_seekers - seekers == pytest.approx(hosts[local] * rate)
    assert (state.enterprises.hosts[~local] == hosts[~local])[state.enterprises.hosts[~local] > 0].all()


def test_every_settlement_places_up_to_its_offers(market):
    state, m, d, q = market
    state.settlements.organised_places[:] = 5.0
    n = end_spells(m, d.separation, q)
    know(m, q, n)
    organise(m, d, q, n)
    s = state.settlements
    assert (s.placed <= np.ceil(s.organised_capacity)).all() and s.placed.sum() >= 5
    assert pools_hold_their_people(state)


def test_finders_leave_the_search_for_what_they_may_enter(market):
    state, m, d, q = market
    n = end_spells(m, d.separation, q)
    know(m, q, n)
    before = state.persons.activity.copy()
    find(m, d, q, n)
    found = np.flatnonzero(before != state.persons.activity)
    assert len(found) > 5 and (before[found] == Activity.SEARCHING).all()
    activity, homes = state.persons.activity[found], state.persons.household[found]
    farms = (state.households.land[homes] > 0) & (state.households.leased[homes] == 0)
    assert farms[activity == Activity.FARM].all() and not (activity == Activity.LOCAL).any()
    assert (state.persons.carer[found][activity == Activity.OUTSIDE] == 0).all() and pools_hold_their_people(state)


WORTH = Worth(*[0.0] * len(Worth._fields))


@given(
    st.floats(0, 1), st.floats(0, 1, exclude_max=True), st.floats(0, 2), st.floats(-1, 0.5), st.floats(0, 1.2),
    st.integers(0, 1),
)  # fmt: skip
def test_the_short_cut_round_the_logarithm_says_what_effort_says(chance, u, elasticity, response, cost, dibao):
    worth = WORTH._replace(elasticity=elasticity, response=response)
    needed = needed_effort(worth, chance, u, False)
    tried = effort(worth, 1.0, cost, dibao)
    if abs(tried - needed) > 1e-9:
        assert exceeds(worth, 1.0, cost, dibao, needed) == (
            u < chance * tried or (u == 0 and chance == 0 and tried > 0)
        )


def test_a_certificate_gives_a_second_try():
    worth = WORTH._replace(placement=0.4)
    draws = (np.arange(1000) + 0.5) / 1000
    made = [exceeds(worth, 1.0, 0.0, 0, needed_effort(worth, 0.5, u, True)) for u in draws]
    assert sum(made) == 700  # 1 - 0.5 x 0.6
    hopeless = [exceeds(worth, 1.0, 2.0, 0, needed_effort(worth, 0.5, u, True)) for u in draws]
    assert sum(hopeless) == 400  # the second try alone
