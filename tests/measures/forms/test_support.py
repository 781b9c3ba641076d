"""Support of households: places that open over time, a sum by the month, seasons, failures and what is billed."""

from dataclasses import dataclass, fields
from typing import ClassVar

import numpy as np
import pytest

from migrant_sim.engine import due
from migrant_sim.measures.forms import Support
from migrant_sim.opening import opening
from migrant_sim.scenario import load_scenario
from migrant_sim.state import Streams

START = 2021 * 12
TERMS = {"clause": "NX-01", "start": START, "places": 0.5, "ramp": 10.0, "net": 1200.0, "cost_per_place": 240.0}


@dataclass(frozen=True, kw_only=True)
class Aid(Support):
    """A support of households with land."""

    FOR: ClassVar[str] = "land"
    LINE: ClassVar[str] = "property"


@dataclass(frozen=True, kw_only=True)
class Harvest(Aid):
    """The same by the mu, in September and October."""

    BASIS: ClassVar[str] = "origin_land"
    SEASON: ClassVar[tuple[int, int]] = (9, 10)


@pytest.fixture(scope="module")
def begun():
    return opening(load_scenario("continuation", region="hongsibu", **{"population.scale": 0.004}), 0).state


def after(begun, measure, months=1, seed=1):
    """A state `months` after the start, in which only the measure has acted."""
    state = begun.branched()
    state.month = START + months - 1
    state.open_month()
    for one in due((measure,), state.month).instruments:
        one.act(state, Streams(seed))
        one.bill(state)
    return state


def test_places_open_evenly_after_the_delay_and_then_stand(begun):
    land = int(((begun.households.land > 0) & (begun.households.size > 0)).sum())
    reached = [int((after(begun, Aid(**TERMS, delay=2.0), m).households.property > 0).sum()) for m in (1, 2, 7, 12, 40)]
    assert reached == pytest.approx([0, 0, 0.25 * land, 0.5 * land, 0.5 * land], abs=1) and reached[3] == reached[4]


def test_later_places_are_added_to_earlier_ones(begun):
    few, many = (after(begun, Aid(**TERMS), months).households.property > 0 for months in (3, 9))
    assert (many >= few).all() and many.sum() > few.sum() > 0


def test_a_place_is_paid_its_basis_and_billed(begun):
    state = after(begun, Aid(**TERMS), 12)
    homes, index = state.households, state.economy.index
    reached = homes.property > 0
    assert homes.property[reached] == pytest.approx(100.0 * index)
    (cost,) = state.costs
    assert cost.yuan * state.scale == pytest.approx(reached.sum() * 20.0 * index)
    assert cost.people * state.scale == pytest.approx(homes.size[reached].sum() / 12) and cost.job_months == 0
    assert state.books.net("government") == pytest.approx(-cost.yuan * state.scale)


def test_a_season_gets_the_whole_year(begun):
    sums = [after(begun, Harvest(**TERMS | {"ramp": 1.0}), month).households for month in range(1, 13)]
    paid = [float(homes.property.sum()) for homes in sums]
    assert [yuan > 0 for yuan in paid] == [month in (9, 10) for month in range(1, 13)]
    reached = sums[8].property > 0
    assert sum(paid) == pytest.approx(1200.0 * sums[8].origin_land[reached].sum() * begun.economy.index)


def test_capital_is_paid_for_the_places_that_open(begun):
    land = int(((begun.households.land > 0) & (begun.households.size > 0)).sum())
    terms = TERMS | {"cost_per_place": 0.0, "capital": 500.0}
    first, last, later = (sum(c.yuan for c in after(begun, Aid(**terms), m).costs) * begun.scale for m in (1, 10, 11))
    assert first == pytest.approx(500.0 * 0.05 * land * begun.economy.index) == pytest.approx(last) and later == 0


def test_failures_come_by_settlement_and_as_often_as_they_should(begun):
    terms = TERMS | {"places": 1.0, "ramp": 1.0, "failure": 0.3, "if_failed": -1.0}
    lost = []
    for seed in range(60):
        homes = after(begun, Aid(**terms), seed=seed).households
        signs = {(int(s), float(np.sign(y))) for s, y in zip(homes.settlement, homes.property, strict=True) if y}
        assert len(signs) == len({s for s, _ in signs})
        lost += [sign < 0 for _, sign in signs]
    assert np.mean(lost) == pytest.approx(0.3, abs=0.07)


def test_no_place_no_note_and_a_cost_of_nothing(begun):
    state = after(begun, Aid(**TERMS | {"places": 0.0}))
    assert not state.households.property.any() and [cost.yuan for cost in state.costs] == [0.0]
    outside = after(begun, Aid(**TERMS, stop=START), months=2)
    assert not outside.costs and not outside.households.property.any()


def test_every_field_says_what_it_is():
    assert all(f.metadata["unit"] and f.metadata["doc"] for f in fields(Support))
