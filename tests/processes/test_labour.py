"""The labour market in a town one can count: vacancies, rivals, applications, and who leaves."""

import numpy as np
import pytest

from migrant_sim.kernels.vmath import normal_quantile
from migrant_sim.processes import Labour
from migrant_sim.state import Activity, PoolKind, Streams

STILL = {"separation": 0.0, "finding_prime": 0.0, "finding_hard": 0.0, "casual_application": 0.0}


def local_jobs(state, streams, **terms):
    """One month in which only regular local jobs can be found."""
    Labour(**{**STILL, "local_application": 1.0, **terms}).step(state, streams)
    return int((state.persons.activity == Activity.LOCAL).sum())


@pytest.mark.parametrize(("places", "hired"), [(0, 0), (3, 3), (50, 20)])
def test_no_more_are_hired_than_there_are_vacancies_or_applicants(town, streams, places, hired):
    state = town(20)
    state.enterprises.stock[PoolKind.LOCAL] = places
    assert local_jobs(state, streams) == hired
    assert state.enterprises.migrants[PoolKind.LOCAL] == hired == state.enterprises.hired[PoolKind.LOCAL]


def test_hosts_at_work_take_up_places(town, streams):
    state = town(20)
    state.enterprises.stock[PoolKind.LOCAL], state.enterprises.hosts[PoolKind.LOCAL] = 12, 7
    assert local_jobs(state, streams) == 5


def test_vacancies_are_shared_with_the_hosts_who_apply(town):
    """Twenty applicants beside sixty rivals win a quarter of 40 vacancies on average; the rest goes to hosts."""
    won = []
    for replication in range(40):
        state = town(20)
        state.enterprises.stock[PoolKind.LOCAL], state.counties.host_seekers[:] = 41, 60
        won.append(local_jobs(state, Streams(1, replication)))
        hosts = float(state.enterprises.hosts[PoolKind.LOCAL])
        assert won[-1] + hosts == pytest.approx(41) and state.counties.host_seekers[0] == pytest.approx(60 - hosts)
    assert set(won) == {10, 11} and np.mean(won) == pytest.approx(10.25, abs=0.25)


def test_hosts_win_no_more_jobs_than_they_have_seekers(town, streams):
    state = town(20)
    state.enterprises.stock[PoolKind.LOCAL], state.counties.host_seekers[:] = 60, 8
    state.economy.host_search[:] = 5.0  # each host seeker counts as five rival applications
    local_jobs(state, streams)
    assert state.enterprises.hosts[PoolKind.LOCAL] <= 8 and state.counties.host_seekers[0] >= 0


def test_parks_keep_their_share_for_relocated_people_and_hire_first(town, streams):
    state = town(20)
    pools = state.enterprises
    pools.stock[PoolKind.LOCAL], pools.added[PoolKind.PARK], pools.reserved[PoolKind.PARK] = 100, 9, 2 / 3
    state.counties.host_seekers[:] = 1000
    local_jobs(state, streams)
    assert pools.migrants[PoolKind.PARK] == 6 and pools.hosts[PoolKind.PARK] == 3


def test_a_part_of_a_vacancy_is_shared_like_a_whole_one(town):
    """Of 0.7 of a place relocated people get two thirds on average, or small samples would give them less."""
    won = []
    for replication in range(300):
        state = town(20)
        pools = state.enterprises
        pools.added[PoolKind.PARK], pools.hosts[PoolKind.PARK], pools.reserved[PoolKind.PARK] = 2, 1.3, 2 / 3
        state.counties.host_seekers[:] = 1000
        local_jobs(state, Streams(1, replication))
        won.append(pools.migrants[PoolKind.PARK])
        assert pools.migrants[PoolKind.PARK] + pools.hosts[PoolKind.PARK] <= 2 + 1e-9
    assert abs(np.mean(won) - 0.7 * 2 / 3) < 4 * np.sqrt(0.25 / 300)


def test_in_a_bad_year_there_are_fewer_places_but_nobody_is_thrown_out(town, streams):
    state = town(20)
    state.enterprises.stock[PoolKind.LOCAL] = 15
    assert local_jobs(state, streams) == 15
    state.economy.county_demand[:] = 0.6
    state.open_month()
    assert local_jobs(state, streams) == 15
    assert state.enterprises.places[PoolKind.LOCAL] == 9


def test_spells_end_at_the_rate_of_their_kind(town, streams):
    people = 6000
    state = town(people, activity=[Activity.LOCAL, Activity.CASUAL, Activity.SELF_EMPLOYED] * (people // 3), pool=1)
    state.persons.pool[state.persons.activity == Activity.SELF_EMPLOYED] = -1
    state.enterprises.migrants[1] = (state.persons.pool == 1).sum()
    kinds = state.persons.activity.copy()
    Labour(**{**STILL, "separation": 0.04, "casual_multiple": 2.5, "own_multiple": 0.5}).step(state, streams)
    for kind, rate in ((Activity.LOCAL, 0.04), (Activity.CASUAL, 0.1), (Activity.SELF_EMPLOYED, 0.02)):
        ended = (state.persons.activity[kinds == kind] == Activity.SEARCHING).sum()
        assert abs(ended - rate * 2000) < 4 * np.sqrt(2000 * rate * (1 - rate))


def test_a_fresh_certificate_helps_to_apply_for_three_months(town):
    applied = []
    for helped in (0, 3):
        state = town(3000, placement_left=helped)
        state.enterprises.stock[PoolKind.LOCAL] = 9000
        applied.append(local_jobs(state, Streams(1), local_application=0.2, certificate_to_job=0.5))
        assert (state.persons.placement_left == max(helped - 1, 0)).all()
    assert applied[1] > applied[0] + 100
    assert abs(applied[0] - 600) < 4 * np.sqrt(3000 * 0.2 * 0.8)


def test_seekers_find_other_work_by_the_matched_chances(town, streams):
    state = town(3000, sex=1)
    state.economy.channels[4] = [0, 0.5, 0, 0.3, 0, 0.2]  # women without land who would not leave
    state.persons.carer[:] = 1
    Labour(**{**STILL, "finding_prime": 0.4}).step(state, streams)
    counts = np.bincount(state.persons.activity, minlength=10)
    assert abs(3000 - counts[Activity.SEARCHING] - 1200) < 4 * np.sqrt(3000 * 0.24)
    assert counts[Activity.CASUAL] > counts[Activity.REGION] > counts[Activity.SELF_EMPLOYED] > 150
    assert state.enterprises.migrants[[PoolKind.CASUAL, PoolKind.REGION]].tolist() == [
        counts[Activity.CASUAL],
        counts[Activity.REGION],
    ]


def test_those_least_attached_to_home_would_leave_and_carers_would_not(town):
    attachment = np.linspace(-3, 3, 61)
    state = town(61, attachment=attachment)
    state.persons.carer[0] = 1
    willing = Labour(willing_share=0.35).willing(state, np.arange(61))
    expected = attachment < normal_quantile(0.35)
    expected[0] = False
    assert (willing == expected).all()


def test_a_grant_moves_willingness_by_what_it_adds_to_net_pay(town):
    """600 yuan on 54 588 less 3 000 of travel is 1.2 percent: 0.046 of a standard deviation at a spread of 0.25."""
    state = town(2, attachment=normal_quantile(0.35) + np.array([0.045, 0.047]))
    state.economy.wage[Activity.OUTSIDE] = 4549
    labour = Labour(willing_share=0.35, travel_cost=3000, attachment_spread=0.25)
    assert labour.willing(state, np.arange(2)).tolist() == [False, False]
    state.settlements.transport_grant[:] = 600
    assert labour.willing(state, np.arange(2)).tolist() == [True, False]
