"""A comparison whose outcomes are known: income is a sum over measures with one interaction, in closed form."""

import os
import signal
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pandas as pd

from migrant_sim.experiments.study import Study

WORTH = {"parks": 900.0, "export": 600.0, "posts": 300.0, "courses": -50.0}
PRICE = {"parks": 8e8, "export": 1e8, "posts": 2e8, "courses": 3e7}
MEAN = 20000.0


@dataclass(frozen=True)
class Measure:
    instrument: str
    multiplier: float = 1.0
    clause: str = ""

    def name(self):
        return self.instrument


def region():
    return SimpleNamespace(name="ningxia", home="ningxia", verdict_target="NX-T03")


@dataclass(frozen=True)
class Scenario:
    """Enough of a scenario; `mood` makes some runs go wrong, `base` is income without measures."""

    name: str = "as_written"
    measures: tuple = tuple((name, Measure(name)) for name in WORTH)
    fixed: tuple = ()
    seed: int = 7
    start: int = 2020 * 12 + 11
    months: int = 60
    base: float = 18000.0
    mood: str = ""
    place: str = ""
    region: object = field(default_factory=region, compare=False)

    @property
    def label(self):
        return self.name

    @property
    def key(self):
        return f"{self.name}-{self.base}-{[(name, each.multiplier) for name, each in self.measures]}"


class Run(NamedTuple):
    indicators: pd.DataFrame
    costs: pd.DataFrame


def income(scenario, draw, replication):
    """Income of a run; parks and export hinder each other, every draw has its own strength."""
    luck = np.random.default_rng((scenario.seed, max(draw, 0), replication)).normal(0, 60)
    strength = 1.0 + 0.1 * np.sin(draw)
    on = {name: each.multiplier for name, each in scenario.measures}
    gained = sum(strength * WORTH[name] * factor for name, factor in on.items())
    return scenario.base + 80.0 * (draw % 5) + luck + gained - 200.0 * on.get("parks", 0.0) * on.get("export", 0.0)


def trajectory(scenario, draw, replication):
    _misbehave(scenario, draw, replication)
    whole = income(scenario, draw, replication)
    on = {name: each.multiplier for name, each in scenario.measures}
    rows = [
        ("2025", "income_ratio", "all", whole / MEAN, "ratio"),
        ("2025", "disposable_income", "all", whole, "yuan/person/year"),
        ("2025", "disposable_income", "quintile:1", whole / 2, "yuan/person/year"),
        ("2025", "disposable_income", "county:x", whole / 3, "yuan/person/year"),
        ("2025", "rural_mean_income", "all", MEAN, "yuan/person/year"),
        ("2025", "gini", "all", 0.3 - 0.01 * on.get("posts", 0.0) + 0.02 * on.get("parks", 0.0), "ratio"),
        ("2025", "employed_local", "all", 1000.0 + 10 * sum(on.values()), "persons"),
        ("2024", "income_ratio", "all", 0.5, "ratio"),
    ]
    costs = [(2021, name, "", "bridging", PRICE[name] * factor, 1.0, 1.0) for name, factor in on.items()]
    columns = ["year", "measure", "clause", "fund", "yuan", "people", "job_months"]
    names = ["period", "indicator", "group", "value", "unit"]
    return Run(pd.DataFrame(rows, columns=names), pd.DataFrame(costs, columns=columns))


def _misbehave(scenario, draw, replication):
    place = Path(scenario.place)
    if scenario.mood == "fail" and draw == 1 and len(scenario.measures) == 2:
        raise ZeroDivisionError("a bug at draw 1")
    if scenario.mood == "interrupt once" and draw == 2 and not (place / "died").exists():
        (place / "died").touch()
        raise KeyboardInterrupt
    if scenario.mood == "die once" and draw == 2 and not (place / "died").exists():
        (place / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)


def study(folder, draws=3, replications=1, workers=1, **changes):
    scenario = Scenario(**changes)
    baseline = replace(scenario, name="continuation", measures=())
    size = {"draws": draws, "replications": replications, "workers": workers}
    return Study(scenario=scenario, baseline=baseline, folder=folder, name=folder.name, **size)
