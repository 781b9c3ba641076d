"""`summary.json`: the study in numbers under stable keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..funds import capped
from ..published import parameter
from ..result import SCHEMA, UNIDENTIFIED, by_year, runs_of
from ..targets import Target, region_targets
from .basis import basis, repeated
from .costs import cost_rows, fund_warnings
from .own_data import ledger_notes, own_figure_notes, own_figure_rows
from .response import verdict_axes
from .study import Study
from .verdict import ACCOUNTING, LEAST_DRAWS, Case, verdict

if TYPE_CHECKING:
    from ..population import Population

SOURCES = ("wage", "operating", "property", "transfer")
BAND = (0.05, 0.5, 0.95)
SUSPICION = 0.3  # the design's plausibility check: a strict probability above this first means double counting


@dataclass(frozen=True, eq=False)
class Tables:
    """What a study produced: its tidy tables, evaluated targets, population, and how many runs failed."""

    indicators: pd.DataFrame
    costs: pd.DataFrame
    draws: pd.DataFrame
    targets: list[dict[str, Any]]
    population: Population
    failed: int


def summarise(study: Study, tables: Tables) -> dict[str, Any]:
    """The entries of `summary.json`; yuan are nominal, quantiles are over all runs, unknown numbers are None."""
    scenario, (arm, base) = study.scenario, study.arms
    yearly = tables.indicators[tables.indicators["group"] == "all"]
    target = _verdict_target(study)
    found, reason = _verdict(study, tables, target)
    rows = cost_rows(tables.costs, tables.indicators, study.arms)
    summary = {
        "schema": SCHEMA,
        "region": scenario.region.name,
        "region_en": scenario.region.title_en,
        "region_zh": scenario.region.title_zh,
        "scope": scenario.population.scope,
        "information": scenario.information,
        "scenario": arm,
        "baseline": base,
        "population": _population(study, tables.population),
        "draws": study.draws,
        "replications": study.replications,
        "seed": scenario.seed,
        "parameters": _parameters(study),
        "calibration": basis(scenario, study.draws),
        "own_figures": own_figure_rows(),
        "verdict": found,
        "reason": reason,
        "parity_ratio": _bands(by_year(yearly, "income_ratio"), arm),
        "parity_ratio_baseline": _bands(by_year(yearly, "income_ratio"), base),
        "crossing_year": _crossing(yearly, arm, target),
        "shortfall": _shortfall(yearly, arm),
        "income": _income(yearly, arm),
        "difference": _difference(yearly, study.arms),
        "targets": tables.targets,
        "cost": _cost(study, tables.costs, float(tables.population.persons_real)) | rows,
        "warnings": _warnings(found, study, tables.failed) + fund_warnings(rows),
    }
    cleaned: dict[str, Any] = _plain(summary)
    return cleaned


def _parameters(study: Study) -> dict[str, dict[str, Any]]:
    """The published row behind each drawn parameter, by its column in `draws.parquet`.

    `cost_only` marks those that move the public bill and nothing else, as long as no fund has a cap.
    """
    rows = {path.removeprefix("processes."): source for path, source in study.scenario.uncertain()}
    known = {path: source for path, source in rows.items() if not path.startswith("factual.")}
    measures, free = dict(study.scenario.measures), not capped(study.scenario.funds)
    return {
        path: asdict(parameter(source)) | {"cost_only": free and _is_price(path, measures)}
        for path, source in known.items()
    }


def _is_price(path: str, measures: Mapping[str, Any]) -> bool:
    head, name, field = path.split(".") if path.count(".") == 2 else ("", "", "")
    return head == "measures" and name in measures and field in measures[name].PRICES


def _verdict_target(study: Study) -> Target | None:
    region = study.scenario.region
    return region_targets((region.verdict_target,), region.home)[0] if region.verdict_target else None


def _verdict(
    study: Study, tables: Tables, target: Target | None
) -> tuple[dict[str, Any] | None, dict[str, str] | None]:
    region = study.scenario.region
    if target is None:
        return None, {"en": region.verdict_reason_en, "zh": region.verdict_reason_zh}
    axes = verdict_axes(study.scenario, tables.draws)
    ratios = tables.indicators[tables.indicators["indicator"].isin(ACCOUNTING.values())]
    arm, base = (Case(target, arm, ratios, tables.draws, axes, study.scenario.seed) for arm in study.arms)
    if target.indicator != "income_ratio" or (found := verdict(arm)) is None:
        years = ", ".join(map(str, target.years))
        return None, {
            "en": f"The runs hold no income ratio for {target.id} ({years or 'no year'}).",
            "zh": f"模拟结果没有 {target.id} 所需的收入比（{years or '无年份'}）。",
        }
    meets = target.meets(base.ratios(target.indicator).to_numpy(), target.tolerance)
    return found | {"baseline_probability": float(np.mean(meets)) if len(meets) else None}, None


def _population(study: Study, population: Population) -> dict[str, Any]:
    scenario = study.scenario
    return {
        "persons": int((population.persons.alive == 1).sum()),
        "households": int((population.households.present == 1).sum()),
        "scale": scenario.population.scale,
        "persons_real": float(population.persons_real),
    }


def _band(values: pd.Series | np.ndarray) -> dict[str, float]:
    known = np.asarray(values, float)
    known = known[~np.isnan(known)]
    p05, median, p95 = np.quantile(known, BAND) if len(known) else (np.nan,) * 3
    return {"median": float(median), "p05": float(p05), "p95": float(p95)}


def _bands(wide: pd.DataFrame, arm: str) -> dict[str, dict[str, float]]:
    rows = runs_of(wide, arm)
    return {str(year): _band(rows[year]) for year in rows.columns}


def _crossing(yearly: pd.DataFrame, arm: str, target: Target | None) -> dict[str, float] | None:
    """Share of runs by the first year in which the ratio meets the verdict's target; `never` within the horizon."""
    ratios = runs_of(by_year(yearly, "income_ratio"), arm)
    if target is None or ratios.empty:
        return None
    met = target.meets(ratios.to_numpy(), target.tolerance)
    first = np.where(met.any(axis=1), met.argmax(axis=1), -1)
    shares = {str(year): float(np.mean(first == i)) for i, year in enumerate(ratios.columns)}
    return shares | {"never": float(np.mean(first == -1))}


def _shortfall(yearly: pd.DataFrame, arm: str) -> dict[str, dict[str, float]]:
    """Rural mean less migrants' income by year, yuan per person; negative where migrants have more."""
    mean, ratio = (runs_of(by_year(yearly, name), arm) for name in ("rural_mean_income", "income_ratio"))
    years = [year for year in ratio.columns if year in mean.columns]
    return {str(year): _band(mean[year] * (1 - ratio[year])) for year in years}


def _income(yearly: pd.DataFrame, arm: str) -> dict[str, dict[str, float]]:
    """Means over runs by year and source, yuan per resident."""
    names = {**{source: f"{source}_income" for source in SOURCES}, "total": "disposable_income"}
    means = {source: runs_of(by_year(yearly, name), arm).mean() for source, name in names.items()}
    return {
        str(year): {source: float(m.get(year, np.nan)) for source, m in means.items()} for year in means["total"].index
    }


def _difference(yearly: pd.DataFrame, arms: tuple[str, str]) -> dict[str, dict[str, float]]:
    """Scenario minus baseline of every yearly indicator in the last year, run by run."""
    last = yearly[yearly["period"].str.len() == 4]
    last = last[last["period"] == last["period"].max()]
    wide = last.pivot(index=["indicator", "draw", "replication"], columns="scenario", values="value")
    paired = (wide[arms[0]] - wide[arms[1]]).dropna() if set(arms) <= set(wide.columns) else pd.Series(dtype=float)
    return {str(name): _band(values) for name, values in paired.groupby("indicator")}


def _cost(study: Study, costs: pd.DataFrame, persons: float) -> dict[str, Any]:
    """Scenario minus baseline summed over all years, so the stock that both arms pay for drops out.

    Yuan of the real population, medians over runs (and their 90 % range); per registered person; by measure and fund.
    """
    pairs = sorted({(draw, run) for draw, run in zip(costs["draw"], costs["replication"], strict=True)})
    index = pd.MultiIndex.from_tuples(pairs, names=["draw", "replication"])
    signed = costs.assign(yuan=costs["yuan"].where(costs["scenario"] == study.arms[0], -costs["yuan"]))
    by_run = signed.groupby(["draw", "replication"])["yuan"].sum().reindex(index, fill_value=0.0)
    total = _band(by_run) if pairs else {"median": 0.0, "p05": 0.0, "p95": 0.0}
    return {
        "total_yuan": total["median"],
        "total_yuan_p05": total["p05"],
        "total_yuan_p95": total["p95"],
        "per_person_yuan": total["median"] / persons,
        "by_measure": {
            name: {"total_yuan": v, "per_person_yuan": v / persons} for name, v in _medians(signed, "measure")
        },
        "by_fund": {name: {"total_yuan": v, "per_person_yuan": v / persons} for name, v in _medians(signed, "fund")},
    }


def _medians(signed: pd.DataFrame, column: str) -> list[tuple[str, float]]:
    if signed.empty:
        return []
    sums = signed.pivot_table(
        index=["draw", "replication"], columns=column, values="yuan", aggfunc="sum", fill_value=0.0, observed=True
    )
    return [(str(name), float(sums[name].median()) + 0.0) for name in sums.columns]


def _warnings(found: Mapping[str, Any] | None, study: Study, failed: int) -> list[dict[str, str]]:
    said = [
        {
            "en": f"{UNIDENTIFIED[0]} It follows from assumptions and from evidence of other places.",
            "zh": f"{UNIDENTIFIED[1]}该效果来自假设和其他地区的证据。",
        }
    ]
    said += _cautions(study)
    strict = found["by_tolerance"]["0.00"]["probability"] if found else 0.0
    if strict > SUSPICION:
        said.append(
            {
                "en": f"The probability of strict parity is {strict:.0%}: suspect double counting or the denominator "
                "of labour export before believing it.",
                "zh": f"严格持平的概率为{strict:.0%}：采信之前，应先排查重复计算或劳务输出口径（分母）问题。",
            }
        )
    if study.draws < LEAST_DRAWS:
        said.append(
            {
                "en": f"Only {study.draws} parameter draws: too few for good intervals (at least {LEAST_DRAWS}).",
                "zh": f"仅{study.draws}组参数抽样，不足以给出可用的区间（至少{LEAST_DRAWS}组）。",
            }
        )
    said += repeated(study.scenario, study.draws)
    if failed:
        said.append(
            {
                "en": f"{failed} of {study.draws * study.replications} runs failed and are left out.",
                "zh": f"{study.draws * study.replications}次模拟中有{failed}次失败，未计入结果。",
            }
        )
    return said


def _cautions(study: Study) -> list[dict[str, str]]:
    """What the region warns of, and that shocks of the user's choice hit both arms."""
    region, own = study.scenario.region, [name for name, _ in study.scenario.disturbances]
    said = [{"en": region.caution_en, "zh": region.caution_zh}] if region.caution_en else []
    said += own_figure_notes()
    said += ledger_notes(region.name) if region.register else []
    if own:
        listed = ", ".join(own)
        english = f"Shocks in both arms: {listed}. Hosts lose by them only what their host_loss says (assumption)."
        said.append({"en": english, "zh": f"两个情景都受到冲击：{listed}。当地居民的损失仅按 host_loss 计算（假设）。"})
    return said


def _plain(value: Any) -> Any:
    """The value for json: NaN becomes None, numpy numbers become Python's."""
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not isfinite(value) else value
