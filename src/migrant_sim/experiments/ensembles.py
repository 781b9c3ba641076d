"""Runs for validation: one run a draw with luck of its own, read into arrays, the same for any number of workers."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ..errors import DataError
from ..funds import UNCAPPED
from ..population.region_fields import FrozenMapping
from ..published import parameter
from ..published.observations import Observation
from ..scenario import PRIOR, Scenario
from ..simulate import trajectory
from .executors import Job, outcomes

LEAST_DRAWS = 24  # a covariance of eight quantities needs several times as many draws (setting)
DIFFUSE = "start_income_ratio_diffuse"
START_RATIO = "reference.start_ratio"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Runs:
    """Yearly values of everybody, and of fifths, by (indicator, group, year): an array (draws,) each."""

    values: Mapping[tuple[str, str, int], np.ndarray]
    years: range

    def of(self, indicator: str, year: int, group: str = "all") -> np.ndarray:
        """(draws,) values of one indicator; DataError for a year that was not simulated or a name that is not known."""
        found = self.values.get((indicator, group, year))
        if found is None:
            raise DataError(
                f"{indicator} of {year} ({group}) lies outside the years simulated, {self.years[0]} to "
                f"{self.years[-1]}, or is no indicator.",
                f"{year} 年的 {indicator}（{group}）不在模拟年份 {self.years[0]}—{self.years[-1]} 内，或不是指标。",
            )
        return found

    def figure(self, row: Observation) -> np.ndarray:
        """(draws,) what the model gives for a published figure."""
        return np.asarray(row.modelled(lambda name, year: self.of(name, year)))  # type: ignore[arg-type, return-value]


def back_then(
    scenario: Scenario, years: range, information: str, fit_until: int = 0, diffuse: bool = False
) -> Scenario:
    """The scenario matched to the first of `years` and run to the last, with the measures that were in force in fact.

    `diffuse` replaces the start ratio's prior, which the places' own figures were read for, by a wide one. `fit_until`
    is the last year whose rural mean is known ex ante. Parameters come from their priors, for the posterior sample was
    fitted to figures that a back-test must not know. The population is that of 2020, whatever the year (assumption).
    """
    region = scenario.region
    if diffuse:
        region = replace(region, priors=FrozenMapping({**region.priors, START_RATIO: DIFFUSE}))
    return replace(
        scenario,
        name="validation",
        region=region,
        information=information,
        base_year=years[0],
        fit_until=fit_until if information == "ex_ante" else 0,
        start=12 * years[0] + 11,
        months=max(12 * (years[-1] - years[0]), 1),
        parameters=PRIOR,
        measures=scenario.factual,
        funds=UNCAPPED,
        asked_shocks=(),
        disturbances=(),
        groups=("quintile",),
    )


def enlarged(scenario: Scenario, least_people: int) -> Scenario:
    """The scenario with at least so many people simulated, or all: the luck of few would pass for the place's."""
    spec = scenario.population
    persons = scenario.region.scopes[spec.scope or scenario.region.default_scope]
    scale = min(max(spec.scale, least_people / persons), 1.0)
    return scenario if scale == spec.scale else replace(scenario, population=replace(spec, scale=scale))


def run_all(  # noqa: PLR0913 - what to run, how many, where, and the model itself
    scenario: Scenario,
    names: Sequence[str],
    draws: int,
    workers: int,
    tell: Progress,
    run: Callable[[Any, int, int], Any] = trajectory,
) -> Runs:
    """Draws 0 to `draws` - 1, each with a replication of its own, so that chance is part of the ensemble.

    Raises the first error that a run ends with.
    """
    job = Job((("validation", scenario),), ("quintile",), run)
    tasks = [(draw, draw) for draw in range(draws)]
    found: dict[int, dict[tuple[str, str, int], float]] = {}
    with closing(outcomes(job, tasks, workers)) as ended:
        for done, outcome in enumerate(ended, start=1):
            if outcome.error is not None:
                raise outcome.error
            assert outcome.indicators is not None  # an outcome without an error has rows
            found[outcome.task[0]] = _yearly(outcome.indicators.to_pandas(), names)
            tell(done, len(tasks))
    keys = sorted(set.intersection(*(set(found[draw]) for draw in range(draws))))
    values = {key: np.array([found[draw][key] for draw in range(draws)]) for key in keys}
    first = scenario.base_year
    return Runs(values, range(first, first + scenario.months // 12 + 1))


def persistent_share() -> float:
    """Share of a figure's error that is the same in all years of a source (assumption)."""
    return parameter("observation_persistent_share").central


def _yearly(frame: pd.DataFrame, names: Sequence[str]) -> dict[tuple[str, str, int], float]:
    """The yearly values of some indicators, for everybody and by fifths."""
    wanted = frame[(frame["period"].str.len() == 4) & frame["indicator"].isin(names)]
    keys = zip(wanted["indicator"], wanted["group"], wanted["period"].astype(int), strict=True)
    return dict(zip(keys, wanted["value"], strict=True))
