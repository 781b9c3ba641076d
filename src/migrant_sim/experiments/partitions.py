"""The tables of a sweep on disk: one folder a scenario, one file a block of its runs; what is new waits beside them.

`indicators/scenario=…/part-*.parquet` and `costs/…` alike. The name of a scenario is in the folder's name, not in the
file, as Hive, DuckDB and Arrow read it. No table is ever held whole: a block is what is in memory.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ..result import replacing, sha256_of
from .chunks import Ran, Run
from .store import Store, readable
from .tidying import SCHEMAS

DRAWS, RUNS = 64, 4  # draws and replications of a block
JOB_COLUMNS = ("scenario", "draw", "replication", "status", "attempts", "seconds", "error")
PARTITIONED = ("indicators", "costs")
DONE, FAILED = "done", "failed"


class Block(NamedTuple):
    """Some runs of one arm: numbers of its draws and of its replications, in units of DRAWS and RUNS."""

    arm: str
    draws: int
    runs: int

    @classmethod
    def of(cls, run: Run) -> "Block":
        """The block that a run belongs to."""
        return cls(run.arm, run.draw // DRAWS, run.replication // RUNS)


@dataclass(frozen=True)
class Partitions(Store):
    """Blocks, waiting runs and the table of runs of one sweep's folder; only the parent process writes."""

    def path(self, table: str, block: Block) -> Path:
        """The file of a block."""
        name = f"part-{block.draws:05d}-{block.runs:04d}.parquet"
        return self.folder / table / f"scenario={quote(block.arm, safe='')}" / name

    def stage(self, rans: Sequence[Ran]) -> int:
        """Store ended runs as the next waiting file and return its number; the indicators come last, and count."""
        number = max((int(path.name[:6]) for path in self.parts.glob("*.parquet")), default=0) + 1
        jobs = [_job(ran) for ran in rans]
        self._write(self.parts / f"{number:06d}-jobs.parquet", pa.Table.from_pylist(jobs, _JOBS))
        for name in ("costs", "indicators"):
            found = [getattr(ran, name) for ran in rans if ran.error is None]
            if found:
                rows = pa.concat_tables(found).unify_dictionaries()
                self._write(self.parts / f"{number:06d}-{name}.parquet", rows)
        return number

    def waiting(self) -> list[int]:
        """Numbers of the waiting files that are whole."""
        return sorted(int(path.name[:6]) for path in self.parts.glob("*-indicators.parquet"))

    def settle(self, numbers: Iterable[int]) -> None:
        """Move waiting runs into the files of their blocks, in order; what was there stays unless it came again."""
        numbers = sorted(numbers)
        indicators, costs = (_Blocks.of(self._staged(name, numbers)) for name in PARTITIONED)
        for block, (rows, ids) in indicators.items():
            # A block counts by its indicators, so they come last.
            self._merge("costs", block, ids, costs[block][0] if block in costs else costs.nothing)
            self._merge("indicators", block, ids, rows)
        for number in numbers:
            for name in reversed(PARTITIONED):
                (self.parts / f"{number:06d}-{name}.parquet").unlink(missing_ok=True)

    def finished(self, records: Mapping[str, str] | None = None) -> "Finished":  # type: ignore[override]
        """Every run that stands in a block, and the damaged files, which are taken away together with their twins.

        `records` are known sha256 by relative path; a file without one is read whole, checksums and all.
        """
        runs: dict[str, list[np.ndarray]] = {}
        damaged = []
        for arm, block in self._known_blocks():
            bad = [path for name in PARTITIONED if not self._whole(path := self.path(name, block), records or {})]
            if bad:
                damaged += [str(path.relative_to(self.folder)) for path in bad]
                for name in reversed(PARTITIONED):
                    self.path(name, block).unlink(missing_ok=True)
                continue
            runs.setdefault(arm, []).append(_ids(pq.read_table(self.path("indicators", block), columns=_RUN)))
        return Finished({arm: np.unique(np.concatenate(found)) for arm, found in runs.items()}, damaged)

    def mend(self) -> list[str]:
        """Settle what waits from an earlier sitting; damaged waiting files are taken away and named."""
        damaged = []
        for number in self.waiting():
            paths = [self.parts / f"{number:06d}-{name}.parquet" for name in ("indicators", "costs")]
            if bad := [path for path in paths if not readable(path)]:
                damaged += [str(path.relative_to(self.folder)) for path in bad]
                for path in paths:
                    path.unlink(missing_ok=True)
            else:
                self.settle([number])
        return damaged

    def jobs(self) -> pd.DataFrame:
        """One row a run that was tried: the last that is known of it, in the columns JOB_COLUMNS."""
        files = [self.folder / "jobs.parquet", *sorted(self.parts.glob("*-jobs.parquet"))]
        tables = [pq.read_table(path, columns=list(JOB_COLUMNS)) for path in files if path.is_file() and readable(path)]
        table = pa.concat_tables([*tables, _JOBS.empty_table()], promote_options="permissive").to_pandas()
        return table.drop_duplicates(["scenario", "draw", "replication"], keep="last", ignore_index=True)

    def files(self) -> list[Path]:
        """Every block's files, in order."""
        return sorted(path for name in PARTITIONED for path in (self.folder / name).glob("scenario=*/part-*.parquet"))

    def read(self, table: str, arm: str, **options: object) -> pa.Table:
        """All rows of an arm, with pyarrow's options such as `filters` and `columns`; empty when there is none."""
        folder = self.path(table, Block(arm, 0, 0)).parent
        tables = [pq.read_table(path, partitioning=None, **options) for path in sorted(folder.glob("part-*.parquet"))]
        return pa.concat_tables(tables) if tables else _final(table).empty_table()

    def _known_blocks(self) -> Iterator[tuple[str, Block]]:
        from urllib.parse import unquote

        found = {(path.parent.name, path.name) for path in self.files()}
        for folder, name in sorted(found):
            arm = unquote(folder.removeprefix("scenario="))
            draws, runs = name.removeprefix("part-").removesuffix(".parquet").split("-")
            yield arm, Block(arm, int(draws), int(runs))

    def _whole(self, path: Path, records: Mapping[str, str]) -> bool:
        known = records.get(path.relative_to(self.folder).as_posix())
        if known is not None and path.is_file():
            return sha256_of(path) == known
        return readable(path)

    def _staged(self, name: str, numbers: Sequence[int]) -> pa.Table:
        schema = SCHEMAS[name]
        texts = [field.name for field in schema if field.type == pa.string()]
        paths = [self.parts / f"{number:06d}-{name}.parquet" for number in numbers]
        tables = [pq.read_table(path, read_dictionary=texts) for path in paths]
        return pa.concat_tables(tables).unify_dictionaries() if tables else schema.empty_table()

    def _merge(self, name: str, block: Block, ids: np.ndarray, rows: pa.Table) -> None:
        path, table = self.path(name, block), rows.drop_columns(["scenario"]).cast(_final(name))
        if path.is_file():
            before = pq.read_table(path, partitioning=None)
            table = pa.concat_tables([before.filter(pa.array(~np.isin(_ids(before), ids))), table])
            table = table.take(pa.array(np.argsort(_ids(table), kind="stable")))
        self._write(path, table.combine_chunks())

    @staticmethod
    def _write(path: Path, table: pa.Table) -> None:
        with replacing(path) as temporary:
            texts = [field.name for field in table.schema if field.type != pa.float64() and field.type != pa.int32()]
            pq.write_table(table, temporary, compression="zstd", use_dictionary=texts, write_page_checksum=True)


class Finished(NamedTuple):
    """Ids of the finished runs by arm, and the files that were damaged."""

    runs: dict[str, np.ndarray]
    damaged: list[str]


_RUN = ["draw", "replication"]
_JOBS = pa.schema(
    [
        *[(name, pa.string()) for name in ("scenario",)],
        *[(name, pa.int32()) for name in _RUN],
        ("status", pa.string()),
        ("attempts", pa.int32()),
        ("seconds", pa.float64()),
        ("error", pa.string()),
    ]
)


def run_id(draw: int, replication: int) -> int:
    """One number for a run of an arm, ordered by draw and replication."""
    return draw << 32 | replication


def _ids(table: pa.Table) -> np.ndarray:
    return table["draw"].to_numpy().astype(np.int64) << 32 | table["replication"].to_numpy()


class _Blocks(dict[Block, tuple[pa.Table, np.ndarray]]):
    """The rows of a table and the ids of its runs by block, in run order; a run's own rows are one slice, as ever."""

    nothing: pa.Table

    @classmethod
    def of(cls, table: pa.Table) -> "_Blocks":
        """The blocks of a table of several arms."""
        arm, ids = table["scenario"].combine_chunks(), _ids(table)
        made = cls()
        made.nothing = table.slice(0, 0)
        if not len(ids):
            return made
        codes = arm.indices.to_numpy()
        starts = np.concatenate([[0], np.flatnonzero((np.diff(codes) != 0) | (np.diff(ids) != 0)) + 1])
        stops = np.concatenate([starts[1:], [len(ids)]])
        slices: dict[Block, list[tuple[int, int, int]]] = {}
        for at in np.lexsort((ids[starts], codes[starts])).tolist():
            start, number = int(starts[at]), int(ids[starts[at]])
            name = str(arm.dictionary[int(codes[start])])
            block = Block(name, (number >> 32) // DRAWS, (number & 0xFFFFFFFF) // RUNS)
            slices.setdefault(block, []).append((number, start, int(stops[at]) - start))
        for block, runs in slices.items():
            rows = pa.concat_tables([table.slice(start, count) for _, start, count in runs])
            made[block] = rows, np.array([number for number, _, _ in runs], np.int64)
        return made


def _final(name: str) -> pa.Schema:
    return pa.schema([field for field in SCHEMAS[name] if field.name != "scenario"])


def _job(ran: Ran) -> dict[str, object]:
    status = DONE if ran.error is None else FAILED
    return {**ran.run._asdict(), "scenario": ran.run.arm, "status": status, "attempts": ran.attempts} | {
        "seconds": round(ran.seconds, 4),
        "error": ran.kind,
    }
