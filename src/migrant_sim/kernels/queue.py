"""Queues for limited places: the lowest scores of each place are served, ties by row, without sorting everybody.

A queue is filled and served settlement by settlement, so its arrays stay in the first-level cache.
"""

from typing import NamedTuple

import numpy as np

from . import Kernel, kernel
from .draws import Luck, uniform_at

FEW = 8  # places for which the lowest scores are kept in order as they come
NONE = np.uint64(0)  # an unsigned index is never one from the end, which every look-up would have to ask
# Only where the draw stands in the loop itself does the compiler make several draws at once.
_inlined = Kernel(uniform_at.py_func, inline="always")


class Queue(NamedTuple):
    """Room for a settlement's applicants, n at a time; only the front that is used costs anything."""

    rows: np.ndarray  # rows of persons
    score: np.ndarray  # the lowest are served first
    given: np.ndarray  # 1 for those served
    scratch: np.ndarray
    key: np.ndarray
    listed: np.ndarray  # rows of persons before anybody is left out
    ends: np.ndarray  # (settlements,) the row of persons after the last of each settlement, in the order of rows


def queue(persons: int) -> Queue:
    """An empty queue with room for that many, of no settlement."""
    rows, given, key = np.empty(persons, np.int32), np.empty(persons, np.int8), np.empty(persons, np.uint64)
    listed, ends = np.empty(persons, np.int32), np.empty(0, np.int64)
    return Queue(rows, np.empty(persons), given, np.empty(persons), key, listed, ends)


def queue_of(settlement: np.ndarray) -> Queue:
    """An empty queue with room for the largest settlement of persons (n,), whose rows follow each other."""
    ends = np.flatnonzero(np.diff(settlement, append=-1)) + 1
    return queue(int(np.diff(ends, prepend=0).max(initial=0)))._replace(ends=ends)


@kernel(inline="always")
def listed(activity: np.ndarray, span: tuple[int, int], wanted: np.int64, rows: np.ndarray) -> int:
    """Put the rows of a span whose activity's bit is set in `wanted` at the front of `rows`; how many there are."""
    here, first, n = activity[span[0] : span[1]], span[0], NONE
    for i in range(len(here)):
        rows[n] = first + i  # written for everybody and kept for few: cheaper than a branch
        n += np.uint64((wanted >> here[i]) & 1)
    return int(n)


@kernel(inline="always")
def draw(decision: Luck, key: np.ndarray, queue: Queue, n: int) -> None:
    """Give the first n of a queue their draw as score; `key` (persons,) are the persons' keys.

    All keys are fetched before the first draw: the processor then waits for memory once, not once a person, and draws
    several at a time.
    """
    rows, keys, score = queue.rows[:n], queue.key[:n], queue.score[:n]
    for k in range(len(rows)):
        keys[k] = key[rows[k]]
    for k in range(len(keys)):
        score[k] = _inlined(decision, keys[k])


@kernel
def nth_lowest(values: np.ndarray, n: int, k: int) -> float:
    """The k-th lowest (from 0) of values[:n], which are put in another order (Hoare's quickselect)."""
    low, high = 0, n - 1
    while low < high:
        pivot, i, j = values[(low + high) // 2], low, high
        while i <= j:
            while values[i] < pivot:
                i += 1
            while values[j] > pivot:
                j -= 1
            if i <= j:
                values[i], values[j] = values[j], values[i]
                i, j = i + 1, j - 1
        if k <= j:
            high = j
        elif k >= i:
            low = i
        else:
            break
    return values[k]


@kernel
def nth_of_few(values: np.ndarray, n: int, k: int) -> float:
    """The same for a small k: values[:k + 1] become the lowest of those seen so far, in order."""
    for i in range(n):
        value = values[i]
        if i > k:
            if value >= values[k]:
                continue
            j = k
        else:
            j = i
        while j > 0 and values[j - 1] > value:
            values[j] = values[j - 1]
            j -= 1
        values[j] = value
    return values[k]


@kernel
def serve(score: np.ndarray, group: np.ndarray, places: np.ndarray, scratch: np.ndarray, given: np.ndarray) -> None:
    """Serve applicants (n,) by lowest score while the places (g,) of their group last; `given` (n,) becomes 1.

    Applicants of a group follow each other; `places` counts down in place; those given before stand aside. Ties go to
    the earlier row. `scratch` (n,) is overwritten.
    """
    n, first = len(score), 0
    while first < n:
        g, last = group[first], first
        while last < n and group[last] == g:
            last += 1
        places[g] -= _serve_one(score[first:last], places[g], scratch[first:last], given[first:last])
        first = last


@kernel(inline="always")
def served(queue: Queue, n: int, places: int) -> int:
    """Serve the first n of a queue, all of one place, as far as `places` go; how many were, `queue.given` says who."""
    queue.given[:n] = 0
    return _serve_one(queue.score[:n], places, queue.scratch[:n], queue.given[:n])


@kernel(inline="always")
def _serve_one(score: np.ndarray, places: int, scratch: np.ndarray, given: np.ndarray) -> int:
    """Serve the applicants (n,) of one group; how many were."""
    n, waiting = len(score), 0
    for i in range(n):
        scratch[waiting] = score[i]
        waiting += given[i] == 0
    count = min(places, waiting)
    if count <= 0:
        return 0
    if count == waiting:
        cut = np.inf
    elif count <= FEW:
        cut = nth_of_few(scratch, waiting, count - 1)
    else:
        cut = nth_lowest(scratch, waiting, count - 1)
    tied = count
    for i in range(n):
        tied -= given[i] == 0 and score[i] < cut
    for i in range(n):
        if given[i] == 0 and (score[i] < cut or (score[i] == cut and tied > 0)):
            tied -= score[i] == cut
            given[i] = 1
    return count
