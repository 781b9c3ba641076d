"""Where runs are computed: in this process or in workers of their own, which die with it."""

import os
import signal
import threading
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from typing import Any, Self

import pandas as pd
import pyarrow as pa

from ..errors import DataError, UserError
from .store import Task, tidy
from .study import Study


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


def outcomes(job: Job, tasks: Sequence[Task], workers: int) -> Generator[Outcome]:
    """Outcomes in the order they come; with several workers never more than two runs a worker are under way."""
    if workers == 1 or len(tasks) < 2:
        yield from (attempt(job, task) for task in tasks)
        return
    queue = iter(tasks)
    waiting: set[Future[Outcome]] = set()
    with _one_thread_each(), _pool(min(workers, len(tasks))) as pool:
        try:
            while True:
                waiting |= {pool.submit(attempt, job, task) for task in islice(queue, 2 * workers - len(waiting))}
                if not waiting:
                    return
                ended, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in ended)
        except BrokenProcessPool as error:
            raise _worker_died(workers) from error
        finally:
            for future in waiting:
                future.cancel()


def attempt(job: Job, task: Task) -> Outcome:
    """One (draw, replication) in both arms; whatever goes wrong comes back as a value."""
    try:
        runs = [(arm, job.trajectory(scenario, *task)) for arm, scenario in job.arms]
        indicators = [tidy("indicators", _kept(run.indicators, job.groups), arm, task) for arm, run in runs]
        costs = [tidy("costs", run.costs, arm, task) for arm, run in runs]
        return Outcome(task, pa.concat_tables(indicators), pa.concat_tables(costs))
    except Exception as error:
        # An error of the model may not survive pickling; its text does.
        kept = error if isinstance(error, UserError) else RuntimeError(str(error))
        return Outcome(task, error=kept, kind=type(error).__name__, trace=traceback.format_exc())


def _kept(rows: pd.DataFrame, groups: tuple[str, ...]) -> pd.DataFrame:
    if not groups:
        return rows
    return rows[rows["group"].str.partition(":")[0].isin(("all", "fund", *groups))]


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_obey_parent)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Workers inherit these settings: one thread a run, for the runs are many."""
    wanted = {"OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _obey_parent() -> None:
    """In a worker: leave Ctrl-C to the parent, and die with it however it dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent.sentinel,), daemon=True).start()


def _die_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _worker_died(workers: int) -> DataError:
    return DataError(
        f"A worker process ended before its run did, usually for lack of memory (workers = {workers}). Finished runs "
        "are kept: run the same command again with fewer workers or a smaller population.scale. (A script that calls "
        'this must guard it with `if __name__ == "__main__":`.)',
        f"一个工作进程在运行结束前终止，通常是内存不足（workers = {workers}）。已完成的结果已保留："
        '请减少 workers 或调小 population.scale 后重新执行。（脚本须置于 `if __name__ == "__main__":` 之下。）',
    )
