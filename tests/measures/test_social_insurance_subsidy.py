"""The social-insurance subsidy, as a policy expert would check it: who gets it, what is gained net, what it costs."""

import numpy as np
import pytest

NAME = "social_insurance_subsidy"
SHARE, SUBSIDY, ANYWAY, REFUNDED = 0.5, 3_600.0, 0.6, 2 / 3


@pytest.fixture(scope="module")
def subsidy(with_measure):
    terms = {"paid_anyway": ANYWAY, "refunded": REFUNDED, "ramp": 1.0}
    return with_measure(NAME, places=SHARE, subsidy=SUBSIDY, **terms)


def given(scenario, continuation, months, count=6):
    """(households,) yuan given in the last of some months."""
    pairs = zip(months(scenario, count), months(continuation, count), strict=True)
    *_, (with_it, without) = pairs
    return with_it, with_it.households.transfer - without.households.transfer


def test_a_place_is_worth_the_refund_less_what_those_pay_who_join_for_it(subsidy, continuation, months):
    """Sixty in a hundred gain 3 600; forty newly pay 5 400 and get 3 600 back: 1 440 on average."""
    state, more = given(subsidy, continuation, months)
    reached = more > 1.0
    assert more[reached] == pytest.approx(1_440.0 * state.economy.index / 12)
    (cost,) = state.costs
    assert cost.yuan == pytest.approx(reached.sum() * SUBSIDY * state.economy.index / 12 / state.scale)
    assert cost.people == pytest.approx(reached.sum() / 12 / state.scale)


def test_only_households_with_flexible_workers_who_are_hard_to_place_get_it(subsidy, continuation, months):
    """Places are for half of them, and so for fewer than half of all."""
    state, more = given(subsidy.with_(**{f"measures.{NAME}.places": 1.0}), continuation, months)
    reached = more > 1.0
    p = state.persons
    assert 0 < reached.sum() < 0.5 * (state.households.size > 0).sum()
    hard = np.bincount(p.household[p.hard == 1], minlength=len(more)) > 0
    assert hard[reached].mean() > 0.9  # some have died or left the labour force since


def test_if_all_join_for_it_households_lose_now(subsidy, continuation, months):
    _, more = given(subsidy.with_(**{f"measures.{NAME}.paid_anyway": 0.0}), continuation, months)
    assert more.min() < -1.0 and more.max() < 1.0
