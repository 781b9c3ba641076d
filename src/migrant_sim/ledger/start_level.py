"""Where incomes start: the mean of the ledger over the rural mean, and the share of wages, each with its spread.

A ledger's income is administrative, not survey income: who counts and what is netted differ. ASSUMPTION on the spread.
"""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..months import month_label
from ..published import parameter, series
from ..published.own import RURAL_MEAN
from ..result import write_text

if TYPE_CHECKING:
    import pandas as pd

LEAST_ROWS, LEAST_SHARE = 30, 0.3  # households that must tell their income before their mean counts (assumption)
RATIO_SPREAD = 0.14  # ASSUMPTION: as of a town's administrative figure (start_income_ratio_2020_minning)
SHARE_SPREAD = 0.08  # ASSUMPTION: points
RATIO_BOUNDS, SHARE_BOUNDS = (0.25, 1.7), (0.15, 0.87)  # of the central value, so that the spread stays in its field
COLUMNS = (
    *("parameter_id", "description", "description_zh", "unit", "low", "central", "high", "distribution", "region"),
    *("year", "source", "seen", "original_seen", "grade", "role", "note"),
)
Remarks = list[dict[str, str]]


def start_parameters(
    name: str, homes: "pd.DataFrame", size: "pd.Series", base: Mapping[str, Any], reference: int
) -> tuple[dict[str, dict[str, Any]], Remarks]:
    """Parameters by the field of `reference` that they feed, and remarks on what could not be used.

    `homes` has the income lines and `weight`, `size` the members of each household.
    """
    means, year = series(RURAL_MEAN, base.get("series_region", "宁夏")), reference // 12
    told = homes["disposable_income"].notna().to_numpy()
    remarks: Remarks = []
    if told.sum() < max(LEAST_ROWS, LEAST_SHARE * len(homes)):
        if told.any():
            remarks.append(_too_few(int(told.sum()), len(homes)))
        return {}, remarks
    found: dict[str, dict[str, Any]] = {}
    weight = homes["weight"].to_numpy(float)[told]
    income = homes["disposable_income"].to_numpy(float, na_value=np.nan)[told]
    mean = float(weight @ income) / float(weight @ size.to_numpy(float)[told])
    if year not in means:
        remarks.append(_no_mean(year))
    elif not RATIO_BOUNDS[0] <= mean / means[year] <= RATIO_BOUNDS[1]:
        remarks.append(_far_off(mean, means[year]))
    else:
        ratio = mean / means[year]
        found["reference.start_ratio"] = _ratio_row(name, ratio, mean, means[year], reference)
    wages = homes["wage_income"].to_numpy(float, na_value=np.nan)[told]
    both = ~np.isnan(wages)
    if both.sum() >= max(LEAST_ROWS, LEAST_SHARE * len(homes)):
        whole = float(weight[both] @ income[both])
        share = float(weight[both] @ wages[both]) / whole if whole > 0 else -1.0
        if SHARE_BOUNDS[0] <= share <= SHARE_BOUNDS[1]:
            found["reference.wage_share"] = _share_row(name, share, reference)
    return found, remarks


def _ratio_row(name: str, ratio: float, mean: float, rural: float, reference: int) -> dict[str, Any]:
    row = parameter("start_income_ratio_2020")
    return {
        **_common(f"start_income_ratio@{name}", row.description, row.description_zh, "ratio", reference),
        "low": round(ratio * (1 - RATIO_SPREAD), 6),
        "central": round(ratio, 6),
        "high": round(ratio * (1 + RATIO_SPREAD), 6),
        "note": f"Ledger: {mean:.0f} yuan per member over the rural mean of {rural:.0f} in {reference // 12}. "
        f"ASSUMPTION on spread: {RATIO_SPREAD:.0%}, an administrative figure is not survey income.",
    }


def _share_row(name: str, share: float, reference: int) -> dict[str, Any]:
    row = parameter("wage_share_start")
    return {
        **_common(f"wage_share_start@{name}", row.description, row.description_zh, "share", reference),
        "low": round(share - SHARE_SPREAD, 6),
        "central": round(share, 6),
        "high": round(share + SHARE_SPREAD, 6),
        "note": f"Ledger: {share:.3f} of disposable income. ASSUMPTION on spread: {SHARE_SPREAD:g} points.",
    }


def _common(name: str, english: str, chinese: str, unit: str, reference: int) -> dict[str, Any]:
    return {
        "id": name,
        "description": english,
        "description_zh": chinese,
        "unit": unit,
        "distribution": "triangular",
        "region": name.partition("@")[2],
        "year": str(reference // 12),
        "source": f"ledger imported as {name.partition('@')[2]}, {month_label(reference)}",
        "seen": "yes",
        "original_seen": "yes",
        "grade": "B",
        "role": "prior",
    }


def _too_few(told: int, count: int) -> dict[str, str]:
    return {
        "en": f"Only {told} of {count} households tell their disposable income: the start level is not theirs.",
        "zh": f"仅 {told}/{count} 户填写了可支配收入：起始收入水平不取自台账。",
    }


def _no_mean(year: int) -> dict[str, str]:
    return {
        "en": f"The rural mean of {year} is not known (ledger series can add it): the start level is not the ledger's.",
        "zh": f"没有 {year} 年农村均值（可用 ledger series 补充）：起始收入水平不取自台账。",
    }


def _far_off(mean: float, rural: float) -> dict[str, str]:
    return {
        "en": f"Mean income of the ledger, {mean:.0f} yuan per member, is too far from the rural mean of {rural:.0f} "
        "to start from: is the unit right?",
        "zh": f"台账人均收入 {mean:.0f} 元与农村均值 {rural:.0f} 元相差过大，未作为起始水平；请核对单位。",
    }


def write_parameters(path: Path, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """The file of the region's own parameters, with the columns of the shipped ones."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows.values():
        writer.writerow([row["id" if column == "parameter_id" else column] for column in COLUMNS])
    write_text(path, text.getvalue())
