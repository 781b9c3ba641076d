"""The compiled loops of transfers and what they run as without the compiler are the same, bit for bit."""

import numpy as np
import pytest

from migrant_sim.kernels import reviews, transfers
from migrant_sim.kernels.draws import luck

HOMES = 400
BENEFIT = np.array([0.0, 150.0, 200.0, 290.0])


def homes():
    """Households with every mixture of flags; the last one waits."""
    random = np.random.default_rng(5)
    size = random.integers(1, 7, HOMES)
    size[-1] = 0
    return transfers.Homes(
        key=random.integers(1, 2**63, HOMES).astype(np.uint64),
        size=size.astype(np.int16),
        pensioners=random.integers(0, 2, HOMES).astype(np.int16),
        labour=random.integers(0, 3, HOMES).astype(np.int16),
        registered_poor=random.integers(0, 2, HOMES).astype(np.int8),
        medical=np.where(random.random(HOMES) < 0.2, 1000.0, 0.0),
        recent=random.normal(9000.0, 6000.0, HOMES) * size,
        help_route=random.integers(0, 2, HOMES).astype(np.int8),
        allowance_route=random.integers(0, 2, HOMES).astype(np.int8),
        dibao=random.integers(0, 4, HOMES).astype(np.int8),
        hardship_left=random.integers(0, 7, HOMES).astype(np.int8),
        at_stake=np.ones(HOMES),
        transfer=np.zeros(HOMES),
    )


def terms():
    draw = luck(1, 0, 9, 24300)
    return transfers.Terms(
        260.0, 20.0, 27.0, 5500.0, BENEFIT, 0.6, 6, 0.7, 0.15, 0.95, 1300.0, 0.5, draw, 0.1 * BENEFIT, 0.02, 0.05, 0.2
    )


def review(entry=5000.0):
    draws = [luck(1, 0, purpose, 24300) for purpose in (1, 2, 3)]
    return reviews.Review(entry, entry * 1.3, BENEFIT, 0.6, 0.7, 0.5, 0.2, 0.5, *draws)


def interpreted(function):
    return getattr(function, "py_func", function)


@pytest.mark.parametrize("made", [transfers.pay, reviews.revise])
def test_compiled_and_interpreted_agree(made):
    results = []
    for function in (made, interpreted(made)):
        columns, paid, used = homes(), np.zeros(6), np.ones(transfers.USES)
        if made is transfers.pay:
            function(columns, terms(), paid, used)
        else:
            function(columns, review())
        results.append([*(column.tobytes() for column in columns), paid.tobytes(), used.tobytes()])
    assert results[0] == results[1]


def test_what_is_paid_is_what_arrives():
    columns, paid, used, t = homes(), np.zeros(6), np.ones(transfers.USES), terms()
    transfers.pay(columns, t, paid, used)
    flat = paid[5] * (t.other - t.contribution)
    assert columns.transfer.sum() == pytest.approx(paid[:5].sum() + flat)
    assert paid[5] == columns.size.sum() and (paid[:5] > 0).all()
    assert columns.transfer[-1] == columns.at_stake[-1] == 0.0


def test_turnover_rises_with_the_line_and_expects_what_a_complete_review_does():
    gains = [reviews.turnover(homes(), review(entry)) for entry in (500.0, 3000.0, 8000.0, 30000.0)]
    assert gains == sorted(gains) and gains[0] < 0 < gains[-1]
    columns = homes()
    before = int((columns.dibao[:-1] > 0).sum())
    reviews.revise(columns, review()._replace(share=1.0, exclusion=0.0))
    change = int((columns.dibao[:-1] > 0).sum()) - before
    assert change == reviews.turnover(homes(), review()._replace(exclusion=0.0))


def test_grants_and_bonuses_are_counted_where_they_are_due():
    workers = transfers.Workers(
        activity=np.array([4, 4, 4, 3], np.int8),
        tenure=np.array([8, 3, 8, 8], np.int16),
        household=np.array([0, 0, 1, 1]),
        settlement=np.array([0, 0, 1, 1]),
        resident=np.array([1, 0, 1, 1], np.int8),
    )
    counts, lines = np.zeros((2, 2), np.int32), np.zeros((2, 2))
    rewards = transfers.Rewards(np.array([50.0, 0.0]), np.array([0.0, 80.0]), 3, 6, *counts, *lines)
    paid = np.zeros(4)
    transfers.reward(workers, rewards, paid)
    assert paid.tolist() == [50.0, 50.0, 80.0, 0.0]
    assert counts.tolist() == [[2, 0], [0, 1]]
    assert lines.tolist() == [[50.0, 80.0], [50.0, 0.0]]
