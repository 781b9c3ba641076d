"""What is kept of a run of a mix: a few numbers of one year and the cost of all years, as tidy rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from ...errors import bad_value
from ...months import last_whole_year, year_of
from ...result import COST_COLUMNS
from ...targets import region_targets

if TYPE_CHECKING:
    from ...scenario import Scenario
    from ...targets import Target

SOURCES = ("wage_income", "operating_income", "property_income", "transfer_income")
EVERYBODY = (*("income_ratio", "disposable_income"), *SOURCES, "gini", "rural_mean_income", "employment_rate")
JOBS = ("employed_local", "employed_region", "employed_outside", "welfare_posts", "work_relief")
DIMENSIONS = ("quintile", "list", "group")


class Kept(NamedTuple):
    """The rows of one run, in the shape of a trajectory."""

    indicators: pd.DataFrame
    costs: pd.DataFrame


@dataclass(frozen=True)
class Reading:
    """A trajectory of which a year's outcomes are kept.

    Rows: the indicators of `EVERYBODY`; `jobs`, persons in paid work, casual labour, welfare posts and work relief
    among it, farm and business of their own not (mean over the year's months); income by
    quintile and by kind of settlement and mover; `cost`, yuan of increments over 2020 of all years, real scale.
    """

    trajectory: Callable[[Any, int, int], Any]
    year: int

    def __call__(self, scenario: Any, draw: int, replication: int) -> Kept:
        """One run, read."""
        run = self.trajectory(scenario, draw, replication)
        rows = run.indicators[run.indicators["period"] == str(self.year)]
        dimension = rows["group"].str.partition(":")[0]
        everybody = rows[rows["indicator"].isin(EVERYBODY) & (rows["group"] == "all")]
        apart = rows[(rows["indicator"] == "disposable_income") & dimension.isin(DIMENSIONS)]
        at_work = rows[rows["indicator"].isin(JOBS) & (rows["group"] == "all")]
        period = str(self.year)
        own = pd.DataFrame(
            [
                (period, "jobs", "all", float(at_work["value"].sum()), "persons"),
                (period, "cost", "all", float(run.costs["yuan"].sum()), "yuan"),
            ],
            columns=list(everybody.columns),
        )
        kept = pd.concat([everybody, apart.dropna(subset=["value"]), own], ignore_index=True)
        return Kept(kept, pd.DataFrame({name: [] for name in COST_COLUMNS[3:]}))


def target_of(scenario: Scenario) -> Target | None:
    """The target that the region's verdict is about; None where its text sets none."""
    region = scenario.region
    return region_targets((region.verdict_target,), region.home)[0] if region.verdict_target else None


def year_of_outcome(scenario: Scenario) -> int:
    """The year that is read: that of the target where it is simulated, else the last whole one.

    Raises ConfigurationError where no whole year is simulated.
    """
    last = last_whole_year(scenario.start, scenario.months)
    if last <= year_of(scenario.start):
        raise bad_value("months", scenario.months, "months that reach a December", "至少模拟到一个十二月")
    target = target_of(scenario)
    years = target.years if target else ()
    return years[-1] if years and years[-1] <= last else last
