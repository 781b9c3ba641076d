"""A sensitivity analysis from a finished study to its tables, in the order in which one rests on another."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from ...errors import ConfigurationError, DataError, bad_value
from ...months import last_whole_year
from ...result import Result, words_of, write_json, write_text
from ...targets import Target, region_targets, share_met
from ..response import verdict_axes
from ..verdict import Case
from . import stages
from .assumptions import assumption_table
from .designs import Bench
from .factors import GROUPS, Space, factor_values, factors_of
from .grid import verdict_grid
from .indices import given_data
from .outcomes import OUTCOMES, outcome_table
from .plan import Plan, check_draws
from .ranking import check_instruments, ranking
from .screening import screened
from .stages import Stored
from .surface import Surface, surface

if TYPE_CHECKING:
    from ..study import Study

FACTS = "analysis.json"
RUN_VERDICT = ("word", "word_zh", "reason")
TABLES = ("screen", "indices", "variance", "flips", "grid", "assumptions", "ranking")


def verdict_target(study: Study) -> Target:
    """The target whose verdict is analysed.

    Raises ConfigurationError for a region whose text sets none.
    """
    region = study.scenario.region
    if not region.verdict_target:
        raise ConfigurationError(
            f"region = {region.name!r} is not allowed: its text sets no target of income parity, so no verdict can "
            "be analysed; allowed: a region with one, such as ningxia.",
            f"region = {region.name!r} 不允许：该地区文件没有收入持平目标，没有可分析的结论；允许：例如 ningxia。",
        )
    return region_targets((region.verdict_target,), region.home)[0]


def before_runs(study: Study, plan: Plan) -> None:
    """Everything that can be wrong before a run is made.

    Raises ConfigurationError for a region without verdict, months that end before the target's year does, too few
    draws, or an unknown instrument.
    """
    year, scenario = verdict_target(study).years[-1], study.scenario
    if last_whole_year(scenario.start, scenario.months) < year:
        least = 12 * year + 11 - scenario.start
        allowed = f"{least} or more, to the end of {year}, the year of the verdict's target"
        raise bad_value("months", scenario.months, allowed, f"不小于 {least}（至结论所依目标的年份 {year} 年底）")
    check_draws(study.draws)
    check_instruments(study.scenario, plan.instruments)


def stored_sample(study: Study, result: Result, plan: Plan) -> Stored:
    """The stored sample of a finished study.

    Raises DataError when its draws are not those of the study, or its runs hold no ratio of the target's year.
    """
    target = verdict_target(study)
    factors = factors_of((study.scenario, study.baseline))
    values = factor_values((study.scenario, study.baseline), study.draws)
    paths = {path.removeprefix("processes."): f.id for f in factors for path in f.paths}
    known = [column for column in result.draws.columns if column in paths]
    there = result.draws.set_index("draw").loc[: study.draws - 1]
    if any(not there[column].equals(values[paths[column]].rename(column)) for column in known):
        raise DataError(
            f"{result.folder}/draws.parquet does not hold the draws of this study; run the study again.",
            f"{result.folder}/draws.parquet 中的抽样与该研究不符；请重新运行。",
        )
    if target.years[-1] not in result.yearly("income_ratio").columns:
        raise DataError(
            f"{result.folder} holds no income ratio for {target.years[-1]}, the year of {target.id}.",
            f"{result.folder} 没有 {target.id} 所需的 {target.years[-1]} 年收入比。",
        )
    outcomes = outcome_table(result.indicators, study.arms, target)
    outcomes = outcomes[outcomes.index.get_level_values("draw") < study.draws]
    return Stored(study, factors, values, outcomes, target, plan)


def analyse(stored: Stored, result: Result, bench: Bench) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """Every table by name, and the facts around them for `analysis.json`."""
    plan, clock = stored.plan, Clock()
    space = Space.of(stored.arms)
    screen = clock.timed("screen", lambda: stages.screen(stored, space, bench))
    names = screened(screen, stored.factors, plan.keep)
    ratios = stored.outcomes["ratio"]
    fit = surface(stored.factors, names, stored.values, ratios, (stored.least, stored.seed))
    indices = clock.timed("indices", lambda: given_data(stored.values[names], stored.outcomes, stored.seed))
    if plan.quantify == "sobol":
        more = clock.timed("sobol", lambda: stages.sobol(stored, space, names[: plan.keep], bench))
        indices = pd.concat([indices, more], ignore_index=True)
    tables = {"screen": screen, "indices": indices}
    tables["variance"] = clock.timed("variance", lambda: stages.variance(stored, fit, bench))
    tables["flips"] = clock.timed("flips", lambda: stages.flip(stored, fit, screen, bench))
    tables["grid"] = clock.timed("grid", lambda: verdict_grid(_case(stored, result)))
    tables["assumptions"] = assumption_table(stored.factors, fit, indices)
    if plan.ranking:
        points = stored.values.iloc[: plan.ranking_draws].reset_index(drop=True)
        work = (bench, stored.arms, stored.factors, points, plan.instruments)
        tables["ranking"] = clock.timed("ranking", lambda: ranking(*work))
    return {name: _named(table, stored) for name, table in tables.items()}, _facts(stored, result, fit, clock)


def write_tables(folder: Any, tables: dict[str, pd.DataFrame], facts: dict[str, Any]) -> list[str]:
    """Write the tables as csv and the facts as json; the names of the files."""
    for name, table in tables.items():
        write_text(folder / f"{name}.csv", table.to_csv(index=False, float_format="%.8g", lineterminator="\n"))
    write_json(folder / FACTS, facts)
    return [*(f"{name}.csv" for name in tables), FACTS]


class Clock:
    """Seconds that each stage took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, name: str, work: Any) -> Any:
        """What `work` returns."""
        began = time.monotonic()
        found = work()
        self.seconds[name] = round(time.monotonic() - began, 1)
        return found


def _case(stored: Stored, result: Result) -> Case:
    draws = result.draws[result.draws["draw"] < stored.study.draws]
    rows = result.indicators[result.indicators["draw"] < stored.study.draws]
    axes = verdict_axes(stored.study.scenario, draws)
    return Case(stored.target, stored.study.arms[0], rows, draws, axes, stored.seed)


def _named(table: pd.DataFrame, stored: Stored) -> pd.DataFrame:
    """The table with the words for what its rows are about."""
    if "parameter" in table and "label_en" not in table:
        rows = {factor.id: factor.row for factor in stored.factors}
        table = table.assign(
            label_en=[rows[name].description for name in table["parameter"]],
            label_zh=[rows[name].description_zh for name in table["parameter"]],
        )
    if "outcome" in table:
        units = {name: words[2] for name, words in OUTCOMES.items()} | {"log_ratio": "log points"}
        table = table.assign(outcome_unit=[units[name] for name in table["outcome"]])
    if "group" in table and "share" in table and "outcome" in table:
        table = table.assign(
            label_en=[GROUPS[name][1] for name in table["group"]], label_zh=[GROUPS[name][0] for name in table["group"]]
        )
    return table


def _facts(stored: Stored, result: Result, fit: Surface, clock: Clock) -> dict[str, Any]:
    study, target, runs = stored.study, stored.target, stored.outcomes
    draws = runs.index.get_level_values("draw").to_numpy()
    probability, low, high = share_met(runs["met"].to_numpy() > 0, draws, stored.seed)
    word, word_zh = words_of(probability)
    region = study.scenario.region
    return {
        "verb": "sensitivity",
        "region": region.name,
        "region_en": region.title_en,
        "region_zh": region.title_zh,
        "arms": list(study.arms),
        "target_id": target.id,
        "year": target.years[-1],
        "threshold": target.threshold,
        "tolerance": target.tolerance,
        "draws": study.draws,
        "replications": study.replications,
        "scale": study.scenario.population.scale,
        "information": study.scenario.information,
        "seed": stored.seed,
        "verdict": {"probability": probability, "low": low, "high": high, "word": word, "word_zh": word_zh},
        "run_verdict": {key: (result.summary.get("verdict") or {}).get(key) for key in RUN_VERDICT},
        "inputs": len(stored.factors),
        "fitted": list(fit.names),
        "r_squared": fit.response.r_squared,
        "plan": asdict(stored.plan),
        "seconds": clock.seconds,
    }
