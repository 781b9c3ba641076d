"""Old-house awards: each house once, evenly over the window, to a deposit and on no line of income."""

import numpy as np
import pytest

from migrant_sim.simulate import trajectory
from migrant_sim.state import Streams

NAME, AWARD, WORKS = "old_house_award", 20_000.0, 8_000.0


@pytest.fixture(scope="module")
def awards(with_measure):
    terms = {"award": AWARD, "works": WORKS, "places": 0.5}
    return lambda **fields: with_measure(NAME, **{"start": "2021-01", "stop": "2022-12"} | terms | fields)


def paid(months, scenario, count=36):
    """Houses awarded by month."""
    houses = [s.books.month["government", "banks", NAME] / (AWARD * s.economy.index) for s in months(scenario, count)]
    return np.array(houses).round(6)


def test_each_house_is_awarded_once(awards, months):
    kept = next(int(((s.households.origin_land > 0) & (s.households.size > 0)).sum()) for s in months(awards(), 1))
    houses = paid(months, awards())
    assert houses.sum() == pytest.approx(kept / 2, abs=2) and not houses[24:].any()
    assert houses[:12].sum() == pytest.approx(houses[12:24].sum(), abs=2)
    assert paid(months, awards(places=1.0)).sum() == pytest.approx(kept, abs=2)


def test_it_is_no_income(awards, continuation):
    run, plain = trajectory(awards(), -1, 0).indicators, trajectory(continuation, -1, 0).indicators
    award = run.indicator == "one_off_awards"
    assert run[award].value.sum() > 0 and (plain[award].value == 0).all()
    same = ~award & ~run.indicator.isin(["cost_per_person"])
    assert run[same].equals(plain[same])


def test_works_are_part_of_the_cost(awards, months):
    for state in months(awards(), 24):
        award, works = (state.books.month["government", payee, NAME] for payee in ("banks", "enterprises"))
        assert works == pytest.approx(award * WORKS / AWARD)
        assert sum(cost.yuan for cost in state.costs) * state.scale == pytest.approx(award + works)


def test_a_second_window_goes_on_behind_the_first(awards, months):
    """Nobody's house is pulled down twice, also when an earlier instance has closed."""
    early, late = awards(places=0.7), awards(places=0.7, start="2022-07", stop="2023-12")
    ((_, first),), ((_, second),) = early.measures, late.measures
    both = awards()
    both = type(both)(**{**vars(both), "measures": (("first", first), ("second", second))})
    kept = next(int(((s.households.origin_land > 0) & (s.households.size > 0)).sum()) for s in months(both, 1))
    assert paid(months, both).sum() == pytest.approx(kept, abs=2)
    assert paid(months, early).sum() < kept


def test_a_fund_that_runs_short_awards_nobody_twice(with_measure, months):
    scenario = with_measure(NAME, places=1.0, start="2021-01", stop="2021-12", award=1000.0, works=0.0)
    (_, measure), *_ = scenario.measures
    state = next(months(scenario.with_(measures=()), 1))
    awarded = 0.0
    for month, share in enumerate((1.0, 1.0, 0.3, 0.6, 1.0)):
        state.month = 2021 * 12 + month
        state.open_month()
        part = measure.scaled(share)
        part.act(state, Streams(1))
        part.bill(state)
        awarded += sum(cost.yuan for cost in state.costs) * state.scale / state.economy.index / 1000.0
    homes = state.households
    assert awarded == pytest.approx(float(((homes.house_gone == 1) & (homes.size > 0)).sum())) and awarded > 3
