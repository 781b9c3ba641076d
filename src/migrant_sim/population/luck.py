"""The keyed draws that build a population: purposes of their own, month 0, replication 0."""

from dataclasses import dataclass

import numpy as np

from ..state import Streams

_ONE = np.zeros(1, np.uint64)
_BITS = 58  # a household key times 64 must fit into 64 bits
_MASK = np.uint64((1 << _BITS) - 1)
_WAITING = 1 << 27  # added to the ordinal in the identity of a household that waits


@dataclass(frozen=True)
class Luck:
    """The luck of one build; `imputation` gives what is made up for a ledger another luck, 0 leaves it as it is."""

    seed: int
    imputation: int = 0

    def uniform(self, purpose: str, keys: np.ndarray) -> np.ndarray:
        """(n,) draws in [0, 1), one per uint64 key."""
        return Streams(self.seed).uniform(self._named(purpose), 0, keys)

    def normal(self, purpose: str, keys: np.ndarray) -> np.ndarray:
        """(n,) standard normal draws, one per uint64 key."""
        return Streams(self.seed).normal(self._named(purpose), 0, keys)

    def _named(self, purpose: str) -> str:
        return f"population {purpose}" + (f", imputation {self.imputation}" if self.imputation else "")

    def offset(self, purpose: str) -> float:
        """One draw in [0, 1) for the whole population, to cut a running sum with."""
        return float(self.uniform(f"{purpose} offset", _ONE)[0])


def identity(place: np.ndarray, ordinal: np.ndarray) -> np.ndarray:
    """(n,) uint64 below 2**58, different for every (place below 2**30, ordinal below 2**28).

    A one-to-one scramble (odd multiplication and shifted exclusive or), so keys look random and depend on nothing else.
    """
    key = (place.astype(np.uint64) << np.uint64(28)) | ordinal.astype(np.uint64)
    for factor in (0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93):
        key = (key * np.uint64(factor)) & _MASK
        key ^= key >> np.uint64(29)
    return key


def waiting_ordinal(ordinal: np.ndarray) -> np.ndarray:
    """The ordinals (n,) that make the identity of branches, given those of their households."""
    return ordinal + _WAITING


def first_ranked(score: np.ndarray, count: int, eligible: np.ndarray | None = None) -> np.ndarray:
    """(n,) flags of the `count` rows of lowest score, ties by row; only eligible rows, fewer if there are fewer."""
    rows = np.arange(len(score)) if eligible is None else np.flatnonzero(eligible)
    flags = np.zeros(len(score), np.bool_)
    flags[rows[np.argsort(score[rows], kind="stable")[: max(count, 0)]]] = True
    return flags
