"""Cells that a ledger leaves empty, by column: how many, and how many of them a run makes up."""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

HOUSEHOLD = ("group", "land", "leased", "herd", "dibao", "registered_poor")
INCOME = ("wage_income", "operating_income", "property_income", "transfer_income", "disposable_income")
WAGES = ("casual", "local", "county", "region", "outside", "self_employed")  # activities whose pay says who is skilled
_SCHOOL_AGE, _WORKING = 15, (16, 69)


def gaps(tables: "dict[str, pd.DataFrame]", reference: int) -> dict[str, dict[str, Any]]:
    """By `table.column` the empty `cells`, their `share` of the rows, and whether runs make them up (`imputed`).

    Counted where the cell means something: schooling from 15 on, activity and certificates of working ages.
    """
    settlements, homes, people = (tables[name] for name in ("settlements", "households", "persons"))
    age = (reference - people["birth"]).astype("float64").to_numpy() // 12
    working = (age >= _WORKING[0]) & (age <= _WORKING[1])
    able = working & ~(people["labour"] == False).fillna(False).to_numpy(bool)  # noqa: E712 - a column of flags
    everyone = np.ones(len(people), bool)
    found = {"settlements.track": _gap(settlements["track"], np.ones(len(settlements), bool), True)}
    for name in HOUSEHOLD:
        found[f"households.{name}"] = _gap(homes[name], np.ones(len(homes), bool), True)
    spans = {
        **{"sex": everyone, "birth": everyone, "health": everyone, "education": age >= _SCHOOL_AGE},
        **{"activity": able, "labour": working & people["activity"].isna().to_numpy(), "certificate": able},
    }
    for name, rows in spans.items():
        found[f"persons.{name}"] = _gap(people[name], rows, True)
    for name in INCOME:
        found[f"households.{name}"] = _gap(homes[name], np.ones(len(homes), bool), False)
    paid = people["activity"].isin(WAGES).to_numpy()
    found["persons.monthly_pay"] = _gap(people["monthly_pay"], working & paid, False)
    return {name: row for name, row in found.items() if row["cells"]}


def _gap(column: "pd.Series", rows: np.ndarray, imputed: bool) -> dict[str, Any]:
    empty = int((column.isna().to_numpy() & rows).sum())
    return {"cells": empty, "share": round(empty / max(int(rows.sum()), 1), 6), "imputed": imputed}
