"""Who leaves a welfare post, and whether open work follows soon: one pass over persons a month."""

from typing import NamedTuple

import numpy as np

from . import kernel

CASUAL, SELF_EMPLOYED, POST = 1, 5, 6
LIVING = 1
HOLDS = 4  # the trace of a holder; after an exit it counts the months 3, 2, 1 down to 0


class Traces(NamedTuple):
    """Columns of persons (n,); the trace is written."""

    alive: np.ndarray
    activity: np.ndarray
    post_trace: np.ndarray


@kernel
def follow(people: Traces, out: np.ndarray) -> None:
    """Bring traces up to date; `out` (3,): exits of this month, work found within three months, waits given up.

    Open work is any but the own farm, posts and relief. Who takes a post again ends the wait, and so does death.
    """
    exits, found, over = 0.0, 0.0, 0.0
    for i in range(len(people.activity)):
        trace, activity = people.post_trace[i], people.activity[i]
        if activity == POST:
            over += (trace > 0) & (trace < HOLDS)
            people.post_trace[i] = HOLDS
        elif trace > 0:
            exits += trace == HOLDS
            works = (activity >= CASUAL) & (activity <= SELF_EMPLOYED)
            ends = works | (trace == 1) | (people.alive[i] != LIVING)
            found += works
            over += ends & (not works)
            people.post_trace[i] = 0 if ends else trace - 1
    out[0], out[1], out[2] = exits, found, over
