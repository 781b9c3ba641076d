"""The one interface of executors, and its default: worker processes on this machine."""

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from typing import Any

from ..chunks import NOTES, note_of


class Pool(Executor):
    """An executor of `concurrent.futures` that also says how many calls it wants at once."""

    name = ""
    slots = 1
    chunk = 8  # runs to a call

    def last_words(self, future: Future[Any]) -> str:
        """What the worker of a call that ended with it left: a traceback, or nothing."""
        return ""


class _Slot:
    """A pool of one process: when the process dies, the other slots go on."""

    def __init__(self) -> None:
        self.pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=obey_parent)
        self.process: Future[int] = self.pool.submit(os.getpid)

    def pid(self) -> int | None:
        """The worker's number, None before it is there and when it never came."""
        if not self.process.done() or self.process.cancelled() or self.process.exception():
            return None
        return self.process.result()

    def kill(self) -> None:
        """End the worker in the middle of whatever it does."""
        if (number := self.pid()) is not None:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)


class Processes(Pool):
    """Spawned processes, one call to each at a time; one that dies takes its call along, and is replaced."""

    name = "processes"

    def __init__(self, workers: int) -> None:
        self.slots = workers
        self._idle: list[_Slot] = []
        self._busy: dict[Future[Any], _Slot] = {}
        self._settings = ExitStack()
        self._folder = Path(tempfile.mkdtemp(prefix="migrant-sim-"))
        self._settings.enter_context(worker_settings({NOTES: str(self._folder)}))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have an idle worker call the function; no more than `slots` calls may be under way."""
        for future in [future for future in self._busy if future.done()]:
            slot = self._busy.pop(future)
            if isinstance(future.exception(), BrokenProcessPool):
                slot.pool.shutdown(wait=False)
            else:
                self._idle.append(slot)
        slot = self._idle.pop() if self._idle else _Slot()
        try:
            future = slot.pool.submit(fn, *args, **kwargs)
        except BrokenProcessPool:  # it died while it was idle
            slot = _Slot()
            future = slot.pool.submit(fn, *args, **kwargs)
        self._busy[future] = slot
        return future

    def last_words(self, future: Future[Any]) -> str:
        """The note that the worker of a broken call left."""
        number = slot.pid() if (slot := self._busy.get(future)) else None
        if number is None:
            return ""
        note = note_of(self._folder, number)
        return note.read_text(encoding="utf-8", errors="replace") if note.is_file() else ""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers, also in the middle of a call."""
        for future, slot in self._busy.items():
            if not future.done():
                slot.kill()
        for slot in (*self._idle, *self._busy.values()):
            slot.pool.shutdown(wait=wait, cancel_futures=True)
        self._idle.clear()
        self._busy.clear()
        self._settings.close()
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def worker_settings(more: dict[str, str] | None = None) -> Iterator[None]:
    """Workers inherit these settings: one thread a run, for the runs are many."""
    wanted = {"OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", **(more or {})}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


def obey_parent() -> None:
    """In a worker: leave Ctrl-C to the parent, and die with it however it dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent.sentinel,), daemon=True).start()


def _die_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
