"""What the measures cost by year and fund, for each person and month of work, and for a yuan of income gained."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..published.funds import NAMES
from ..result import by_year, runs_of

NUMBERS = ["yuan", "people", "job_months"]


def cost_rows(costs: pd.DataFrame, indicators: pd.DataFrame, arms: tuple[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Tables of `summary.json` under `cost`, scenario minus baseline, means over runs, yuan of the real population.

    `by_year`: measure, fund, its key and year with yuan, people, job months and their ratios. `gain`: by year the cost
    of all measures over the income that they gain; `measure` names the one that differs, if it is one alone. `unmet`:
    what capped funds of the scenario could not pay, by key and year.
    """
    runs = max(len(indicators[["draw", "replication"]].drop_duplicates()), 1)
    sign = (costs["scenario"] == arms[0]).astype(float) * 2 - 1
    signed = costs.assign(**{name: costs[name] * sign for name in NUMBERS})
    table = signed.groupby(["measure", "fund", "year"], observed=True)[NUMBERS].sum() / runs
    table = table[(table != 0).any(axis=1)].reset_index()
    return {
        "by_year": [_row(row) for row in table.to_dict("records")],
        "gain": _gain(table, indicators, arms),
        "unmet": _unmet(indicators, arms[0]),
    }


def _row(row: dict[Any, Any]) -> dict[str, Any]:
    known = NAMES.get(str(row["fund"]))
    return {
        **{str(name): value for name, value in row.items()},
        "year": int(row["year"]),
        "key": known.key if known else str(row["fund"]),
        "yuan_per_person": _over(row["yuan"], row["people"]),
        "yuan_per_job_month": _over(row["yuan"], row["job_months"]),
    }


def _gain(table: pd.DataFrame, indicators: pd.DataFrame, arms: tuple[str, str]) -> list[dict[str, Any]]:
    """By year: cost, the income that all residents gain, and the one over the other where something is gained."""
    income, residents = (by_year(indicators, name) for name in ("disposable_income", "residents"))
    if income.empty or residents.empty:
        return []
    mine, other, people = runs_of(income, arms[0]), runs_of(income, arms[1]), runs_of(residents, arms[0])
    if mine.empty or other.empty:
        return []
    gained = ((mine - other) * people).mean()
    names = sorted(set(table["measure"]))
    spent = table.groupby("year")["yuan"].sum().reset_index()
    return [
        {
            "measure": names[0] if len(names) == 1 else "all",
            "year": int(row["year"]),
            "yuan": float(row["yuan"]),
            "income_gained_yuan": float(gained.get(row["year"], np.nan)),
            "yuan_per_yuan_gained": _over(float(row["yuan"]), float(gained.get(row["year"], np.nan))),
        }
        for row in spent.to_dict("records")
    ]


def _unmet(indicators: pd.DataFrame, arm: str) -> list[dict[str, Any]]:
    rows = indicators[(indicators["indicator"] == "unmet_demand") & (indicators["scenario"] == arm)]
    rows = rows[rows["group"] != "all"]
    means = rows.groupby(["group", "period"], observed=True)["value"].mean().reset_index()
    return [
        {"fund": str(row["group"]).removeprefix("fund:"), "year": int(row["period"]), "yuan": float(row["value"])}
        for row in means.to_dict("records")
    ]


def fund_warnings(rows: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, str]]:
    """A warning that names the capped fund which leaves most demand unpaid; none where every bill was paid."""
    unmet: dict[str, float] = {}
    for row in rows["unmet"]:
        unmet[row["fund"]] = unmet.get(row["fund"], 0.0) + row["yuan"]
    if not unmet or max(unmet.values()) <= 0.0:
        return []
    key = max(unmet, key=lambda name: unmet[name])
    paid = sum(row["yuan"] for row in rows["by_year"] if row["key"] == key)
    share, short = unmet[key] / (unmet[key] + max(paid, 0.0)), unmet[key] / 1e6
    others = sum(value > 0.0 for value in unmet.values()) - 1
    more_en, more_zh = (
        (f" Other capped funds that fall short: {others}.", f"另有{others}个设限资金不足。") if others else ("", "")
    )
    return [
        {
            "en": f"The cap of {NAMES[key].label_en} (fund.{key}.cap) leaves {short:,.1f} million yuan of bills unpaid "
            f"over the run, {share:.0%} of what the scenario asked of it: its measures reach fewer people.{more_en}",
            "zh": f"{NAMES[key].label_zh}（fund.{key}.cap）的上限使全期{short * 100:.0f}万元费用无法支付，"
            f"占所需的{share:.0%}：相关措施覆盖的人减少。{more_zh}",
        }
    ]


def _over(above: float, below: float) -> float | None:
    return float(above / below) if below > 0.0 else None
