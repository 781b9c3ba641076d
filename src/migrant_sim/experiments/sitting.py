"""One sitting at a sweep: what has ended and waits to be stored, and which groups still lack runs."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from ..result import write_text
from .chunks import Ran, Run
from .partitions import Block, Partitions

STAGE_RUNS, STAGE_SECONDS = 256, 10.0


@dataclass
class _Open:
    """A group of runs under way: how many it lacks, what waits in memory, what waits in files."""

    lacks: int
    held: list[Ran] = field(default_factory=list)
    staged: list[int] = field(default_factory=list)


@dataclass
class Sitting:
    """Takes runs as they end; rows go to waiting files soon, and to their blocks when their group is complete."""

    store: Partitions
    failures: list[dict[str, Any]] = field(default_factory=list)
    stored: int = 0
    _groups: dict[Block, _Open] = field(default_factory=dict)
    _saved_at: float = field(default_factory=time.monotonic)

    def expect(self, runs: Sequence[Run]) -> None:
        """Open a group that lacks these runs."""
        group = _Open(len(runs))
        self._groups |= {Block.of(run): group for run in runs}

    def take(self, ran: Ran) -> None:
        """Put one run by; a failed one is a row and a file at once."""
        group = self._groups[Block.of(ran.run)]
        group.held.append(ran)
        group.lacks -= 1
        if ran.error is None:
            self.stored += 1
        else:
            self._write_failure(ran)
        if not group.lacks:
            self._stage(group)
            self.store.settle(group.staged)
            self._groups = {block: other for block, other in self._groups.items() if other is not group}
        elif len(group.held) >= STAGE_RUNS or time.monotonic() - self._saved_at >= STAGE_SECONDS:
            self.save()

    def save(self) -> None:
        """Store what waits in memory."""
        for group in {id(group): group for group in self._groups.values()}.values():
            self._stage(group)
        self._saved_at = time.monotonic()

    def _stage(self, group: _Open) -> None:
        held, group.held = group.held, []
        if held:
            number = self.store.stage(held)
            if any(ran.error is None for ran in held):
                group.staged.append(number)

    def _write_failure(self, ran: Ran) -> None:
        run = ran.run
        name = f"failures/{quote(run.arm, safe='')}-draw-{run.draw:05d}-replication-{run.replication:04d}.txt"
        write_text(self.store.folder / name, ran.trace)
        where = {"scenario": run.arm, "draw": run.draw, "replication": run.replication}
        said = {"error": ran.kind, "message": str(ran.error), "attempts": ran.attempts, "file": name}
        self.failures.append(where | said)
