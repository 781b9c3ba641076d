"""The compiled loops of monitoring and what they run as without the compiler are the same, bit for bit."""

import numpy as np
import pytest

from migrant_sim.kernels import monitoring
from migrant_sim.kernels.draws import luck

HOMES = 400


def homes():
    """Households of all statuses around the line."""
    random = np.random.default_rng(5)
    money = [random.normal(500.0, 300.0, HOMES) for _ in range(8)]
    size = random.integers(0, 5, HOMES).astype(np.int16)
    return monitoring.Homes(
        *money,
        key=random.integers(1, 2**63, HOMES).astype(np.uint64),
        size=size,
        residents=size,
        medical=np.where(random.random(HOMES) < 0.1, 2000.0, 0.0),
        recent=random.normal(6500.0, 2000.0, HOMES) * size,
        watch=random.integers(0, 3, HOMES).astype(np.int8),
        hardship_left=np.zeros(HOMES, np.int8),
        help_route=np.zeros(HOMES, np.int8),
    )


def rules(**changes):
    fate, chance, applies = luck(1, 0, 1, 0), luck(1, 0, 2, 24300), luck(1, 0, 3, 0)
    made = monitoring.Rules(6000.0, False, 0.5, 0.8, 0.3, 1.2, 0.4, 1.0, 6, fate, chance, 0.5, 0.0, applies)
    return made._replace(**changes)


@pytest.mark.parametrize("start", [False, True])
def test_compiled_and_interpreted_agree(start):
    results = []
    for compiled in (True, False):
        columns, seen = homes(), np.ones(6)
        for made, given in (
            (monitoring.remember, (start,)),
            (monitoring.watch, (rules(start=start, missed=0.3, reach=0.5), seen)),
        ):
            (made if compiled else getattr(made, "py_func", made))(columns, *given)
        results.append([*(column.tobytes() for column in columns), seen.tobytes()])
    assert results[0] == results[1]


def test_counts_are_those_of_the_columns():
    columns, seen = homes(), np.ones(6)
    before = columns.watch.copy()
    monitoring.watch(columns, rules(), seen)
    after, size = columns.watch, columns.size
    there = size > 0
    assert seen[1] == size[(after == monitoring.MONITORED)].sum()
    assert seen[2] == size[(after == monitoring.UNSEEN)].sum()
    assert seen[0] == size[(before == monitoring.FREE) & (after == monitoring.UNSEEN)].sum() > 0
    assert seen[3] == size[(before == monitoring.MONITORED) & (after == monitoring.FREE)].sum() > 0
    assert (after[~there] == before[~there]).all()
    new = (before != monitoring.MONITORED) & (after == monitoring.MONITORED)
    assert new.any() and (columns.hardship_left == np.where(new, 6, 0)).all()


def test_with_certain_detection_nobody_below_stays_unseen():
    columns, seen = homes(), np.ones(6)
    for _ in range(2):
        monitoring.watch(columns, rules(missed=0.0, seen=1.0), seen)
    assert seen[2] == 0
