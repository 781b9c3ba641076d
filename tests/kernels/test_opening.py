"""Places that open in a month: those of 2020 as far as kept and those added, rounded by a draw."""

import numpy as np

from migrant_sim.kernels.draws import luck, uniform
from migrant_sim.kernels.opening import Opened, open_places

ROUNDING = luck(1, 0, 7, 3)


def test_places_are_those_kept_and_those_added_rounded_as_the_streams_round_them() -> None:
    key, n = np.arange(40, dtype=np.uint64), 40
    stock, kept, added = np.linspace(0.0, 9.0, n), np.full(n, 0.5), np.linspace(1.0, 0.0, n)
    room = Opened(key, stock, kept, added, np.zeros(n), np.zeros(n, np.int64))
    open_places(room, 0.25, ROUNDING)
    expected = stock * 0.25 * kept + added
    assert (room.capacity == expected).all()
    assert (room.places == np.floor(expected + uniform(ROUNDING, key))).all()
    assert (room.places != np.floor(expected)).any()
