"""Finished runs of a calibration on disk: parts while it goes on, one sorted table when it is done."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ...result import replacing
from ..store import readable

Task = tuple[int, int]  # point, replication
COLUMNS = pa.schema(
    [("point", pa.int32()), ("replication", pa.int32()), ("moment", pa.string()), ("value", pa.float64())]
)
FINAL = "moments.parquet"


@dataclass(frozen=True)
class Parts:
    """The runs of one folder; only the parent process writes, and each part is whole or not there."""

    folder: Path

    def table(self) -> pd.DataFrame:
        """Every stored run: point, replication, moment, value, in that order, each once."""
        tables = [pq.read_table(path) for path in self._paths()]
        rows = pa.concat_tables(tables or [COLUMNS.empty_table()]).to_pandas()
        keys = ["point", "replication", "moment"]
        return rows.drop_duplicates(keys).sort_values(keys, ignore_index=True)

    def repair(self, wrong: Sequence[str] = ()) -> list[str]:
        """Take away tables that cannot be read, so that their runs are made again, and name them.

        `wrong` are names of files that are known not to be as they were written.
        """
        names = {path: path.relative_to(self.folder).as_posix() for path in self._paths()}
        damaged = [path for path, name in names.items() if name in wrong or not readable(path)]
        for path in damaged:
            path.unlink()
        return [names[path] for path in damaged]

    def finished(self) -> set[Task]:
        """The (point, replication) that are stored."""
        rows = self.table()[["point", "replication"]].drop_duplicates()
        return {(int(point), int(run)) for point, run in rows.itertuples(index=False)}

    def keep(self, runs: Sequence[tuple[Task, Sequence[tuple[str, float]]]]) -> None:
        """Store finished runs as one more part; all of them or none."""
        if not runs:
            return
        number = max((int(path.stem) for path in self._parts().glob("*.parquet")), default=0) + 1
        rows = [(*task, moment, value) for task, found in runs for moment, value in found]
        self._write(self._parts() / f"{number:06d}.parquet", pd.DataFrame(rows, columns=COLUMNS.names))

    def assemble(self) -> pd.DataFrame:
        """Write the final table and return it; the parts may go then."""
        rows = self.table()
        self._write(self.folder / FINAL, rows)
        return rows

    def clear(self) -> None:
        """Drop the parts: the final table holds their rows."""
        shutil.rmtree(self._parts(), ignore_errors=True)

    def _paths(self) -> list[Path]:
        paths = (self.folder / FINAL, *sorted(self._parts().glob("*.parquet")))
        return [path for path in paths if path.is_file()]

    def _parts(self) -> Path:
        return self.folder / "parts"

    def _write(self, path: Path, rows: pd.DataFrame) -> None:
        rows = rows.assign(value=rows["value"].astype(float) + 0.0)
        table = pa.Table.from_pandas(rows, schema=COLUMNS, preserve_index=False).replace_schema_metadata(None)
        with replacing(path) as temporary:
            pq.write_table(table, temporary, compression="zstd")
