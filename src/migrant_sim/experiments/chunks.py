"""A chunk of runs, computed by one worker: each run comes back as its rows or as the way it failed."""

import faulthandler
import os
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, NamedTuple

import pyarrow as pa

from ..errors import ConfigurationError, UserError
from ..published import data_hash
from ..scenario.value import source_hash
from .tidying import coded

NOTES = "MIGRANT_SIM_NOTES"  # a worker inherits the folder in which it notes how it ends, should it end badly
TIME_LIMIT, DIED = "TimeLimit", "WorkerDied"
_BUSY = threading.Lock()  # a worker with several threads computes one run at a time: its watchdog is one to a process


class Run(NamedTuple):
    """One run: the label of its arm, its parameter draw and its replication."""

    arm: str
    draw: int
    replication: int


@dataclass(frozen=True)
class Chunk:
    """Runs for one worker, and what it needs for them.

    `groups` are the dimensions kept beside "all", None for every row; `limit` are the seconds allowed to a run, None
    for no limit; `code` must be the worker's own `code_key()`.
    """

    runs: tuple[Run, ...]
    scenarios: Mapping[str, Any]
    trajectory: Callable[[Any, int, int], Any]
    groups: tuple[str, ...] | None = None
    limit: float | None = None
    code: str = ""
    attempts: int = 1

    def only(self, run: Run, attempts: int) -> "Chunk":
        """A chunk of one of the runs."""
        return replace(self, runs=(run,), scenarios={run.arm: self.scenarios[run.arm]}, attempts=attempts)


@dataclass(frozen=True)
class Ran:
    """How one run ended: its rows, or its error with kind and traceback; seconds and attempts in any case."""

    run: Run
    indicators: pa.Table | None = None
    costs: pa.Table | None = None
    error: Exception | None = None
    kind: str = ""
    trace: str = ""
    seconds: float = 0.0
    attempts: int = 1


def code_key() -> str:
    """What must be equal on every machine that computes runs of one study: package source and data."""
    return f"{source_hash()[:32]}-{data_hash()[:32]}"


def compute(chunk: Chunk) -> list[Ran]:
    """Every run of the chunk, one after another.

    Raises ConfigurationError when this machine has another version of the package or of the data. A run beyond the
    limit ends this process, for nothing less stops a hung compiled loop; where it hung is noted first.
    """
    if chunk.code and chunk.code != (own := code_key()):
        raise ConfigurationError(
            f"A worker has another version of migrant-sim or of its data ({own[:8]}, not {chunk.code[:8]}): results "
            "would differ; install the same version on every machine.",
            f"某个工作进程的 migrant-sim 程序或数据版本不同（{own[:8]}，应为 {chunk.code[:8]}），结果会不一致；"
            "请在每台机器上安装同一版本。",
        )
    with _BUSY, _notes(chunk.limit) as notes:
        return [_ran(chunk, run, notes) for run in chunk.runs]


def _ran(chunk: Chunk, run: Run, notes: IO[str] | None) -> Ran:
    began = time.perf_counter()
    try:
        with _watched(chunk.limit, notes):
            made = chunk.trajectory(chunk.scenarios[run.arm], run.draw, run.replication)
            task = run.draw, run.replication
            indicators = coded("indicators", made.indicators, run.arm, task, chunk.groups)
            costs = coded("costs", made.costs, run.arm, task)
        return Ran(run, indicators, costs, seconds=time.perf_counter() - began, attempts=chunk.attempts)
    except Exception as error:
        # An error of the model may not survive pickling; its text does.
        own = error if isinstance(error, UserError) else RuntimeError(str(error))
        failed = Ran(run, error=own, kind=type(error).__name__, trace=traceback.format_exc())
        return replace(failed, seconds=time.perf_counter() - began, attempts=chunk.attempts)


@contextmanager
def _watched(limit: float | None, notes: IO[str] | None) -> Iterator[None]:
    if limit is None:
        yield
        return
    where: dict[str, Any] = {} if notes is None else {"file": notes}
    faulthandler.dump_traceback_later(limit, exit=True, **where)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def _notes(limit: float | None) -> Any:
    """The open file for this process's last words, where the parent named a folder for them."""
    folder = os.environ.get(NOTES)
    if limit is None or not folder or not Path(folder).is_dir():
        return nullcontext(None)
    return note_of(Path(folder), os.getpid()).open("w", encoding="utf-8")


def note_of(folder: Path, process: int) -> Path:
    """Where a worker leaves its last words."""
    return folder / f"{process}.txt"
