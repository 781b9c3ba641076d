"""School leavers who go to vocational school instead of looking for regular work."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck
from .queue import Queue, draw, listed

FARM, CASUAL, TRAINING, SEARCHING = 0, 1, 8, 9
YOUNGEST, OLDEST = 16, 19  # years, in which people leave lower and upper secondary school
MOST_SCHOOLING = 3  # code of education: upper secondary school
_LISTED = np.int64(1 << FARM | 1 << CASUAL | 1 << SEARCHING)


class Leavers(NamedTuple):
    """Columns of persons (n,), those from activity on written; and relocated people at work by pool (k,)."""

    key: np.ndarray
    settlement: np.ndarray
    labour: np.ndarray
    age: np.ndarray
    education: np.ndarray
    labour_from: np.ndarray
    activity: np.ndarray
    pool: np.ndarray
    tenure: np.ndarray
    courses: np.ndarray
    training_left: np.ndarray
    migrants: np.ndarray


@kernel
def enrol(p: Leavers, months: int, chance: Luck, count: tuple[np.ndarray, np.ndarray], queue: Queue) -> None:
    """Send school leavers to a school of so many months, each by a draw of its own; the casual leave their pool.

    `count` holds the share sent by settlement (s,), and out comes who was enrolled (s,).
    """
    share, enrolled = count
    first = 0
    for end in queue.ends:
        here, span = p.settlement[first], (first, end)
        if share[here] > 0.0:
            n = leavers(p, queue, listed(p.activity, span, _LISTED, queue.listed))
            draw(chance, p.key, queue, n)
            for k in range(n):
                if queue.score[k] < share[here]:
                    i = queue.rows[k]
                    if p.pool[i] >= 0:
                        p.migrants[p.pool[i]] -= 1
                    p.activity[i], p.pool[i], p.tenure[i], p.training_left[i] = TRAINING, -1, 0, months
                    p.courses[i] += 1
                    enrolled[here] += 1
        first = end


@kernel(inline="always")
def leavers(p: Leavers, queue: Queue, n: int) -> int:
    """Put those of the n in `queue.listed` who may go to school at the front of `queue.rows`; how many they are.

    They are in the first year of their working life, by age, and have taken no course.
    """
    found = 0
    for k in range(n):
        i = queue.listed[k]
        queue.rows[found] = i
        of_age = (p.age[i] == p.labour_from[i]) & (p.age[i] >= YOUNGEST) & (p.age[i] <= OLDEST) & (p.labour[i] == 1)
        found += of_age & (p.education[i] <= MOST_SCHOOLING) & (p.courses[i] == 0)
    return found
