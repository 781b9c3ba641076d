"""Runs in closed form of real scenarios: log ratio = log start + 5 × trend + part of the other inputs + luck."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd

LUCK = 0.02
EFFECT = 0.05  # what any programme adds to the log ratio
SEPARATION = 3.0


def luck(replication):
    return LUCK * np.random.default_rng(replication).normal()


def trajectory(scenario, draw, replication):
    from migrant_sim.draws import apply, parameter_draw

    drawn = apply(scenario, parameter_draw(scenario, draw))
    reference, labour = drawn.process("reference"), drawn.process("labour")
    log_ratio = np.log(reference.start_ratio) + 5 * reference.trend_gap - SEPARATION * labour.separation
    log_ratio += EFFECT * bool(drawn.measures) + luck(replication)
    rows = []
    for year in range(2020, 2026):
        ratio = float(np.exp(log_ratio))
        cost = 100.0 * len(drawn.measures)
        rows += [
            (str(year), "income_ratio", "all", ratio, "ratio"),
            (str(year), "income_ratio_registered", "all", ratio, "ratio"),
            (str(year), "disposable_income", "all", 10000.0 * ratio, "yuan/person/year"),
            (str(year), "cost_per_person", "all", cost, "yuan/person/year"),
            (f"{year}-12", "income_ratio", "all", ratio, "ratio"),
        ]
    columns = ["period", "indicator", "group", "value", "unit"]
    return SimpleNamespace(indicators=pd.DataFrame(rows, columns=columns), costs=pd.DataFrame())


FREE = (
    *("processes.reference.start_ratio", "processes.reference.trend_gap", "processes.labour.separation"),
    *("processes.health.cover", "processes.transfers.cover", "processes.earnings.months_ridge"),
)


def few_uncertain(scenario):
    return replace(scenario, fixed=tuple(path for path, _ in scenario.uncertain() if path not in FREE))
