"""Care services, as a policy expert would check them: whose charge has a place, what it frees, what it costs."""

import numpy as np
import pytest

from migrant_sim.state import Activity

NAME = "care_services"
SHARE, FEE, COST = 0.5, 0.4, 4_000.0  # of carers in the labour force, of the cost of care, yuan a place and year


@pytest.fixture(scope="module")
def care(with_measure):
    return with_measure(NAME, places=SHARE, fee=FEE, cost_per_place=COST)


def test_places_go_to_carers_of_the_labour_force_and_are_paid_for(care, months):
    for month, state in enumerate(months(care, 24)):
        p, costs = state.persons, state.costs
        served = p.relieved > 0
        if month < 3:
            assert not served.any() and not costs
        elif month % 12 == 3:  # chosen in January, while some have died or aged since
            carers = int(((p.carer == 1) & (p.labour == 1)).sum())
            assert served.sum() == pytest.approx(SHARE * carers, abs=2)
        assert (p.relieved[served] == 60).all()
        assert sum(c.yuan for c in costs) == pytest.approx(
            served.sum() * COST * state.economy.index / 12 / state.scale if costs else 0.0
        )


def test_it_moves_nobody_if_the_fee_is_the_whole_cost(care, continuation, months):
    dear = care.with_(**{f"measures.{NAME}.fee": 1.0})
    for with_it, without in zip(months(dear, 18), months(continuation, 18), strict=True):
        assert np.array_equal(with_it.persons.activity, without.persons.activity)


def test_free_care_for_all_lets_more_carers_take_regular_local_jobs_and_none_go_far(care, continuation, months):
    dearly = {"processes.labour.care_cost": 3e3}
    free = care.with_(**{f"measures.{NAME}.fee": 0.0, f"measures.{NAME}.places": 1.0} | dearly)
    dear = continuation.with_(**dearly)

    def carers_at(scenario, activity):
        return sum(int(((s.persons.carer == 1) & (s.persons.activity == activity)).sum()) for s in months(scenario, 60))

    assert carers_at(free, Activity.LOCAL) > 1.1 * carers_at(dear, Activity.LOCAL)
    for state in months(free, 24):
        new = (state.persons.activity == Activity.OUTSIDE) & (state.persons.tenure == 0)
        assert (state.persons.carer[new] == 0).all()
