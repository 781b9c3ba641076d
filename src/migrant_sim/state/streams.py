"""Common random numbers: one draw per (purpose, month, entity), whatever else happens in the run."""

from dataclasses import dataclass
from functools import cache, lru_cache
from zlib import crc32

import numpy as np

from ..kernels.draws import Luck as Luck
from ..kernels.draws import luck, normal, uniform


@cache
def purpose_code(purpose: str) -> int:
    """The unsigned 32-bit number of a named purpose."""
    return crc32(purpose.encode())


@dataclass(frozen=True)
class Streams:
    """The luck of one replication."""

    seed: int
    replication: int = 0

    def luck(self, purpose: str, month: int) -> Luck:
        """What a kernel needs to draw by itself, one `uniform_at` a key."""
        return _luck(self.seed, self.replication, purpose, month)

    def uniform(self, purpose: str, month: int, keys: np.ndarray) -> np.ndarray:
        """(n,) draws in [0, 1), one per uint64 key."""
        return uniform(self.luck(purpose, month), keys)

    def normal(self, purpose: str, month: int, keys: np.ndarray) -> np.ndarray:
        """(n,) standard normal draws, one per uint64 key."""
        return normal(self.luck(purpose, month), keys)

    def rounded(self, purpose: str, month: int, keys: np.ndarray, expected: np.ndarray) -> np.ndarray:
        """(n,) integers with the given expectations: each rounded up with the chance of its fraction.

        An expectation that grows never gives fewer, since the draw does not depend on it.
        """
        return np.floor(expected + self.uniform(purpose, month, keys)).astype(np.int64)


@lru_cache(maxsize=8192)
def _luck(seed: int, replication: int, purpose: str, month: int) -> Luck:
    """The luck of a purpose and a month, which is asked for again by every arm."""
    return luck(seed, replication, purpose_code(purpose), month)
