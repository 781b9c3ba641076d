"""School leavers who go to vocational school instead of looking for work."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck
from .queue import Queue, draw, end_of, listed, served

TRAINING, SEARCHING = 8, 9
YOUNGEST, OLDEST = 16, 19  # years, in which people leave lower and upper secondary school
MOST_SCHOOLING = 3  # code of education: upper secondary school
_SEEKERS = np.int64(1 << SEARCHING)


class Leavers(NamedTuple):
    """Columns of persons (n,); those from activity on are written."""

    key: np.ndarray
    settlement: np.ndarray
    labour: np.ndarray
    age: np.ndarray
    education: np.ndarray
    activity: np.ndarray
    tenure: np.ndarray
    courses: np.ndarray
    training_left: np.ndarray


@kernel
def enrol(p: Leavers, months: int, order: Luck, count: tuple[np.ndarray, np.ndarray], queue: Queue) -> None:
    """Send young seekers without a course to a school of so many months, in the order of a draw.

    `count` holds places (s,), and out comes who was enrolled (s,).
    """
    places, enrolled = count
    first = 0
    while first < len(p.settlement):
        here = p.settlement[first]
        span = (first, end_of(p.settlement, first))
        if places[here] > 0:
            n = leavers(p, queue, listed(p.activity, span, _SEEKERS, queue.listed))
            draw(order, p.key, queue, n)
            enrolled[here] = served(queue, n, places[here])
            for k in range(n):
                if queue.given[k] == 1:
                    i = queue.rows[k]
                    p.activity[i], p.tenure[i], p.training_left[i] = TRAINING, 0, months
                    p.courses[i] += 1
        first = span[1]


@kernel
def leavers(p: Leavers, queue: Queue, n: int) -> int:
    """Put those of the n in `queue.listed` who may go to school at the front of `queue.rows`; how many they are."""
    found = 0
    for k in range(n):
        i = queue.listed[k]
        queue.rows[found] = i
        of_age = (p.labour[i] == 1) & (p.age[i] >= YOUNGEST) & (p.age[i] <= OLDEST)
        found += of_age & (p.education[i] <= MOST_SCHOOLING) & (p.courses[i] == 0)
    return found
