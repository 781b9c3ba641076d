"""Matching the labour market to 2020: chances by kind of work and the pace of search at which flows keep the margins.

Every kind of work loses people at its hazard. What flows in by other doors (local vacancies, brokers) is taken off; the
rest must come from seekers who find by themselves, of whom only some have land and only some would leave the region.
"""

from typing import NamedTuple

import numpy as np

from ..state import ACTIVITIES, Activity, State

LEAST_FLOW = 0.1  # of the losses of a kind come from ordinary search at least, whatever brokers do
LEAST_SHARE = 0.05  # a door is never taken to be shut to more than 95 in 100
BISECTIONS = 50
CHANCE_STEP = 0.001  # people are counted together whose chances to find work differ by less
LEAST_CHANCE = 1e-4  # a month, to leave the search by any door
MOST = 0.95  # no kind of work takes more of those who can enter it


class Flows(NamedTuple):
    """What the balance needs to know of the labour market; rates a month."""

    hazard: np.ndarray  # (activities,) mean chance that a spell ends, by Activity
    organised: float  # broker placements
    willing: float  # share of the labour force that would leave the region
    farmers: float  # share of the labour force whose household farms its own land
    from_casual: float  # share of local hires that come from casual work
    failure: float = 0.0  # share of new arrivals away from the county who come back at once

    def losses(self) -> np.ndarray:
        """(activities,) share of each kind of work that ends in a month, failures on arrival included.

        Of new arrivals away the share 1 - failure stays: for every spell that ends 1 / (1 - failure) must come.
        """
        out = self.hazard.copy()
        out[[Activity.REGION, Activity.OUTSIDE]] /= 1.0 - self.failure
        return out


def counts_by_sex(state: State) -> np.ndarray:
    """(2, activities) members of the labour force by sex and Activity."""
    persons = state.persons
    rows = persons.labour == 1
    code = persons.sex[rows].astype(np.int64) * ACTIVITIES + persons.activity[rows]
    return np.bincount(code, minlength=2 * ACTIVITIES).reshape(2, ACTIVITIES).astype(float)


def inflows(counts: np.ndarray, flows: Flows) -> np.ndarray:
    """(6,) people a month who must find each kind of work by themselves for the `counts` (activities,) to stay.

    LOCAL is zero: its door is the vacancies.
    """
    labour = counts.sum()
    need = flows.losses()[:6] * counts[:6]
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


def pace(state: State, losses: np.ndarray, chance: np.ndarray, other: float) -> float:
    """The factor on the chances to find work at which as many seek as in the margins.

    `chance` (n,) is that of each member of the labour force, with effort; `losses` (activities,) what work loses. In
    balance people of each chance come in as their own spells end and leave by the chance or, `other` people a month
    of all together, by local jobs and brokers. No chance exceeds one.
    """
    persons = state.persons
    activity = persons.activity[persons.labour == 1]
    seeking = float((activity == Activity.SEARCHING).sum())
    step = np.rint(chance / CHANCE_STEP).astype(np.int64)
    people = np.bincount(step)
    ended = np.bincount(step, weights=losses[activity])[people > 0]
    finding = (np.bincount(step, weights=chance)[people > 0]) / people[people > 0]
    if seeking <= 0 or ended.sum() <= 0 or finding.max(initial=0.0) <= 0:
        return 1.0
    low, high = 0.0, 1.0 / CHANCE_STEP
    for _ in range(BISECTIONS):
        middle = (low + high) / 2.0
        left = ended / np.maximum(np.minimum(middle * finding, 1.0) + other / seeking, LEAST_CHANCE)
        low, high = (middle, high) if left.sum() > seeking else (low, middle)
    return (low + high) / 2.0
