"""The stages that need runs of their own: screening, Sobol' on request, chance, and the check of the flips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...targets import Target
from . import flips, screening
from .designs import Bench, Design
from .factors import GROUPS, Factor, Space
from .indices import saltelli_sample, sobol_indices
from .intensity import intensity_row
from .outcomes import outcome_table
from .plan import Plan
from .surface import Surface
from .variance import Sample, variance_split

if TYPE_CHECKING:
    from ...scenario import Scenario
    from ..study import Study

CHECKED = 5  # rows of the flip table that real runs check


@dataclass(frozen=True, eq=False)
class Stored:
    """The stored sample: arms, factors, values by draw, outcomes by run, the verdict's target, and the plan."""

    study: Study
    factors: tuple[Factor, ...]
    values: pd.DataFrame
    outcomes: pd.DataFrame
    target: Target
    plan: Plan

    @property
    def arms(self) -> tuple[Scenario, Scenario]:
        """Scenario and baseline."""
        return self.study.scenario, self.study.baseline

    @property
    def labelled(self) -> tuple[tuple[str, Scenario], ...]:
        """Both arms under the labels of the study."""
        return tuple(zip(self.study.arms, self.arms, strict=True))

    @property
    def seed(self) -> int:
        """The root seed."""
        return self.study.scenario.seed

    @property
    def least(self) -> float:
        """Log of the ratio from which the target counts as met."""
        return float(np.log(self.target.threshold - self.target.tolerance))


def screen(stored: Stored, space: Space, bench: Bench) -> pd.DataFrame:
    """Elementary effects of every input."""
    quantiles = screening.trajectories(space, stored.plan.trajectories, stored.seed)
    points = space.values(space.names, quantiles)
    rows = bench.run(Design("morris", stored.labelled, points))
    found = outcome_table(rows, stored.study.arms, stored.target).droplevel("replication").sort_index()
    found["log_ratio"] = np.log(found["ratio"])
    return screening.elementary_effects(space, quantiles, found, stored.seed)


def sobol(stored: Stored, space: Space, names: Sequence[str], bench: Bench) -> pd.DataFrame:
    """Sobol' indices of the screened inputs, the others at their central values."""
    quantiles = saltelli_sample(space, names, stored.plan.base, stored.seed)
    rows = bench.run(Design("saltelli", stored.labelled, space.values(names, quantiles)))
    found = outcome_table(rows, stored.study.arms, stored.target).droplevel("replication").sort_index()
    return sobol_indices(space, names, found, stored.seed)


def variance(stored: Stored, fit: Surface, bench: Bench) -> pd.DataFrame:
    """The split of the variance; chance from replications of the first draws."""
    points = stored.values.iloc[: stored.plan.chance_draws].reset_index(drop=True)
    label, scenario = stored.labelled[0]
    rows = bench.run(Design("chance", ((label, scenario),), points, stored.plan.chance_replications))
    chance = np.log(outcome_table(rows, (label,), stored.target)["ratio"].unstack("replication").to_numpy())
    ratio = stored.outcomes["ratio"].unstack("replication").dropna()
    features = _features(stored.factors, fit, ratio.index)
    return variance_split(Sample(np.log(ratio.to_numpy()), features, chance, stored.least), stored.seed)


def _features(factors: Sequence[Factor], fit: Surface, draws: pd.Index) -> dict[str, np.ndarray]:
    """Columns of the regression by group: straight lines, with squares for start, reference and trend."""
    by_id, columns = {factor.id: factor for factor in factors}, {group: [np.empty((len(draws), 0))] for group in GROUPS}
    for name in fit.names:
        x = fit.values.loc[draws, name].to_numpy(float)
        x = np.log(x) if by_id[name].log else x
        x = (x - x.mean()) / x.std()
        group = by_id[name].group
        columns[group].append(x[:, None] if group == "parameters" else np.column_stack([x, x**2]))
    return {group: np.column_stack(found) for group, found in columns.items() if group != "chance"}


def flip(stored: Stored, fit: Surface, screened: pd.DataFrame, bench: Bench) -> pd.DataFrame:
    """The flip table, its first five rows checked by real runs at the flipping value."""
    mean = screened[screened["outcome"] == "log_ratio"].set_index("parameter")["mu"]
    table = flips.flip_table(stored.factors, fit, dict(mean))
    tolerance = flips.tolerance_row(stored.outcomes["ratio"], stored.target, stored.seed)
    points = stored.values.iloc[: stored.plan.check_draws]
    extra = [tolerance, intensity_row(bench, stored.study.scenario, points, stored.outcomes, stored.target)]
    table = pd.concat([table, pd.DataFrame([row for row in extra if row])], ignore_index=True)
    table = flips.ordered(table.reindex(columns=list(flips.COLUMNS)).astype({"agrees": object}))
    for place, row in table.head(CHECKED).iterrows():
        if row["method"] in ("response", "screen") and np.isfinite(row["flip"]):
            for column, value in _check(stored, fit, table, str(row["input"]), bench).items():
                table.loc[place, column] = value
    return table


def _check(stored: Stored, fit: Surface, table: pd.DataFrame, name: str, bench: Bench) -> dict[str, float]:
    value = float(table.loc[table["input"] == name, "flip"].iloc[0])
    factor = next(factor for factor in stored.factors if factor.id == name)
    points = stored.values.iloc[: stored.plan.check_draws].reset_index(drop=True)
    points = points.assign(**{name: flips.with_median(points[name], fit.start(name), value, factor)})
    label, scenario = stored.labelled[0]
    rows = bench.run(Design(f"flip-{name}", ((label, scenario),), points))
    return flips.checked(table, name, outcome_table(rows, (label,), stored.target)["ratio"], fit)
