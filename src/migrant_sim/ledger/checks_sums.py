"""Figures against figures: income that adds up, posts within quotas, units told by magnitude, what is missing."""

from typing import TYPE_CHECKING

from .findings import Findings, Ledger
from .messages import Place

if TYPE_CHECKING:
    import numpy as np

INCOMES = ("wage_income", "operating_income", "property_income", "transfer_income")
TOLERANCE, TOLERANCE_YUAN = 0.01, 50.0  # a difference up to the larger of the two is rounding
GAP, GAP_YUAN = 0.2, 2000.0  # and above the larger of these, an error
MISSING_TOLD = 0.05  # share of empty cells from which a column is told of
LEAST_FOR_MEDIAN = 20


def check_figures(ledger: Ledger, findings: Findings) -> None:
    """All checks of figures within one table."""
    if ledger.table.id == "households":
        _check_income(ledger, findings)
    if ledger.table.id == "posts":
        _above(ledger, "filled", "quota", "over_quota", findings)
    if ledger.table.id == "enterprises":
        _above(ledger, "vacancies", "places", "over_places", findings)
        _above(ledger, "jobs_moved_in", "places", "moved_in_over_places", findings)
    _check_units(ledger, findings)
    _check_missing(ledger, findings)


def _floats(ledger: Ledger, column: str) -> "np.ndarray":
    import numpy as np

    return ledger.clean[column].to_numpy(float, na_value=np.nan)


def _above(ledger: Ledger, column: str, limit: str, code: str, findings: Findings) -> None:
    import numpy as np

    most = _floats(ledger, limit)
    at = np.flatnonzero(_floats(ledger, column) > most)
    findings.rows(code, ledger, column, at, lambda i: {limit: int(most[i])})


def _check_income(ledger: Ledger, findings: Findings) -> None:
    """The four kinds of income together against disposable income, where all five are there."""
    import numpy as np

    total = sum((_floats(ledger, name) for name in INCOMES), start=np.zeros(len(ledger.clean)))
    whole = _floats(ledger, "disposable_income")
    off = np.abs(total - whole)
    gap = off > np.maximum(GAP_YUAN, GAP * np.abs(whole))
    small = ~gap & (off > np.maximum(TOLERANCE_YUAN, TOLERANCE * np.abs(whole)))
    for code, marked in (("income_gap", gap), ("income_sum", small)):
        at = np.flatnonzero(marked)
        findings.rows(code, ledger, "disposable_income", at, lambda i: {"total": f"{total[i]:.0f}"})


def _check_units(ledger: Ledger, findings: Findings) -> None:
    """The median of each column of each sheet against its usual range."""
    import numpy as np

    for entry in ledger.table.kept:
        if entry.usual is None or entry.id not in ledger.raw:
            continue
        low, high = entry.usual
        values = _floats(ledger, entry.id)
        for number, source in enumerate(ledger.sources):
            held = values[(ledger.source == number) & ~np.isnan(values) & ((values != 0) | (low == 0))]
            if len(held) >= LEAST_FOR_MEDIAN and not low <= (median := float(np.median(held))) <= high:
                place = Place(source.file, source.sheet, 0, source.headers.get(entry.id, entry.zh))
                units = {"unit": entry.unit_zh, "unit_en": entry.unit}
                findings.add(
                    "unit_suspect", place, median=f"{median:,.2f}", low=f"{low:,.0f}", high=f"{high:,.0f}", **units
                )


def _check_missing(ledger: Ledger, findings: Findings) -> None:
    """The share of empty cells by column and sheet."""
    import numpy as np

    for entry in ledger.table.kept:
        if (
            entry.required
            or entry.id not in ledger.raw
            or entry.id in ("enterprise_id", "monthly_pay", "months_worked")
        ):
            continue
        empty = ledger.raw[entry.id].isna().to_numpy(bool)
        for number, source in enumerate(ledger.sources):
            here = empty[ledger.source == number]
            if entry.id in source.headers and len(here) and here.mean() >= MISSING_TOLD:
                place = Place(source.file, source.sheet, 0, source.headers[entry.id])
                findings.add("missing_share", place, share=f"{here.mean():.1%}", count=int(np.sum(here)))
