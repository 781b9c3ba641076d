"""Paired runs of one study: each (draw, replication) in both arms is one call."""

import traceback
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Self

import pyarrow as pa

from ...errors import DataError, UserError
from ..place import PROCESSES, Place
from ..store import Task, tidy
from ..study import Study
from .open import open_pool


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
    """Outcomes in the order they come; one worker of this machine is this process itself.

    Raises DataError when a worker dies, ConfigurationError for an executor that cannot be had.
    """
    place = place or Place()
    if place.name == PROCESSES and (workers == 1 or len(tasks) < 2):
        yield from (attempt(job, task) for task in tasks)
        return
    queue = iter(tasks)
    waiting: set[Future[Outcome]] = set()
    with open_pool(place, min(workers, len(tasks)), scratch or Path()) as pool:
        try:
            while True:
                waiting |= {pool.submit(attempt, job, task) for task in islice(queue, pool.slots - len(waiting))}
                if not waiting:
                    return
                ended, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in ended)
        except BrokenProcessPool as error:
            raise worker_died(workers) from error


def attempt(job: Job, task: Task) -> Outcome:
    """One (draw, replication) in both arms; whatever goes wrong comes back as a value."""
    try:
        runs = [(arm, job.trajectory(scenario, *task)) for arm, scenario in job.arms]
        indicators = [tidy("indicators", run.indicators, arm, task, job.groups or None) for arm, run in runs]
        costs = [tidy("costs", run.costs, arm, task) for arm, run in runs]
        return Outcome(task, pa.concat_tables(indicators), pa.concat_tables(costs))
    except Exception as error:
        # An error of the model may not survive pickling; its text does.
        own = error if isinstance(error, UserError) else RuntimeError(str(error))
        return Outcome(task, error=own, kind=type(error).__name__, trace=traceback.format_exc())


def worker_died(workers: int) -> DataError:
    """The error for a worker process that ended before its run did."""
    return DataError(
        f"A worker process ended before its run did, usually for lack of memory (workers = {workers}). Finished runs "
        "are kept: run the same command again with fewer workers or a smaller population.scale. (A script that calls "
        'this must guard it with `if __name__ == "__main__":`.)',
        f"一个工作进程在运行结束前终止，通常是内存不足（workers = {workers}）。已完成的结果已保留："
        '请减少 workers 或调小 population.scale 后重新执行。（脚本须置于 `if __name__ == "__main__":` 之下。）',
    )
