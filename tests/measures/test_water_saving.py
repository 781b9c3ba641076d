"""Water saving: first less land is watered, then more, never more than there is."""

import numpy as np
import pytest

from migrant_sim.kernels.farming import Land, LandTerms, yield_of_land
from migrant_sim.state import Settlements

NAME = "water_saving"


def test_it_takes_water_first_and_gives_it_when_the_works_stand(with_measure, months):
    scenario = with_measure(NAME, share=0.5, cut=0.2, delay=12.0)
    added = [state.settlements.water_added.copy() for state in months(scenario, 60)]
    missing = 1 - next(months(scenario, 1)).settlements.water
    assert (added[2] == 0).all()
    assert added[3] == pytest.approx(np.full(len(missing), -0.1))
    assert (np.diff(added[3:], axis=0) >= 0).all()
    assert added[-1] == pytest.approx(0.5 * missing)


def test_all_the_land_is_the_ceiling():
    place = Settlements.create(2, key=[1, 2], water=0.8, water_added=[0.5, -0.9])
    terms = LandTerms(np.full(4, 100.0), np.full(4, 5.0), np.zeros(2), 2018, 1.0, 1.0)
    income, hands, outlay = np.zeros((3, 2))
    yield_of_land(Land(*(getattr(place, name) for name in Land._fields)), terms, income, hands, outlay)
    assert income.tolist() == [100.0, 0.0] and hands.tolist() == [0.2, 0.0]


def test_it_pays_for_every_mu_once(with_measure, months):
    scenario = with_measure(NAME, share=0.5, cost=1000.0)
    paid = sum(sum(c.yuan for c in s.costs) / s.economy.index for s in months(scenario, 60))
    homes = next(months(scenario, 1)).households
    land = float(homes.land[(homes.leased == 0) & (homes.size > 0)].sum())
    assert paid * scenario.population.scale == pytest.approx(0.5 * 1000 * land, rel=0.05)
