"""Runs on a Dask cluster: an existing scheduler by its address, or a cluster of processes on this machine."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import dask
from distributed import Client, LocalCluster

from ...errors import ConfigurationError, DataError
from ..place import Place
from .open import PATIENCE, silent
from .pool import Pool, worker_settings

LOOPBACK = "127.0.0.1"


class DaskPool(Pool):
    """Calls handed to a scheduler, two for each of its workers; it moves a lost worker's calls to another one."""

    name = "dask"

    def __init__(self, place: Place, workers: int) -> None:
        address = place.option("address")
        self._cluster = None if address else _local(workers)
        try:
            self._client = Client(address or self._cluster, timeout=PATIENCE, set_as_default=False)
        except (OSError, TimeoutError) as error:
            if self._cluster is not None:
                self._cluster.close()
                raise _not_started(error) from error
            raise silent(str(address), error) from error
        try:
            self._client.wait_for_workers(1, timeout=float(place.option("wait_s", 10.0)))
        except TimeoutError as error:
            self.shutdown()
            raise (_nobody(str(address)) if address else _not_started(error)) from error
        self.slots = 2 * max(len(self._client.nthreads()), 1)
        self._executor = self._client.get_executor(pure=False)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a call to the scheduler."""
        future: Future[Any] = self._executor.submit(fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the scheduler; a cluster of our own is ended."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()


def _local(workers: int) -> LocalCluster:
    with worker_settings(), dask.config.set({"distributed.worker.daemon": True}):
        try:
            return LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host=LOOPBACK,
                dashboard_address=None,
                silence_logs=50,
            )
        except (OSError, RuntimeError, TimeoutError) as error:
            raise _not_started(error) from error


def _not_started(error: Exception) -> DataError:
    """The error for a cluster of our own that does not come up."""
    why = " ".join(str(error).split()) or type(error).__name__
    return DataError(
        f"executor = 'dask': the cluster on this machine did not start ({why}); take fewer workers, or "
        "executor=processes.",
        f"executor = 'dask'：本机集群未能启动（{why}）；请减少 workers，或改用 executor=processes。",
    )


def _nobody(address: str) -> ConfigurationError:
    return ConfigurationError(
        f"executor.address = {address!r}: the Dask scheduler has no workers; start some (dask worker {address}).",
        f"executor.address = {address!r}：该 Dask 调度器没有工作进程；请先启动（dask worker {address}）。",
    )
