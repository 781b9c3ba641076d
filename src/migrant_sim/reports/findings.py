"""What a result folder says, in the shapes that charts and sentences need."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from ..result import Result

QUANTILES = {"p05": 0.05, "p25": 0.25, "median": 0.50, "p75": 0.75, "p95": 0.95}


def spread_of(values: pd.Series) -> tuple[float, float, float]:
    """The 5 %, 50 % and 95 % points over runs; one run alone has no interval, and its ends are NaN."""
    low, middle, high = (float(point) for point in values.quantile([0.05, 0.5, 0.95]))
    return (low, middle, high) if values.count() > 1 else (float("nan"), middle, float("nan"))


@dataclass(frozen=True)
class Findings:
    """A result with its two arms named; tables of runs have one row for each (draw, replication)."""

    result: Result

    @property
    def summary(self) -> Mapping[str, Any]:
        """The numbers of summary.json."""
        return self.result.summary

    @property
    def verdict(self) -> Mapping[str, Any] | None:
        """The verdict, or None for a region whose texts set no such target."""
        found: Mapping[str, Any] | None = self.summary.get("verdict")
        return found if found and found.get("target_id") else None

    @property
    def arms(self) -> tuple[str, str]:
        """Labels of the scenario and of its baseline as the tables carry them."""
        return self.result.scenario, self.result.baseline

    @cached_property
    def everybody(self) -> pd.DataFrame:
        """The rows of everybody (group `all`), of all indicators and periods."""
        table = self.result.indicators
        return table[table["group"] == "all"]

    @cached_property
    def _places(self) -> Mapping[str, np.ndarray]:
        """Where the rows of each indicator stand in the table of everybody."""
        found = self.everybody.groupby("indicator", observed=True).indices
        return {str(name): np.asarray(rows) for name, rows in found.items()}

    @cached_property
    def _known(self) -> dict[str, pd.DataFrame]:
        """The rows that were asked for, by indicator: charts of two languages ask for the same ones."""
        return {}

    def _rows(self, indicator: str) -> pd.DataFrame:
        """Rows of everybody of one indicator."""
        if indicator not in self._known:
            self._known[indicator] = self.everybody.iloc[self._places[indicator]]
        return self._known[indicator]

    def has(self, *indicators: str) -> bool:
        """Whether the tables hold all these indicators."""
        return all(name in self._places for name in indicators)

    def unit(self, indicator: str) -> str:
        """Unit of an indicator's yearly rows, or of its only rows."""
        rows = self._rows(indicator)
        yearly = rows[rows["period"].str.len() == 4]
        return str((yearly if len(yearly) else rows)["unit"].iloc[0])

    def runs(self, indicator: str, arm: str, monthly: bool = False) -> pd.DataFrame:
        """Values of one indicator: a row each run, a column each year (or month), periods in order."""
        wanted = indicator, arm, monthly
        if wanted not in self._pivots:
            rows = self._rows(indicator)
            kept = rows[(rows["scenario"] == arm) & (rows["period"].str.len() == (7 if monthly else 4))]
            wide = kept.pivot(index=["draw", "replication"], columns="period", values="value")
            self._pivots[wanted] = wide.sort_index(axis=1)
        return self._pivots[wanted].copy()

    @cached_property
    def _pivots(self) -> dict[tuple[str, str, bool], pd.DataFrame]:
        """The tables that `runs` has given, for charts and tables ask for the same ones in two languages."""
        return {}

    def quantiles(self, indicator: str, arm: str) -> pd.DataFrame:
        """Quantiles over all runs: a row each year, columns p05 p25 median p75 p95."""
        table = self.runs(indicator, arm).quantile(list(QUANTILES.values())).T
        table.columns = pd.Index(list(QUANTILES))
        return table

    @cached_property
    def years(self) -> tuple[str, ...]:
        """Years with yearly rows, in order; the last one is the year of the verdict."""
        return tuple(self.runs("income_ratio", self.arms[0]).columns)

    @property
    def last_year(self) -> str:
        """The last simulated year."""
        return self.years[-1]

    @cached_property
    def groups(self) -> pd.DataFrame:
        """Rows of groups in the last year; columns `dimension` and `level` are the two parts of the group."""
        table = self.result.indicators
        table = table[(table["period"] == self.last_year) & (table["group"] != "all")]
        groups = table["group"].astype("category")  # few names stand in very many rows
        parts = [str(name).partition(":") for name in groups.cat.categories]
        for column, place in (("dimension", 0), ("level", 2)):
            names = np.array([part[place] for part in parts], dtype=object)
            table = table.assign(**{column: names[groups.cat.codes]})
        return table

    def grouped(self, indicator: str, dimension: str, arm: str) -> pd.DataFrame:
        """One indicator of the last year by level of a grouping: a row each run, a column each level; may be empty."""
        rows = self.groups
        rows = rows[(rows["indicator"] == indicator) & (rows["dimension"] == dimension) & (rows["scenario"] == arm)]
        return rows.pivot(index=["draw", "replication"], columns="level", values="value")

    @property
    def run_count(self) -> int:
        """Runs of the scenario that the tables hold: parameter draws × replications, less the failed ones."""
        return len(self.runs("income_ratio", self.arms[0]))

    def said(self) -> list[Mapping[str, Any]]:
        """The scenario's evaluated targets as the summary lists them, with statement and reading."""
        return [row for row in self.summary["targets"] if row["scenario"] == self.arms[0]]

    def targets(self) -> pd.DataFrame:
        """The scenario's rows of the targets table, with the statements that the summary holds."""
        table = self.result.targets
        table = table[table["scenario"] == self.arms[0]].reset_index(drop=True)
        said = {row["target_id"]: row for row in self.said()}
        columns = ("statement_zh", "statement_en")
        return table.assign(**{column: [said[name][column] for name in table["target_id"]] for column in columns})

    def target_line(self) -> tuple[float, float] | None:
        """Threshold of the verdict target and its tolerance, as set for this result."""
        if self.verdict is None:
            return None
        rows = self.targets()
        rows = rows[rows["target_id"] == self.verdict["target_id"]]
        return (float(rows["threshold"].iloc[0]), float(self.verdict["tolerance"])) if len(rows) else None

    def costs(self) -> pd.DataFrame:
        """The table of costs with the baseline's amounts negative, so that a sum over both arms is their difference."""
        table = self.result.costs
        sign = (table["scenario"] == self.arms[0]).astype(float) * 2 - 1
        columns = ("yuan", "people", "job_months")
        return table.assign(**{column: table[column] * sign for column in columns})
