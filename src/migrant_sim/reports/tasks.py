"""The drawings of a page one by one, so that two processes can share them: who takes which changes no byte."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from ..errors import DataError
from ..result import Result
from .brief import write_brief
from .charts import CHARTS, draw_charts
from .findings import Findings
from .plates import draw_picture

CLAIMS, TASKS = ".claims", "tasks.json"  # a file for every task that somebody has begun, beside the list of them
FEW = 3  # so few tasks are done before a second process has loaded


@dataclass(frozen=True)
class Task:
    """One thing to write: kind (`chart`, `picture`, `brief`), name, folder read, folder written."""

    kind: str
    name: str
    source: str
    target: str

    def perform(self, findings: Findings | None = None) -> None:
        """Write the files; `findings` spares reading a run again.

        Raises DataError for a table that cannot be read or lacks a column, and for a folder that cannot be written.
        """
        source, target = Path(self.source), Path(self.target)
        if self.kind == "picture":
            try:
                draw_picture(source, self.name, target)
            except KeyError as error:
                raise _lacking(source, self.name, error) from error
        elif self.kind == "brief":
            write_brief(target, findings or _findings(self.source))
        else:
            charts = [chart for chart in CHARTS if chart.name == self.name]
            list(draw_charts(findings or _findings(self.source), target, charts))


def _lacking(folder: Path, name: str, error: KeyError) -> DataError:
    """The error for tables that another version wrote, without a column that the chart needs."""
    return DataError(
        f"{folder}: its tables lack {error} and so cannot be drawn as {name!r}; another version of migrant-sim made "
        "them. Run the same command again, which takes up the stored runs, or leave the folder out.",
        f"{folder}：表中缺少 {error}，无法绘制图“{name}”；它由另一版本的 migrant-sim 生成。请重新执行同一命令"
        "（已存的模拟会被沿用），或不列入该文件夹。",
    )


@cache
def _findings(folder: str) -> Findings:
    return Findings(Result.load(Path(folder)))


def perform_all(tasks: Sequence[Task], room: Path, findings: Findings | None, alone: bool = False) -> None:
    """Every task, the later ones by a second process where this machine has a second core; `room` is scratch.

    `alone` forbids that process, for it knows the folders and not the findings.
    """
    (room / CLAIMS).mkdir()
    with nullcontext() if alone else _helper(tasks, room) as helper, _uncollected():
        for number in _claimed(range(len(tasks)), room):
            tasks[number].perform(findings)
        helped = helper is None or helper.wait() == 0
    if not helped:  # whatever it was, it is said by the process that the user started
        for number, task in enumerate(tasks):
            if _owner(room, number) != os.getpid():
                task.perform(findings)
    for claim in (room / CLAIMS).iterdir():
        claim.unlink()
    (room / CLAIMS).rmdir()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for circles of references: there is little to find, and each search looks at everything."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _claimed(numbers: Sequence[int], room: Path) -> Iterator[int]:
    """Those of the tasks that nobody has begun, each claimed when it is asked for."""
    for number in numbers:
        try:
            with (room / CLAIMS / str(number)).open("x") as claim:
                claim.write(str(os.getpid()))
        except FileExistsError:
            continue
        yield number


def _owner(room: Path, number: int) -> int:
    return int((room / CLAIMS / str(number)).read_text() or 0)


@contextmanager
def _helper(tasks: Sequence[Task], room: Path) -> Iterator["subprocess.Popen[bytes] | None"]:
    """A process that begins with the last task; None on one core. It ends with this block, however that ends."""
    if len(tasks) <= FEW or (os.cpu_count() or 1) < 2:
        yield None
        return
    (room / CLAIMS / TASKS).write_text(json.dumps([astuple(task) for task in tasks]), encoding="utf-8")
    command = [sys.executable, "-c", f"from {__name__} import help_with; help_with()", str(room)]
    settings = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, env=settings) as helper:
        try:
            yield helper
        finally:
            helper.kill()


def help_with() -> None:
    """In the second process: perform tasks from the last one on, until all are begun."""
    room = Path(sys.argv[1])
    tasks = [Task(*row) for row in json.loads((room / CLAIMS / TASKS).read_text(encoding="utf-8"))]
    with _uncollected():
        for number in _claimed(range(len(tasks) - 1, -1, -1), room):
            tasks[number].perform()
