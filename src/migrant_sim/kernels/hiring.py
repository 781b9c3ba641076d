"""Regular local jobs: who applies, and who gets the places of parks, workshops and other employers beside hosts."""

import math

from . import kernel
from .draws import Luck, draw_keys, draw_rows, uniform_at
from .incentives import exceeds, needed_effort
from .market import (
    CASUAL,
    CHUNK,
    LOCAL,
    LOCAL_POOL,
    PARK,
    POOLS_A_COUNTY,
    SEARCHING,
    WORKSHOP,
    Decisions,
    Market,
    Pools,
    Queue,
    Seekers,
)
from .matching import relocate
from .queue import serve

WAITS, SERVED, LATER, ASIDE = 0, 1, 2, 3  # codes of `given`: the queue knows the first two


@kernel
def tries_local(m: Market, s: Seekers, k: int, needed: float) -> bool:
    """Whether seeker k tries hard enough for a regular local job; for a workshop where there is one and it suits."""
    w, gross, workshop = m.worth, m.worth.local * s.skill[k], POOLS_A_COUNTY * s.county[k] + WORKSHOP
    tries = exceeds(w, gross, s.cost[k], s.dibao[k], needed)
    if not tries and s.suited[k] == 1 and m.pools.places[workshop] > 0:
        tries = exceeds(w, gross * m.pools.pay_ratio[workshop], s.at_home[k], s.dibao[k], needed)
    return tries


@kernel
def apply(m: Market, application: Luck, order: Luck, q: Queue, n: int) -> int:
    """List in `who` which of the n seekers and casual workers apply, with their place in line; returns how many.

    Where there is a workshop, those whom it takes try as hard as the better of the two kinds of job pays.
    """
    s, w, ledger, rows, draws, activity = q.seekers, m.worth, m.villages.ledger, q.rows, q.draws, m.people.activity
    from_search, from_casual, most = m.rates.from_search, m.rates.from_casual, max(1.0, 1.0 + w.response)
    who, score, applicants = q.who, q.score, 0
    for first in range(0, n, CHUNK):
        last = min(first + CHUNK, n)
        draw_keys(application, s.key[first:last], draws)
        for k in range(first, last):
            a = activity[rows[k]]
            chance = from_search if a == SEARCHING else from_casual
            chance += ledger[s.settlement[k]] * (1.0 - chance)
            needed = needed_effort(w, chance, draws[k - first], s.helped[k] > 0)
            if needed < most and (a == SEARCHING or a == CASUAL) and tries_local(m, s, k, needed):
                who[applicants] = k
                applicants += 1
    for first in range(0, applicants, CHUNK):
        last = min(first + CHUNK, applicants)
        draw_rows(order, s.key, who[first:last], q.keys, score[first:last])
    return applicants


@kernel
def line_up(m: Market, kind: int, q: Queue, applicants: int) -> None:
    """Group the applicants by county and put aside who has a job, is not suited or would not accept; count the rest."""
    s, w, pay_ratio, activity = q.seekers, m.worth, m.pools.pay_ratio, m.people.activity
    rows, who, group, given, ours = q.rows, q.who, q.group, q.given, q.ours
    ours[:] = 0
    for j in range(applicants):
        k = who[j]
        c = s.county[k]
        cost = s.at_home[k] if kind == WORKSHOP else s.cost[k]
        suited = (kind != WORKSHOP) | (s.suited[k] == 1)
        accepts = w.local * pay_ratio[POOLS_A_COUNTY * c + kind] * s.skill[k] >= cost
        stands = accepts & suited & (activity[rows[k]] != LOCAL)
        group[j], given[j] = c, WAITS if stands else ASIDE
        ours[c] += stands


@kernel
def subsidised(e: Pools, pool: int, d: Decisions) -> int:
    """Whole number of this month's hires of the hard to place that a subsidy is paid for."""
    wanted = e.subsidised_places[pool]
    return math.floor(wanted + uniform_at(d.subsidy, e.key[pool])) if wanted > 0.0 else 0


@kernel
def vacancies(m: Market, pool: int) -> float:
    """Vacant places of a pool."""
    e = m.pools
    return max(e.places[pool] - e.migrants[pool] - e.hosts[pool], 0.0)


@kernel
def share_out(m: Market, kind: int, decision: Luck, d: Decisions, q: Queue) -> None:
    """Split each county's vacancies between relocated people (`open`, whole) and hosts, who are fractions.

    Hosts take theirs at once and make room for a part of a vacancy that was rounded up for us.
    """
    e = m.pools
    for c in range(len(m.county_key)):
        pool = POOLS_A_COUNTY * c + kind
        vacant = vacancies(m, pool)
        rivals = m.host_seekers[c] * m.host_search[c]
        everybody = q.ours[c] + rivals
        share = e.reserved[pool] if e.reserved[pool] > 0.0 else (q.ours[c] / everybody if everybody > 0.0 else 0.0)
        most = math.floor(vacant + e.hosts[pool])
        for_us = min(math.floor(vacant * share + uniform_at(decision, m.county_key[c])), most)
        q.open[c], q.first[c] = for_us, min(subsidised(e, pool, d), for_us)
        hosts = min(max(vacant - for_us, 0.0), min(rivals, m.host_seekers[c]))
        hosts -= min(max(min(for_us, q.ours[c]) - vacant, 0.0), e.hosts[pool])  # the sum above may be rounded up
        e.hosts[pool] += hosts
        m.host_seekers[c] -= hosts


@kernel
def serve_hard_first(m: Market, q: Queue, applicants: int) -> None:
    """Serve the hard to place from the places that a subsidy keeps for them; who is left joins the others."""
    any_first, hard = False, q.seekers.hard
    for c in range(len(q.first)):
        any_first = any_first or q.first[c] > 0
    if not any_first:
        return
    for k in range(applicants):
        if q.given[k] == WAITS and hard[q.who[k]] == 0:
            q.given[k] = LATER
    for c in range(len(q.first)):
        q.open[c] -= q.first[c]
    serve(q.score[:applicants], q.group[:applicants], q.first, q.spare[:applicants], q.given[:applicants])
    for c in range(len(q.first)):
        q.open[c] += q.first[c]
    for k in range(applicants):
        if q.given[k] == LATER:
            q.given[k] = WAITS


@kernel
def hire(m: Market, kind: int, decision: Luck, d: Decisions, q: Queue, applicants: int) -> None:  # noqa: PLR0913 - a step of one kernel
    """Fill the vacancies of one kind of pool in every county."""
    e, offered = m.pools, False
    for pool in range(kind, POOLS_A_COUNTY * len(m.county_key), POOLS_A_COUNTY):
        offered = offered or e.places[pool] > 0 or e.subsidised_places[pool] > 0.0
    if not offered:
        return
    line_up(m, kind, q, applicants)
    share_out(m, kind, decision, d, q)
    serve_hard_first(m, q, applicants)
    serve(q.score[:applicants], q.group[:applicants], q.open, q.spare[:applicants], q.given[:applicants])
    s, who, given = q.seekers, q.who, q.given
    for j in range(applicants):
        if given[j] == SERVED:
            k = who[j]
            pool = POOLS_A_COUNTY * s.county[k] + kind
            relocate(m.seats, q.rows[k], LOCAL, pool)
            if s.hard[k] == 1 and e.subsidised_hired[pool] < subsidised(e, pool, d):
                e.subsidised_hired[pool] += 1


@kernel
def local_jobs(m: Market, d: Decisions, q: Queue, n: int) -> None:
    """Applications of the month, then parks, workshops and other employers in this order."""
    applicants = apply(m, d.application, d.application_order, q, n)
    hire(m, PARK, d.park, d, q, applicants)
    hire(m, WORKSHOP, d.workshop, d, q, applicants)
    hire(m, LOCAL_POOL, d.local, d, q, applicants)
