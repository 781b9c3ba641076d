"""A month of the labour market: one pass over people, and some over the few who look for work.

Spells end, brokers place, local employers hire, the rest find by themselves. Rows of a settlement, and of a county,
follow each other, so that no queue needs sorting.
"""

import math

import numpy as np
from numba import njit

from .draws import Luck, uniform_at
from .hiring import local_jobs
from .incentives import exceeds, leaves_region, left_at_home, needed_effort, reservation
from .market import (
    CASUAL,
    OUTSIDE,
    POOLS_A_COUNTY,
    REGION,
    SEARCHING,
    SELF_EMPLOYED,
    Decisions,
    Market,
    Queue,
)
from .matching import choose_one, relocate
from .queue import serve

LONGEST = 10_000  # months; tenure stops there


@njit(cache=True, error_model="numpy", nogil=True)
def end_spells(m: Market, decision: Luck, rows: np.ndarray) -> int:
    """Age the tenure of the labour force, end spells, list in `rows` who searches or works by the day: how many.

    Who came to work away from the county last month may fail there; after the Spring Festival some do not go back.
    Retention of the settlement avoids its share of the endings of work away.
    """
    p, r, seats, retention, n = m.people, m.rates, m.seats, m.villages.retention, 0
    for i in range(len(p.activity)):
        a = p.activity[i]
        if a > SEARCHING or p.labour[i] == 0:
            continue
        tenure = min(seats.tenure[i] + 1, LONGEST)
        seats.tenure[i] = tenure
        if a <= SELF_EMPLOYED:
            chance = r.hazard[a]
            if a == OUTSIDE:
                chance = 1.0 - (1.0 - chance) * (1.0 - r.no_return)
            if a == OUTSIDE or a == REGION:
                if tenure == 1:
                    chance = 1.0 - (1.0 - chance) * (1.0 - r.failure)
                chance *= 1.0 - min(retention[p.settlement[i]], 1.0)
            if uniform_at(decision, p.key[i]) < chance:
                relocate(seats, i, SEARCHING, -1)
                a = SEARCHING
        if a == SEARCHING or a == CASUAL:
            rows[n] = i
            n += 1
    return n


@njit(cache=True, error_model="numpy", nogil=True)
def hosts_leave(m: Market) -> None:
    """Hosts whose regular local job ends search again; expected numbers, so hosts carry no luck of their own."""
    for c in range(len(m.county_key)):
        for pool in range(POOLS_A_COUNTY * c + 1, POOLS_A_COUNTY * (c + 1)):
            leaving = m.pools.hosts[pool] * m.rates.host_separation
            m.pools.hosts[pool] -= leaving
            m.host_seekers[c] += leaving


@njit(cache=True, error_model="numpy", nogil=True)
def organise(m: Market, d: Decisions, q: Queue, n: int) -> None:
    """Brokers place seekers and casual workers, carers excepted: outside if willing, else elsewhere in the region."""
    p, h, v, w, seats = m.people, m.homes, m.villages, m.worth, m.seats
    rows, who, score, group, given, offers = q.rows, q.who, q.score, q.group, q.given, q.offers
    for s in range(len(v.key)):
        v.organised_capacity[s] = v.brokers[s] * v.brokers_kept[s] * m.rates.offers + v.organised_places[s]
        offers[s] = math.floor(v.organised_capacity[s] + uniform_at(d.offers, v.key[s]))
    waiting = 0
    for k in range(n):
        i = rows[k]
        s = p.settlement[i]
        if p.carer[i] == 1 or offers[s] <= 0:
            continue
        home = p.household[i]
        cost = reservation(w, left_at_home(w, h.at_stake[home], h.land[home], h.leased[home]), 0)
        accepts = w.region * p.skill[i] >= cost
        if accepts or leaves_region(w, p.attachment[i], 0, h.at_stake[home], v.transport_grant[s]):
            who[waiting], group[waiting], given[waiting] = i, s, 0
            score[waiting] = uniform_at(d.offer_order, p.key[i])
            waiting += 1
    serve(score[:waiting], group[:waiting], offers, q.spare[:waiting], given[:waiting])
    region = POOLS_A_COUNTY * len(m.county_key)
    for k in range(waiting):
        if given[k]:
            i = who[k]
            s = p.settlement[i]
            outside = leaves_region(w, p.attachment[i], 0, h.at_stake[p.household[i]], v.transport_grant[s])
            relocate(seats, i, OUTSIDE if outside else REGION, region + 1 if outside else region)
            v.placed[s] += 1


@njit(cache=True, error_model="numpy", nogil=True)
def find(m: Market, d: Decisions, q: Queue, n: int) -> None:
    """Seekers who are left find casual, own-account or distant work; the kind is drawn from the matched chances."""
    p, h, w, r, seats, grant = m.people, m.homes, m.worth, m.rates, m.seats, m.villages.transport_grant
    rows, region, most = q.rows, POOLS_A_COUNTY * len(m.county_key), max(1.0, 1.0 + w.response)
    for k in range(n):
        i = rows[k]
        if p.activity[i] != SEARCHING:
            continue
        chance = r.finding_hard if p.hard[i] == 1 else r.finding_prime
        needed = needed_effort(w, chance, uniform_at(d.finding, p.key[i]), p.placement_left[i] > 0)
        if needed >= most:
            continue
        home = p.household[i]
        at_home = left_at_home(w, h.at_stake[home], h.land[home], h.leased[home])
        cost = reservation(w, at_home, p.carer[i])
        if not exceeds(w, w.local * p.skill[i], cost, h.dibao[home], needed):
            continue
        leaves = leaves_region(w, p.attachment[i], p.carer[i], h.at_stake[home], grant[p.settlement[i]])
        door = 4 * p.sex[i] + 2 * int(h.land[home] > 0.0 and h.leased[home] == 0) + int(leaves)
        activity = choose_one(r.channels, door, uniform_at(d.channel, p.key[i]))
        pool = -1
        if activity == CASUAL:
            pool = POOLS_A_COUNTY * p.county[i]
        elif activity == REGION or activity == OUTSIDE:
            pool = region + activity - REGION
        relocate(seats, i, activity, pool)


@njit(cache=True, error_model="numpy", nogil=True)
def work_month(m: Market, d: Decisions, q: Queue) -> None:
    """The month of the labour market in its order."""
    n = end_spells(m, d.separation, q.rows)
    hosts_leave(m)
    organise(m, d, q, n)
    local_jobs(m, d, q, n)
    find(m, d, q, n)
