"""The tables of a study on disk: finished runs in parts while it goes on, one sorted file each when it is done."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..errors import ConfigurationError
from ..result import replacing, sha256_of, unwritable
from .tidying import SCHEMAS as SCHEMAS
from .tidying import tidy as tidy

try:
    import fcntl
except ImportError:  # no such lock outside POSIX: there two commands must not share a folder
    fcntl = None  # type: ignore[assignment]

Task = tuple[int, int]
ROW_GROUP = 1 << 20


def write_frame(path: Path, frame: pd.DataFrame) -> None:
    """Write a small table, such as the parameter draws: the same frame gives the same bytes."""
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    with replacing(path) as temporary:
        pq.write_table(table, temporary, compression="zstd")


@dataclass(frozen=True)
class Store:
    """Parts and final tables of one study folder; only the parent process writes."""

    folder: Path

    @property
    def parts(self) -> Path:
        """Where finished runs wait until the study is done."""
        return self.folder / "parts"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Create the folder and keep every other command out of it.

        Raises ConfigurationError when another one is at work in it, DataError when it cannot be made.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = _open_lock(self.folder)
        except BlockingIOError as error:
            raise ConfigurationError(
                f"Another command is writing to {self.folder}; wait for it, or choose another name=.",
                f"另一条命令正在写入 {self.folder}；请等待其结束，或改用其他 name=。",
            ) from error
        except OSError as error:
            raise unwritable(self.folder, error) from error
        try:
            yield
        finally:
            lock()

    def finished(self) -> set[Task]:
        """The (draw, replication) whose rows, of both arms, are on disk."""
        final = self._final("indicators")
        ids = np.union1d(self._part_ids(), _run_ids(final) if final.exists() else [])
        return {(int(run) >> 32, int(run) & 0xFFFFFFFF) for run in ids}

    def keep(self, runs: Sequence[tuple[pa.Table, pa.Table]]) -> None:
        """Store finished runs, each as its indicators and its costs, as one more part; all of them or none."""
        if not runs:
            return
        number = max((int(path.name[:6]) for path in self.parts.glob("*.parquet")), default=0) + 1
        # The indicators come last: a part counts once they are there.
        for name, tables in (("costs", [run[1] for run in runs]), ("indicators", [run[0] for run in runs])):
            with replacing(self.parts / f"{number:06d}-{name}.parquet") as temporary:
                pq.write_table(pa.concat_tables(tables), temporary, compression="zstd", write_page_checksum=True)

    def repair(self, records: Mapping[str, str], settled: bool) -> list[str]:
        """Take away damaged parts and final tables, whose runs are then computed again, and name them.

        `records` are known sha256 by name of a final table; `settled` says that no command has died since they were
        written. Where a part is lost, tables without a record may lack its costs, so they go with it.
        """
        damaged = []
        for path in self._part_files("indicators"):
            pair = [path.with_name(path.name.replace("indicators", name)) for name in SCHEMAS]
            if bad := [each for each in pair if not readable(each)]:
                damaged += [str(each.relative_to(self.folder)) for each in bad]
                for each in pair:
                    each.unlink(missing_ok=True)
        strict = settled or bool(damaged)
        finals = [self._final(name) for name in SCHEMAS]
        if settled or any(path.exists() for path in finals):
            wrong = [path.name for path in finals if not self._sound(path, records, strict)]
            damaged += wrong
            for path in finals if wrong else ():
                path.unlink(missing_ok=True)
        return damaged

    def _sound(self, path: Path, records: Mapping[str, str], strict: bool) -> bool:
        """Whether a final table can be used: that of the record where there must be one, else any that is whole."""
        if strict:
            return path.is_file() and sha256_of(path) == records.get(path.name)
        return readable(path) if path.exists() else path.name not in records

    def assemble(self, arms: Sequence[str], wanted: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> None:
        """Write the final tables from the parts and the earlier final tables.

        Rows stand by arm, draw, replication and key, in whatever order the runs ended; `wanted(draws, replications)`
        says which rows belong to the study.
        """
        for name, schema in SCHEMAS.items():
            table = self._gathered(name)
            draw, replication = (table[column].to_numpy() for column in ("draw", "replication"))
            arm = _codes(table["scenario"], arms)
            order = np.lexsort((replication, draw, arm))
            order = order[wanted(draw, replication)[order]]
            with (
                replacing(self._final(name)) as temporary,
                pq.ParquetWriter(temporary, schema, compression="zstd") as out,
            ):
                for start in range(0, max(len(order), 1), ROW_GROUP):
                    out.write_table(table.take(order[start : start + ROW_GROUP]).cast(schema), row_group_size=ROW_GROUP)

    def clear(self) -> None:
        """Drop the parts: the final tables hold their rows."""
        shutil.rmtree(self.parts, ignore_errors=True)

    def _gathered(self, name: str) -> pa.Table:
        """Parts and final table together, each run once; texts as codes, for a study may have millions of rows."""
        texts = [field.name for field in SCHEMAS[name] if field.type == pa.string()]
        tables = [pq.read_table(path, read_dictionary=texts) for path in self._part_files(name)]
        if (final := self._final(name)).exists():
            # A command that died between two final tables left runs in one of them and in the parts as well.
            stale = np.isin(_run_ids(final), self._part_ids())
            tables.append(pq.read_table(final, read_dictionary=texts).filter(pa.array(~stale)))
        if not tables:
            return SCHEMAS[name].empty_table()
        return pa.concat_tables(tables).unify_dictionaries()

    def _part_ids(self) -> np.ndarray:
        ids = [_run_ids(path) for path in self._part_files("indicators")]
        return np.unique(np.concatenate(ids)) if ids else np.empty(0, np.int64)

    def _part_files(self, name: str) -> list[Path]:
        whole = sorted(self.parts.glob("*-indicators.parquet"))
        return [path.with_name(path.name.replace("indicators", name)) for path in whole]

    def _final(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"


def readable(path: Path) -> bool:
    """Whether a table is there and whole, checksums and all."""
    try:
        pq.read_table(path, partitioning=None, page_checksum_verification=True)
    except (OSError, ValueError, pa.ArrowException):
        return False
    return True


def _run_ids(path: Path) -> np.ndarray:
    """One number a row for its (draw, replication)."""
    table = pq.read_table(path, columns=["draw", "replication"])
    return table["draw"].to_numpy().astype(np.int64) << 32 | table["replication"].to_numpy()


def _codes(labels: pa.ChunkedArray, arms: Sequence[str]) -> np.ndarray:
    return pc.index_in(labels.cast(pa.string()), value_set=pa.array(list(arms), pa.string())).to_numpy()


def _open_lock(folder: Path) -> Callable[[], None]:
    """Lock a folder and return what lets go of it; the system does so too when the process dies."""
    if fcntl is None:
        return lambda: None
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return lambda: os.close(descriptor)
