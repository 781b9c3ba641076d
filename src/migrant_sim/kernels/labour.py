"""A month of the labour market: one pass over people, and some over the few who look for work.

Spells end, brokers place, local employers hire, the rest find by themselves. Rows of a settlement, and of a county,
follow each other, so that no queue needs sorting.
"""

import math

import numpy as np

from . import kernel
from .draws import Luck, draw_rows, uniform_at
from .hiring import local_jobs
from .incentives import care_left, exceeds, leaves_region, left_at_home, needed_effort, reservation
from .market import (
    CASUAL,
    CHUNK,
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
from .start_ups import start_businesses

LONGEST = 10_000  # months; tenure stops there
SETTLED = 6  # months of work outside from which a retention bonus is paid, and keeps people


@kernel
def end_spells(m: Market, decision: Luck, q: Queue) -> int:
    """Age the tenure of the labour force, end spells, list in `q.rows` who searches or works by the day: how many.

    Who came to work away from the county last month may fail there; after the Spring Festival some do not go back.
    Retention of the settlement avoids its share of the endings of settled work outside the region.
    """
    activity, labour, tenure, n = m.people.activity, m.people.labour, m.seats.tenure, 0
    rows, who = q.rows, q.who
    for first in range(0, len(activity), CHUNK):
        last, working = min(first + CHUNK, len(activity)), 0
        for i in range(first, last):
            counted = (labour[i] == 1) & (activity[i] <= SEARCHING)
            tenure[i] = min(tenure[i] + counted, LONGEST)
            who[working] = i
            working += counted & (activity[i] <= SELF_EMPLOYED)
        leave(m, decision, who[:working], q)
        for i in range(first, last):
            rows[n] = i
            n += (labour[i] == 1) & ((activity[i] == SEARCHING) | (activity[i] == CASUAL))
    return n


@kernel
def leave(m: Market, decision: Luck, who: np.ndarray, q: Queue) -> None:
    """End the spells of persons `who` (n,), a chunk at most, by their kind of work."""
    activity, tenure, settlement, retention = (
        m.people.activity,
        m.seats.tenure,
        m.people.settlement,
        m.villages.retention,
    )
    hazard, no_return, failure, draws = m.rates.hazard, m.rates.no_return, m.rates.failure, q.draws
    draw_rows(decision, m.people.key, who, q.keys, draws)
    for k in range(len(who)):
        i = who[k]
        a = activity[i]
        chance = hazard[a]
        if a == OUTSIDE:
            chance = 1.0 - (1.0 - chance) * (1.0 - no_return) * (1.0 - m.outside_early[m.people.county[i]])
        if a == OUTSIDE or a == REGION:
            if tenure[i] == 1:
                chance = 1.0 - (1.0 - chance) * (1.0 - failure)
        if a == OUTSIDE and tenure[i] >= SETTLED:
            chance *= 1.0 - min(retention[settlement[i]], 1.0)
        if draws[k] < chance:
            relocate(m.seats, i, SEARCHING, -1)


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
    p, h, v, w, seats = m.people, m.homes, m.villages, m.worth, m.seats
    rows, who, score, group, given, offers = q.rows, q.who, q.score, q.group, q.given, q.offers
    settlement, carer, household, skill, attachment = p.settlement, p.carer, p.household, p.skill, p.attachment
    at_stake, land, leased, let, grant = h.at_stake, h.land, h.leased, h.let, v.transport_grant
    for s in range(len(v.key)):
        v.organised_capacity[s] = v.brokers[s] * v.brokers_kept[s] * m.rates.offers + v.organised_places[s]
        offers[s] = math.floor(v.organised_capacity[s] + uniform_at(d.offers, v.key[s]))
    waiting = 0
    for k in range(n):
        i = rows[k]
        s = settlement[i]
        if carer[i] == 1 or offers[s] <= 0:
            continue
        home = household[i]
        cost = reservation(w, left_at_home(w, at_stake[home], land[home] * (1.0 - let[home]), leased[home]), 0.0)
        accepts = w.region * skill[i] >= cost
        if accepts or leaves_region(w, attachment[i], 0, at_stake[home], grant[s]):
            who[waiting], group[waiting], given[waiting] = i, s, 0
            waiting += 1
    for first in range(0, waiting, CHUNK):
        last = min(first + CHUNK, waiting)
        draw_rows(d.offer_order, p.key, who[first:last], q.keys, score[first:last])
    serve(score[:waiting], group[:waiting], offers, q.spare[:waiting], given[:waiting])
    region = POOLS_A_COUNTY * len(m.county_key)
    for k in range(waiting):
        if given[k]:
            i = who[k]
            s = settlement[i]
            outside = leaves_region(w, attachment[i], 0, at_stake[household[i]], grant[s])
            if outside and uniform_at(d.outside, p.key[i]) < m.outside_lost[p.county[i]]:
                continue  # the opening is gone, and the offer with it
            relocate(seats, i, OUTSIDE if outside else REGION, region + 1 if outside else region)
            v.placed[s] += 1


@kernel
def find(m: Market, d: Decisions, q: Queue, n: int) -> None:
    """Seekers who are left find casual, own-account or distant work; the kind is drawn from the matched chances."""
    rows, who, hard, w, waiting = q.rows, q.who, m.people.hard, m.worth, 0
    activity, helped, draws = m.people.activity, m.people.placement_left, q.draws
    finding_hard, finding_prime, most = m.rates.finding_hard, m.rates.finding_prime, max(1.0, 1.0 + w.response)
    for k in range(n):
        who[waiting] = rows[k]
        waiting += activity[rows[k]] == SEARCHING
    for first in range(0, waiting, CHUNK):
        last = min(first + CHUNK, waiting)
        draw_rows(d.finding, m.people.key, who[first:last], q.keys, draws)
        for k in range(first, last):
            i = who[k]
            chance = finding_hard if hard[i] == 1 else finding_prime
            needed = needed_effort(w, chance, draws[k - first], helped[i] > 0)
            if needed < most:
                take_up(m, d, i, needed)


@kernel
def take_up(m: Market, d: Decisions, i: int, needed: float) -> None:
    """Put person i, who finds work from the effort `needed` on, into a kind of work that the household can enter."""
    p, h, w = m.people, m.homes, m.worth
    home, region = p.household[i], POOLS_A_COUNTY * len(m.county_key)
    at_home = left_at_home(w, h.at_stake[home], h.land[home] * (1.0 - h.let[home]), h.leased[home])
    if not exceeds(w, w.local * p.skill[i], reservation(w, at_home, care_left(p, i)), h.dibao[home], needed):
        return
    grant = m.villages.transport_grant[p.settlement[i]]
    leaves = leaves_region(w, p.attachment[i], p.carer[i], h.at_stake[home], grant)
    door = 4 * p.sex[i] + 2 * int(h.land[home] > 0.0 and h.leased[home] == 0) + int(leaves)
    activity = choose_one(m.rates.channels, door, uniform_at(d.channel, p.key[i]))
    if activity == OUTSIDE and uniform_at(d.outside, p.key[i]) < m.outside_lost[p.county[i]]:
        return
    pool = -1
    if activity == CASUAL:
        pool = POOLS_A_COUNTY * p.county[i]
    elif activity == REGION or activity == OUTSIDE:
        pool = region + activity - REGION
    relocate(m.seats, i, activity, pool)


@kernel
def work_month(m: Market, d: Decisions, q: Queue) -> None:
    """The month of the labour market in its order."""
    n = end_spells(m, d.separation, q)
    hosts_leave(m)
    organise(m, d, q, n)
    start_businesses(m, d, q, n)
    local_jobs(m, d, q, n)
    find(m, d, q, n)
    helped = m.people.placement_left
    for i in range(len(helped)):
        helped[i] -= helped[i] > 0
