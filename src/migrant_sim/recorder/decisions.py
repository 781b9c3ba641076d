"""Once a year, in December: what households decided about their register and their land, and what they gain by it.

The instruments note a gain for every household that took part of its own accord; nobody takes part at a loss.
"""

from collections.abc import Iterator

import numpy as np

from ..kernels.promises import Deciders, count_decisions
from ..state import Group, State

Values = dict[tuple[str, str], float]  # (indicator, group) -> value
DECISIONS = (  # indicator of the share and of the mean gain, as `count_decisions` has them
    ("registration_moved", "registration_gain"),
    ("land_let", "land_let_gain"),
    ("origin_land_let", "origin_land_let_gain"),
)


def decisions_read(state: State, codes: np.ndarray, levels: int) -> np.ndarray:
    """(decisions, 3, levels) those who could decide, those of them who did, and their gains, from the codes
    (groupings, households) of their levels.
    """
    counts = np.zeros((len(DECISIONS), 3, levels))
    count_decisions.run(state.view(Deciders, state.households), int(Group.POLICY), codes, counts)
    return counts


def decisions(counts: np.ndarray, labels: tuple[str, ...]) -> Values:
    """Share of those who could decide that did, and their mean gain, for everybody and by group, from what was read.

    A level in which nobody could decide is left out; where nobody did, both are 0.
    """
    return dict(
        cell for names, counted in zip(DECISIONS, counts, strict=True) for cell in _cells(names, counted, labels)
    )


def _cells(
    names: tuple[str, str], counts: np.ndarray, labels: tuple[str, ...]
) -> Iterator[tuple[tuple[str, str], float]]:
    (share, mean), (able, done, sums) = names, counts
    levels = np.flatnonzero(able)
    shares, means = done[levels] / able[levels], sums[levels] / np.maximum(done[levels], 1.0)
    for level, did_so, gained in zip(levels.tolist(), shares.tolist(), means.tolist(), strict=True):
        yield (share, labels[level]), did_so
        yield (mean, labels[level]), gained
