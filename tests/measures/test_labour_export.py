"""Labour export, as a policy expert would check it: offers, who goes where, who gets the grant, what it costs."""

import numpy as np
import pytest

from migrant_sim.kernels.labour import organise
from migrant_sim.kernels.seekers import know
from migrant_sim.processes.labour import decisions, queue
from migrant_sim.simulate import simulate
from migrant_sim.state import Activity, Streams

BROKERS = 4.0  # added per settlement
TERMS = {"broker_capacity": 24.0, "demand_factor": 0.5}  # so 24 x 0.5 = 12 moved a broker and year
PRICES = {"broker_fee": 300.0, "workstation_cost": 12_000.0, "transport_grant": 600.0}  # yuan
MOVED = 1.0  # people a broker and month


@pytest.fixture(scope="module")
def export(with_measure):
    scenario = with_measure("labour_export", brokers=BROKERS, **TERMS, **PRICES)
    return scenario.with_(**{"processes.labour.broker_capacity": 24.0})


def offers(state):
    """(settlements,) people a month that the brokers added move, at simulated scale."""
    return state.settlements.count * BROKERS * state.scale * MOVED


def test_brokers_add_what_would_not_have_happened_anyway(export, months):
    for month, state in enumerate(months(export, 12)):
        s = state.settlements
        added = offers(state) if month >= 5 else 0.0  # from June 2021 on
        assert s.organised_capacity == pytest.approx(s.brokers * 2.0 + added)
        assert (s.placed <= np.ceil(s.organised_capacity)).all()


def test_brokers_place_seekers_and_casual_workers_but_no_main_carers(export, months):
    """Those who would leave the region go to other provinces, the rest elsewhere in Ningxia."""
    labour, moved = export.process("labour"), 0
    for state in months(export, 12):
        twin = state.branched()
        twin.settlements.placed[:], twin.settlements.organised_places[:] = 0, 3.0
        place_by_brokers(labour, twin)
        before, after = state.persons, twin.persons
        rows = np.flatnonzero(after.activity != before.activity)
        assert len(rows) == twin.settlements.placed.sum()
        assert np.isin(before.activity[rows], (Activity.SEARCHING, Activity.CASUAL)).all()
        assert (before.carer[rows] == 0).all()
        leaves = labour.willing(twin, rows)
        assert (after.activity[rows] == np.where(leaves, Activity.OUTSIDE, Activity.REGION)).all()
        moved += len(rows)
    assert moved > 100


def place_by_brokers(labour, state):
    """The organised offers of a month, and nothing else."""
    looking = np.isin(state.persons.activity, (Activity.SEARCHING, Activity.CASUAL))
    waiting, scratch = np.flatnonzero(looking), queue(state)
    scratch.rows[: len(waiting)] = waiting
    market = labour.market(state)
    know(market, scratch, len(waiting))
    organise(market, decisions(state, Streams(1)), scratch, len(waiting))


def test_everyone_who_has_been_away_for_three_months_gets_the_grant(export, months):
    """Also those who found their work by themselves: more grants than placements is the deadweight of the grant."""
    granted = placed = 0
    for month, state in enumerate(months(export, 12)):
        persons, s = state.persons, state.settlements
        entitled = ((persons.activity == Activity.OUTSIDE) & (persons.tenure >= 3)).sum()
        assert s.granted.sum() == (entitled if month >= 5 else 0)
        paid = sum(yuan for (_, _, what), yuan in state.books.month.items() if what == "transport grants")
        assert paid == pytest.approx(s.granted.sum() * 600.0 / 12)
        granted, placed = max(granted, int(s.granted.sum())), placed + int(s.placed.sum() * (month >= 5))
    assert granted > placed > 5


def test_it_pays_stations_fees_and_grants(export, months):
    """Of ten placements paid five move somebody: fees are paid for all ten."""
    billed = 0
    for state in months(export, 12):
        s = state.settlements
        for organised, grants in [state.costs] if state.costs else []:
            moved = float((s.placed * offers(state) / s.organised_capacity).sum())
            stations = float(s.count.sum()) * BROKERS * state.scale * 1000.0
            assert organised.people == pytest.approx(moved / 0.5 / state.scale)
            assert organised.yuan == pytest.approx((moved / 0.5 * 300.0 + stations) / state.scale)
            assert grants.yuan == pytest.approx(float(s.granted.sum()) * 50.0 / state.scale)
            assert (grants.people, grants.job_months) == (0, pytest.approx(s.granted.sum() / state.scale))
            billed += 1
    assert billed == 7  # June to December


def test_more_people_work_away_from_the_county(export, continuation):
    away = []
    for scenario in (continuation, export):
        table = simulate(scenario)
        rows = table[(table.period == "2025") & table.indicator.isin(["share_outside", "share_region"])]
        away.append(rows.value.sum())
    assert away[1] > away[0] > 0.2


def test_withdrawn_brokers_take_with_them_only_what_they_added(with_measure, months):
    """Without the brokers of 2020, the placements that would have happened anyway go on."""
    withdrawn = with_measure(
        "labour_export", kept=0.0, multiplier=0.0, start="2021-01", stop="2099-12", demand_factor=1.0
    )
    alone = [
        state.settlements.placed.sum() + state.settlements.transport_grant.sum() for state in months(withdrawn, 12)
    ]
    assert set(alone) == {0.0}
    half = withdrawn.with_(**{"measures.labour_export.demand_factor": 0.5, "processes.labour.broker_capacity": 24.0})
    for state in months(half, 3):
        assert state.settlements.organised_capacity == pytest.approx(state.settlements.brokers * 2.0 * 0.5)
