"""East-west cooperation, as a policy expert would check it: offers beside those of brokers, deadweight, cost."""

import pytest

from migrant_sim.state import Activity

NAME = "east_west_cooperation"
QUOTA, FACTOR, COST = 0.06, 0.5, 1_500.0


@pytest.fixture(scope="module")
def cooperation(with_measure):
    return with_measure(NAME, quota=QUOTA, demand_factor=FACTOR, cost_per_placement=COST)


def placed(months, scenario, count=36):
    return sum(int(state.settlements.placed.sum()) for state in months(scenario, count))


def test_offers_stand_beside_those_of_brokers(cooperation, months):
    for month, state in enumerate(months(cooperation, 12)):
        s = state.settlements
        added = s.labour_2020 * QUOTA * FACTOR / 12 if month >= 3 else 0.0  # from April 2021 on
        assert s.organised_places == pytest.approx(added) and (s.organised_capacity >= added).all()


def test_its_part_of_the_placements_is_paid_deadweight_included(cooperation, months):
    for state in months(cooperation, 24):
        s = state.settlements
        for cost in state.costs:
            moved = float((s.placed * s.organised_places / s.organised_capacity).sum()) / state.scale
            assert cost.people == pytest.approx(moved / FACTOR)
            assert cost.yuan == pytest.approx(moved / FACTOR * COST * state.economy.index)


def test_more_are_placed_and_more_work_away(cooperation, continuation, months):
    assert placed(months, cooperation) > 1.2 * placed(months, continuation)
    away = [
        sum(int((s.persons.activity == Activity.OUTSIDE).sum()) for s in months(scenario, 36))
        for scenario in (continuation, cooperation)
    ]
    assert away[1] > away[0]
