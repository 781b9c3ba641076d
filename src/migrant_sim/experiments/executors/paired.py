"""Paired runs of one study: each (draw, replication) in both arms is one call."""

import traceback
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self

import pyarrow as pa

from ...errors import UserError
from ..place import Place
from ..store import Task, tidy
from ..study import Study
from .each import each


@dataclass(frozen=True)
class Job:
    """What a worker needs for any run of the study."""

    arms: tuple[tuple[str, Any], ...]
    groups: tuple[str, ...]
    trajectory: Callable[[Any, int, int], Any]

    @classmethod
    def of(cls, study: Study, trajectory: Callable[[Any, int, int], Any]) -> Self:
        """The runs of a study."""
        arms = zip(study.arms, (study.scenario, study.baseline), strict=True)
        return cls(tuple(arms), study.groups, trajectory)


@dataclass(frozen=True)
class Outcome:
    """One (draw, replication): the rows of both arms, or how it failed."""

    task: Task
    indicators: pa.Table | None = None
    costs: pa.Table | None = None
    error: Exception | None = None
    kind: str = ""
    trace: str = ""


def outcomes(
    job: Job, tasks: Sequence[Task], workers: int, place: Place | None = None, scratch: Path | None = None
) -> Generator[Outcome]:
    """Outcomes in the order they come; raises as `each` does."""
    yield from each(partial(attempt, job), tasks, workers, place, scratch)


def attempt(job: Job, task: Task) -> Outcome:
    """One (draw, replication) in both arms; whatever goes wrong comes back as a value."""
    try:
        runs = [(arm, job.trajectory(scenario, *task)) for arm, scenario in job.arms]
        if len(runs) == 2 and hasattr(runs[0][1], "beside"):
            runs[0] = (runs[0][0], runs[0][1].beside(runs[1][1]))
        indicators = [tidy("indicators", run.indicators, arm, task, job.groups or None) for arm, run in runs]
        costs = [tidy("costs", run.costs, arm, task) for arm, run in runs]
        return Outcome(task, pa.concat_tables(indicators), pa.concat_tables(costs))
    except Exception as error:
        # An error of the model may not survive pickling; its text does.
        own = error if isinstance(error, UserError) else RuntimeError(str(error))
        return Outcome(task, error=own, kind=type(error).__name__, trace=traceback.format_exc())
