"""Once a year, in December: what the texts promise about help for the poor and about courses."""

from typing import NamedTuple

import numpy as np

from ..kernels.promises import Helped, Taught, count_helped, count_taught
from ..months import year_of
from ..state import LAST_WORK, Activity, Group, State
from . import year as accounts

Values = dict[tuple[str, str], float]  # (indicator, group) -> value
# Months since a certificate, fewest and most, after which its holder should be at work: ASSUMPTION; placement help
# lasts three months, and eleven more make a year of certificates.
FEWEST, MOST = 3, 14
WILLING = (Activity.CASUAL, Activity.TRAINING, Activity.SEARCHING)  # whom the process of training admits
_ADMITTED = np.array([activity in WILLING for activity in Activity])  # by code of activity
COURSES = ("willing_trained_share", "certified_at_work")


class Promised(NamedTuple):
    """Counts at simulated scale, each beside all of whom it is a part: residents below the monitoring line over the
    year whom help has found (groups, 2); of those whom courses admit who ever had one, and of those with a recent
    certificate who is at work (2, 2).
    """

    helped: np.ndarray
    taught: np.ndarray


def promises_read(state: State) -> Promised:
    """The counts of the open December."""
    kept = Promised(np.zeros((len(Group), 2)), np.zeros((len(COURSES), 2)))
    line = accounts.monitoring_line(year_of(state.month)) * state.economy.base_level
    count_helped.run(state.view(Helped, state.households), line, kept.helped)
    span = state.month - MOST, state.month - FEWEST
    count_taught.run(state.view(Taught, state.persons), _ADMITTED, int(LAST_WORK), *span, kept.taught)
    return kept


def promises(kept: Promised, by_group: bool) -> Values:
    """Coverage of the poor by help, for everybody and, where asked, by group; and fates of courses.

    A share of nobody is left out.
    """
    shares = [(("relief_coverage", "all"), *kept.helped.sum(axis=0).tolist())]
    if by_group:
        groups = (("relief_coverage", f"group:{group.name.lower()}") for group in Group)
        shares += [(cell, *counts) for cell, counts in zip(groups, kept.helped.tolist(), strict=True)]
    shares += [((name, "all"), *counts) for name, counts in zip(COURSES, kept.taught.tolist(), strict=True)]
    return {cell: found / of for cell, found, of in shares if of}
