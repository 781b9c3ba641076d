"""Which cells of a table may leave the house: statistical disclosure control by suppression.

A cell that rests on fewer persons than the threshold is suppressed (primary). A suppressed cell could be got back from
its line's total (a row, a column), so in every line of which something is suppressed more cells follow, the smallest
first, until at least two of them hold somebody and together rest on no fewer persons than the threshold (secondary).
Suppressed values are missing and shown as `…` with their reason; they are never 0. See Hundepool et al. (2012),
Statistical Disclosure Control, chapter 4.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

LEAST_PEOPLE = 10  # persons; the default threshold
SHOWN = "…"
PRIMARY, SECONDARY = "primary", "secondary"
REASONS: Mapping[str, tuple[str, str]] = {
    PRIMARY: ("fewer persons than the threshold", "人数低于阈值"),
    SECONDARY: ("would give another suppressed cell away", "否则可由合计推出被隐去的单元格"),
}
TOTAL = "all"
PER_HOUSEHOLD = 4.0
OF_MONEY = ("effective_marginal_tax_rate", "quintile_share")  # shares of money, which count nobody


def suppression(
    persons: np.ndarray, lines: Sequence[np.ndarray], least: int = LEAST_PEOPLE, total: np.ndarray | None = None
) -> np.ndarray:
    """(n,) `primary`, `secondary` or empty for cells that rest on `persons` (n,).

    Each of `lines` (n,) names the line that a cell adds up in (equal value, equal line; None or empty: none); `total`
    (n,) flags are cells that are sums of others: they are judged by their own count only.
    """
    persons = np.asarray(persons, np.float64)
    sums = np.zeros(len(persons), np.bool_) if total is None else np.asarray(total, np.bool_)
    # What nobody can count is treated as too few.
    reason = np.where(~(persons >= least), PRIMARY, "").astype(object)
    codes = [pd.factorize(pd.Series(line).replace("", None))[0] for line in lines]
    rows_of = [_members(code, ~sums) for code in codes]
    changed = True
    while changed:
        changed = False
        for groups in rows_of:
            for rows in groups:
                changed |= _guarded(rows, persons, reason, least)
    return reason


def _members(code: np.ndarray, used: np.ndarray) -> list[np.ndarray]:
    """Rows of each line, lines without a code left out."""
    rows = np.flatnonzero((code >= 0) & used)
    rows = rows[np.argsort(code[rows], kind="stable")]
    cuts = np.flatnonzero(np.diff(code[rows])) + 1
    return [part for part in np.split(rows, cuts) if len(part)]


def _guarded(rows: np.ndarray, persons: np.ndarray, reason: np.ndarray, least: int) -> bool:
    """Suppress more cells of a line until what is suppressed cannot be told apart; whether any was added."""
    added = False
    while True:
        hidden = rows[reason[rows] != ""]
        held = hidden[persons[hidden] > 0]
        open_rows = rows[reason[rows] == ""]
        if not len(held) or not len(open_rows) or (len(held) > 1 and persons[held].sum() >= least):
            return added
        reason[open_rows[np.argmin(persons[open_rows])]] = SECONDARY
        added = True


def safe(frame: pd.DataFrame, counts: Mapping[str, float], least: int = LEAST_PEOPLE) -> pd.DataFrame:
    """Rows of a results table (with a column `group`: `all` or `dimension:level`) with unsafe values missing.

    `counts` gives the ledger persons of each group. Adds the column `suppressed` (empty, `primary` or `secondary`);
    `value`, `low`, `high` and whatever else is a number and no key is missing where it is not empty. A group that is
    not counted is suppressed, one without any counts (a synthetic region: empty `counts`) never.
    """
    if not counts:
        return frame.assign(suppressed="")
    groups = [name for name in counts if name != TOTAL] + [name for name in frame["group"].unique() if name != TOTAL]
    groups = [TOTAL, *dict.fromkeys(groups)]
    persons = np.array([counts.get(name, np.nan) for name in groups], dtype=np.float64)
    dimension = np.array([name.partition(":")[0] if ":" in name else None for name in groups], dtype=object)
    reason = suppression(persons, [dimension], least, np.array([name == TOTAL for name in groups]))
    by_group = dict(zip(groups, reason, strict=True))
    told = frame["group"].map(by_group)
    out = frame.assign(suppressed=told.to_numpy())
    keys = {"draw", "replication", "year", "period"}
    numbers = [name for name in frame.select_dtypes("number").columns if name not in keys]
    for name in numbers:
        out[name] = out[name].astype("float64").mask(out["suppressed"] != "")
    return out


def scarce(frame: pd.DataFrame, counts: Mapping[str, float], least: int = LEAST_PEOPLE) -> np.ndarray:
    """(n,) `primary`, `secondary` or empty for shares and numbers of persons that few people make up.

    The threshold of a group says nothing of the part of it that a share counts: 2 % of 100 persons are two of them. By
    the rule of frequency tables (Hundepool et al., chapter 4.2) both that part and the rest need `least` people, or
    nobody. `frame` has scenario, period, indicator, group, unit and `median`; what a share is taken of is not in it:
    ASSUMPTION, households, the smallest such base, with `PER_HOUSEHOLD` persons each. Means of money rest on the group.
    """
    persons = frame["group"].map(counts).fillna(0.0).to_numpy(float)
    value = frame["median"].to_numpy(float)
    share = (frame["unit"] == "share").to_numpy()
    part = np.where(share, np.minimum(value, 1.0 - value) * persons / PER_HOUSEHOLD, value)
    share = share & ~frame["indicator"].isin(OF_MONEY).to_numpy()
    judged = (share | (frame["unit"] == "persons").to_numpy()) & (part > 0)
    cells = np.where(judged, part, float(least))
    dimension = frame["group"].str.partition(":")[0]
    keys = [frame[name].astype(str) for name in ("scenario", "period", "indicator")]
    line = (keys[0] + " " + keys[1] + " " + keys[2] + " " + dimension).to_numpy()
    return suppression(cells, [line], least, (frame["group"] == TOTAL).to_numpy())


def rounded(values: pd.Series, figures: int) -> pd.Series:
    """Numbers to so many significant figures."""
    size = np.floor(np.log10(values.abs().where(values != 0)))
    unit = 10.0 ** (size - figures + 1)
    return ((values / unit).round() * unit).where(size.notna(), values)


def marked(values: pd.Series, suppressed: pd.Series) -> pd.Series:
    """Values as text, `…` where one is suppressed; a value that was never there stays empty."""
    shown = values.map(lambda value: "" if pd.isna(value) else f"{value:.10g}")
    return shown.mask(suppressed != "", SHOWN)
