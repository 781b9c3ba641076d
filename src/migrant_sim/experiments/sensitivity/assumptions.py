"""Inputs ranked by how much of the verdict they carry, with what stands behind each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ...targets import INTERVAL
from .factors import Factor
from .surface import Surface

RESAMPLES = 400
COLUMNS = (
    *("rank", "parameter", "label_en", "label_zh", "unit", "low", "central", "high", "assumption", "grade", "group"),
    *("share", "share_low", "share_high", "index", "index_low", "index_high", "noise"),
    *("index_outcome", "probability_low", "probability_high", "ratio_low", "ratio_high", "screened", "source"),
)


def assumption_table(factors: Sequence[Factor], fit: Surface, indices: pd.DataFrame) -> pd.DataFrame:
    """One row an input, the weightiest first.

    `share`: part of the variance of the log ratio that its straight-line effect carries (whole variance of the stored
    sample, chance included). `index`: PAWN of the probability of parity, or of the ratio where no run or every run
    meets the target. `probability_low` and `_high`: chance of parity with the input held at its low and high value;
    `ratio_low` and `_high`: the median ratio then. Inputs that were screened out have none of these.
    """
    pawn = indices[indices["method"] == "pawn"]
    about = "met" if (pawn["outcome"] == "met").any() else "ratio"
    pawn = pawn[pawn["outcome"] == about].set_index("parameter")
    shares = _shares(fit)
    rows = []
    for factor in factors:
        row = factor.row
        found = {"parameter": factor.id, "label_en": row.description, "label_zh": row.description_zh}
        found |= {name: getattr(row, name) for name in ("unit", "low", "central", "high", "grade", "source")}
        found |= {"assumption": factor.assumption, "group": factor.group, "screened": factor.id in fit.names}
        if factor.id in fit.names:
            found |= dict(zip(("share", "share_low", "share_high"), shares[factor.id], strict=True))
            ends = {f"probability_{end}": fit.chance({factor.id: getattr(row, end)}) for end in ("low", "high")}
            medians = {f"ratio_{end}": fit.median({factor.id: getattr(row, end)}) for end in ("low", "high")}
            found |= ends | medians
        if factor.id in pawn.index:
            columns = {"index": "index", "index_low": "low", "index_high": "high", "noise": "noise"}
            found |= {new: float(pawn[old][factor.id]) for new, old in columns.items()}
            found["index_outcome"] = about
        rows.append(found)
    table = pd.DataFrame(rows).reindex(columns=list(COLUMNS))
    table = table.sort_values(["share", "parameter"], ascending=[False, True], na_position="last", ignore_index=True)
    return table.assign(rank=np.arange(1, len(table) + 1))


def _shares(fit: Surface) -> dict[str, tuple[float, float, float]]:
    """Squared standardised slope with its interval over resampled draws."""
    response = fit.response
    spread = response.x.var(axis=0)
    whole = float(response.y.var())
    if whole == 0.0:
        return {name: (np.nan, np.nan, np.nan) for name in fit.names}
    middle = response.slopes**2 * spread / whole
    again = response.slopes_again[:RESAMPLES] ** 2 * spread / whole
    low, high = np.quantile(again, INTERVAL, axis=0)
    return {name: (float(middle[i]), float(low[i]), float(high[i])) for i, name in enumerate(fit.names)}
