"""Hands chunks to an executor and brings back how every run ended, whatever became of the workers."""

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any

from ..errors import DataError, UserError
from .chunks import DIED, TIME_LIMIT, Chunk, Ran, compute
from .executors.each import worker_died
from .executors.pool import Pool

MOST_DEATHS = 8  # workers that die before a single run has ended: no run will


class Dispatch:
    """Chunks under way in one pool; a chunk whose worker dies is tried run by run, to find the one that kills it."""

    def __init__(self, pool: Pool, chunks: Iterator[Chunk], retries: int) -> None:
        self._pool, self._chunks, self._retries = pool, chunks, retries
        self._again: deque[Chunk] = deque()
        self._waiting: dict[Future[Any], Chunk] = {}
        self._deaths = 0
        self._ended = False  # whether any run has

    def ended(self) -> Generator[Ran]:
        """Every run once, in the order in which they end; a failed one after its last attempt.

        Raises DataError when workers die and no run ever ends, UserError when a worker has other code or data.
        """
        while self._fill():
            done, _ = wait(self._waiting, return_when=FIRST_COMPLETED)
            for future in done:
                ended = list(self._settled(future, self._waiting.pop(future)))
                self._fill()  # the worker goes on while these runs are stored
                yield from ended

    def _fill(self) -> bool:
        while len(self._waiting) < self._pool.slots:
            chunk = self._again.popleft() if self._again else next(self._chunks, None)
            if chunk is None:
                break
            self._waiting[self._pool.submit(compute, chunk)] = chunk
        return bool(self._waiting)

    def _settled(self, future: Future[Any], chunk: Chunk) -> Iterator[Ran]:
        try:
            found = future.result()
        except UserError:
            raise
        except Exception as error:
            found = self._died(chunk, error, self._pool.last_words(future))
        else:
            self._ended = True
        for ran in found:
            if ran.error is None or isinstance(ran.error, UserError) or ran.attempts > self._retries:
                yield ran
            else:
                self._again.append(chunk.only(ran.run, ran.attempts + 1))

    def _died(self, chunk: Chunk, error: Exception, words: str) -> list[Ran]:
        """What a chunk whose worker ended with it comes to; nothing yet when it has to be taken apart."""
        text = words or str(error)
        late = "Timeout (" in text  # its own watchdog ended it: the worker was sound
        self._deaths += not late
        if not self._ended and self._deaths >= MOST_DEATHS + 2 * self._pool.slots:
            raise self._hopeless(error) from error
        if len(chunk.runs) > 1:
            self._again.extend(chunk.only(run, chunk.attempts) for run in chunk.runs)
            return []
        if late:
            kind, said = TIME_LIMIT, f"the run took longer than {chunk.limit:g} s (sweep.limit_s) and was ended"
        else:
            kind, said = DIED, "the worker ended in the middle of the run: killed, out of memory, or crashed"
        trace = f"{kind}: {said}\n{type(error).__name__}: {error}\n{words}"
        return [Ran(chunk.runs[0], error=RuntimeError(said), kind=kind, trace=trace, attempts=chunk.attempts)]

    def _hopeless(self, error: Exception) -> DataError:
        if self._pool.name == "processes":
            return worker_died(self._pool.slots)
        name, why = self._pool.name, " ".join(str(error).split())[:300]
        return DataError(
            f"executor = {name!r}: no worker finishes a run ({why}). Finished runs are kept.",
            f"executor = {name!r}：没有工作进程能完成任何一次模拟（{why}）。已完成的结果已保留。",
        )


def sequential(chunks: Iterator[Chunk], retries: int) -> Generator[Ran]:
    """The same in this process, without a pool: nothing can end a run here, so chunks carry no limit."""
    for chunk in chunks:
        for ran in compute(chunk):
            while ran.error is not None and not isinstance(ran.error, UserError) and ran.attempts <= retries:
                (ran,) = compute(chunk.only(ran.run, ran.attempts + 1))
            yield ran
