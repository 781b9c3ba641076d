"""Places: built evenly after a delay, lost at a yearly rate, paid for while they are built."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

from migrant_sim.measures.forms import Places
from migrant_sim.opening import opening
from migrant_sim.scenario import load_scenario
from migrant_sim.state import PoolKind, Streams

START = 2021 * 12
TERMS = {"start": START, "stop": START + 23, "places": 0.1, "delay": 4.0, "cost_per_place": 1000.0}


@dataclass(frozen=True, kw_only=True)
class Works(Places):
    """Places of workshops."""

    KIND: ClassVar[PoolKind] = PoolKind.WORKSHOP


@pytest.fixture(scope="module")
def begun():
    return opening(load_scenario("continuation", region="hongsibu", **{"population.scale": 0.004}), 0).state


def after(begun, measure, months):
    state = begun.branched()
    state.month = START + months - 1
    state.open_month()
    measure.act(state, Streams(1))
    measure.bill(state)
    return state


def added(begun, measure, months):
    return float(after(begun, measure, months).enterprises.added.sum())


def test_places_open_after_the_delay_and_stand_after_the_window(begun):
    labour = begun.settlements.labour_2020.sum()
    places = np.array([added(begun, Works(**TERMS), months) for months in (1, 4, 14, 24, 40)])
    assert places == pytest.approx(np.array([0.0, 0.0, 0.05, 0.1, 0.1]) * labour)


def test_a_part_is_lost_every_year(begun):
    lasting = Works(**TERMS, yearly_exit=0.2)
    first, next_ = (added(begun, lasting, months) for months in (30, 42))
    assert next_ == pytest.approx(0.8 * first) and first < added(begun, Works(**TERMS), 30)


def test_only_pools_of_its_kind_get_places_on_its_terms(begun):
    pools = after(begun, Works(**TERMS, local_hire_share=0.7, pay_ratio=0.6), 24).enterprises
    inside = pools.added > 0
    assert (pools.kind[inside] == PoolKind.WORKSHOP).all() and inside.any()
    assert pools.reserved[inside] == pytest.approx(0.7) and pools.pay_ratio[inside] == pytest.approx(0.6)


def test_investment_is_spread_over_the_building(begun):
    labour = begun.settlements.labour_2020.sum()
    spent = [sum(c.yuan for c in after(begun, Works(**TERMS), m).costs) * begun.scale for m in range(1, 31)]
    assert sum(spent) == pytest.approx(0.1 * labour * 1000.0)
    assert spent[0] == pytest.approx(spent[19]) and not any(spent[20:])
