"""The drawings of a page one by one, so that two processes can share them: who takes which changes no byte."""

import gc
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from ..errors import DataError
from ..result import Result
from .brief import write_brief
from .charts import CHARTS, draw_charts
from .findings import Findings
from .helper import Helper
from .plates import draw_picture

CLAIMS, TASKS = ".claims", "tasks.json"  # a file for every task that somebody has begun, beside the list of them


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


def perform_all(tasks: Sequence[Task], room: Path, findings: Findings | None, helper: Helper | None = None) -> None:
    """Every task, the later ones by the helper where there is one; `room` is scratch.

    A helper knows the folders and not the findings: there is none for findings that leave something out.
    """
    (room / CLAIMS).mkdir()
    if helper is not None:
        (room / CLAIMS / TASKS).write_text(json.dumps([astuple(task) for task in tasks]), encoding="utf-8")
        helper.tell(room)
    with _uncollected():
        for number in _claimed(range(len(tasks)), room):
            tasks[number].perform(findings)
    if helper is not None and not helper.done():  # whatever it was, the process that the user started says it
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


def help_with() -> None:
    """In the second process: read the folder, then perform tasks from the last one on, until all are begun."""
    with suppress(Exception):  # what is wrong with the folder, the first process says
        _findings(sys.argv[1])
    if not (told := sys.stdin.buffer.read()):
        return
    room = Path(os.fsdecode(told))
    tasks = [Task(*row) for row in json.loads((room / CLAIMS / TASKS).read_text(encoding="utf-8"))]
    with _uncollected():
        for number in _claimed(range(len(tasks) - 1, -1, -1), room):
            tasks[number].perform()
