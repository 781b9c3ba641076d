"""Terms of the month: the festival, certificates over time, casual work shared."""

import numpy as np
import pytest

from migrant_sim.processes import Earnings
from migrant_sim.processes.earnings import GAIN_MONTHS, _gain_by_month
from migrant_sim.state import Activity


@pytest.mark.parametrize("ridge", [0.6, 1.0, 1.15, 2.0])
@pytest.mark.parametrize("returns", [0.0, 0.5, 0.65, 1.0])
def test_the_festival_moves_months_outside_but_not_their_sum(ridge, returns):
    earnings = Earnings(months_ridge=ridge, festival_return=returns)
    festival, usual = (earnings._at_work(flag) for flag in (True, False))
    year = festival[Activity.OUTSIDE] + 11 * usual[Activity.OUTSIDE]
    assert year == pytest.approx(12 * min((9 + 1) / 12 * ridge, 1.0))
    assert 0 <= festival[Activity.OUTSIDE] <= usual[Activity.OUTSIDE] + 1e-12 <= 1 + 1e-11
    others = np.arange(len(usual)) != Activity.OUTSIDE
    assert (festival[others] == usual[others]).all()


def test_half_of_them_are_at_home_in_the_month_of_the_festival():
    assert Earnings(festival_return=0.5)._at_work(True)[Activity.OUTSIDE] == pytest.approx(0.5)


def test_a_new_certificate_builds_up_then_fades_and_an_old_one_keeps_its_worth():
    gain, old = _gain_by_month(0.03, 0.6, 0.2)
    log = np.log(gain) / 0.03
    assert log[[0, 11, 12, 23, 24, 47]] == pytest.approx([0.2, 0.2, 0.6, 0.6, 1, 1])
    assert log[[47 + 12, 47 + 24]] == pytest.approx([0.8, 0.64])
    assert (np.diff(log[47:]) < 0).all() and len(gain) == GAIN_MONTHS
    assert np.log(old) == pytest.approx(0.03)


@pytest.mark.parametrize("decay", [0.0, 1.0])
def test_the_ends_of_the_range_of_decay(decay):
    gain, old = _gain_by_month(0.03, 1.0, decay)
    assert gain[-1] == pytest.approx(old if decay == 0 else 1.0)


def test_casual_work_left_is_shared_in_part(town, streams):
    state = town(4, activity=Activity.CASUAL, pool=0)
    state.enterprises.stock[0] = 8 * Earnings().casual_days  # the work of eight for four
    for kept, days in ((0.0, 1.0), (0.5, 1.5), (1.0, 2.0)):
        earnings = Earnings(casual_work_kept=kept)
        state.economy.season = 0.5
        earnings.step(state, streams)
        assert state.enterprises.worker_days[0] == pytest.approx(earnings.casual_days * 0.5 * days)
        assert (state.enterprises.worker_days[1:] == 0).all()
