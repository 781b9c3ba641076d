"""Once a year, in December: what the texts promise about help for the poor and about courses."""

from collections.abc import Iterator

import numpy as np

from ..months import year_of
from ..state import LAST_WORK, Activity, Group, State, Watch
from . import year as accounts

Values = dict[tuple[str, str], float]  # (indicator, group) -> value
# Months since a certificate, fewest and most, after which its holder should be at work: ASSUMPTION; placement help
# lasts three months, and eleven more make a year of certificates.
FEWEST, MOST = 3, 14
WILLING = (Activity.CASUAL, Activity.TRAINING, Activity.SEARCHING)  # whom the process of training admits
_ADMITTED = np.array([activity in WILLING for activity in Activity])  # by code of activity


def promises(state: State, by_group: bool) -> Values:
    """Coverage of the poor by help, for everybody and, where asked, by group; and fates of courses.

    A share of nobody is left out.
    """
    return dict((*_coverage(state, by_group), *_courses(state)))


def _coverage(state: State, by_group: bool) -> Iterator[tuple[tuple[str, str], float]]:
    """Residents of households below the monitoring line over the year, and of them those whom help has found."""
    homes = state.households
    income, people = accounts.income_per_head(state)
    line = accounts.monitoring_line(year_of(state.month)) * state.economy.base_level
    poor = np.flatnonzero((income < line) & (people > 0))
    watched, weight, group = homes.watch[poor] == Watch.MONITORED, people[poor], homes.group[poor]
    helped = watched | (homes.dibao[poor] > 0) | (homes.hardship_left[poor] > 0)
    if len(poor):
        yield ("relief_coverage", "all"), float(weight[helped].sum() / weight.sum())
    found, of = (np.bincount(group, weights=each, minlength=len(Group)).tolist() for each in (weight * helped, weight))
    for code in Group if by_group else ():
        if of[code]:  # people of a household are whole and at least one
            yield ("relief_coverage", f"group:{code.name.lower()}"), found[code] / of[code]


def _courses(state: State) -> Iterator[tuple[tuple[str, str], float]]:
    """Of those whom courses admit, who ever had one; of those with a recent certificate, who is at work."""
    persons, labour = state.persons, state.persons.labour == 1
    willing = np.flatnonzero(labour & _ADMITTED[persons.activity])
    if len(willing):
        taught = (persons.courses[willing] > 0) | (persons.certificate[willing] == 1)
        yield ("willing_trained_share", "all"), np.count_nonzero(taught) / len(willing)
    recent = np.flatnonzero(labour & (persons.certified >= state.month - MOST))
    recent = recent[persons.certified[recent] <= state.month - FEWEST]
    if len(recent):
        yield ("certified_at_work", "all"), np.count_nonzero(persons.activity[recent] <= LAST_WORK) / len(recent)
