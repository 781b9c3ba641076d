"""Inequality of a weighted distribution."""

from functools import cache

import numpy as np


def lorenz(income: np.ndarray, weight: np.ndarray, parts: int) -> tuple[float, np.ndarray]:
    """Gini coefficient and the shares (parts,) of total income of equal slices of people, from incomes (n,) and
    people (n,).

    A unit that straddles two slices is divided between them. NaN where nobody has a positive total.
    """
    order = stable_order(income)
    people, money = np.cumsum(weight[order]), np.cumsum((income * weight)[order])
    if not len(people) or people[-1] <= 0 or money[-1] <= 0:
        return float("nan"), np.full(parts, np.nan)
    x, y = np.concatenate([[0.0], people / people[-1]]), np.concatenate([[0.0], money / money[-1]])
    gini = 1.0 - float(((y[1:] + y[:-1]) * np.diff(x)).sum())
    return gini, np.diff(np.interp(_cuts(parts), x, y))


@cache
def _cuts(parts: int) -> np.ndarray:
    """(parts + 1,) ends of equal slices of everybody."""
    return np.linspace(0.0, 1.0, parts + 1)


def stable_order(values: np.ndarray) -> np.ndarray:
    """(n,) rows from the lowest value to the highest, equal ones as they stand; faster than a sort that is stable."""
    order = np.argsort(values)
    ranked = values[order]
    same = ranked[1:] == ranked[:-1]
    if not same.any():
        return order
    beside = np.zeros(len(values), bool)
    beside[1:] |= same
    beside[:-1] |= same
    tied = np.flatnonzero(beside)
    rows = order[tied]
    order[tied] = rows[np.lexsort((rows, ranked[tied]))]
    return order
