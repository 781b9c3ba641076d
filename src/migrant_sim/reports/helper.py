"""A second process that draws: it loads what it needs while the first one does, then waits to be told its tasks."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CALL = "from migrant_sim.reports.tasks import help_with; help_with()"


class Helper:
    """A process that has not been told anything yet; told nothing, it ends when it is let go."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def tell(self, room: Path) -> None:
        """Have it draw what is listed under `room`."""
        assert self._process.stdin is not None  # it was asked for as a pipe
        with suppress(OSError):  # a helper that has died is seen by `done`
            self._process.stdin.write(os.fsencode(room))
            self._process.stdin.close()

    def done(self) -> bool:
        """Wait until it has ended; whether it did all that it began."""
        return self._process.wait() == 0


@contextmanager
def helper_for(folder: Path) -> Iterator[Helper | None]:
    """A helper that reads `folder` already; None on one core. It ends with this block, however that ends."""
    if (os.cpu_count() or 1) < 2:
        yield None
        return
    settings = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-c", CALL, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, env=settings) as process:
        try:
            yield Helper(process)
        finally:
            process.kill()
