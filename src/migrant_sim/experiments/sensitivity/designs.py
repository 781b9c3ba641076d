"""Runs at points of one's own choosing: scenarios × points × replications, stored beside the analysis, resumable."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ...errors import UserError
from ...result import COST_COLUMNS
from ..executors import Job, outcomes
from ..runner import PART_RUNS, PART_SECONDS, Progress, Tell, tell_damaged
from ..store import Store
from .factors import moved
from .outcomes import kept

if TYPE_CHECKING:
    from ...scenario import Scenario

CENTRAL = -1


@dataclass(frozen=True, eq=False)
class Moving:
    """One arm of a design: its scenario and the points; point number i stands where a study has its draw."""

    scenario: Scenario
    points: pd.DataFrame
    trajectory: Callable[[Any, int, int], Any]


def at_point(arm: Moving, row: int, replication: int) -> Any:
    """The run at one point, with the rows that outcomes are made of and no table of costs."""
    values = {str(name): float(value) for name, value in arm.points.iloc[row].items()}
    run = arm.trajectory(moved(arm.scenario, values), CENTRAL, replication)
    costs = pd.DataFrame(columns=list(COST_COLUMNS[3:]))
    return SimpleNamespace(indicators=kept(run.indicators), costs=costs)


@dataclass(frozen=True, eq=False)
class Design:
    """Scenarios by label, points (rows × factor ids), and replications at each point."""

    name: str
    arms: tuple[tuple[str, Scenario], ...]
    points: pd.DataFrame
    replications: int = 1

    @cached_property
    def key(self) -> str:
        """Content key: sha256 of scenarios and points; more replications are the same design."""
        digest = sha256(self.name.encode())
        for label, scenario in self.arms:
            digest.update(f"\0{label}\0{scenario.key}".encode())
        digest.update("\0".join(map(str, self.points.columns)).encode())
        digest.update(np.ascontiguousarray(self.points.to_numpy(float)).tobytes())
        return digest.hexdigest()


@dataclass(frozen=True)
class Bench:
    """Where designs are run: folder, workers, the model's one run, who hears of progress, and of damaged files."""

    folder: Path
    workers: int
    trajectory: Callable[[Any, int, int], Any]
    tell: Callable[[str], Progress]
    say: Tell | None = None

    def run(self, design: Design) -> pd.DataFrame:
        """The tidy yearly rows of every run of the design; what its folder holds already is not run again.

        Raises the first error of a run: a design with a hole has no index. Finished runs are kept.
        """
        store = Store(self.folder / "runs" / f"{design.name}-{design.key[:8]}")
        with store.locked():
            self._work(design, store)
        rows = pd.read_parquet(store.folder / "indicators.parquet")
        return rows[rows["replication"] < design.replications]

    def _work(self, design: Design, store: Store) -> None:
        if damaged := store.repair({}, settled=False):
            place = store.folder.relative_to(self.folder)
            tell_damaged([(place / name).as_posix() for name in damaged], self.say)
        done = store.finished()
        tasks = [(row, run) for row in range(len(design.points)) for run in range(design.replications)]
        missing = [task for task in tasks if task not in done]
        progress, total = self.tell(design.name), len(tasks)
        if not missing and (store.folder / "indicators.parquet").exists():
            return
        arms = tuple((label, Moving(scenario, design.points, self.trajectory)) for label, scenario in design.arms)
        waiting: list[Any] = []
        saved_at = time.monotonic()
        try:
            with closing(outcomes(Job(arms, (), at_point), missing, self.workers)) as ended:
                for number, outcome in enumerate(ended, start=total - len(missing) + 1):
                    if outcome.error is not None:
                        raise _failed(design.name, outcome)
                    waiting.append((outcome.indicators, outcome.costs))
                    if len(waiting) >= PART_RUNS or time.monotonic() - saved_at >= PART_SECONDS:
                        store.keep(waiting)
                        waiting, saved_at = [], time.monotonic()
                    progress(number, total)
        finally:
            store.keep(waiting)
        store.assemble([label for label, _ in design.arms], lambda draw, run: np.full(len(draw), True))
        store.clear()


def _failed(name: str, outcome: Any) -> UserError:
    row, replication = outcome.task
    what = f"{outcome.kind}: {outcome.error}"
    return UserError(
        f"A run of the design {name!r} failed (point {row}, replication {replication}): {what}. Others are kept.",
        f"设计 {name!r} 的一次模拟失败（第 {row} 点，第 {replication} 次重复）：{what}。已完成的结果已保留。",
    )
