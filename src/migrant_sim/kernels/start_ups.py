"""Own businesses that a programme helps to start: who of those who look for work is served."""

import math

from . import kernel
from .draws import draw_rows, uniform_at
from .market import CASUAL, CHUNK, SEARCHING, SELF_EMPLOYED, Decisions, Market, Queue
from .matching import relocate
from .queue import serve


@kernel
def start_businesses(m: Market, d: Decisions, q: Queue, n: int) -> None:
    """Seekers and casual workers start a business at home, in the order of a draw, as far as a settlement's places go.

    Of the n in `q.rows`, those come who have not been placed and for whom it pays. A business is worth what a regular
    local job of that skill pays, and costs benefits lost and work on own land, but neither travel nor others' care.
    """
    s, v, activity = q.seekers, m.villages, m.people.activity
    rows, who, score, group, given, places = q.rows, q.who, q.score, q.group, q.given, q.offers
    total, waiting = 0, 0
    for here in range(len(v.key)):
        wanted = v.start_places[here]
        places[here] = math.floor(wanted + uniform_at(d.starts, v.key[here])) if wanted > 0.0 else 0
        total += places[here]
    if total == 0:
        return
    for k in range(n):
        a, here = activity[rows[k]], s.settlement[k]
        who[waiting], group[waiting], given[waiting] = k, here, 0
        pays = m.worth.local * s.skill[k] >= s.at_home[k]
        waiting += pays & (places[here] > 0) & ((a == SEARCHING) | (a == CASUAL))
    for first in range(0, waiting, CHUNK):
        last = min(first + CHUNK, waiting)
        draw_rows(d.start_order, s.key, who[first:last], q.keys, score[first:last])
    serve(score[:waiting], group[:waiting], places, q.spare[:waiting], given[:waiting])
    for j in range(waiting):
        if given[j]:
            relocate(m.seats, rows[who[j]], SELF_EMPLOYED, -1)
            v.started[group[j]] += 1
