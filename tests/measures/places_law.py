"""What every instrument that builds places keeps to, as a policy expert would check it: when, pay, what is paid.

A test class of an instrument takes these and says its terms.
"""

from typing import ClassVar

import numpy as np
import pytest

from migrant_sim.state import Activity, PoolKind

SHARE, DELAY, COST = 0.06, 6, 10_000.0
FIRST = 3 + DELAY  # months of 2021 without a place: it starts in April


class PlacesLaw:
    """The instrument, the pools of its places, their hire share and pay, and how many of the places are additional."""

    NAME: ClassVar[str]
    KIND: ClassVar[PoolKind] = PoolKind.PARK
    HIRE: ClassVar[float]
    PAY: ClassVar[float]
    ADDED: ClassVar[float]

    @pytest.fixture
    def firms(self, with_measure):
        terms = {"local_hire_share": self.HIRE, "pay_ratio": self.PAY, "additional": self.ADDED, "yearly_exit": 0.0}
        return with_measure(self.NAME, start="2021-04", places=SHARE, delay=float(DELAY), cost_per_place=COST, **terms)

    @pytest.fixture
    def labour(self, firms, months):
        return next(float(s.settlements.labour_2020.sum()) for s in months(firms, 1))

    def test_additional_places_open_evenly_after_the_delay(self, firms, months, labour):
        mine = [state.enterprises.capacity[state.enterprises.kind == self.KIND] for state in months(firms, 60)]
        places = np.array([float(capacity.sum()) for capacity in mine])
        assert (places[:FIRST] == 0).all() and places[FIRST] > 0
        assert places[-1] == pytest.approx(SHARE * self.ADDED * labour)
        assert np.diff(places[FIRST:]) == pytest.approx([places[FIRST]] * (59 - FIRST))

    def test_relocated_people_work_there_at_its_pay(self, firms, months):
        for state in months(firms, 60):
            pools, here = state.enterprises, state.enterprises.kind == self.KIND
            if pools.added[here].sum() > 0:
                assert pools.pay_ratio[here] == pytest.approx(self.PAY)
                assert pools.reserved[here] == pytest.approx(self.HIRE)
        assert pools.migrants[here].sum() > 3
        working = state.persons.pool >= 0
        at = working & here[np.where(working, state.persons.pool, 0)]
        assert (state.persons.activity[at] == Activity.LOCAL).all() and at.sum() == pools.migrants[here].sum()

    def test_every_place_is_paid_whether_it_adds_or_not(self, firms, months, labour):
        paid = sum(cost.yuan for state in months(firms, 60) for cost in state.costs)
        assert paid == pytest.approx(SHARE * labour * COST / firms.population.scale)
