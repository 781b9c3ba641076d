"""Places of the month, firms that close and open, and who loses a job when places fall."""

from dataclasses import replace

import numpy as np
import pytest

from migrant_sim.processes import Enterprises as Process
from migrant_sim.published import parameter
from migrant_sim.state import NONE, Activity, Counties, Enterprises, PoolKind, Streams

JANUARY = 2022 * 12
PROCESS = Process(places_per_firm=25.0, firm_death=0.1)


def staffed(town, migrants, hosts, places, kind=PoolKind.LOCAL):
    """One county whose pool of a kind has workers and places; the first persons came first."""
    state = town(30, activity=np.where(np.arange(30) < migrants, Activity.LOCAL, Activity.SEARCHING))
    state.month = JANUARY + 1
    state.persons.pool[:migrants] = kind
    state.persons.tenure[:migrants] = np.arange(migrants, 0, -1)
    state.enterprises.migrants[kind], state.enterprises.hosts[kind] = migrants, hosts
    state.enterprises.stock[kind] = places
    return state


def many_pools(town, pools, places, scale=1.0):
    """A region of many counties with one local pool each."""
    state = town(1)
    state.enterprises = Enterprises.create(
        pools, key=np.arange(pools), kind=PoolKind.LOCAL, county=np.arange(pools), stock=places * scale
    )
    state.counties = Counties.create(pools, key=np.arange(pools))
    state.economy.county_demand = np.ones(pools)
    return replace(state, scale=scale, month=JANUARY)


def years(state, count, process=PROCESS, streams=None):
    for year in range(count):
        state.month = JANUARY + 12 * year
        process.step(state, streams or Streams(1, 0))
    return state.enterprises.operating


def test_capacity_is_the_stock_kept_by_firms_and_demand_plus_what_measures_add(town, streams):
    state = town(1)
    pools, state.month = state.enterprises, JANUARY + 3
    pools.stock[:], pools.kept[:], pools.operating[:], pools.added[:] = 40.0, 0.5, 1.1, 3.0
    state.economy.county_demand = np.array([0.9])
    PROCESS.step(state, streams)
    by_the_month = [PoolKind.LOCAL, PoolKind.PARK, PoolKind.WORKSHOP]
    assert pools.capacity[by_the_month] == pytest.approx(40 * 0.5 * 1.1 * 0.9 + 3)
    assert set(pools.places[by_the_month]) <= {22, 23}
    others = [PoolKind.CASUAL, PoolKind.REGION, PoolKind.OUTSIDE]
    assert (pools.capacity[others] == 0).all() and (pools.places[others] == 0).all()


def test_places_are_right_on_average_and_do_not_flicker(town, streams):
    state = many_pools(town, 4000, 10.3)
    state.month += 1
    PROCESS.step(state, streams)
    first = state.enterprises.places.copy()
    assert first.mean() == pytest.approx(10.3, abs=0.03)
    state.month += 1
    PROCESS.step(state, streams)
    assert (state.enterprises.places == first).all()


def test_the_number_of_firms_moves_about_that_of_2020_with_the_spread_of_independent_firms(town):
    """100 firms a pool: in the long run their number is Poisson, so a pool's spread is a tenth."""
    share = years(many_pools(town, 3000, 2500.0), 60)
    assert share.mean() == pytest.approx(1.0, abs=0.01)
    assert share.std() == pytest.approx(0.1, rel=0.05)


def test_a_small_sample_stands_for_as_many_firms(town):
    full, sample = (years(many_pools(town, 50, 2500.0, scale), 5) for scale in (1.0, 0.01))
    assert sample == pytest.approx(full)
    few = years(many_pools(town, 50, 100.0), 5)
    assert few.std() > 3 * full.std()


def test_firms_come_and_go_in_january_alone_and_not_at_all_without_closures(town, streams):
    state = many_pools(town, 20, 500.0)
    state.month = JANUARY + 5
    PROCESS.step(state, streams)
    assert (state.enterprises.operating == 1).all()
    assert (years(many_pools(town, 20, 500.0), 5, Process(places_per_firm=25.0, firm_death=0.0)) == 1).all()
    assert not (years(many_pools(town, 20, 500.0), 1) == 1).any()


def test_nobody_is_dismissed_while_there_are_places(town, streams):
    state = staffed(town, 10, 10.0, 20)
    before = state.persons.branched()
    PROCESS.step(state, streams)
    assert state.enterprises.dismissed.sum() == 0 and state.enterprises.hosts[PoolKind.LOCAL] == 10
    assert (state.persons.activity == before.activity).all() and (state.persons.tenure == before.tenure).all()


@pytest.mark.parametrize("kind", [PoolKind.LOCAL, PoolKind.PARK, PoolKind.WORKSHOP])
def test_where_places_fall_the_newest_leave_and_hosts_in_proportion(town, streams, kind):
    state = staffed(town, 20, 10.0, 24, kind)
    PROCESS.step(state, streams)
    pools, persons = state.enterprises, state.persons
    assert pools.dismissed[kind] == 4 and pools.migrants[kind] == 16
    assert pools.hosts[kind] == pytest.approx(8) and state.counties.host_seekers[0] == pytest.approx(2)
    gone = slice(16, 20)
    assert (persons.activity[gone] == Activity.SEARCHING).all() and (persons.pool[gone] == NONE).all()
    assert (persons.tenure[gone] == 0).all()
    assert (persons.activity[:16] == Activity.LOCAL).all()


def test_parts_of_a_person_leave_by_draw_and_no_more_people_stay_than_there_are_places(town):
    left = []
    for replication in range(300):
        state = staffed(town, 10, 10.0, 17)
        PROCESS.step(state, Streams(5, replication))
        pools = state.enterprises
        left.append(int(pools.dismissed[PoolKind.LOCAL]))
        assert pools.migrants[PoolKind.LOCAL] + pools.hosts[PoolKind.LOCAL] <= 17 + 1e-9
    assert set(left) == {1, 2} and np.mean(left) == pytest.approx(1.5, abs=0.1)


def test_equals_leave_by_draw(town):
    gone = set()
    for replication in range(20):
        state = staffed(town, 10, 0.0, 9)
        state.persons.tenure[:10] = 5
        PROCESS.step(state, Streams(5, replication))
        gone |= set(np.flatnonzero(state.persons.activity[:10] == Activity.SEARCHING))
    assert len(gone) > 5


def test_a_pool_that_closes_leaves_nobody_behind(town, streams):
    state = staffed(town, 7, 0.4, 0)
    PROCESS.step(state, streams)
    pools = state.enterprises
    assert pools.migrants[PoolKind.LOCAL] == 0 and pools.dismissed[PoolKind.LOCAL] == 7
    assert pools.hosts[PoolKind.LOCAL] == pytest.approx(0) and state.counties.host_seekers[0] == pytest.approx(0.4)


def test_a_hiring_subsidy_opens_places_by_the_part_of_pay_that_it_covers(town, streams):
    opened = []
    for share in (0.0, 0.5, 1.0, 3.0):
        state = town(1)
        pools, local = state.enterprises, PoolKind.LOCAL
        pools.stock[local], pools.subsidised_places[local], pools.subsidy_share[local] = 100, 8, share
        Process(demand_elasticity=0.5, firm_death=0.0).step(state, streams)
        opened.append(float(pools.capacity[local]))
    assert opened == [100.0, 124.0, 148.0, 148.0]


@pytest.mark.parametrize("factor", [0.0, 0.5, 1.0])
def test_weak_labour_demand_opens_fewer_places_for_subsidised_hires(town, streams, factor):
    state, central = town(1), parameter("labour_demand_factor").central
    pools, local = state.enterprises, PoolKind.LOCAL
    pools.stock[local], pools.subsidised_places[local], pools.subsidy_share[local] = 1000, 80, 1.0
    Process(demand_elasticity=0.5, firm_death=0.0, demand_factor=factor).step(state, streams)
    assert float(pools.capacity[local]) == pytest.approx(1000 + 480 * factor / central, abs=1)
