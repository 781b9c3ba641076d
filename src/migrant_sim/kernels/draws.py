"""Random numbers as a function of (seed, replication, purpose, month, entity key): Philox4x32-10 (Salmon et al. 2011).

Nobody owns a generator, so switching a measure on, another order or another number of workers cannot reshuffle
anyone's luck.
"""

from typing import NamedTuple

import numpy as np

from . import kernel
from .vmath import normal_quantile

_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_FIVE, _SIX = np.uint64(5), np.uint64(6)


class Luck(NamedTuple):
    """One decision in one month of one replication: what a draw needs beside the entity's key (all uint64)."""

    k0: np.uint64
    k1: np.uint64
    month: np.uint64
    purpose: np.uint64


def luck(seed: int, replication: int, purpose: int, month: int) -> Luck:
    """The luck of a decision; purpose and month are unsigned 32-bit numbers."""
    fold = ((seed >> 32) * 0x9E3779B1) & 0xFFFFFFFF
    k0, k1 = seed & 0xFFFFFFFF, (replication ^ fold) & 0xFFFFFFFF
    return Luck(np.uint64(k0), np.uint64(k1), np.uint64(month), np.uint64(purpose))


@kernel
def uniform_at(decision: Luck, key: np.uint64) -> float:
    """The 53-bit uniform in [0, 1) of one entity, the same bits as `uniform`, for kernels that draw for the few."""
    c0, c1 = key & _LOW, key >> _HALF
    c2, c3 = decision.month, decision.purpose
    a, b = decision.k0, decision.k1
    for _ in range(10):
        p0, p1 = _M0 * c0, _M1 * c2
        c0, c1, c2, c3 = (p1 >> _HALF) ^ c1 ^ a, p1 & _LOW, (p0 >> _HALF) ^ c3 ^ b, p0 & _LOW
        a, b = (a + _W0) & _LOW, (b + _W1) & _LOW
    return (np.float64(c0 >> _FIVE) * 67108864.0 + np.float64(c1 >> _SIX)) * (1.0 / 9007199254740992.0)


@kernel
def _fill(
    keys: np.ndarray, k0: np.uint64, k1: np.uint64, month: np.uint64, purpose: np.uint64, out: np.ndarray
) -> None:
    """One 53-bit uniform in [0, 1) a key, written to `out`."""
    for i in range(len(keys)):
        c0, c1 = keys[i] & _LOW, keys[i] >> _HALF
        c2, c3 = month, purpose
        a, b = k0, k1
        for _ in range(10):
            p0, p1 = _M0 * c0, _M1 * c2
            c0, c1, c2, c3 = (p1 >> _HALF) ^ c1 ^ a, p1 & _LOW, (p0 >> _HALF) ^ c3 ^ b, p0 & _LOW
            a, b = (a + _W0) & _LOW, (b + _W1) & _LOW
        out[i] = (np.float64(c0 >> _FIVE) * 67108864.0 + np.float64(c1 >> _SIX)) * (1.0 / 9007199254740992.0)


@kernel
def draw_rows(decision: Luck, key: np.ndarray, rows: np.ndarray, keys: np.ndarray, out: np.ndarray) -> None:
    """Uniforms of persons `rows` (n,) to `out`, by the column `key`; `keys` is scratch.

    Keys are fetched first, so that the draws are one vectorised loop: several times faster than one by one.
    """
    n = len(rows)
    for k in range(n):
        keys[k] = key[rows[k]]
    draw_keys(decision, keys[:n], out)


@kernel
def draw_keys(decision: Luck, keys: np.ndarray, out: np.ndarray) -> None:
    """Uniforms of entities by their `keys` (n,) to `out`, in one vectorised loop."""
    _fill(keys, decision.k0, decision.k1, decision.month, decision.purpose, out)


@kernel
def _to_normal(values: np.ndarray) -> None:
    """Turn uniforms into standard normals in place."""
    for i in range(len(values)):
        values[i] = normal_quantile(min(max(values[i], 1e-300), 1.0 - 1.2e-16))


def uniform(decision: Luck, keys: np.ndarray) -> np.ndarray:
    """(n,) uniforms in [0, 1), one per uint64 key (n,)."""
    out = np.empty(len(keys))
    _fill.run(np.ascontiguousarray(keys, np.uint64), *decision, out)
    return out


def normal(decision: Luck, keys: np.ndarray) -> np.ndarray:
    """(n,) standard normals, one per uint64 key (n,)."""
    out = uniform(decision, keys)
    _to_normal.run(out)
    return out
