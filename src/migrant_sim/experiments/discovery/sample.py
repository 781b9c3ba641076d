"""The cases of a discovery: inputs, how often the target was met, and what could have been observed on the way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.dataset as ds

from ...errors import ConfigurationError, DataError, UserError
from ...published import parameter
from ...result import read_json
from ...targets import Target, region_targets

OBSERVABLE = (  # what statistics or ledgers could tell of a year
    *("income_ratio", "disposable_income", "wage_income", "operating_income", "property_income", "transfer_income"),
    *("income_growth", "growth_gap", "rural_mean_income", "employment_rate", "stable_employment_rate"),
    *("months_worked", "household_job_rate", "zero_employment_households", "employed_outside", "certificate_rate"),
    *("poverty_rate", "dibao_share", "monitored_share"),
)


@dataclass(frozen=True, eq=False)
class Sample:
    """Cases (scenario, draw): numeric `inputs`; runs with `met` and with `signals`, one column an (indicator, year).

    `known` has by input the row behind it (description, description_zh, unit) where the folder tells it.
    """

    inputs: pd.DataFrame
    met: pd.Series
    signals: pd.DataFrame
    known: Mapping[str, Mapping[str, Any]]
    target: Target
    year: int

    @property
    def share_met(self) -> pd.Series:
        """By case, in the order of the inputs, the share of its runs that met the target."""
        return self.met.groupby(level=["scenario", "draw"]).mean().reindex(self.inputs.index)


def read_sample(folder: Path, threshold: float | None) -> Sample:
    """The cases of a finished run or sweep; `threshold` replaces the ratio that counts as met.

    Raises ConfigurationError for a folder without a target or its year, DataError for one without draws.
    """
    inputs, known, target_id, year = _inputs(folder)
    if target_id is None:
        raise ConfigurationError(
            f"results = {str(folder)!r} holds no verdict target (its text sets none, or its year was not simulated), "
            "so there is no failure to explain; allowed: results with a verdict.",
            f"results = {str(folder)!r} 中没有可判定的目标（文件未设，或目标年未模拟），无从解释成败；"
            "允许：含结论的结果。",
        )
    target = region_targets((target_id,), _home(folder))[0]
    rows = _indicators(folder)
    rows = rows[rows["scenario"].isin(inputs.index.get_level_values("scenario").unique())]
    here = rows[(rows["indicator"] == target.indicator) & (rows["period"] == str(year)) & (rows["group"] == "all")]
    ratio = here.set_index(["scenario", "draw", "replication"])["value"].dropna().sort_index()
    least = threshold if threshold is not None else target.threshold - target.tolerance
    met = pd.Series(ratio.to_numpy() >= least - 1e-12, index=ratio.index).astype(float)
    before = rows[rows["indicator"].isin(OBSERVABLE) & (rows["group"] == "all") & (rows["period"] < str(year))]
    signals = before.pivot(index=["scenario", "draw", "replication"], columns=["indicator", "period"], values="value")
    cases = pd.MultiIndex.from_frame(here[["scenario", "draw"]].drop_duplicates())
    inputs = inputs.loc[inputs.index.intersection(cases)].sort_index()
    return Sample(_varying(inputs), met, signals.reindex(met.index), known, target, year)


def _inputs(folder: Path) -> tuple[pd.DataFrame, Mapping[str, Any], str | None, int]:
    """Inputs by (scenario, draw), what is known of them, id of the target, its year."""
    path = folder / "draws.parquet"
    if not path.is_file():
        raise DataError(
            f"results = {str(folder)!r} holds no parameter draws (draws.parquet): give the folder of a finished run.",
            f"results = {str(folder)!r} 中没有参数抽样（draws.parquet）：请给出已完成的结果文件夹。",
        )
    draws = pd.read_parquet(path)
    if (folder / "summary.json").is_file():
        summary, manifest = (read_json(folder / name) for name in ("summary.json", "manifest.json"))
        label = manifest["arms"]["scenario"]
        verdict = summary.get("verdict") or {}
        inputs = draws.assign(scenario=label).set_index(["scenario", "draw"])
        found = verdict.get("target_id")
        return inputs, summary.get("parameters", {}), found, _year_of(found, _home(folder)) if found else 0
    return _sweep_inputs(folder, draws)


def _sweep_inputs(folder: Path, draws: pd.DataFrame) -> tuple[pd.DataFrame, Mapping[str, Any], str | None, int]:
    """The same of a sweep: its points' numeric words stand beside the draws."""
    points, told = (pd.read_parquet(folder / f"{name}.parquet") for name in ("points", "summary"))
    words = [dict(word.split("=", 1) for word in json.loads(text)) for text in points["overrides"]]
    own = pd.DataFrame(words).apply(pd.to_numeric, errors="coerce").dropna(axis=1)
    cases = pd.concat([points[["scenario", "baseline"]], own], axis=1).merge(draws, on="baseline")
    targets = told.dropna(subset=["target", "year"])
    inputs = cases.drop(columns="baseline").set_index(["scenario", "draw"]).dropna(axis=1)
    if targets.empty:
        return inputs, {}, None, 0
    first = targets.iloc[0]
    return inputs, _known(_scenario(folder)), str(first["target"]), int(first["year"])


def _known(scenario: Any) -> Mapping[str, Mapping[str, Any]]:
    """The published row behind each parameter that a sweep's first point draws; a run has them in its summary."""
    drawn = scenario.uncertain() if scenario else ()
    return {path.removeprefix("processes."): asdict(parameter(source)) for path, source in drawn}


def _scenario(folder: Path) -> Any:
    """The scenario of a run, or of a sweep's first point; None where this version cannot read it."""
    from ...files import written
    from ...scenario import Scenario

    try:
        return Scenario.from_config(written(folder / "config.yaml")["scenario"])
    except (UserError, OSError, KeyError):
        return None


def _year_of(target_id: str, region: str) -> int:
    return region_targets((target_id,), region)[0].years[-1]


def region_of(folder: Path) -> str:
    """Name of the region of a run's or sweep's folder; empty where it is not told."""
    path = folder / "summary.json"
    if path.is_file():
        return str(read_json(path).get("region", ""))
    scenario = _scenario(folder)
    return str(scenario.region.name) if scenario else ""


def _home(folder: Path) -> str:
    """The shipped region whose targets bind that of a folder."""
    scenario = _scenario(folder)
    return str(scenario.region.home) if scenario else region_of(folder)


def _indicators(folder: Path) -> pd.DataFrame:
    """The tidy rows of everybody in a file or in partitions by scenario."""
    source = folder / "indicators.parquet"
    place = source if source.is_file() else folder / "indicators"
    columns = ["scenario", "draw", "replication", "period", "indicator", "group", "value"]
    try:
        dataset = ds.dataset(place, format="parquet", partitioning=None if source.is_file() else "hive")
        rows = dataset.to_table(columns=columns, filter=ds.field("group") == "all").to_pandas()
    except (OSError, ValueError) as error:
        raise DataError(f"Cannot read {place}: {error}.", f"无法读取 {place}：{error}。") from error
    return rows[rows["period"].str.len() == 4].astype({"scenario": str})


def _varying(inputs: pd.DataFrame) -> pd.DataFrame:
    """Numeric columns with more than one value, each set of equal ones once."""
    numbers = inputs.select_dtypes("number").astype(np.float64)
    numbers = numbers.loc[:, numbers.nunique() > 1]
    return numbers.loc[:, ~numbers.T.duplicated().to_numpy()]
