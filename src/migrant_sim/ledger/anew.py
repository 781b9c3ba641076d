"""Drawing a ledger anew from the margins of another: tables of shares of two or three columns, never its rows.

A cell of a table of shares that fewer records than the threshold fill is replaced by the cell of one condition less,
in the end by the shares of everybody; a level that fewer hold is left out. Numbers are drawn evenly within bands that
each hold at least so many records, and the lowest and highest fiftieth of the records are not looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

BANDS = 20  # at most; fewer where a band would hold fewer records than the threshold
EDGES = (0.02, 0.98)


@dataclass(frozen=True)
class Anew:
    """The draws of one synthetic ledger; `least` records must stand behind every share."""

    draw: np.random.Generator
    least: int

    def codes(self, level: pd.Series, given: Sequence[pd.Series], now: Sequence[np.ndarray]) -> np.ndarray:
        """(m,) levels drawn for new records whose conditions are `now`, as they go with `given` among the old ones.

        Missing levels are drawn like any other level, as None.
        """
        kept, names = pd.factorize(level, use_na_sentinel=False)
        counts = np.bincount(kept, minlength=len(names)).astype(float)
        rare = counts < min(self.least, counts.max(initial=0.0))
        share = np.broadcast_to(np.where(rare, 0.0, counts), (len(now[0]), len(names)))
        for number in range(1, len(given) + 1):  # one more condition wherever enough records meet it
            old, new = _cells(given[:number], now[:number])
            table = np.zeros((max(old.max(initial=-1), new.max(initial=-1)) + 1, len(names)))
            np.add.at(table, (old, kept), 1.0)
            table[:, rare] = 0.0
            enough = table.sum(axis=1) >= self.least
            share = np.where(enough[new][:, None], table[new], share)
        share = np.cumsum(share, axis=1)
        chosen = (self.draw.random(len(share))[:, None] * share[:, -1:] >= share).sum(axis=1)
        values = np.array([None if pd.isna(name) else name for name in names], dtype=object)
        return values[np.minimum(chosen, len(names) - 1)]

    def numbers(
        self, value: pd.Series, given: Sequence[pd.Series], now: Sequence[np.ndarray], digits: int = 0
    ) -> np.ndarray:
        """(m,) numbers drawn by bands: zero, missing or a band first, then evenly within it."""
        plain = pd.to_numeric(value, errors="coerce").astype("float64").to_numpy(dtype=float, na_value=np.nan)
        known = np.sort(plain[np.isfinite(plain) & (plain != 0)])
        band = np.where(np.isnan(plain), "none", np.where(plain == 0, "zero", "some"))
        drawn = self.codes(pd.Series(band), given, now)
        out = np.where(drawn == "none", np.nan, 0.0)
        if len(known) < 2 * self.least:
            return out
        edges = np.quantile(known, np.linspace(*EDGES, min(BANDS, len(known) // self.least) + 1))
        some = np.flatnonzero(drawn == "some")
        # Within a cell of the conditions, the band goes with the cell; within a band, chance decides.
        level = pd.Series(np.searchsorted(edges[1:-1], plain[band == "some"], side="right"))
        rows = np.flatnonzero(band == "some")
        chosen = self.codes(
            level, [column.reset_index(drop=True).iloc[rows] for column in given], [column[some] for column in now]
        ).astype(int)
        out[some] = edges[chosen] + self.draw.random(len(some)) * (edges[chosen + 1] - edges[chosen])
        return np.round(out, digits)


def _cells(given: Sequence[pd.Series], now: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """One number a combination of conditions, the same for old and new records."""
    if not given:
        raise ValueError("a table of shares needs a condition")
    size = len(given[0])
    both = [
        pd.factorize(np.concatenate([np.asarray(old, dtype=object), np.asarray(new, dtype=object)]))[0]
        for old, new in zip(given, now, strict=True)
    ]
    code = np.zeros(len(both[0]), np.int64)
    for column in both:
        code = code * (column.max(initial=0) + 2) + column + 1
    code = pd.factorize(code)[0]
    return code[:size], code[size:]
