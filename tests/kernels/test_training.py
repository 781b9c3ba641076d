"""What comes on top of the draw under each rule of selection."""

import numpy as np
import pytest

from migrant_sim.kernels.queue import queue
from migrant_sim.kernels.training import LEDGER, ORDER, SELF, People, Terms, apply
from migrant_sim.state import Activity, Persons, Streams

COLUMNS = {
    "activity": [Activity.SEARCHING, Activity.SEARCHING, Activity.CASUAL, Activity.CASUAL, Activity.TRAINING],
    "hard": [1, 0, 1, 0, 1],
    "education": [0, 4, 2, 4, 4],
    "age": [59, 16, 59, 16, 16],
}


def distances(selection):
    persons = Persons.create(5, key=range(5), settlement=0, labour=1, **COLUMNS)
    luck, line = Streams(1).luck("order", 0), queue(5)
    terms = Terms(selection, 0, 2, 3, 0.5, 3, 59, luck, luck)
    line.listed[:] = range(5)
    n = apply(People(**{name: getattr(persons, name) for name in People._fields}), terms, line, 5)
    assert line.rows[:n].tolist() == [0, 1, 2, 3]
    return line.score[:n] - Streams(1).uniform("order", 0, persons.key[:n])


@pytest.mark.parametrize(
    ("selection", "expected"), [(ORDER, [0, 0, 0, 0]), (LEDGER, [0, 1, 2, 3]), (SELF, [2, 0, 1.5, 0])]
)
def test_who_comes_first(selection, expected):
    assert distances(selection) == pytest.approx(np.array(expected, float))
