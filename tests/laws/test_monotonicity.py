"""More places never reach fewer people, and a larger grant never makes fewer willing to leave."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.measures import MEASURES
from migrant_sim.opening import opening
from migrant_sim.simulate import trajectory

TIMES = (0.0, 0.5, 1.0, 2.0, 4.0)


@pytest.mark.parametrize("name", MEASURES)
def test_more_places_never_reach_fewer_people(as_written, name):
    alone = replace(as_written, measures=tuple((n, m) for n, m in as_written.measures if n == name))
    reached, paid = [], []
    for times in TIMES:
        costs = trajectory(alone.with_(**{f"measures.{name}.multiplier": times}), -1, 0).costs
        reached.append(costs.people.sum() + costs.job_months.sum())
        paid.append(costs.yuan.sum())
    assert reached[0] == paid[0] == 0
    # Half of few places can be less than a whole household of this small sample.
    assert (np.diff(reached) >= 0).all() and reached[-1] > reached[2] > 0
    assert (np.diff(paid) >= 0).all() and paid[-1] > paid[2] > 0


@pytest.fixture(scope="module")
def begun(continuation):
    return opening(continuation, 0).state


GRANTS = st.lists(st.floats(0, 5000), min_size=2, max_size=8)


@given(GRANTS, GRANTS)
def test_a_larger_grant_never_makes_fewer_willing(begun, continuation, grants, more):
    labour, everybody = continuation.process("labour"), np.arange(len(begun.persons))
    lever = begun.settlements.transport_grant
    lever[:] = np.resize(grants, len(lever))
    before = labour.willing(begun, everybody)
    lever += np.resize(more, len(lever))
    assert (labour.willing(begun, everybody) >= before).all()


def test_a_large_grant_makes_more_willing_but_no_carer(begun, continuation):
    labour, everybody = continuation.process("labour"), np.arange(len(begun.persons))
    counts = []
    for grant in (0.0, 600.0, 20_000.0):
        begun.settlements.transport_grant[:] = grant
        willing = labour.willing(begun, everybody)
        assert not willing[begun.persons.carer == 1].any()
        counts.append(int(willing.sum()))
    assert counts[0] < counts[1] < counts[2]
