"""Once a year, in December: what households decided about their register and their land, and what they gain by it.

The instruments note a gain for every household that took part of its own accord; nobody takes part at a loss.
"""

from collections.abc import Callable, Iterator

import numpy as np

from ..kernels.reading import count_gains
from ..state import Group, Households, State
from .year import level_codes, level_labels

Values = dict[tuple[str, str], float]  # (indicator, group) -> value
DECISIONS: tuple[tuple[str, str, str, Callable[[Households], np.ndarray]], ...] = (
    # indicator of the share, indicator of the mean gain, column of the gain, who has something to decide
    ("registration_moved", "registration_gain", "register_gain", lambda homes: homes.group != Group.POLICY),
    ("land_let", "land_let_gain", "let_gain", lambda homes: (homes.land > 0.0) & (homes.leased == 0)),
    ("origin_land_let", "origin_land_let_gain", "origin_let_gain", lambda homes: homes.origin_land > 0.0),
)


def decisions(state: State, groups: tuple[str, ...]) -> Values:
    """Share of those who could decide that did, and their mean gain, for everybody and by group.

    A level in which nobody could decide is left out; where nobody did, both are 0.
    """
    codes, labels = level_codes(state, groups), level_labels(groups, state.county_names)
    return dict(cell for row in DECISIONS for cell in _by_level(state.households, row, codes, labels))


def _by_level(
    homes: Households,
    row: tuple[str, str, str, Callable[[Households], np.ndarray]],
    codes: np.ndarray,
    labels: tuple[str, ...],
) -> Iterator[tuple[tuple[str, str], float]]:
    share, mean, column, could = row
    gain = vars(homes)[column]
    able, done, sums = counts = np.zeros((3, len(labels)))
    count_gains.run(could(homes), homes.size, gain, codes, counts)
    levels = np.flatnonzero(able)
    shares, means = done[levels] / able[levels], sums[levels] / np.maximum(done[levels], 1.0)
    for level, did_so, gained in zip(levels.tolist(), shares.tolist(), means.tolist(), strict=True):
        yield (share, labels[level]), did_so
        yield (mean, labels[level]), gained
