"""Own businesses that a programme helps to start: who of those who look for work is served."""

import math

from . import kernel
from .draws import draw_rows, uniform_at
from .incentives import left_at_home
from .market import CASUAL, CHUNK, SEARCHING, SELF_EMPLOYED, Decisions, Market, Queue
from .matching import relocate
from .queue import serve


@kernel
def start_businesses(m: Market, d: Decisions, q: Queue, n: int) -> None:
    """Seekers and casual workers start a business at home, in the order of a draw, as far as a settlement's places go.

    Of the n in `q.rows`, those come who have not been placed and for whom it pays. A business is worth what a regular
    local job of that skill pays, and costs benefits lost and work on own land, but neither travel nor others' care.
    """
    p, h, v, w = m.people, m.homes, m.villages, m.worth
    rows, who, score, group, given, places = q.rows, q.who, q.score, q.group, q.given, q.offers
    total, waiting = 0, 0
    for s in range(len(v.key)):
        wanted = v.start_places[s]
        places[s] = math.floor(wanted + uniform_at(d.starts, v.key[s])) if wanted > 0.0 else 0
        total += places[s]
    if total == 0:
        return
    for k in range(n):
        i = rows[k]
        a, s, home = p.activity[i], p.settlement[i], p.household[i]
        if places[s] > 0 and (a == SEARCHING or a == CASUAL):
            cost = left_at_home(w, h.at_stake[home], h.land[home] * (1.0 - h.let[home]), h.leased[home])
            if w.local * p.skill[i] >= cost:
                who[waiting], group[waiting], given[waiting] = i, s, 0
                waiting += 1
    for first in range(0, waiting, CHUNK):
        last = min(first + CHUNK, waiting)
        draw_rows(d.start_order, p.key, who[first:last], q.keys, score[first:last])
    serve(score[:waiting], group[:waiting], places, q.spare[:waiting], given[:waiting])
    for k in range(waiting):
        if given[k]:
            relocate(m.seats, who[k], SELF_EMPLOYED, -1)
            v.started[group[k]] += 1
