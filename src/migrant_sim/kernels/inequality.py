"""Inequality of a weighted distribution."""

import numpy as np


def lorenz(income: np.ndarray, weight: np.ndarray, parts: int) -> tuple[float, np.ndarray]:
    """Gini coefficient and the shares (parts,) of total income of equal slices of people, from incomes (n,) and
    people (n,).

    A unit that straddles two slices is divided between them. NaN where nobody has a positive total.
    """
    order = np.argsort(income, kind="stable")
    people, money = np.cumsum(weight[order]), np.cumsum((income * weight)[order])
    if not len(people) or people[-1] <= 0 or money[-1] <= 0:
        return float("nan"), np.full(parts, np.nan)
    x, y = np.concatenate([[0.0], people / people[-1]]), np.concatenate([[0.0], money / money[-1]])
    gini = 1.0 - float(((y[1:] + y[:-1]) * np.diff(x)).sum())
    return gini, np.diff(np.interp(np.linspace(0.0, 1.0, parts + 1), x, y))
