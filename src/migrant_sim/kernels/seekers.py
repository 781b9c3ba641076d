"""What the labour market knows of those who look for work, fetched once a month and laid side by side.

Each of them decides several times a month, and every decision would wait for the same dozen columns of persons and
households, of which it needs one row in ten.
"""

from . import kernel
from .incentives import care_left, leaving_limit, left_at_home, reservation
from .market import Market, Queue

WORKSHOP_AGE = 40  # assumption: workshops take women from this age, beside carers and the hard to place


@kernel
def know(m: Market, q: Queue, n: int) -> None:
    """Write to `q.seekers` what is known of the first n of `q.rows`; nothing of it changes within the month."""
    p, s, rows = m.people, q.seekers, q.rows
    for k in range(n):
        i = rows[k]
        s.key[k], s.settlement[k], s.county[k] = p.key[i], p.settlement[i], p.county[i]
        s.skill[k], s.carer[k], s.hard[k], s.helped[k] = p.skill[i], p.carer[i], p.hard[i], p.placement_left[i]
        s.suited[k] = (p.carer[i] == 1) | (p.hard[i] == 1) | ((p.sex[i] == 1) & (p.age[i] >= WORKSHOP_AGE))
    _at_home(m, q, n)


@kernel
def _at_home(m: Market, q: Queue, n: int) -> None:
    """What they leave at home, what work must pay for it, and where that lets them go.

    Most neighbours are offered the same grant and lose no benefits, so the limit to leave is seldom to be found anew.
    """
    p, h, w, s, rows, grant = m.people, m.homes, m.worth, q.seekers, q.rows, m.villages.transport_grant
    last, limit = 0.0, w.base
    for k in range(n):
        i = rows[k]
        home = p.household[i]
        stake, land, leased = h.at_stake[home], h.land[home], h.leased[home]
        at_home = left_at_home(w, stake, land * (1.0 - h.let[home]), leased)
        s.at_home[k], s.cost[k], s.dibao[k] = at_home, reservation(w, at_home, care_left(p, i)), h.dibao[home]
        change = grant[s.settlement[k]] - 12.0 * stake
        if change != last:
            last, limit = change, leaving_limit(w, change)
        leaves = (s.carer[k] != 1) & (p.attachment[i] < limit)
        s.leaves[k] = leaves
        s.door[k] = 4 * p.sex[i] + 2 * ((land > 0.0) & (leased == 0)) + leaves
