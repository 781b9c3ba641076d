"""The audit of allocations counts from who got what; the queue itself is tested in tests/processes/test_posts.py."""

import numpy as np

from migrant_sim.kernels.posts import audit
from migrant_sim.kernels.queue import queue


def counted(score, given):
    line, total = queue(len(score)), np.zeros(2)
    line.score[:], line.given[:] = score, given
    audit(line, len(score), total)
    return total.tolist()


def test_a_hard_to_place_served_before_one_with_a_prior_claim_is_counted():
    assert counted([0.4, 1.2, 1.9], [0, 1, 1]) == [2, 2]


def test_served_in_order_nothing_is_broken():
    assert counted([0.4, 0.9, 1.2], [1, 1, 0]) == [2, 0]
    assert counted([0.4, 0.9, 1.2], [1, 0, 0]) == [1, 0]
    assert counted([], []) == [0, 0]
