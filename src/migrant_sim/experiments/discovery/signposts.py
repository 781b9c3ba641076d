"""Signposts: which observable indicator of an earlier year tells failure from success best, and at which value."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...targets import INTERVAL, resamples
from .sample import Sample

SHOWN = 3  # a year
COLUMNS = (
    *("year", "rank", "indicator", "threshold", "fails_when", "accuracy", "p05", "p95"),
    *("missed_when_signalled", "missed_otherwise", "runs"),
)


def signposts(sample: Sample, seed: int) -> pd.DataFrame:
    """The best three indicators of each year after the first: threshold, side of failure, balanced accuracy.

    Balanced accuracy is the mean of the shares of misses and hits that it tells rightly, 0.5 for a coin; its range is
    a bootstrap over draws at the same threshold. The threshold was chosen on these runs, so it is a little flattered.
    """
    missed = sample.met.to_numpy() < 0.5
    draws = sample.met.index.get_level_values("draw").to_numpy()
    rows = []
    columns = [(str(name), str(period)) for name, period in map(tuple, sample.signals.columns)]
    start = min((period for _, period in columns), default="")
    for indicator, period in columns:
        if period == start:
            continue  # the year that everything starts from is no signpost of what follows
        values = sample.signals[(indicator, period)].to_numpy(float)
        known = ~np.isnan(values)
        if known.all() and missed.any() and not missed.all() and len(np.unique(values)) > 1:
            rows.append((int(period), str(indicator), *_split(values, missed)))
    best = sorted(rows, key=lambda row: (row[0], -row[4], row[1]))
    told: list[tuple[object, ...]] = []
    count: dict[int, int] = {}
    for year, indicator, threshold, side, accuracy in best:
        count[year] = rank = count.get(year, 0) + 1
        if rank <= SHOWN:
            values = sample.signals[(indicator, str(year))].to_numpy(float)
            signal = values < threshold if side == "below" else values >= threshold
            low, high = _range(signal, missed, draws, seed)
            shares = [float(missed[part].mean()) if part.any() else np.nan for part in (signal, ~signal)]
            told.append((year, rank, indicator, threshold, side, accuracy, low, high, *shares, len(missed)))
    return pd.DataFrame(told, columns=list(COLUMNS))


def _split(values: np.ndarray, missed: np.ndarray) -> tuple[float, str, float]:
    """Threshold, side of failure and balanced accuracy of the best split."""
    order = np.argsort(values, kind="stable")
    ordered, bad = values[order], missed[order].astype(float)
    below_bad = np.cumsum(bad)[:-1] / bad.sum()
    below_good = np.cumsum(1.0 - bad)[:-1] / (1.0 - bad).sum()
    gap = np.where(ordered[1:] > ordered[:-1], below_bad - below_good, 0.0)
    place = int(np.abs(gap).argmax())
    threshold = float((ordered[place] + ordered[place + 1]) / 2.0)
    return threshold, "below" if gap[place] >= 0 else "above", float(0.5 + abs(gap[place]) / 2.0)


def _range(signal: np.ndarray, missed: np.ndarray, draws: np.ndarray, seed: int) -> tuple[float, float]:
    """5 and 95 % of balanced accuracy over resamples of the draws."""
    _, code = np.unique(draws, return_inverse=True)
    weight = resamples(int(code.max()) + 1, seed)[:400]
    parts = [
        np.bincount(code, weights=part.astype(float)) for part in (signal & missed, missed, ~signal & ~missed, ~missed)
    ]
    right_bad, bad, right_good, good = (weight @ part for part in parts)
    usable = (bad > 0) & (good > 0)
    accuracy = (right_bad[usable] / bad[usable] + right_good[usable] / good[usable]) / 2.0
    low, high = np.quantile(accuracy, INTERVAL)
    return float(low), float(high)
