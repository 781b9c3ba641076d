"""The half-yearly review of the allowance, household by household."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck, uniform_at
from .transfers import Homes

BAND_C, BAND_B, BAND_A = 1, 2, 3


class Review(NamedTuple):
    """Rules of a review: assessed yuan a year a member that let in and that end the allowance, shares, and draws.

    `benefit` (4,) as in Terms, top-up included; `share_a` and `share_b` of those let in get these bands. `exclusion`
    may be lower than the `usual` one: whoever only that lets in is marked in allowance_route.
    """

    entry: float
    leaving: float
    benefit: np.ndarray
    exclusion: float
    usual: float
    share: float
    share_a: float
    share_b: float
    excluded: Luck
    taken_up: Luck
    band: Luck


@kernel
def assessed(homes: Homes, benefit: np.ndarray, h: int) -> float:
    """Yuan a year a member that a review counts: recent income less a year of the allowance as it stands."""
    return homes.recent[h] / homes.size[h] - 12.0 * benefit[homes.dibao[h]]


@kernel
def turnover(homes: Homes, r: Review) -> float:
    """Households that a complete review would be expected to let in, less those it would let go."""
    gain = 0.0
    for h in range(len(homes.size)):
        if homes.size[h] == 0:
            continue
        income = assessed(homes, r.benefit, h)
        if homes.dibao[h] > 0:
            gain -= income > r.leaving
        elif income < r.entry:
            gain += 1.0 if homes.labour[h] == 0 else 1.0 - r.exclusion
    return gain


@kernel
def revise(homes: Homes, r: Review) -> None:
    """Let households in and go. Those with members able to work may be excluded for good by a draw of their own."""
    for h in range(len(homes.size)):
        if homes.size[h] == 0:
            continue
        income, key = assessed(homes, r.benefit, h), homes.key[h]
        if homes.dibao[h] > 0:
            if income > r.leaving and uniform_at(r.taken_up, key) < r.share:
                homes.dibao[h] = 0
        elif income < r.entry and uniform_at(r.taken_up, key) < r.share:
            homes.allowance_route[h] = 0
            if homes.labour[h] > 0:
                lasting = uniform_at(r.excluded, key)
                if lasting < r.exclusion:
                    continue
                homes.allowance_route[h] = 1 if lasting < r.usual else 0
            draw = uniform_at(r.band, key)
            homes.dibao[h] = BAND_A if draw < r.share_a else BAND_B if draw < r.share_a + r.share_b else BAND_C
