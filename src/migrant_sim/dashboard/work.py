"""Worker processes of the page: a clerk for what is quick, two for runs. A stop ends a worker in the middle of it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from ..errors import DataError, UserError
from ..experiments.executors.pool import obey_parent, worker_settings

RUNS_AT_ONCE = 2
PAUSE = 0.03  # seconds between looks at a worker
Call = Callable[..., Any]  # its first argument tells the page something on the way


@dataclass(frozen=True)
class Ended:
    """The value of a call that went well."""

    value: Any


@dataclass(frozen=True)
class Failed:
    """How a call went wrong, in words."""

    english: str
    chinese: str


def attend(pipe: Connection) -> None:
    """In a worker: do calls one after the other until the pipe closes; whatever goes wrong comes back in words."""
    obey_parent()
    with suppress(EOFError, OSError):
        while True:
            call, given = pipe.recv()
            pipe.send(_attempt(partial(call, pipe.send, *given)))


def _attempt(call: Call) -> Ended | Failed:
    try:
        return Ended(call())
    except UserError as error:
        return Failed(error.english, error.chinese)
    except Exception as error:  # a run that breaks must not take the worker along
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        return Failed(f"Something unexpected went wrong ({what}).", f"发生意外错误（{what}）。")


class Worker:
    """One spawned process that does one call at a time and dies with this one."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        with worker_settings():
            self._process = context.Process(target=attend, args=(theirs,), daemon=True)
            self._process.start()
        theirs.close()
        self._owed = 0  # answers of calls that nobody waits for any more

    async def ask(self, call: Call, *given: Any) -> AsyncIterator[Any]:
        """What the call tells on the way, and last an `Ended`; raises UserError as the call did."""
        self.order(call, *given)
        while True:
            said = await self._next()
            if isinstance(said, (Ended, Failed)):
                self._owed -= 1
                if self._owed:  # of an earlier call, such as the warming up
                    continue
            elif self._owed > 1:
                continue
            if isinstance(said, Failed):
                raise UserError(said.english, said.chinese)
            yield said
            if isinstance(said, Ended):
                return

    def order(self, call: Call, *given: Any) -> None:
        """Have a call done for its own sake; raises DataError where the process is gone."""
        try:
            self._pipe.send((call, given))
        except OSError as error:  # it died while nobody looked
            raise _gone() from error
        self._owed += 1

    async def _next(self) -> Any:
        while not self._pipe.poll():
            if not self._process.is_alive() and not self._pipe.poll():
                raise _gone()
            await asyncio.sleep(PAUSE)
        try:
            return self._pipe.recv()
        except (EOFError, OSError) as error:
            raise _gone() from error

    def kill(self) -> None:
        """End the process, in the middle of whatever it does."""
        self._process.kill()
        self._pipe.close()

    @property
    def pid(self) -> int | None:
        """The number of the process."""
        return self._process.pid


def _gone() -> DataError:
    return DataError(
        "The worker process ended before its run did, usually for lack of memory; choose a smaller sample.",
        "工作进程在测算结束前终止，通常是内存不足；请选用较小的样本。",
    )


class Desk:
    """The workers of one server: who asks waits until one is free, and is told how many wait before."""

    def __init__(self, make: Callable[[], Worker], clerk: Callable[[], Worker], runs: int = RUNS_AT_ONCE) -> None:
        self._make, self._make_clerk = make, clerk
        self._clerk, self._clerk_lock = clerk(), asyncio.Lock()
        self._idle = [make() for _ in range(runs)]
        self._queue: list[asyncio.Event] = []
        self._busy: set[Worker] = set()

    async def quick(self, call: Call, *given: Any) -> Any:
        """The value of a short call, done by the clerk in the order of asking."""
        async with self._clerk_lock:
            try:
                async for said in self._clerk.ask(call, *given):
                    if isinstance(said, Ended):
                        return said.value
            except (DataError, asyncio.CancelledError):  # it died, or nobody will read its answer
                self._clerk.kill()
                self._clerk = self._make_clerk()
                raise

    @asynccontextmanager
    async def turn(self, waiting: Callable[[int], None]) -> AsyncIterator[Worker]:
        """A worker for a run, when it is one's turn; `waiting(n)` is told who comes first. Leaving early ends it."""
        worker = await self._wait(waiting)
        whole = False
        try:
            yield worker
            whole = True
        except UserError as error:
            whole = not isinstance(error, DataError)
            raise
        finally:
            self._busy.discard(worker)
            if not whole:
                worker.kill()
                worker = self._make()
            self._idle.append(worker)
            self._wake()

    async def _wait(self, waiting: Callable[[int], None]) -> Worker:
        called = asyncio.Event()
        self._queue.append(called)
        try:
            while not (self._idle and self._queue[0] is called):
                waiting(self._queue.index(called) + 1 - len(self._idle))
                called.clear()
                await called.wait()
            worker = self._idle.pop(0)  # from here to the turn nothing is awaited: a stop could lose the worker
            self._busy.add(worker)
            return worker
        finally:
            self._queue.remove(called)
            self._wake()

    def _wake(self) -> None:
        """Have all who wait look again."""
        for called in self._queue:
            called.set()

    def close(self) -> None:
        """End every worker."""
        for worker in (self._clerk, *self._idle, *self._busy):
            worker.kill()
