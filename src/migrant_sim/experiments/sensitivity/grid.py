"""Probability of parity over start ratio × trend × tolerance, by the response that the verdict itself uses."""

from __future__ import annotations

from itertools import product

import pandas as pd

from ...result import words_of
from ...targets import TOLERANCES
from ..verdict import Case

COLUMNS = ("start_ratio", "trend", "tolerance", "probability", "low", "high", "word", "word_zh")


def verdict_grid(case: Case) -> pd.DataFrame:
    """One row a start ratio, trend (share a year) and tolerance: probability, 90 % interval over draws, and its word.

    Empty with fewer draws than the response needs.
    """
    response = case.response(case.target.indicator)
    rows = []
    if response is not None:
        start, trend = case.axes
        tolerances = sorted({*TOLERANCES, case.target.tolerance})
        for tolerance, ratio, gap in product(tolerances, start.points, trend.points):
            fixed, least = case.fixed({start.name: ratio, trend.name: gap}), case.least(tolerance)
            probability = float((response.moved(fixed) >= least).mean())
            ends = response.interval(fixed, least)
            rows.append((ratio, gap, tolerance, probability, *ends, *words_of(probability)))
    return pd.DataFrame(rows, columns=list(COLUMNS))
