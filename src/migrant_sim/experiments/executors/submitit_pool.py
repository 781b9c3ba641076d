"""Runs as jobs of Slurm through submitit, or of submitit's local executor for trials."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

import submitit

from ...errors import DataError
from ..place import Place
from .pool import Pool, worker_settings


class SubmititPool(Pool):
    """Each call is a job; a thread of this process looks for the ended ones."""

    name = "submitit"
    chunk = 64  # a job costs seconds to start

    def __init__(self, place: Place, workers: int, scratch: Path) -> None:
        self.slots = workers
        self._pause = float(place.option("poll_s", 0.5))
        cluster = place.option("cluster")
        try:
            self._executor = submitit.AutoExecutor(folder=scratch, cluster=cluster)
            self._executor.update_parameters(**_parameters(place))
        except (RuntimeError, ValueError, NameError, TypeError, AssertionError) as error:
            raise _refused(error) from error
        self._jobs: dict[Future[Any], Any] = {}
        self._lock, self._ended = threading.Lock(), threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Make a job of the call."""
        future: Future[Any] = Future()
        try:
            with worker_settings():
                job = self._executor.submit(fn, *args, **kwargs)
        except (RuntimeError, submitit.core.utils.FailedJobError) as error:
            raise _refused(error) from error
        with self._lock:
            self._jobs[future] = job
        return future

    def _watch(self) -> None:
        while not self._ended.wait(self._pause):
            with self._lock:
                under_way = list(self._jobs.items())
            for future, job in under_way:
                try:  # a look at a job may fail as well; were this thread to end, its caller would wait for ever
                    if not job.done():
                        continue
                    value = job.result()
                except Exception as error:
                    future.set_exception(error)
                else:
                    future.set_result(value)
                with self._lock:
                    del self._jobs[future]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Cancel the jobs that are under way."""
        self._ended.set()
        self._thread.join()
        for job in self._jobs.values():
            with suppress(Exception):  # a job that has gone needs no cancelling
                job.cancel()
        self._jobs.clear()


def _parameters(place: Place) -> dict[str, Any]:
    """Options of the configuration as submitit's own, those left null out."""
    names = {"timeout_min": "timeout_min", "mem_gb": "mem_gb", "partition": "slurm_partition"}
    given = {own: place.option(name) for name, own in names.items() if place.option(name) is not None}
    return {"cpus_per_task": 1, **given}


def _refused(error: Exception) -> DataError:
    why = " ".join(str(error).split())
    return DataError(
        f"executor = 'submitit': no job could be made ({why}).", f"executor = 'submitit'：无法提交作业（{why}）。"
    )
