"""Start-ups, as a policy expert would check them: who starts, how many, what it costs, and what is left of it."""

import numpy as np
import pytest

from migrant_sim.state import Activity

NAME = "start_ups"
STARTS, ADDITIONAL = 0.08, 0.5  # helped starts a year per person of the labour force, and those that are new
GRANT, SHARE, LOAN, RATE, YEARS = 5_000.0, 0.4, 84_000.0, 0.03, 2.0


@pytest.fixture(scope="module")
def start_ups(with_measure):
    money = {"grant": GRANT, "loan_share": SHARE, "loan": LOAN, "interest": RATE, "loan_years": YEARS}
    return with_measure(NAME, starts=STARTS, additional=ADDITIONAL, **money)


def self_employed(months, scenario):
    return [int((s.persons.activity == Activity.SELF_EMPLOYED).sum()) for s in months(scenario, 60)]


def test_places_are_taken_by_people_of_the_settlement_and_never_exceeded(start_ups, months):
    total, planned = 0, 0.0
    for month, state in enumerate(months(start_ups, 24)):
        s, p = state.settlements, state.persons
        assert s.start_places == pytest.approx(s.labour_2020 * STARTS * ADDITIONAL / 12 if month >= 3 else 0.0)
        assert (s.started <= np.ceil(s.start_places)).all()
        new = (p.activity == Activity.SELF_EMPLOYED) & (p.tenure == 0)
        assert (np.bincount(p.settlement[new], minlength=len(s)) >= s.started).all()
        assert (p.pool[new] == -1).all() and (p.labour[new] == 1).all()
        total, planned = total + int(s.started.sum()), planned + float(s.start_places.sum())
    assert 0.7 * planned < total <= 1.3 * planned


def test_grant_and_interest_are_paid_for_every_helped_start_also_the_windfall(start_ups, months):
    for state in months(start_ups, 24):
        helped = float(state.settlements.started.sum()) / ADDITIONAL / state.scale
        each = (GRANT + SHARE * LOAN * RATE * YEARS) * state.economy.index
        assert sum(cost.people for cost in state.costs) == pytest.approx(helped)
        assert sum(cost.yuan for cost in state.costs) == pytest.approx(helped * each)


def test_businesses_end_as_others_do(start_ups, continuation, months):
    """Helped starts end at the rate of own business, so the stock grows by less than all starts together."""
    with_it, without = self_employed(months, start_ups), self_employed(months, continuation)
    started = sum(int(state.settlements.started.sum()) for state in months(start_ups, 60))
    assert 0 < with_it[-1] - without[-1] < 0.9 * started


def test_when_nobody_needs_help_to_start_fewer_start_because_of_it(start_ups, continuation, months):
    windfall = start_ups.with_(**{f"measures.{NAME}.additional": 0.1})
    last = [self_employed(months, scenario)[-1] for scenario in (continuation, windfall, start_ups)]
    assert last[0] <= last[1] < last[2]
