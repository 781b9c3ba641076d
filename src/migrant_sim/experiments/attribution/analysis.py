"""Runs the coalitions of an attribution and makes its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...targets import INTERVAL
from ..mixes.bank import Task, paired
from ..mixes.desk import Desk
from ..mixes.players import Player, all_players, at_least_two, factors_of, named_players
from .plan import MOST_EXACT, Plan
from .shares import Rule, exact_rule, sampled_rule

TOTAL = "total"
CREDITS = ("outcome", "group", "unit", "player", "credit", "p05", "p95", "share", "sampling_error", "runs", "draws")
ALONE = ("outcome", "group", "unit", "player", "alone", "alone_p05", "alone_p95", "last", "last_p05", "last_p95")
HELD_BACK = ("rural_mean_income", "gini", "employment_rate")  # outcomes that serve other verbs


@dataclass(frozen=True, eq=False)
class Found:
    """The tables, and the facts that tell how they came about."""

    credits: pd.DataFrame
    alone: pd.DataFrame
    by_run: pd.DataFrame
    players: tuple[Player, ...]
    facts: dict[str, object]


def players_of(desk: Desk, plan: Plan) -> tuple[Player, ...]:
    """The players before the strongest are chosen: nothing is run.

    Raises ConfigurationError for an unknown name and for fewer than two players.
    """
    everyone = all_players(desk.pair, plan.by)
    players = named_players(everyone, plan.players, "attribute.players") if plan.players else everyone
    at_least_two(players, "attribute.by" if not plan.players else "attribute.players")
    return players


def attribute(desk: Desk, plan: Plan) -> Found:
    """Share out what the scenario adds to its baseline among the players."""
    players = players_of(desk, plan)
    if not plan.players:
        players = desk.strongest(players, plan.strongest)
    count, exact = len(players), len(players) <= MOST_EXACT
    rule = exact_rule(count) if exact else sampled_rule(count, plan.permutations, desk.study.scenario.seed)
    coalitions = [factors_of(players, [float(c >> i & 1) for i in range(count)]) for c in rule.coalitions]
    wide = desk.runs(coalitions).dropna(axis=1)
    wide = wide.drop(columns=[column for column in wide.columns if column[0] in HELD_BACK])
    values, runs = paired(wide, [desk.key(factors) for factors in coalitions])
    names, units = [player.name for player in players], desk.bank.units()
    columns = [
        (*column, units[column]) for column in ((str(name), str(group)) for name, group in map(tuple, wide.columns))
    ]
    facts = {
        "method": "exact" if exact else "sampled",
        "coalitions": len(coalitions),
        "permutations": None if exact else plan.permutations,
        "runs": len(runs),
        "draws": len({draw for draw, _ in runs}),
        "year": desk.bank.trajectory.year,  # type: ignore[attr-defined]
        "players": {player.name: list(player.members) for player in players},
    }
    shared = rule.credits(values)
    credits = _credits(shared, rule.spread(values), names, columns, runs)
    alone = _alone(values, rule, names, columns, runs)
    return Found(credits, alone, _by_run(shared, names, columns, runs), players, facts)


def _credits(
    shared: np.ndarray,
    spread: np.ndarray | None,
    names: Sequence[str],
    columns: Sequence[tuple[str, str, str]],
    runs: Sequence[Task],
) -> pd.DataFrame:
    """One row an outcome and player: mean credit over runs, its 5-95 % range over draws, its share of the total."""
    whole = np.concatenate([shared, shared.sum(axis=1, keepdims=True)], axis=1)
    middle, low, high = _ranges(whole, runs)
    rows = []
    for k, (outcome, group, unit) in enumerate(columns):
        for p, name in enumerate([*names, TOTAL]):
            total = middle[-1, k]
            error = np.nan if spread is None or name == TOTAL else spread[p, k]
            part = middle[p, k] / total if total else np.nan
            numbers = (middle[p, k], low[p, k], high[p, k], part, error)
            rows.append((outcome, group, unit, name, *numbers, len(runs), len({draw for draw, _ in runs})))
    return pd.DataFrame(rows, columns=list(CREDITS))


def _alone(
    values: np.ndarray,
    rule: Rule,
    names: Sequence[str],
    columns: Sequence[tuple[str, str, str]],
    runs: Sequence[Task],
) -> pd.DataFrame:
    """One row an outcome and player: its effect alone on the baseline, and last on top of all others; then their sums.

    The sums differ from the total where measures help or hinder each other.
    """
    place = {coalition: number for number, coalition in enumerate(rule.coalitions)}
    everybody = rule.coalitions[-1]
    first = [place[1 << p] for p in range(len(names))]
    rest = [place[everybody ^ 1 << p] for p in range(len(names))]
    alone = values[:, first] - values[:, [0]]
    last = values[:, [-1]] - values[:, rest]
    total = values[:, [-1]] - values[:, [0]]
    stacked = [np.concatenate([each, each.sum(axis=1, keepdims=True), total], axis=1) for each in (alone, last)]
    (a, a_low, a_high), (b, b_low, b_high) = (_ranges(each, runs) for each in stacked)
    rows = [
        (*column, name, a[p, k], a_low[p, k], a_high[p, k], b[p, k], b_low[p, k], b_high[p, k])
        for k, column in enumerate(columns)
        for p, name in enumerate([*names, "sum", TOTAL])
    ]
    return pd.DataFrame(rows, columns=list(ALONE))


def _by_run(
    shared: np.ndarray, names: Sequence[str], columns: Sequence[tuple[str, str, str]], runs: Sequence[Task]
) -> pd.DataFrame:
    """Credits of every run, tidy."""
    return pd.DataFrame(
        [
            (draw, replication, outcome, group, name, float(shared[r, p, k]))
            for r, (draw, replication) in enumerate(runs)
            for k, (outcome, group, _) in enumerate(columns)
            for p, name in enumerate(names)
        ],
        columns=["draw", "replication", "outcome", "group", "player", "credit"],
    )


def _ranges(values: np.ndarray, runs: Sequence[Task]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean over runs, and 5 and 95 % of the draws' means over replications, of values (runs, players, columns)."""
    _, code = np.unique([draw for draw, _ in runs], return_inverse=True)
    counts = np.bincount(code)
    means = np.zeros((len(counts), *values.shape[1:]))
    np.add.at(means, code, values)
    means /= counts[:, None, None]
    low, high = np.quantile(means, INTERVAL, axis=0)
    return values.mean(axis=0), low, high
