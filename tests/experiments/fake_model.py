"""A model small enough to know every number: the ratio follows from start ratio, trend and luck in closed form."""

import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pandas as pd

from migrant_sim.errors import ConfigurationError
from migrant_sim.experiments.runner import Engine
from migrant_sim.experiments.study import Study

YEARS = range(2020, 2026)
START = "reference.start_ratio"
TREND = "reference.trend_gap"


@dataclass(frozen=True)
class Reference:
    start_ratio: float = field(default=0.74, metadata={"source": "start_income_ratio_2020"})
    trend_gap: float = field(default=0.0, metadata={"source": "trend_growth_gap_continuation"})


@dataclass(frozen=True)
class Scenario:
    """Enough of a scenario; `mood` makes some runs go wrong."""

    name: str = "as_written"
    effect: float = 0.05
    seed: int = 7
    mood: str = ""
    place: str = ""
    years: int = 6
    verdict_target: str | None = "NX-T03"
    fixed: tuple[str, ...] = ()
    information: str = "ex_post"
    parameters: str = "posterior"
    disturbances: tuple[tuple[str, object], ...] = ()
    measures: tuple[tuple[str, object], ...] = ()
    funds: tuple[tuple[str, object], ...] = ()

    @property
    def label(self):
        return self.name

    @property
    def key(self):
        return f"{self.effect}-{self.seed}-{self.years}-{self.verdict_target}-{self.fixed}"

    def uncertain(self):
        return (
            (f"processes.{START}", "start_income_ratio_2020"),
            (f"processes.{TREND}", "trend_growth_gap_continuation"),
        )

    @property
    def population(self):
        return SimpleNamespace(scale=0.01, scope="policy")

    @property
    def region(self):
        return SimpleNamespace(
            home="ningxia",
            register=None,
            imputations=1,
            name="ningxia",
            title_en="Ningxia",
            title_zh="宁夏",
            priors={},
            posterior=None,
            targets=("NX-T01", "NX-T02", "NX-T03", "NX-T13", "NX-T14", "NX-T04"),
            verdict_target=self.verdict_target,
            verdict_reason_en="no parity is promised",
            verdict_reason_zh="没有承诺持平",
            caution_en="",
            caution_zh="",
        )

    def process(self, name):
        return {"reference": Reference()}[name]


class Trajectory(NamedTuple):
    indicators: pd.DataFrame
    costs: pd.DataFrame


def draw_table(scenario, count):
    rows = [np.random.default_rng((scenario.seed, index)).random(2) for index in range(count)]
    table = pd.DataFrame(rows, columns=[START, TREND])
    table[START], table[TREND] = 0.60 + 0.24 * table[START], -0.02 + 0.04 * table[TREND]
    table.insert(0, "draw", range(count))
    return table.drop(columns=list(scenario.fixed))


def trajectory(scenario, draw, replication):
    _misbehave(scenario, draw, replication)
    start, trend = draw_table(Scenario(seed=scenario.seed), draw + 1).loc[draw, [START, TREND]]
    luck = np.random.default_rng((scenario.seed, draw, replication)).normal(0, 0.01)
    rows, before = [], None
    for year in list(YEARS)[: scenario.years]:
        ratio = start * np.exp((year - 2020) * (trend + scenario.effect) + luck * (year > 2020))
        mean = 14000.0 * 1.08 ** (year - 2020)
        rows += _year(str(year), ratio, mean, before)
        rows.append((f"{year}-12", "income_ratio", "all", ratio, "ratio"))
        before = ratio
    rows.append(("2020", "income_ratio", "quintile:1", -0.0, "ratio"))
    costs = [(2021, "existing", "existing", "poverty", 1000.0, 10.0, 5.0)]
    if scenario.effect:
        costs.append((2021, "training", "NX-03", "poverty", 500.0 * (draw + 1), 4.0, 2.0))
    columns = ["year", "measure", "clause", "fund", "yuan", "people", "job_months"]
    names = ["period", "indicator", "group", "value", "unit"]
    return Trajectory(pd.DataFrame(rows[::-1], columns=names), pd.DataFrame(costs, columns=columns))


def _year(period, ratio, mean, before):
    yield period, "income_ratio", "all", ratio, "ratio"
    yield period, "income_ratio_registered", "all", ratio * 1.01, "ratio"
    yield period, "rural_mean_income", "all", mean, "yuan/person/year"
    yield period, "disposable_income", "all", mean * ratio, "yuan/person/year"
    for source, share in (("wage", 0.6), ("operating", 0.2), ("property", 0.05), ("transfer", 0.15)):
        yield period, f"{source}_income", "all", mean * ratio * share, "yuan/person/year"
    yield period, "household_job_rate", "all", min(ratio, 1.0), "share"
    if before is not None:
        yield period, "income_growth", "all", 100 * (1.08 * ratio / before - 1), "percent"
        yield period, "growth_gap", "all", 108 * (ratio / before - 1), "percentage_points"


def _misbehave(scenario, draw, replication):
    mood, place = scenario.mood, Path(scenario.place)
    if mood == "fail" and (draw, replication) == (1, 0):
        raise ZeroDivisionError("a bug at draw 1")
    if mood == "always fail":
        raise ZeroDivisionError("a bug everywhere")
    if mood == "refuse":
        raise ConfigurationError("no such thing", "没有")
    if mood == "die once" and draw == 3 and not (place / "died").exists():
        (place / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if mood == "interrupt once" and draw == 3 and not (place / "died").exists():
        (place / "died").touch()
        raise KeyboardInterrupt
    if mood == "hang at" and (draw, replication) == (2, 0):
        time.sleep(600)
    if mood == "hang":
        os.write(1, f"{os.getpid()}\n".encode())
        signal.pause()


def population(scenario):
    fit = [{"table": "age_sex", "level": "0-4/m", "published": 0.04, "achieved": 0.041, "error": 0.001}]
    persons, households = SimpleNamespace(alive=np.array([1, 1, 0])), SimpleNamespace(present=np.array([1, 0]))
    return SimpleNamespace(persons=persons, households=households, fit=fit, persons_real=184000.0)


ENGINE = Engine(trajectory, draw_table, population)


def study(folder, **changes):
    """A study of the fake model; keys of a scenario go to the scenario (and its mood to the baseline as well)."""
    own = {name: changes.pop(name) for name in list(changes) if name in Scenario.__dataclass_fields__}
    other = {name: value for name, value in own.items() if name not in ("name", "effect", "mood")}
    given = {"draws": 4, "replications": 2, "folder": folder, "name": "study", "config_yaml": "region: ningxia\n"}
    given |= {"scenario": Scenario(**own), "baseline": Scenario(name="continuation", effect=0.0, **other)}
    return Study(**(given | changes))


def yearly(scenario, draw, replication):
    """A run whose income tells its draw and its replication."""
    rows = [(str(year), "disposable_income", "all", 10.0 * draw + replication, "yuan") for year in (2014, 2015, 2016)]
    names = ["period", "indicator", "group", "value", "unit"]
    costs = pd.DataFrame(columns=["year", "measure", "clause", "fund", "yuan", "people", "job_months"])
    return SimpleNamespace(indicators=pd.DataFrame(rows, columns=names), costs=costs)
