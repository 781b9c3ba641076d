"""What a sensitivity analysis is about: four numbers of each run, from the tidy table of a study or of a design."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ...result import by_year, runs_of
from ...targets import Target

INDICATORS = ("income_ratio", "income_ratio_registered", "disposable_income", "cost_per_person")
OUTCOMES: Mapping[str, tuple[str, str, str]] = {
    "ratio": ("收入比", "income ratio", "ratio"),
    "effect": ("政策效果", "programme effect", "yuan/person"),
    "met": ("是否达标", "target met", "share"),
    "cost": ("人均费用", "cost per person", "yuan/person"),
}


def outcome_table(indicators: pd.DataFrame, arms: tuple[str, ...], target: Target) -> pd.DataFrame:
    """One row a run (draw, replication) with the columns of `OUTCOMES`, those two of the baseline only if it was run.

    `ratio` is the income ratio of the target's year in the scenario; `effect` yuan of income per person in that year,
    scenario minus baseline; `met` 1 where the target is met; `cost` yuan per person over all years, paired.
    """
    year = target.years[-1]
    ratio = runs_of(by_year(indicators, "income_ratio"), arms[0])[year].dropna()
    found = pd.DataFrame({"ratio": ratio, "met": target.meets(ratio.to_numpy(), target.tolerance).astype(float)})
    if len(arms) > 1:
        income, cost = (_paired(indicators, name, arms) for name in ("disposable_income", "cost_per_person"))
        found["effect"] = income[year]
        found["cost"] = cost.sum(axis=1)
    return found[[name for name in OUTCOMES if name in found]].astype(np.float64)


def kept(indicators: pd.DataFrame) -> pd.DataFrame:
    """The yearly rows of everybody that outcomes are made of."""
    rows = indicators[indicators["indicator"].isin(INDICATORS) & (indicators["group"] == "all")]
    return rows[rows["period"].str.len() == 4]


def _paired(indicators: pd.DataFrame, name: str, arms: tuple[str, ...]) -> pd.DataFrame:
    wide = by_year(indicators, name)
    return runs_of(wide, arms[0]) - runs_of(wide, arms[1])
