"""The labour market in a town one can count: vacancies, rivals, applications, and who leaves."""

import numpy as np
import pytest

from migrant_sim.kernels.vmath import normal_quantile
from migrant_sim.months import month_number
from migrant_sim.processes import Labour
from migrant_sim.state import Activity, PoolKind, Streams

STILL = {"separation": 0.0, "finding_prime": 0.0, "finding_hard": 0.0, "casual_application": 0.0, "failure": 0.0}
FREE = {"home_production": 0.0, "care_cost": 0.0, "commuting_cost": 0.0}  # work costs nothing, so all search in full
WAGE = {Activity.LOCAL: 3606.0, Activity.REGION: 3967.0, Activity.OUTSIDE: 4549.0}  # yuan a month


@pytest.fixture
def town(town):
    """The town with pay."""

    def made(people, **columns):
        state = town(people, **columns)
        for activity, yuan in WAGE.items():
            state.economy.wage[activity] = yuan
        return state

    return made


def quiet(**terms):
    """A labour market in which nothing happens but for what the terms say."""
    return Labour(**{**STILL, **FREE, "local_application": 0.0, **terms})


def local_jobs(state, streams, **terms):
    """One month in which only regular local jobs can be found."""
    quiet(**{"local_application": 1.0, **terms}).step(state, streams)
    return int((state.persons.activity == Activity.LOCAL).sum())


@pytest.mark.parametrize(("places", "hired"), [(0, 0), (3, 3), (50, 20)])
def test_no_more_are_hired_than_there_are_vacancies_or_applicants(town, streams, places, hired):
    state = town(20)
    state.enterprises.places[PoolKind.LOCAL] = places
    assert local_jobs(state, streams) == hired
    assert state.enterprises.migrants[PoolKind.LOCAL] == hired == state.enterprises.hired[PoolKind.LOCAL]


def test_hosts_at_work_take_up_places(town, streams):
    state = town(20)
    state.enterprises.places[PoolKind.LOCAL], state.enterprises.hosts[PoolKind.LOCAL] = 12, 7
    assert local_jobs(state, streams) == 5


def test_vacancies_are_shared_with_the_hosts_who_apply(town):
    """Twenty applicants beside sixty rivals win a quarter of 40 vacancies on average; the rest goes to hosts."""
    won = []
    for replication in range(40):
        state = town(20)
        state.enterprises.places[PoolKind.LOCAL], state.counties.host_seekers[:] = 41, 60
        won.append(local_jobs(state, Streams(1, replication)))
        hosts = float(state.enterprises.hosts[PoolKind.LOCAL])
        assert won[-1] + hosts == pytest.approx(41) and state.counties.host_seekers[0] == pytest.approx(60 - hosts)
    assert set(won) == {10, 11} and np.mean(won) == pytest.approx(10.25, abs=0.25)


def test_hosts_win_no_more_jobs_than_they_have_seekers(town, streams):
    state = town(20)
    state.enterprises.places[PoolKind.LOCAL], state.counties.host_seekers[:] = 60, 8
    state.economy.host_search[:] = 5.0  # each host seeker counts as five rival applications
    local_jobs(state, streams)
    assert state.enterprises.hosts[PoolKind.LOCAL] <= 8 and state.counties.host_seekers[0] >= 0


def test_parks_keep_their_share_for_relocated_people_and_hire_first(town, streams):
    state = town(20)
    pools = state.enterprises
    pools.places[PoolKind.LOCAL], pools.places[PoolKind.PARK], pools.reserved[PoolKind.PARK] = 100, 9, 2 / 3
    state.counties.host_seekers[:] = 1000
    local_jobs(state, streams)
    assert pools.migrants[PoolKind.PARK] == 6 and pools.hosts[PoolKind.PARK] == 3


def test_a_part_of_a_vacancy_is_shared_like_a_whole_one(town):
    """Of 0.7 of a place relocated people get two thirds on average, or small samples would give them less."""
    won = []
    for replication in range(300):
        state = town(20)
        pools = state.enterprises
        pools.places[PoolKind.PARK], pools.hosts[PoolKind.PARK], pools.reserved[PoolKind.PARK] = 2, 1.3, 2 / 3
        state.counties.host_seekers[:] = 1000
        local_jobs(state, Streams(1, replication))
        won.append(pools.migrants[PoolKind.PARK])
        assert pools.migrants[PoolKind.PARK] + pools.hosts[PoolKind.PARK] <= 2 + 1e-9
    assert abs(np.mean(won) - 0.7 * 2 / 3) < 4 * np.sqrt(0.25 / 300)


def test_spells_end_at_the_rate_of_their_kind(town, streams):
    people = 6000
    state = town(people, activity=[Activity.LOCAL, Activity.CASUAL, Activity.SELF_EMPLOYED] * (people // 3), pool=1)
    state.persons.pool[state.persons.activity == Activity.SELF_EMPLOYED] = -1
    state.enterprises.migrants[1] = (state.persons.pool == 1).sum()
    kinds = state.persons.activity.copy()
    quiet(separation=0.04, casual_multiple=2.5, own_multiple=0.5).step(state, streams)
    for kind, rate in ((Activity.LOCAL, 0.04), (Activity.CASUAL, 0.1), (Activity.SELF_EMPLOYED, 0.02)):
        ended = (state.persons.activity[kinds == kind] == Activity.SEARCHING).sum()
        assert abs(ended - rate * 2000) < 4 * np.sqrt(2000 * rate * (1 - rate))


def test_a_fresh_certificate_helps_to_apply_for_three_months(town):
    applied = []
    for helped in (0, 3):
        state = town(3000, placement_left=helped)
        state.enterprises.places[PoolKind.LOCAL] = 9000
        applied.append(local_jobs(state, Streams(1), local_application=0.2, certificate_to_job=0.5))
        assert (state.persons.placement_left == max(helped - 1, 0)).all()
    assert applied[1] > applied[0] + 100
    assert abs(applied[0] - 600) < 4 * np.sqrt(3000 * 0.2 * 0.8)


def test_seekers_find_other_work_by_the_matched_chances(town, streams):
    state = town(3000, sex=1)
    state.economy.channels[4] = [0, 0.5, 0, 0.3, 0, 0.2]  # women without land who would not leave
    state.persons.carer[:] = 1
    quiet(finding_prime=0.4).step(state, streams)
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


def outside(town, people, **columns):
    """Everybody at work in other provinces."""
    return town(people, activity=Activity.OUTSIDE, pool=PoolKind.OUTSIDE, **columns)


def back(state, streams, **terms):
    """How many have come back after a month."""
    quiet(**terms).step(state, streams)
    assert state.enterprises.migrants[PoolKind.OUTSIDE] == (state.persons.activity == Activity.OUTSIDE).sum()
    return int((state.persons.activity == Activity.SEARCHING).sum())


def test_only_new_arrivals_fail_to_settle(town, streams):
    assert back(outside(town, 200, tenure=1), streams, failure=0.9) == 0
    arrived = outside(town, 4000, tenure=0)
    assert abs(back(arrived, streams, failure=0.2) - 800) < 4 * np.sqrt(4000 * 0.2 * 0.8)
    assert back(town(50, activity=Activity.REGION, pool=PoolKind.REGION, tenure=0), streams, failure=0.9) > 25
    assert back(town(50, activity=Activity.LOCAL, pool=PoolKind.LOCAL, tenure=0), streams, failure=0.9) == 0


@pytest.mark.parametrize(("month", "returns"), [("2021-02", False), ("2021-03", True), ("2023-02", True)])
def test_some_do_not_go_back_in_the_month_after_the_spring_festival(town, streams, month, returns):
    state = outside(town, 4000)
    state.month = month_number(month)
    expected = 4000 * 0.1 if returns else 0.0
    assert abs(back(state, streams, no_return=0.1) - expected) <= 4 * np.sqrt(expected * 0.9)


def test_retention_avoids_its_share_of_the_endings_of_settled_work_outside(town, streams):
    ended = []
    for retention in (0.0, 0.5, 1.0):
        state = outside(town, 4000, tenure=5)
        state.settlements.retention[:] = retention
        quiet(separation=0.2).step(state, streams)
        ended.append(set(np.flatnonzero(state.persons.activity == Activity.SEARCHING)))
    assert not ended[2] and ended[1] < ended[0]
    assert abs(len(ended[1]) - len(ended[0]) / 2) < 4 * np.sqrt(len(ended[0]) / 2)


@pytest.mark.parametrize(
    ("activity", "pool", "tenure"),
    [
        (Activity.LOCAL, PoolKind.LOCAL, 20),
        (Activity.REGION, PoolKind.REGION, 20),
        (Activity.OUTSIDE, PoolKind.OUTSIDE, 4),
    ],
)
def test_retention_changes_nothing_for_others(town, streams, activity, pool, tenure):
    state = town(500, activity=activity, pool=pool, tenure=tenure)
    state.settlements.retention[:] = 1.0
    quiet(separation=1.0).step(state, streams)
    assert (state.persons.activity == Activity.SEARCHING).all()


def test_workshops_take_carers_the_hard_to_place_and_women_from_forty(town, streams):
    state = town(40, carer=[1, 0, 0, 0] * 10, hard=[0, 1, 0, 0] * 10, sex=[0, 0, 1, 1] * 10, age=[30, 30, 40, 39] * 10)
    state.enterprises.places[PoolKind.WORKSHOP] = 100
    assert local_jobs(state, streams, care_cost=9000.0) == 30
    hired = state.persons.pool == PoolKind.WORKSHOP
    assert (state.persons.activity[hired] == Activity.LOCAL).all() and hired.tolist() == [True, True, True, False] * 10


def test_nobody_takes_an_offer_that_costs_more_than_it_pays(town, streams):
    """A carer pays 5 000 for care; a household loses its allowance of 4 000; a farmer gives up 3 500 at home."""
    costs = {"care_cost": 5000.0, "home_production": 3500.0}
    state = town(4, carer=[1, 0, 0, 0])
    state.households.at_stake[:] = [0, 4000, 0, 0]
    state.households.land[:] = [0, 0, 5, 0]
    state.enterprises.places[PoolKind.LOCAL] = 10
    assert local_jobs(state, streams, **costs) == 1 and state.persons.activity[3] == Activity.LOCAL


@pytest.mark.parametrize(("ratio", "hired"), [(0.5, 0), (1.0, 20)])
def test_an_offer_is_weighed_at_the_pay_of_its_pool(town, streams, ratio, hired):
    state = town(20)
    state.households.at_stake[:] = 1300.0
    state.enterprises.places[PoolKind.PARK], state.enterprises.pay_ratio[PoolKind.PARK] = 50, ratio
    assert local_jobs(state, streams, effort_elasticity=0.0) == hired


def test_a_ledger_shows_more_vacancies(town, streams):
    applied = []
    for shown in (0.0, 0.5, 1.0):
        state = town(3000)
        state.enterprises.places[PoolKind.LOCAL] = 9000
        state.settlements.ledger[:] = shown
        applied.append(local_jobs(state, streams, local_application=0.2))
    assert applied[2] == 3000 and abs(applied[1] - 1800) < 4 * np.sqrt(3000 * 0.24) and applied[0] < 800


def test_a_hiring_subsidy_puts_the_hard_to_place_first(town, streams):
    state = town(200, hard=[1, 0] * 100)
    pools, local = state.enterprises, PoolKind.LOCAL
    pools.places[local] = pools.capacity[local] = 10
    pools.subsidised_places[local], pools.subsidy_share[local] = 8, 1.0
    assert local_jobs(state, streams) == 10
    hard = int((state.persons.hard[state.persons.pool == local]).sum())
    assert hard >= 8 == pools.subsidised_hired[local]


def test_a_subsidy_counts_no_more_than_it_finds(town, streams):
    state = town(40, hard=[1] * 3 + [0] * 37)
    pools, local = state.enterprises, PoolKind.LOCAL
    pools.places[local] = pools.capacity[local] = 10
    pools.subsidised_places[local] = 8
    assert local_jobs(state, streams) == 10 and pools.subsidised_hired[local] == 3


def test_those_who_are_no_labour_are_left_alone(town, streams):
    state = town(10, labour=0, activity=Activity.INACTIVE)
    state.enterprises.places[PoolKind.LOCAL] = 20
    assert local_jobs(state, streams) == 0 and (state.persons.tenure == 5).all()
