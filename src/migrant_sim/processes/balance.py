"""Matching the labour market to 2020: chances by kind of work and the pace of search at which flows keep the margins.

Every kind of work loses people at its hazard. What flows in by other doors (local vacancies, brokers) is taken off; the
rest must come from seekers who find by themselves, of whom only some have land and only some would leave the region.
"""

from typing import NamedTuple

import numpy as np

from ..state import Activity, State

LEAST_FLOW = 0.1  # of the losses of a kind come from ordinary search at least, whatever brokers do
LEAST_SHARE = 0.05  # a door is never taken to be shut to more than 95 in 100
BISECTIONS = 50
MOST = 0.95  # no kind of work takes more of those who can enter it


class Flows(NamedTuple):
    """What the balance needs to know of the labour market; rates a month."""

    hazard: np.ndarray  # (10,) chance that a spell ends, by Activity
    organised: float  # broker placements
    willing: float  # share of the labour force that would leave the region
    farmers: float  # share of the labour force whose household farms its own land
    from_casual: float  # share of local hires that come from casual work


def counts_by_sex(state: State) -> np.ndarray:
    """(2, 10) members of the labour force by sex and Activity."""
    persons = state.persons
    rows = persons.labour == 1
    code = persons.sex[rows].astype(np.int64) * 10 + persons.activity[rows]
    return np.bincount(code, minlength=20).reshape(2, 10).astype(float)


def inflows(counts: np.ndarray, flows: Flows) -> np.ndarray:
    """(6,) people a month who must find each kind of work by themselves for the `counts` (10,) to stay.

    LOCAL is zero: its door is the vacancies.
    """
    labour = counts.sum()
    need = flows.hazard[:6] * counts[:6]
    need[Activity.CASUAL] += need[Activity.LOCAL] * flows.from_casual
    organised = flows.organised * labour
    seekers, casual = counts[Activity.SEARCHING], counts[Activity.CASUAL]
    need[Activity.CASUAL] += organised * casual / max(seekers + casual, 1.0)
    for kind, share in ((Activity.OUTSIDE, flows.willing), (Activity.REGION, 1.0 - flows.willing)):
        need[kind] = max(need[kind] - organised * share, LEAST_FLOW * need[kind])
    need[Activity.LOCAL] = 0.0
    return need


def channels(need: np.ndarray, flows: Flows) -> np.ndarray:
    """(4, 6) chances of each kind of work for a finder, by row 2 x (farms own land) + (would leave the region).

    Only farmers can enter FARM and only the willing OUTSIDE; together the rows let `need` (6,) enter.
    """
    total = max(float(need.sum()), 1e-12)
    farm = min(need[Activity.FARM] / (total * max(flows.farmers, LEAST_SHARE)), MOST)
    off_farm = max(total - need[Activity.FARM], 1e-12)
    outside = min(need[Activity.OUTSIDE] / (off_farm * max(flows.willing, LEAST_SHARE)), MOST)
    others = need.copy()
    others[[Activity.FARM, Activity.OUTSIDE]] = 0.0
    others /= max(float(others.sum()), 1e-12)
    out = np.zeros((4, 6))
    for farms in (0, 1):
        for leaves in (0, 1):
            row = out[2 * farms + leaves]
            row[:] = others * (1.0 - farm * farms) * (1.0 - outside * leaves)
            row[Activity.FARM] = farm * farms
            row[Activity.OUTSIDE] = (1.0 - farm * farms) * outside * leaves
    return out


def pace(state: State, hazard: np.ndarray, finding: np.ndarray, other: float) -> float:
    """The factor on the chances `finding` (2,), others and hard to place, at which as many seek as in the margins.

    In balance each of the two groups comes in as its own spells end and leaves by its chance or, `other` people a month
    of both together, by local jobs and brokers. No chance exceeds MOST.
    """
    persons = state.persons
    rows = np.flatnonzero(persons.labour == 1)
    seeking = float((persons.activity[rows] == Activity.SEARCHING).sum())
    ended = np.bincount(persons.hard[rows], weights=hazard[persons.activity[rows]], minlength=2)
    if seeking <= 0 or ended.sum() <= 0 or (finding <= 0).any():
        return 1.0
    low, high = 0.0, MOST / float(finding.min())
    for _ in range(BISECTIONS):
        middle = (low + high) / 2.0
        left = ended / (np.minimum(middle * finding, MOST) + other / seeking)
        low, high = (middle, high) if left.sum() > seeking else (low, middle)
    return (low + high) / 2.0
