"""The bank of runs: every (mix, draw, replication) that was ever run in a folder is kept under the mix's content key.

Runs come in blocks of mixes: one worker does all mixes of a block for one draw and replication in a row, so that the
opening and the factual run are made once. A finished block of a (draw, replication) is stored at once; what is stored
is never run again, whatever asks for it.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ...errors import UserError
from ...result import replacing, write_text
from ..executors import Job, Outcome, outcomes
from ..place import Place
from ..runner import SCRATCH

if TYPE_CHECKING:
    from ...scenario import Scenario

BLOCK = 64  # mixes in a row: the opening costs about as much as one of them
SECONDS = 5.0  # between two parts on disk
COLUMNS = ("mix", "draw", "replication", "indicator", "group", "value", "unit")
Task = tuple[int, int]
Progress = Callable[[int, int], None]
Mixes = Mapping[str, "Scenario"]


def mix_key(study_key: str, factors: Mapping[str, float]) -> str:
    """Content key of a mix: the study that it belongs to, and the multiple of every measure that is in."""
    listed = [f"{name}={factor:.6g}" for name, factor in sorted(factors.items()) if factor]
    return sha256("\0".join((study_key, *listed)).encode()).hexdigest()[:20]


@dataclass
class Bank:
    """Stored runs of one folder; `file` is their final table. Only the parent process writes.

    `tell(english, chinese)` hears of damaged files, whose runs are made again.
    """

    folder: Path
    file: str
    trajectory: Callable[[Any, int, int], Any]
    workers: int = 1
    place: Place = field(default_factory=Place)
    tell: Callable[[str, str], None] = lambda english, chinese: None
    failures: list[Outcome] = field(default_factory=list)
    _rows: pd.DataFrame | None = None
    _waiting: list[pd.DataFrame] = field(default_factory=list)
    _saved_at: float = field(default_factory=time.monotonic)

    def runs(self, mixes: Mixes, tasks: Sequence[Task], progress: Progress | None = None) -> pd.DataFrame:
        """One row a (mix, draw, replication), one column an (indicator, group); what lacks is run first.

        A run that failed is missing and stands among `failures`. Raises UserError for a mistake of the user that a run
        tells, and when no run of the mixes succeeded.
        """
        self._run_missing(mixes, list(tasks), progress or (lambda done, total: None))
        rows = self.table()
        rows = rows[rows["mix"].isin(mixes)]
        index = pd.MultiIndex.from_frame(rows[["draw", "replication"]])
        rows = rows[index.isin(set(tasks))]
        if rows.empty:
            raise self._all_failed()
        return rows.pivot(index=["mix", "draw", "replication"], columns=["indicator", "group"], values="value")

    def table(self) -> pd.DataFrame:
        """Every stored run, in order."""
        if self._rows is None:
            files = [self.folder / self.file, *sorted(self._parts.glob("*.parquet"))]
            found = [self._read(path) for path in files if path.is_file()]
            self._rows = _ordered([rows for rows in found if rows is not None])
        return self._rows

    def units(self) -> dict[tuple[str, str], str]:
        """Unit by (indicator, group)."""
        rows = self.table().drop_duplicates(["indicator", "group"]).astype(str)
        return {(name, group): unit for name, group, unit in rows[["indicator", "group", "unit"]].to_numpy().tolist()}

    def close(self) -> None:
        """Write the final table, and drop the parts that it now holds."""
        table = pa.Table.from_pandas(self.table(), preserve_index=False).replace_schema_metadata(None)
        with replacing(self.folder / self.file) as temporary:
            pq.write_table(table, temporary, compression="zstd")
        shutil.rmtree(self._parts, ignore_errors=True)

    def failure_rows(self) -> list[dict[str, Any]]:
        """A file with the whole traceback for each failed block, and the rows that the manifest shows."""
        rows = []
        for number, outcome in enumerate(sorted(self.failures, key=lambda outcome: outcome.task)):
            draw, replication = outcome.task
            name = f"failures/{number:04d}-draw-{draw:05d}-replication-{replication:04d}.txt"
            write_text(self.folder / name, outcome.trace)
            said = {"error": outcome.kind, "message": str(outcome.error), "file": name}
            rows.append({"draw": draw, "replication": replication, **said})
        return rows

    @property
    def _parts(self) -> Path:
        return self.folder / "parts"

    def _read(self, path: Path) -> pd.DataFrame | None:
        """The rows of a file; a damaged one is named and taken away, so that its runs are made again."""
        try:
            return pq.read_table(path, columns=list(COLUMNS)).to_pandas()
        except (ValueError, OSError, pa.ArrowException):
            name = path.relative_to(self.folder)
            path.unlink()
            self.tell(f"Damaged, computed again: {name}", f"文件损坏，将重新计算：{name}")
            return None

    def _run_missing(self, mixes: Mixes, tasks: list[Task], progress: Progress) -> None:
        done = self._finished()
        names = [name for name in mixes if any((name, *task) not in done for task in tasks)]
        blocks = [names[start : start + BLOCK] for start in range(0, len(names), BLOCK)]
        work = [(block, [t for t in tasks if any((name, *t) not in done for name in block)]) for block in blocks]
        total = len(mixes) * len(tasks)
        count = total - sum(len(block) * len(missing) for block, missing in work)
        progress(count, total)
        try:
            for block, missing in work:
                job = Job(tuple((name, mixes[name]) for name in block), (), self.trajectory)
                with closing(outcomes(job, missing, self.workers, self.place, self.folder / SCRATCH)) as ended:
                    for outcome in ended:
                        self._take(outcome)
                        count += len(block)
                        progress(count, total)
        finally:
            self._save()
            shutil.rmtree(self.folder / SCRATCH, ignore_errors=True)

    def _finished(self) -> set[tuple[str, int, int]]:
        rows = self.table()[["mix", "draw", "replication"]].drop_duplicates()
        return set(rows.itertuples(index=False, name=None))

    def _take(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            if isinstance(outcome.error, UserError):
                raise outcome.error
            self.failures.append(outcome)
            return
        assert outcome.indicators is not None
        rows = outcome.indicators.to_pandas().rename(columns={"scenario": "mix"})
        self._waiting.append(rows[list(COLUMNS)])
        if time.monotonic() - self._saved_at >= SECONDS:
            self._save()

    def _save(self) -> None:
        """Store what waits as one more part."""
        waiting, self._waiting = self._waiting, []
        self._saved_at = time.monotonic()
        if not waiting:
            return
        rows = pd.concat(waiting, ignore_index=True)
        number = max((int(path.stem) for path in self._parts.glob("*.parquet")), default=0) + 1
        with replacing(self._parts / f"{number:06d}.parquet") as temporary:
            pq.write_table(pa.Table.from_pandas(rows, preserve_index=False), temporary, compression="zstd")
        self._rows = None

    def _all_failed(self) -> UserError:
        first = self.failures[0].error if self.failures else "-"
        self.failure_rows()
        return UserError(
            f"All runs failed; the first: {first}. Tracebacks are in {self.folder / 'failures'}.",
            f"全部模拟均失败；首个错误：{first}。完整记录见 {self.folder / 'failures'}。",
        )


def complete_runs(wide: pd.DataFrame, mixes: Iterable[str]) -> list[Task]:
    """The (draw, replication) that every one of the mixes has."""
    wanted = list(mixes)
    rows = wide[wide.index.get_level_values("mix").isin(wanted)]
    counts = rows.groupby(level=["draw", "replication"]).size()
    return [tuple(map(int, run)) for run in counts.index[counts == len(wanted)]]  # type: ignore[misc]


def paired(wide: pd.DataFrame, mixes: Sequence[str]) -> tuple[np.ndarray, list[Task]]:
    """(runs, mixes, columns) values of the runs that all mixes have, and which runs those are."""
    runs = complete_runs(wide, mixes)
    index = pd.MultiIndex.from_tuples([(mix, *run) for run in runs for mix in mixes], names=wide.index.names)
    return wide.reindex(index).to_numpy().reshape(len(runs), len(mixes), wide.shape[1]), runs


def _ordered(found: list[pd.DataFrame]) -> pd.DataFrame:
    """Rows by mix, run and key, each once."""
    if not found:
        return pd.DataFrame({name: [] for name in COLUMNS})
    keys = ["mix", "draw", "replication", "indicator", "group"]
    rows = pd.concat(found, ignore_index=True).drop_duplicates(keys)
    return rows.sort_values(keys, kind="stable", ignore_index=True)
