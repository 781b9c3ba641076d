"""A month of the labour market: one pass over people, and some over the few who look for work.

Spells end, brokers place, local employers hire, the rest find by themselves. Rows of a settlement, and of a county,
follow each other, so that no queue needs sorting.
"""

import math

import numpy as np

from . import kernel
from .draws import Luck, draw_rows, uniform_at
from .hiring import local_jobs
from .incentives import exceeds, needed_effort
from .market import (
    CASUAL,
    CHUNK,
    OUTSIDE,
    POOLS_A_COUNTY,
    REGION,
    SEARCHING,
    Decisions,
    Market,
    Queue,
    Rates,
)
from .matching import choose_one, relocate
from .queue import NONE, serve
from .seekers import know
from .start_ups import start_businesses

LONGEST = 10_000  # months; tenure stops there
SETTLED = 6  # months of work outside from which a retention bonus is paid, and keeps people


@kernel
def end_spells(m: Market, decision: Luck, q: Queue) -> int:
    """Age the tenure of the labour force, end spells, list in `q.rows` who searches or works by the day: how many.

    Who came to work away from the county last month may fail there; after the Spring Festival some do not go back.
    Retention of the settlement avoids its share of the endings of settled work outside the region.
    """
    people, n = m.people, 0
    _bound(m, q.most)
    for first in range(0, len(people.activity), CHUNK):
        window = slice(first, min(first + CHUNK, len(people.activity)))  # of a slice, many rows are taken at a time
        activity, labour, tenure, counted = people.activity[window], people.labour[window], m.seats.tenure[window], NONE
        for i in range(len(activity)):
            tenure[i] += (labour[i] == 1) & (activity[i] <= SEARCHING) & (tenure[i] < LONGEST)
        for i in range(len(activity)):
            q.who[counted] = first + i
            counted += np.uint64((labour[i] == 1) & (activity[i] <= SEARCHING))
        n += leave(m, decision, q.who[: int(counted)], q, n)
    return n


@kernel
def leave(m: Market, decision: Luck, who: np.ndarray, q: Queue, n: int) -> int:
    """End the spells of persons `who` (k,), a chunk at most, by their kind of work; how many look for work then.

    They are listed from `q.rows[n]` on. Most draws lie above all chances of the kind of work, so few need a look.
    """
    activity, tenure, draws, most, rows = m.people.activity, m.seats.tenure, q.draws, q.most, q.rows[n:]
    draw_rows(decision, m.people.key, who, q.keys, draws)
    looking = NONE
    for k in range(len(who)):
        i = np.uint64(who[k])
        a = np.uint64(activity[i])
        ends = draws[k] < most[a]
        if ends:
            chance = ending(m.rates, activity[i], m.outside_early[m.people.county[i]], tenure[i] == 1)
            if a == OUTSIDE and tenure[i] >= SETTLED:
                chance *= 1.0 - min(m.villages.retention[m.people.settlement[i]], 1.0)
            ends = draws[k] < chance
            if ends:
                relocate(m.seats, who[k], SEARCHING, -1)
        rows[looking] = who[k]
        looking += np.uint64(ends | (a == SEARCHING) | (a == CASUAL))
    return int(looking)


@kernel
def ending(rates: Rates, a: int, early: float, new: bool) -> float:
    """Chance that a spell of activity `a` ends, where the part `early` loses work outside; new arrivals may fail."""
    chance = rates.hazard[a]
    if a == OUTSIDE:
        chance = 1.0 - (1.0 - chance) * (1.0 - rates.no_return) * (1.0 - early)
    if (a == OUTSIDE or a == REGION) and new:
        chance = 1.0 - (1.0 - chance) * (1.0 - rates.failure)
    return chance


@kernel
def _bound(m: Market, most: np.ndarray) -> None:
    """Write the most that the chance of a spell to end can be this month to `most` (activities,)."""
    early = 0.0
    for c in range(len(m.outside_early)):
        early = max(early, m.outside_early[c])
    for a in range(len(most)):
        most[a] = max(ending(m.rates, a, early, False), ending(m.rates, a, early, True))


@kernel
def hosts_leave(m: Market) -> None:
    """Hosts whose regular local job ends search again; expected numbers, so hosts carry no luck of their own."""
    for c in range(len(m.county_key)):
        for pool in range(POOLS_A_COUNTY * c + 1, POOLS_A_COUNTY * (c + 1)):
            leaving = m.pools.hosts[pool] * m.rates.host_separation
            m.pools.hosts[pool] -= leaving
            m.host_seekers[c] += leaving


@kernel
def organise(m: Market, d: Decisions, q: Queue, n: int) -> None:
    """Brokers place seekers and casual workers, carers excepted: outside if willing, else elsewhere in the region."""
    s, v, w = q.seekers, m.villages, m.worth
    rows, who, score, group, given, offers = q.rows, q.who, q.score, q.group, q.given, q.offers
    for here in range(len(v.key)):
        v.organised_capacity[here] = v.brokers[here] * v.brokers_kept[here] * m.rates.offers + v.organised_places[here]
        offers[here] = math.floor(v.organised_capacity[here] + uniform_at(d.offers, v.key[here]))
    waiting = 0
    for k in range(n):
        here = s.settlement[k]
        accepts = (w.region * s.skill[k] >= s.cost[k]) | (s.leaves[k] == 1)
        who[waiting], group[waiting], given[waiting] = k, here, 0
        waiting += accepts & (s.carer[k] == 0) & (offers[here] > 0)
    for first in range(0, waiting, CHUNK):
        last = min(first + CHUNK, waiting)
        draw_rows(d.offer_order, s.key, who[first:last], q.keys, score[first:last])
    serve(score[:waiting], group[:waiting], offers, q.spare[:waiting], given[:waiting])
    region = POOLS_A_COUNTY * len(m.county_key)
    for j in range(waiting):
        if given[j]:
            k = who[j]
            outside = s.leaves[k] == 1
            if outside and uniform_at(d.outside, s.key[k]) < m.outside_lost[s.county[k]]:
                continue  # the opening is gone, and the offer with it
            relocate(m.seats, rows[k], OUTSIDE if outside else REGION, region + 1 if outside else region)
            v.placed[s.settlement[k]] += 1


@kernel
def find(m: Market, d: Decisions, q: Queue, n: int) -> None:
    """Seekers who are left find casual, own-account or distant work; the kind is drawn from the matched chances."""
    s, rows, who, draws, w, activity = q.seekers, q.rows, q.who, q.draws, m.worth, m.people.activity
    waiting, found = 0, 0
    finding_hard, finding_prime, most = m.rates.finding_hard, m.rates.finding_prime, max(1.0, 1.0 + w.response)
    for k in range(n):
        who[waiting] = k
        waiting += activity[rows[k]] == SEARCHING
    for first in range(0, waiting, CHUNK):
        last = min(first + CHUNK, waiting)
        draw_rows(d.finding, s.key, who[first:last], q.keys, draws)
        for j in range(first, last):
            k = who[j]
            chance = finding_hard if s.hard[k] == 1 else finding_prime
            needed = needed_effort(w, chance, draws[j - first], s.helped[k] > 0)
            if needed < most and exceeds(w, w.local * s.skill[k], s.cost[k], s.dibao[k], needed):
                who[found] = k
                found += 1
    for first in range(0, found, CHUNK):
        last = min(first + CHUNK, found)
        draw_rows(d.channel, s.key, who[first:last], q.keys, draws)
        for j in range(first, last):
            take_up(m, d, q, who[j], draws[j - first])


@kernel
def take_up(m: Market, d: Decisions, q: Queue, k: int, u: float) -> None:
    """Put the k-th of `q.rows` into the kind of work that draw `u` says, of those that the household can enter."""
    s, region, pool = q.seekers, POOLS_A_COUNTY * len(m.county_key), -1
    activity = choose_one(m.rates.channels, s.door[k], u)
    if activity == OUTSIDE and uniform_at(d.outside, s.key[k]) < m.outside_lost[s.county[k]]:
        return
    if activity == CASUAL:
        pool = POOLS_A_COUNTY * s.county[k]
    elif activity == REGION or activity == OUTSIDE:
        pool = region + activity - REGION
    relocate(m.seats, q.rows[k], activity, pool)


@kernel
def work_month(m: Market, d: Decisions, q: Queue) -> None:
    """The month of the labour market in its order."""
    n = end_spells(m, d.separation, q)
    know(m, q, n)
    hosts_leave(m)
    organise(m, d, q, n)
    start_businesses(m, d, q, n)
    local_jobs(m, d, q, n)
    find(m, d, q, n)
    helped = m.people.placement_left
    for i in range(len(helped)):
        helped[i] -= helped[i] > 0
