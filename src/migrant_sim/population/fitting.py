"""Iterative proportional fitting and integerising, both deterministic.

Fitting finds the weights nearest to a seed (in relative entropy) that meet every constraint: totals of groups of cells,
as in Deming and Stephan (1940), and means of a number over groups of cells, each by one Newton step a sweep.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import DataError

TOLERANCE = 1e-7  # largest gap left, in the unit of the targets
SWEEPS = 3000
LONGEST_STEP = 2.0  # largest change of the logarithm of a weight in one step, against overshooting


@dataclass(frozen=True, kw_only=True)
class Constraint:
    """What the weights of cells (n,) must add up to: `targets` (g,) by the group that `labels` (n,) names, -1 for none.

    With `values` (n,) the targets are weighted means of the values within each group instead of totals.
    """

    name: str
    labels: np.ndarray
    targets: np.ndarray
    values: np.ndarray | None = None

    def sums(self, weights: np.ndarray) -> np.ndarray:
        """(g,) total of the cells' `weights` (n,) in each group."""
        inside = self.labels >= 0
        return np.bincount(self.labels[inside], weights=weights[inside], minlength=len(self.targets))

    def achieved(self, weights: np.ndarray) -> np.ndarray:
        """(g,) what the weights give where `targets` stand."""
        totals = self.sums(weights)
        if self.values is None:
            return totals
        return np.divide(self.sums(weights * self.values), totals, out=np.zeros_like(totals), where=totals > 0)

    def gap(self, weights: np.ndarray) -> float:
        """Largest distance from a target."""
        return float(np.abs(self.achieved(weights) - self.targets).max())

    def applied(self, weights: np.ndarray) -> np.ndarray:
        """The weights after one step towards this constraint."""
        before = self.sums(weights)
        if self.values is None:
            factor = np.divide(self.targets, before, out=np.ones_like(before), where=before > 0)
            return weights * self._spread(factor)
        distance = self.values - self._spread(self.targets)
        slope, curve = self.sums(weights * distance), self.sums(weights * distance**2)
        step = np.divide(-slope, curve, out=np.zeros_like(curve), where=curve > 0)
        bound = LONGEST_STEP / np.maximum(_largest(self.labels, np.abs(distance), len(step)), 1e-12)
        tilted = weights * np.exp(self._spread(np.clip(step, -bound, bound), outside=0.0) * distance)
        after = self.sums(tilted)
        return tilted * self._spread(np.divide(before, after, out=np.ones_like(after), where=after > 0))

    def _spread(self, by_group: np.ndarray, outside: float = 1.0) -> np.ndarray:
        return np.where(self.labels >= 0, by_group[self.labels], outside)


def _largest(labels: np.ndarray, values: np.ndarray, groups: int) -> np.ndarray:
    largest = np.zeros(groups)
    np.maximum.at(largest, labels[labels >= 0], values[labels >= 0])
    return largest


def rake(seed: np.ndarray, constraints: Sequence[Constraint], tolerance: float = TOLERANCE) -> np.ndarray:
    """Weights (n,) of the cells that meet every constraint within `tolerance`; cells that are zero in `seed` stay zero.

    Raises DataError, naming constraint and gap, where the constraints contradict each other or the zeros of the seed.
    """
    weights = seed.astype(np.float64)
    _check(weights, constraints)
    for _ in range(SWEEPS):
        for constraint in constraints:
            weights = constraint.applied(weights)
        if max(constraint.gap(weights) for constraint in constraints) <= tolerance:
            return weights
    worst = max(constraints, key=lambda constraint: constraint.gap(weights))
    others = ", ".join(constraint.name for constraint in constraints if constraint is not worst)
    gap = f"{worst.gap(weights):.4g}"
    raise DataError(
        f"The margins contradict each other: {worst.name} stays off by {gap} when fitted with {others}.",
        f"边际相互矛盾：与 {others} 一起拟合时，{worst.name} 仍相差 {gap}。",
    )


def _check(weights: np.ndarray, constraints: Sequence[Constraint]) -> None:
    """Refuse totals that differ between constraints over all cells, and targets that no cell can meet."""
    whole = [c for c in constraints if c.values is None and not (c.labels < 0).any()]
    for first, second in zip(whole, whole[1:], strict=False):
        one, other = float(first.targets.sum()), float(second.targets.sum())
        if abs(one - other) > 1e-6 * max(1.0, abs(one)):
            raise DataError(
                f"The margins contradict each other: {first.name} adds to {one:.6g} and {second.name} to {other:.6g}.",
                f"边际相互矛盾：{first.name} 合计 {one:.6g}，{second.name} 合计 {other:.6g}。",
            )
    for constraint in constraints:
        empty = (constraint.sums(weights) == 0) & (constraint.targets > 0)
        if constraint.values is None and empty.any():
            group = int(np.flatnonzero(empty)[0])
            name, wanted = constraint.name, f"{constraint.targets[group]:.4g}"
            raise DataError(
                f"The margins contradict each other: level {group} of {name} wants {wanted}, but no cell is open.",
                f"边际相互矛盾：{name} 的第 {group} 级要求 {wanted}，但没有可用的单元格。",
            )


def proportional_fit(seed: np.ndarray, margins: Sequence[tuple[tuple[int, ...], np.ndarray]]) -> np.ndarray:
    """A table of the seed's shape whose sums equal each margin: (axes kept, array over those axes).

    Raises DataError where the margins contradict each other or the zeros of the seed.
    """
    where = np.indices(seed.shape)
    constraints = []
    for axes, target in margins:
        shape = tuple(seed.shape[axis] for axis in axes)
        labels = np.ravel_multi_index(tuple(where[axis] for axis in axes), shape).ravel()
        constraints.append(
            Constraint(name=f"the margin of axes {axes}", labels=labels, targets=np.asarray(target, float).ravel())
        )
    return rake(seed.ravel(), constraints).reshape(seed.shape)


def integerise(weights: np.ndarray, total: int, offset: float) -> np.ndarray:
    """Whole numbers (n,) that add to `total`, each the floor or the ceiling of its share of it.

    Systematic sampling along the order of the cells: the running sum is cut with one `offset` in [0, 1), so the sum
    over any run of neighbouring cells is off by less than one, and the mean over a uniform offset is the share itself.
    """
    share = np.asarray(weights, np.float64)
    whole = float(share.sum())
    if total < 0 or not 0 <= offset < 1 or (total and whole <= 0):
        raise ValueError(f"total = {total!r}, offset = {offset!r}, sum of weights = {whole!r}")
    if not total:
        return np.zeros(len(share), np.int64)
    edges = np.floor(np.round(np.cumsum(share) * (total / whole), 6) + offset)
    edges[-1] = total
    return np.diff(np.minimum(edges, total), prepend=0.0).astype(np.int64)


def integerise_rows(shares: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """Whole numbers (g, k) whose row g adds to `totals[g]`, in proportion to the row's `shares` (g, k).

    Largest remainders, with what a level got too much or too little in one row carried to the next: so rows in a
    sensible order (by age, say) keep every level right over any run of neighbouring rows, to about one.
    """
    out = np.zeros(shares.shape, np.int64)
    owed = np.zeros(shares.shape[1])
    for g in np.flatnonzero(totals):
        wanted = shares[g] / shares[g].sum() * totals[g]
        claim = np.where(wanted > 0, np.maximum(wanted + owed, 0.0), 0.0)
        whole = np.minimum(np.floor(claim), totals[g]).astype(np.int64)
        order = np.argsort(-np.round(np.where(wanted > 0, claim - whole, -1.0), 9), kind="stable")
        short = int(totals[g] - whole.sum())
        out[g] = _settled(whole, order, short)
        owed += wanted - out[g]
    return out


def _settled(whole: np.ndarray, order: np.ndarray, short: int) -> np.ndarray:
    """`whole` with `short` more (or fewer, if negative) given along `order` (or taken back against it)."""
    settled = whole.copy()
    while short > 0:
        given = order[:short]
        settled[given] += 1
        short -= len(given)
    for level in order[::-1]:
        taken = min(settled[level], -short) if short < 0 else 0
        settled[level] -= taken
        short += taken
    return settled
