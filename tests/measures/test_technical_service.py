"""Technical service: who is advised follows with time, and gains only where land brings income."""

import numpy as np
import pytest

from migrant_sim.kernels.farming import Land, LandTerms, yield_of_land
from migrant_sim.state import Settlements

NAME = "technical_service"


def test_all_who_are_advised_follow_in_time_and_forget_when_advice_ends(with_measure, months):
    scenario = with_measure(NAME, share=0.4, gain=0.1, adoption=24.0, stop="2024-12")
    gain = [float(state.settlements.crop_gain[0]) for state in months(scenario, 60)]
    assert gain[:3] == [0, 0, 0] and gain[3] == pytest.approx(0.04 / 24)
    assert max(gain) == gain[47] == pytest.approx(0.04) and gain[48:] == [0] * 12


def test_advice_cannot_reach_a_mu_twice(with_measure, months):
    scenario = with_measure(NAME, share=0.6, gain=0.1, adoption=1.0, multiplier=5.0)
    *_, state = months(scenario, 12)
    assert state.settlements.crop_gain == pytest.approx([0.1] * len(state.settlements))


def test_a_loss_is_not_made_larger():
    place = Settlements.create(2, key=[1, 2], specialty=[0, 1], water=1.0, crop_gain=0.1)
    terms = LandTerms(np.array([500.0, -200.0, 0, 0]), np.full(4, 5.0), np.zeros(2), 2018, 1.0, 1.0)
    income, hands, outlay = np.zeros((3, 2))
    yield_of_land(Land(*(getattr(place, name) for name in Land._fields)), terms, income, hands, outlay)
    assert income.tolist() == pytest.approx([550.0, -200.0])
