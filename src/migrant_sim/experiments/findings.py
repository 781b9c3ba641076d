"""Questions of the field: the command that answers each, and the few numbers of its results that are the finding."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..errors import DataError
from ..paths import REPOSITORY
from ..result import Result, read_json
from ..targets import region_targets
from .partitions import Partitions

FOLDER = REPOSITORY / "experiments"
KEYS = ("scenario", "beside", "form", "indicator", "period")
COLUMNS = (*KEYS, "unit", "median", "low", "high", "runs")
RUN = ["draw", "replication"]
BAND = (0.05, 0.5, 0.95)
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Question:
    """One row of questions.csv: `words` after `migrant-sim`, what differences are taken to, and what is told.

    `beside` is `baseline` or, where points differ by what both arms feel, `first` (the first point); `chart` says
    whether the figure shows levels or differences of the first indicator.
    """

    name: str
    words: tuple[str, ...]
    beside: str
    chart: str
    indicators: tuple[str, ...]
    periods: tuple[str, ...]

    def command(self, size: str = "") -> tuple[str, ...]:
        """The words of the command: the verb, its keys, the name of the result folder, and how many runs."""
        return (*self.words, f"name={self.name}", *size.split())

    def folder(self, results: Path) -> Path:
        """Where its results lie."""
        return results / self.words[0] / self.name


@dataclass(frozen=True)
class Arms:
    """The points of a finished study: (label, label of the baseline), and the yearly rows of everybody by label."""

    points: tuple[tuple[str, str], ...]
    rows: Callable[[str], pd.DataFrame]
    verdicts: tuple[Row, ...]


def questions(path: Path = FOLDER / "questions.csv") -> tuple[Question, ...]:
    """Every question, in the order of the file; DataError where it is missing, as in an installed wheel."""
    if not path.is_file():
        raise DataError(f"{path.name} is missing; experiments are repeated in the repository.", f"缺少 {path.name}。")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Question(
                row["question"],
                tuple(row["words"].split()),
                row["beside"],
                row["chart"],
                tuple(row["indicators"].split()),
                tuple(row["periods"].split()),
            )
            for row in csv.DictReader(file)
        )


def finding(question: Question, folder: Path) -> pd.DataFrame:
    """The rows of a finding from its result folder: levels, paired differences, cost, and chance of the target.

    Medians with 5th and 95th percentiles over runs; of a probability `low` and `high` are its 90 % bootstrap interval
    over draws.
    """
    arms = _sweep(folder) if read_json(folder / "manifest.json").get("verb") == "sweep" else _run(folder)
    return pd.DataFrame([*_rows(question, arms), *arms.verdicts], columns=list(COLUMNS))


def _rows(question: Question, arms: Arms) -> Iterator[Row]:
    labels = dict.fromkeys(label for point in arms.points for label in point)
    first = arms.points[0][0]
    if question.beside == "first":
        labels = dict.fromkeys(label for label, _ in arms.points)
    for name in question.indicators:
        for period in question.periods:
            known = {label: _values(arms.rows(label), name, period) for label in labels}
            for label, (values, unit) in known.items():
                yield label, "", "level", name, period, unit, *_band(values)
            for label, baseline in arms.points:
                other = first if question.beside == "first" else baseline
                if label != other:
                    values = (known[label][0] - known[other][0]).dropna()
                    yield label, other, "difference", name, period, known[label][1], *_band(values)


def _values(rows: pd.DataFrame, name: str, period: str) -> tuple[pd.Series, str]:
    """Values by run and their unit."""
    found = rows[(rows["indicator"] == name) & (rows["period"] == period)]
    if found.empty:
        raise DataError(f"No {name} of {period} in the results.", f"结果中没有 {period} 年的 {name}。")
    return found.set_index(RUN)["value"], str(found["unit"].iloc[0])


def _band(values: pd.Series) -> tuple[float, float, float, int]:
    low, middle, high = np.quantile(values.to_numpy(), BAND)
    return float(middle), float(low), float(high), len(values)


def _sweep(folder: Path) -> Arms:
    points = pd.read_parquet(folder / "points.parquet")
    store = Partitions(folder)

    @cache
    def rows(label: str) -> pd.DataFrame:
        return store.read("indicators", label, filters=[("group", "==", "all")]).to_pandas()

    told = []
    for row in pd.read_parquet(folder / "summary.parquet").to_dict("records"):
        label, other, runs = row["scenario"], row["baseline"], row["runs"]
        cost = (row["cost_yuan"], row["cost_yuan_p05"], row["cost_yuan_p95"], runs)
        told.append((label, other, "difference", "cost", "all years", "yuan", *cost))
        if row["target"]:
            chance = (row["probability"], row["low"], row["high"], runs)
            told.append((label, "", "probability", row["target"], str(int(row["year"])), "share", *chance))
    return Arms(tuple(zip(points["scenario"], points["baseline"], strict=True)), rows, tuple(told))


def _run(folder: Path) -> Arms:
    result = Result.load(folder)
    label, baseline = result.scenario, result.baseline
    yearly = result.indicators[result.indicators["group"] == "all"]
    runs = pd.MultiIndex.from_frame(yearly[RUN].drop_duplicates())
    costs = result.costs
    own, other = (
        costs[costs["scenario"] == arm].groupby(RUN)["yuan"].sum().reindex(runs, fill_value=0.0)
        for arm in (label, baseline)
    )
    told = [(label, baseline, "difference", "cost", "all years", "yuan", *_band(own - other))]
    if verdict := result.summary["verdict"]:
        chance = tuple(verdict[key] for key in ("probability", "low", "high"))
        year = str(region_targets((verdict["target_id"],), str(result.summary["region"]))[0].years[-1])
        told.append((label, "", "probability", verdict["target_id"], year, "share", *chance, len(runs)))
    return Arms(((label, baseline),), lambda arm: yearly[yearly["scenario"] == arm], tuple(told))
