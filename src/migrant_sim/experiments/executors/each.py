"""One call an item, in this process or over an executor: what every study is made of."""

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from typing import TypeVar

from ...errors import DataError
from ..place import PROCESSES, Place
from .open import open_pool

Item = TypeVar("Item")
Value = TypeVar("Value")


def each(
    call: Callable[[Item], Value],
    items: Sequence[Item],
    workers: int,
    place: Place | None = None,
    scratch: Path | None = None,
) -> Generator[Value]:
    """What `call` gives for every item, in the order they end; one worker of this machine is this process itself.

    Raises DataError when a worker dies, ConfigurationError for an executor that cannot be had.
    """
    place = place or Place()
    if place.name == PROCESSES and (workers == 1 or len(items) < 2):
        yield from map(call, items)
        return
    queue = iter(items)
    waiting: set[Future[Value]] = set()
    with open_pool(place, min(workers, len(items)), scratch or Path()) as pool:
        try:
            while True:
                waiting |= {pool.submit(call, item) for item in islice(queue, pool.slots - len(waiting))}
                if not waiting:
                    return
                ended, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in ended)
        except BrokenProcessPool as error:
            raise worker_died(workers) from error


def worker_died(workers: int) -> DataError:
    """The error for a worker process that ended before its run did."""
    return DataError(
        f"A worker process ended before its run did, usually for lack of memory (workers = {workers}). Finished runs "
        "are kept: run the same command again with fewer workers or a smaller population.scale. (A script that calls "
        'this must guard it with `if __name__ == "__main__":`.)',
        f"一个工作进程在运行结束前终止，通常是内存不足（workers = {workers}）。已完成的结果已保留："
        '请减少 workers 或调小 population.scale 后重新执行。（脚本须置于 `if __name__ == "__main__":` 之下。）',
    )
