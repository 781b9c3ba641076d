"""Boxes of cases rich in a class: PRIM (Friedman and Fisher 1999), patient peeling and pasting, and leaves of a tree.

A box's worth is the share of cases in it times how much richer it is than all of them (weighted relative accuracy): a
trade-off between coverage and density without a weight to choose. Quasi-p of a restriction after Bryant and Lempert
(2010): the chance of as many cases of the class in the box if the restriction did nothing; it knows nothing of the
search among many inputs, so stability over resamples of the draws stands beside it.

Among a hundred inputs and as many cases, some input frees a peel of the class by luck at every step. So only inputs
that differ between the classes at all are peeled: Mann and Whitney's test of each, at a false discovery rate of a tenth
(Benjamini and Hochberg 1995). An input that matters only at both its ends is not seen by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

import numpy as np

ALPHA = 0.05  # share of the box that a peel or a paste moves: small is patient
SIGNIFICANT = 0.05
FALSE_DISCOVERIES = 0.1
SIDES = ("low", "high")
Limit = tuple[float, float]


@dataclass(frozen=True)
class Cases:
    """Inputs (cases, columns) and how much of each case is of the class, from 0 to 1."""

    x: np.ndarray
    y: np.ndarray

    @property
    def base(self) -> float:
        """Share of the class among all cases."""
        return float(self.y.mean())


@dataclass(frozen=True)
class Box:
    """Restricted columns with their limits, both ends inside; an end that is free is infinite."""

    limits: Mapping[int, Limit] = field(default_factory=dict)

    def inside(self, x: np.ndarray) -> np.ndarray:
        """Which cases lie in it."""
        here = np.ones(len(x), bool)
        for column, (low, high) in self.limits.items():
            here &= (x[:, column] >= low) & (x[:, column] <= high)
        return here

    def ends(self) -> list[tuple[int, str]]:
        """(column, side) of every end that is not free."""
        sides = [(column, (("low", low), ("high", high))) for column, (low, high) in self.limits.items()]
        return [(column, side) for column, pair in sides for side, end in pair if np.isfinite(end)]

    def moved(self, column: int, side: str, end: float) -> Box:
        """The box with one end elsewhere; a column with both ends free is no longer restricted."""
        low, high = self.limits.get(column, (-inf, inf))
        limit = (end, high) if side == "low" else (low, end)
        rest = {other: pair for other, pair in self.limits.items() if other != column}
        return Box(rest if limit == (-inf, inf) else {**rest, column: limit})


@dataclass(frozen=True)
class Worth:
    """Density: share of the class in a box; coverage: share of the class that the box holds; mass: share of cases."""

    density: float
    coverage: float
    mass: float
    worth: float


def worth(box: Box, cases: Cases) -> Worth:
    """What a box is worth among cases."""
    here = box.inside(cases.x)
    mass, held, whole = float(here.mean()), float(cases.y[here].sum()), float(cases.y.sum())
    density = held / here.sum() if here.any() else 0.0
    return Worth(density, held / whole if whole else 0.0, mass, mass * (density - cases.base))


def differences(cases: Cases) -> np.ndarray:
    """(columns,) p of Mann and Whitney's test of cases of the class against the others; 1 where there is one kind."""
    from scipy.stats import mannwhitneyu

    mine = cases.y > 0.5
    if not mine.any() or mine.all():
        return np.ones(cases.x.shape[1])
    found = mannwhitneyu(cases.x[mine], cases.x[~mine], axis=0, method="asymptotic").pvalue
    return np.nan_to_num(np.asarray(found, float), nan=1.0)


def telling(chances: np.ndarray) -> np.ndarray:
    """Which columns differ between the classes beyond what luck gives among so many of them."""
    order = np.argsort(chances, kind="stable")
    allowed = FALSE_DISCOVERIES * np.arange(1, len(chances) + 1) / len(chances)
    passed = np.flatnonzero(chances[order] <= allowed)
    kept = np.zeros(len(chances), bool)
    kept[order[: passed[-1] + 1 if len(passed) else 0]] = True
    return kept


def prim(cases: Cases, least: float) -> tuple[Box, list[Box]]:
    """The box of the greatest worth, pasted, every end of which tells something, and the path of its peeling.

    While an end does nothing beyond luck, the end whose input differs least between the classes is left free and
    peeling begins anew: in a box of too many ends each does little, and the strongest must not go first.
    """
    differ = differences(cases)
    allowed = np.stack([telling(differ)] * 2)
    while True:
        path = peel(cases, least, allowed)
        box = paste(max(path, key=lambda step: worth(step, cases).worth), cases)
        ends = box.ends()
        chances = {end: quasi_p(box, cases, *end) for end in ends}
        if all(chance <= SIGNIFICANT for chance in chances.values()):
            return box, path
        column, side = max(ends, key=lambda end: (differ[end[0]], chances[end]))
        allowed[SIDES.index(side), column] = False


def peel(cases: Cases, least: float, allowed: np.ndarray) -> list[Box]:
    """Boxes from everything down to the least mass, each a peel smaller: that which enriches most for what it takes.

    `allowed` (2, columns) says which ends, lower and upper, may move.
    """
    box, path = Box(), [Box()]
    columns = np.flatnonzero(allowed.any(axis=0))
    while len(columns):
        rows = np.flatnonzero(box.inside(cases.x))
        here = Cases(cases.x[np.ix_(rows, columns)], cases.y[rows])
        found = _best_peel(here, allowed[:, columns], least * len(cases.y))
        if found is None:
            break
        column, side, end = found
        box = box.moved(int(columns[column]), side, end)
        path.append(box)
    return path


def _best_peel(cases: Cases, allowed: np.ndarray, least: float) -> tuple[int, str, float] | None:
    """Column, side and new end, of the richest that may follow; None where too little would remain."""
    x, y, count = cases.x, cases.y, len(cases.y)
    step = max(1, int(ALPHA * count))
    if count - step < max(least, 1):
        return None
    ordered = np.sort(x, axis=0)
    best, found = -inf, None
    # Equal values go together, so an input of few levels loses a whole level.
    for side, may, last in zip(SIDES, allowed, (ordered[step - 1], ordered[-step]), strict=True):
        out = x <= last if side == "low" else x >= last
        gone = out.sum(axis=0)
        left = count - gone
        usable = may & (gone > 0) & (left >= max(least, 1))
        mean = (y.sum() - y @ out) / np.maximum(left, 1)
        gain = np.where(usable, (mean - y.mean()) / np.maximum(gone, 1), -inf)
        column = int(gain.argmax())
        if gain[column] > best:
            rest = x[~out[:, column], column]
            best, found = float(gain[column]), (column, side, float(rest.min() if side == "low" else rest.max()))
    return found


def paste(box: Box, cases: Cases) -> Box:
    """The box with its ends moved out again, a step at a time, wherever that makes it worth more."""
    improved = True
    while improved:
        improved = False
        for column, side in box.ends():
            wider = _wider(box, cases, column, side)
            if worth(wider, cases).worth > worth(box, cases).worth + 1e-12:
                box, improved = wider, True
    return box


def _wider(box: Box, cases: Cases, column: int, side: str) -> Box:
    """One end moved out past a step's worth of cases, or set free."""
    low, high = box.limits[column]
    free = box.moved(column, side, -inf if side == "low" else inf)
    values = np.sort(cases.x[free.inside(cases.x), column])
    beyond = values[values < low][::-1] if side == "low" else values[values > high]
    step = max(1, int(ALPHA * len(values)))
    return free if len(beyond) <= step else box.moved(column, side, float(beyond[step - 1]))


def quasi_p(box: Box, cases: Cases, column: int, side: str) -> float:
    """Chance of as many cases of the class in the box if one of its ends did nothing."""
    from scipy.stats import binom

    free = box.moved(column, side, -inf if side == "low" else inf)
    here = box.inside(cases.x)
    density = worth(free, cases).density
    return float(binom.sf(round(float(cases.y[here].sum())) - 1, int(here.sum()), density))


def tree_boxes(cases: Cases, least: float) -> list[Box]:
    """Leaves of a decision tree of depth three that are richer in the class than all cases, the worthiest first."""
    from sklearn.tree import DecisionTreeClassifier

    columns = np.flatnonzero(telling(differences(cases)))
    if not len(columns):
        return []
    size = max(2, round(least * len(cases.y)))
    tree = DecisionTreeClassifier(max_depth=3, min_samples_leaf=size, random_state=0)
    nodes = tree.fit(cases.x[:, columns], cases.y > 0.5).tree_
    found: list[Box] = []
    waiting = [(0, Box())]
    while waiting:
        node, box = waiting.pop()
        column, end = int(nodes.feature[node]), float(nodes.threshold[node])
        if column < 0:
            found.append(box)
            continue
        column = int(columns[column])
        waiting.append((int(nodes.children_left[node]), box.moved(column, "high", end)))
        waiting.append((int(nodes.children_right[node]), box.moved(column, "low", float(np.nextafter(end, inf)))))
    rich = [box for box in found if box.limits and worth(box, cases).worth > 0]
    return sorted(rich, key=lambda box: -worth(box, cases).worth)
