"""Whether the ranking of single instruments changes with months and pay, scope, and migrants in the reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.stats import kendalltau

from ...errors import unknown_name
from ...published import parameter
from ...result import by_year, runs_of
from ...targets import INTERVAL, resamples
from .designs import Bench, Design
from .factors import Factor

if TYPE_CHECKING:
    from ...scenario import Scenario

DEFAULT_COUNT = 10
CENTRAL = "central"
COLUMNS = (
    *("setting", "value", "instrument", "effect", "low", "high", "unit", "rank", "resolved_from_next", "draws"),
    *("tau", "tau_low", "tau_high"),
)


def alone(scenario: Scenario, baseline: Scenario, instrument: str) -> Scenario:
    """The baseline and what the scenario orders of one instrument, in all its clauses."""
    mine = tuple((key, measure) for key, measure in scenario.measures if measure.name() == instrument)
    others = tuple((key, measure) for key, measure in baseline.measures if key not in dict(mine))
    return replace(baseline, name=f"{instrument}_only", measures=(*others, *mine))


def instruments_of(scenario: Scenario) -> list[str]:
    """The instruments that a scenario orders, in order of their names."""
    return sorted({measure.name() for _, measure in scenario.measures})


def check_instruments(scenario: Scenario, asked: Sequence[str]) -> None:
    """Raise ConfigurationError for an instrument that the scenario does not order."""
    known = instruments_of(scenario)
    for name in asked:
        if name not in known:
            raise unknown_name("sensitivity.instruments", name, known)


def settings_of(scenario: Scenario, factors: Sequence[Factor]) -> list[tuple[str, str, Mapping[str, float], str]]:
    """(setting, value, factor values, scope) of every setting, the central one first."""
    scope, known = str(scenario.population.scope), {factor.id for factor in factors}
    share = next((f.id for f in factors if "processes.reference.migrant_share" in f.paths), "")
    found: list[tuple[str, str, Mapping[str, float], str]] = [(CENTRAL, "", {}, scope)]
    for setting, source in (("months_ridge", "months_ridge"), ("migrant_share", share)):
        if source in known:
            row = parameter(source)
            found += [(setting, f"{value:g}", {source: value}, scope) for value in (row.low, row.central, row.high)]
    found += [("scope", name, {}, name) for name in dict(scenario.region.scopes) if name != scope]
    return found


def strongest(bench: Bench, arms: tuple[Scenario, Scenario], points: pd.DataFrame) -> list[str]:
    """The ten instruments with the largest effect on income in the first point, in order of their names."""
    names = instruments_of(arms[0])
    effects = _effects(bench, arms, names, ("strength", points.iloc[:1]))
    return sorted(effects.abs().mean().nlargest(DEFAULT_COUNT).index)


def ranking(
    bench: Bench,
    arms: tuple[Scenario, Scenario],
    factors: Sequence[Factor],
    points: pd.DataFrame,
    chosen: Sequence[str],
) -> pd.DataFrame:
    """One row a setting and instrument: effect on income of the last year, rank, agreement with the central ranking.

    `points` are the draws, the same in all settings; intervals are over them. A rank is resolved when the interval of
    its difference from the next one leaves zero out.
    """
    check_instruments(arms[0], chosen)
    names = list(chosen) or strongest(bench, arms, points)
    central: pd.DataFrame | None = None
    rows: list[tuple[object, ...]] = []
    for setting, value, held, scope in settings_of(arms[0], factors):
        moved = tuple(_scoped(arm, scope) for arm in arms)
        title = "-".join(filter(None, ("ranking", setting, value)))
        effects = _effects(bench, (moved[0], moved[1]), names, (title, points.assign(**held)))
        central = effects if central is None else central
        rows += _ranked((setting, value), effects, central, arms[0].seed)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _scoped(scenario: Scenario, scope: str) -> Scenario:
    if scope == scenario.population.scope:
        return scenario
    return scenario.with_(**{"population.scope": scope})


def _effects(
    bench: Bench, arms: tuple[Scenario, Scenario], names: Sequence[str], design: tuple[str, pd.DataFrame]
) -> pd.DataFrame:
    """Yuan per person that each instrument adds in the last year: (runs × instruments), paired."""
    scenario, baseline = arms
    labels = ((baseline.label, baseline), *((name, alone(scenario, baseline, name)) for name in names))
    income = by_year(bench.run(Design(design[0], labels, design[1])), "disposable_income")
    base = runs_of(income, baseline.label)
    year = max(base.columns)
    return pd.DataFrame({name: runs_of(income, name)[year] - base[year] for name in names})


def _ranked(
    setting: tuple[str, str], effects: pd.DataFrame, central: pd.DataFrame, seed: int
) -> Iterator[tuple[object, ...]]:
    """Rows of one setting and its value, by the mean effect; the bootstrap over draws is fixed by the seed."""
    means = effects.mean()
    order = list(means.sort_values(ascending=False, kind="stable").index)
    weight = resamples(len(effects), seed) / len(effects)
    again = pd.DataFrame(weight @ effects.to_numpy(), columns=effects.columns)
    first = pd.DataFrame(weight @ central.to_numpy(), columns=central.columns)
    taus = [kendalltau(a, b).statistic for a, b in zip(again.to_numpy()[:500], first.to_numpy()[:500], strict=True)]
    tau = float(kendalltau(means, central.mean()[means.index]).statistic)
    tau_ends = [float(end) for end in np.nanquantile(taus, INTERVAL)]
    for rank, name in enumerate(order, start=1):
        ends = [float(end) for end in np.quantile(again[name], INTERVAL)]
        resolved = rank < len(order) and float(np.quantile(again[name] - again[order[rank]], INTERVAL[0])) > 0.0
        numbers = (float(means[name]), *ends, "yuan/person", rank, resolved, len(effects))
        yield (*setting, name, *numbers, tau, *tau_ends)
