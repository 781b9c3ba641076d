"""The small tables of a sweep: its points, parameter draws, runs, and what each point comes to."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..errors import ConfigurationError
from ..result import by_year, runs_of
from ..targets import Target, evaluate, region_targets
from .partitions import JOB_COLUMNS, Partitions
from .points import Point
from .sweep import Sweep

POINT_COLUMNS = ("point", "scenario", "baseline", "overrides", "key", "baseline_key")
RATIO = "income_ratio"
BAND = (0.05, 0.5, 0.95)


def point_table(sweep: Sweep) -> pd.DataFrame:
    """One row a point: its number, labels of its arms, the words that it sets (a JSON list), keys of both arms."""
    rows = [
        (number, p.label, p.baseline_label, json.dumps(p.words, ensure_ascii=False), p.scenario.key, p.baseline.key)
        for number, p in enumerate(sweep.points)
    ]
    return pd.DataFrame(rows, columns=list(POINT_COLUMNS))


def stored_words(folder: Any) -> list[tuple[str, ...]]:
    """The words of every point that a sweep's folder holds already; none where there is no such table."""
    path = folder / "points.parquet"
    if not path.is_file():
        return []
    return [tuple(json.loads(words)) for words in pq.read_table(path, columns=["overrides"])["overrides"].to_pylist()]


def check_points(sweep: Sweep) -> None:
    """Raise ConfigurationError when an arm in the folder was computed from another configuration under its label."""
    path = sweep.folder / "points.parquet"
    if not path.is_file():
        return
    before = pd.read_parquet(path)
    known = dict(zip(before["scenario"], before["key"], strict=True))
    known |= dict(zip(before["baseline"], before["baseline_key"], strict=True))
    for label, scenario in sweep.lineup.items():
        if known.get(label, scenario.key) != scenario.key:
            raise ConfigurationError(
                f"name = {sweep.name!r}: {sweep.folder} holds {label!r} computed from another configuration (key "
                f"{known[label][:8]}, now {scenario.key[:8]}); choose another name.",
                f"name = {sweep.name!r}：{sweep.folder} 中的 {label!r} 由另一份配置算得（{known[label][:8]}，"
                f"现为 {scenario.key[:8]}）；请另选名称。",
            )


def draw_tables(sweep: Sweep, table: Callable[[Any, int], pd.DataFrame]) -> pd.DataFrame:
    """Parameter draws, one row a baseline and draw: the columns of all arms beside it (equal where they share them)."""
    made: dict[str, pd.DataFrame] = {}
    seen: set[tuple[str, Any]] = set()
    for point in sweep.points:
        for scenario in (point.baseline, point.scenario):
            if (case := (point.baseline_label, scenario.uncertain())) in seen:
                continue
            seen.add(case)
            own = table(scenario, sweep.draws)
            here = made.setdefault(point.baseline_label, own)
            new = [name for name in own.columns if name not in here.columns]
            made[point.baseline_label] = pd.concat([here, own[new]], axis=1)
    parts = [frame.assign(baseline=label) for label, frame in made.items()]
    whole = pd.concat(parts, ignore_index=True)
    return whole[["baseline", *(name for name in whole.columns if name != "baseline")]]


def job_table(sweep: Sweep, store: Partitions) -> pd.DataFrame:
    """One row a run of the sweep: point (-1 for a baseline), arm, run, status, attempts, seconds, kind of error."""
    order = {label: number for number, label in enumerate(sweep.lineup)}
    numbers = {point.label: number for number, point in enumerate(sweep.points)}
    jobs = store.jobs()
    jobs = jobs[jobs["scenario"].isin(list(order))]
    jobs = jobs.assign(point=jobs["scenario"].map(numbers).fillna(-1).astype("int32"))
    jobs = jobs.assign(order=jobs["scenario"].map(order)).sort_values(["order", "draw", "replication"])
    return jobs[["point", *JOB_COLUMNS]].reset_index(drop=True)


def summary_table(sweep: Sweep, store: Partitions) -> pd.DataFrame:
    """One row a point: the ratio and its target in the target's year, the effect beside the baseline, and the cost.

    Bands are 5th, 50th and 95th percentiles over runs; low and high are the 90 % bootstrap interval of the probability
    over draws. Only the rows of one point and its baseline are in memory at a time.
    """
    read = lru_cache(maxsize=2)(lambda label: _ratios(store, label))
    paid = lru_cache(maxsize=2)(lambda label: _paid(store, label))
    rows = []
    for number, point in enumerate(sweep.points):
        row = {"point": number, "scenario": point.label, "baseline": point.baseline_label}
        own, base = read(point.label), read(point.baseline_label)
        row |= _told(point, own, base)
        runs = _runs(own).intersection(_runs(base))
        cost = [paid(label).reindex(runs, fill_value=0.0) for label in (point.label, point.baseline_label)]
        rows.append(row | _band("cost_yuan", cost[0] - cost[1]))
    return pd.DataFrame(rows)


def _told(point: Point, own: pd.DataFrame, base: pd.DataFrame) -> dict[str, Any]:
    target = _target(point.scenario)
    ratios = by_year(own, RATIO)
    ratio = runs_of(ratios, point.label) if len(ratios) else pd.DataFrame()
    other = runs_of(by_year(base, RATIO), point.baseline_label) if len(base) else pd.DataFrame()
    if ratio.empty:
        year, values, effect = None, pd.Series(dtype=float), pd.Series(dtype=float)
    else:
        wanted = [year for year in (target.years if target else ()) if year in ratio.columns]
        year = wanted[-1] if wanted else ratio.columns[-1]
        values = ratio[year]
        effect = values.sub(other[year]).dropna() if year in other.columns else pd.Series(dtype=float)
    row = {"runs": len(values), "year": year, **_band("ratio", values), **_band("effect", effect)}
    return row | _probability(target, own, point)


def _probability(target: Target | None, own: pd.DataFrame, point: Point) -> dict[str, Any]:
    nothing = dict.fromkeys(("probability", "low", "high"), np.nan)
    if target is None:
        return {"target": None, **nothing}
    found = evaluate((target,), own, (point.label,), point.scenario.seed) if len(own) else []
    whole = [row for row in found if row["tolerance"] == target.tolerance and row["probability"] is not None]
    return {"target": target.id, **nothing, **({key: whole[0][key] for key in nothing} if whole else {})}


def _target(scenario: Any) -> Target | None:
    region = scenario.region
    return region_targets((region.verdict_target,), region.home)[0] if region.verdict_target else None


def _ratios(store: Partitions, label: str) -> pd.DataFrame:
    """Yearly rows of the income ratios of everybody."""
    texts = ["group", "indicator", "period"]
    table = store.read("indicators", label, columns=[*_RUN, *texts, "value"], read_dictionary=texts)
    everybody, ratio = _among(table["group"], ["all"]), _among(table["indicator"], [*_RATIOS])
    table = table.filter(pc.and_(everybody, ratio))
    for text in texts:
        table = table.set_column(table.column_names.index(text), text, table[text].cast(pa.string()))
    table = table.filter(pc.equal(pc.utf8_length(table["period"]), 4))
    return table.to_pandas().assign(scenario=label)


def _among(texts: pa.ChunkedArray, wanted: list[str]) -> pa.ChunkedArray:
    """Which rows of a coded column hold one of the texts; each text of a dictionary is looked at once."""
    if texts.type == pa.string():  # a table without rows
        return pc.is_in(texts, value_set=pa.array(wanted))
    found = [
        pc.is_in(chunk.dictionary, value_set=pa.array(wanted, pa.string())).take(chunk.indices)
        for chunk in texts.chunks
    ]
    return pa.chunked_array(found, pa.bool_())


_RUN = ("draw", "replication")
_RATIOS = (RATIO, "income_ratio_registered")


def _runs(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[["draw", "replication"]].drop_duplicates())


def _paid(store: Partitions, label: str) -> pd.Series:
    """Yuan of a run summed over years and measures, by draw and replication."""
    rows = store.read("costs", label, columns=["draw", "replication", "yuan"]).to_pandas()
    paid: pd.Series = rows.groupby(["draw", "replication"])["yuan"].sum()
    return paid


def _band(name: str, values: pd.Series) -> dict[str, float]:
    known = np.asarray(values, float)
    known = known[~np.isnan(known)]
    low, middle, high = np.quantile(known, BAND) if len(known) else (np.nan,) * 3
    return {name: float(middle), f"{name}_p05": float(low), f"{name}_p95": float(high)}
