"""Medical cover: what the layers add to a bill, for whom, never beyond the most that exists, and what it costs."""

import numpy as np
import pytest

from migrant_sim.processes.transfers import MOST_COVER

NAME = "medical_cover"
LAYERS = {"basic": 0.05, "critical": 0.05, "aid": 0.04}


def reimbursed(state):
    return state.books.month.get(("government", "households", "medical reimbursement"), 0.0)


def bills(state, scenario, added, aid):
    """What is paid of this month's bills at these additions."""
    homes, rules = state.households, scenario.process("transfers")
    poor = (homes.dibao > 0) | (homes.registered_poor == 1)
    share = rules.cover + added + poor * (rules.cover_extra + aid)
    return float((homes.medical * np.minimum(share, MOST_COVER))[homes.size > 0].sum())


def test_layers_add_to_the_share_reimbursed_and_the_poor_get_one_more(with_measure, months):
    scenario, seen = with_measure(NAME, reach=0.5, start="2021-01", **LAYERS), 0
    for state in months(scenario, 24):
        assert reimbursed(state) == pytest.approx(bills(state, scenario, 0.05, 0.02))
        extra = reimbursed(state) - bills(state, scenario, 0.0, 0.0)
        assert sum(cost.yuan for cost in state.costs) == pytest.approx(extra / state.scale)
        seen += extra > 0
    assert seen > 5


def test_no_bill_is_covered_beyond_the_most(with_measure, months):
    scenario = with_measure(NAME, reach=1.0, start="2021-01", basic=0.6, critical=0.6, aid=0.6)
    for state in months(scenario, 12):
        assert reimbursed(state) == pytest.approx(MOST_COVER * state.households.medical.sum())


def test_people_are_those_with_a_bill_as_far_as_reached(with_measure, months):
    for state in months(with_measure(NAME, reach=0.25, start="2021-01"), 12):
        ill = state.households.size[state.households.medical > 0].sum()
        assert sum(cost.people for cost in state.costs) == pytest.approx(0.25 * ill / 12 / state.scale)
