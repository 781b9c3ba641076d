"""Boxes of cases rich in a class: PRIM (Friedman and Fisher 1999), patient peeling and pasting, and leaves of a tree.

A box's worth is the share of cases in it times how much richer it is than all of them (weighted relative accuracy): a
trade-off between coverage and density without a weight to choose. Quasi-p of a restriction after Bryant and Lempert
(2010): the chance of as many cases of the class in the box if the restriction did nothing; it knows nothing of the
search among many inputs, so stability over resamples of the draws stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

import numpy as np

ALPHA = 0.05  # share of the box that a peel or a paste moves: small is patient
SIGNIFICANT = 0.05
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


def prim(cases: Cases, least: float) -> tuple[Box, list[Box]]:
    """The box of the greatest worth, pasted and without restrictions that do nothing, and the path of peeling."""
    path = peel(cases, least)
    best = max(path, key=lambda box: worth(box, cases).worth)
    return significant(paste(best, cases), cases), path


def peel(cases: Cases, least: float) -> list[Box]:
    """Boxes from everything down to the least mass, each a peel smaller: the one that enriches most for what it takes."""
    box, path = Box(), [Box()]
    while True:
        rows = np.flatnonzero(box.inside(cases.x))
        found = _best_peel(cases.x[rows], cases.y[rows], least * len(cases.y))
        if found is None:
            return path
        box = box.moved(*found)
        path.append(box)


def _best_peel(x: np.ndarray, y: np.ndarray, least: float) -> tuple[int, str, float] | None:
    """Column, side and new end; None where nothing enriches or too little would remain."""
    count = len(y)
    step = max(1, int(ALPHA * count))
    if count - step < max(least, 1):
        return None
    ordered = np.sort(x, axis=0)
    best, found = 0.0, None
    for side, ends in (("low", ordered[step]), ("high", ordered[-1 - step])):
        out = x < ends if side == "low" else x > ends
        gone = out.sum(axis=0)
        left = count - gone
        usable = (gone > 0) & (left >= max(least, 1))
        mean = (y.sum() - y @ out) / np.maximum(left, 1)
        gain = np.where(usable, (mean - y.mean()) / np.maximum(gone, 1), -inf)
        column = int(gain.argmax())
        if gain[column] > best + 1e-12:
            best, found = float(gain[column]), (column, side, float(ends[column]))
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


def significant(box: Box, cases: Cases) -> Box:
    """The box without the ends that do nothing, the least telling first."""
    while ends := box.ends():
        chances = [quasi_p(box, cases, column, side) for column, side in ends]
        worst = int(np.argmax(chances))
        if chances[worst] <= SIGNIFICANT:
            break
        column, side = ends[worst]
        box = box.moved(column, side, -inf if side == "low" else inf)
    return box


def tree_boxes(cases: Cases, least: float) -> list[Box]:
    """Leaves of a decision tree of depth three that are richer in the class than all cases, the worthiest first."""
    from sklearn.tree import DecisionTreeClassifier

    size = max(2, round(least * len(cases.y)))
    tree = DecisionTreeClassifier(max_depth=3, min_samples_leaf=size, random_state=0)
    nodes = tree.fit(cases.x, cases.y > 0.5).tree_
    found: list[Box] = []
    waiting = [(0, Box())]
    while waiting:
        node, box = waiting.pop()
        column, end = int(nodes.feature[node]), float(nodes.threshold[node])
        if column < 0:
            found.append(box)
            continue
        waiting.append((int(nodes.children_left[node]), box.moved(column, "high", end)))
        waiting.append((int(nodes.children_right[node]), box.moved(column, "low", float(np.nextafter(end, inf)))))
    rich = [box for box in found if box.limits and worth(box, cases).worth > 0]
    return sorted(rich, key=lambda box: -worth(box, cases).worth)
