"""A result folder as a value: its tables, its summary, its manifest, and the questions people ask of them."""

import csv
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pandas as pd
import pyarrow.parquet as pq

from .errors import DataError, bad_value, unknown_name

SCHEMA = "1"
RUN = ("scenario", "draw", "replication")
INDICATOR_COLUMNS = (*RUN, "period", "indicator", "group", "value", "unit")
COST_COLUMNS = (*RUN, "year", "measure", "clause", "fund", "yuan", "people", "job_months")
TABLES = ("indicators", "draws", "targets", "costs", "population_fit")

# Upper limit of each class as a probability, whether the limit still belongs to it, and its words; fixed in advance.
CLASSES: tuple[tuple[float, bool, str, str], ...] = (
    (0.05, False, "no", "不可达"),
    (0.33, False, "unlikely", "不太可能"),
    (0.66, True, "open", "悬而未决"),
    (0.95, True, "likely", "较可能"),
    (1.00, True, "yes", "可达"),
)
CANNOT_SAY = ("cannot say", "无法判断")

# Stands wherever an effect of a programme is shown, in English and Chinese.
UNIDENTIFIED = (
    "No migrant outcome after 2020 identifies the effect of the programme.",
    "2020 年以后没有移民收入等结果数据可识别方案效果。",
)


def class_of(probability: float) -> int:
    """Number of the verdict class, 0 "no" to 4 "yes", of a probability.

    Raises ValueError outside 0 to 1.
    """
    for number, (limit, inclusive, _, _) in enumerate(CLASSES):
        if 0 <= probability < limit or (inclusive and probability == limit):
            return number
    raise ValueError(f"a probability lies between 0 and 1, not at {probability}")


def words_of(probability: float) -> tuple[str, str]:
    """English and Chinese verdict word of a probability."""
    return CLASSES[class_of(probability)][2:]


def sha256_of(path: Path) -> str:
    """Hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when the block ends well, so no reader meets half a file.

    Raises DataError with the path when the disk is full, read-only or forbidden; the old file then stands unchanged.
    """
    temporary = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def unwritable(path: Path, error: OSError) -> DataError:
    """The error for a path that cannot be written."""
    why = error.strerror or str(error)
    return DataError(
        f"Cannot write {path}: {why}. Free some space or choose a folder that you may write to.",
        f"无法写入 {path}：{why}。请腾出空间，或选用有写入权限的文件夹。",
    )


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write a value as json, whole or not at all; no infinity and no NaN may be in it."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def read_json(path: Path) -> dict[str, Any]:
    """The value of a json file.

    Raises DataError when it is missing or damaged.
    """
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise _unreadable(path, error) from error


def file_record(path: Path, folder: Path) -> dict[str, Any]:
    """What a manifest says of one file: path inside `folder`, sha256, rows (None unless it is a table)."""
    return {"path": path.relative_to(folder).as_posix(), "sha256": sha256_of(path), "rows": _rows_of(path)}


def _rows_of(path: Path) -> int | None:
    if path.suffix == ".parquet":
        return int(pq.read_metadata(path).num_rows)
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.reader(file)) - 1
    return None


def record_outputs(folder: Path, paths: list[Path]) -> None:
    """Add files, such as a report, to the manifest of a result folder, or renew what it says of them."""
    manifest = read_json(folder / "manifest.json")
    records = {record["path"]: record for record in manifest.get("outputs", [])}
    records |= {record["path"]: record for record in (file_record(path, folder) for path in paths)}
    write_json(folder / "manifest.json", manifest | {"outputs": [records[name] for name in sorted(records)]})


def query(folder: Path | str, sql: str) -> pd.DataFrame:
    """What an SQL query of DuckDB gives on the tables of a result folder, each under the name of its file or folder.

    As in `query(folder, "select scenario, avg(value) from indicators where indicator = 'income_ratio' group by 1")`.
    Raises ConfigurationError for a query that DuckDB refuses.
    """
    import duckdb

    folder = Path(folder)
    places = {path.stem: (path, "") for path in folder.glob("*.parquet")}
    hive = ", hive_partitioning = true, hive_types_autocast = false"
    places |= {path.name: (path / "**/*.parquet", hive) for path in folder.iterdir() if any(path.glob("*=*/*.parquet"))}
    with duckdb.connect() as connection:
        for name, (path, how) in places.items():
            file = str(path).replace("'", "''")
            connection.execute(f"create view \"{name}\" as select * from read_parquet('{file}'{how})")
        try:
            return connection.execute(sql).df()
        except duckdb.Error as error:
            raise bad_value("sql", sql, f"a query of {', '.join(sorted(places))} ({error})") from error


def by_year(indicators: pd.DataFrame, indicator: str, group: str = "all") -> pd.DataFrame:
    """Values of one yearly indicator: one row a run (scenario, draw, replication), one column a year (int)."""
    rows = indicators[(indicators["indicator"] == indicator) & (indicators["group"] == group)]
    rows = rows[rows["period"].str.len() == 4]
    wide = rows.pivot(index=list(RUN), columns="period", values="value")
    return wide.rename(columns=int).rename_axis(columns="year")


def runs_of(wide: pd.DataFrame, arm: str) -> pd.DataFrame:
    """The rows (draw, replication) of one arm of such a table; empty when it has none."""
    here = wide[wide.index.get_level_values("scenario") == arm]
    return here.droplevel("scenario") if len(here) else pd.DataFrame()


@dataclass(frozen=True, eq=False)
class Result:
    """What one study left in its folder; its tables have the columns that the interface describes."""

    folder: Path
    manifest: dict[str, Any]
    summary: dict[str, Any]
    indicators: pd.DataFrame
    draws: pd.DataFrame
    targets: pd.DataFrame
    costs: pd.DataFrame
    fit: pd.DataFrame

    @classmethod
    def load(cls, folder: Path | str) -> Self:
        """Read a result folder.

        Raises DataError, naming the file, when one is missing, damaged, or the study is not finished.
        """
        folder = Path(folder)
        manifest = read_json(folder / "manifest.json")
        if not (folder / "summary.json").is_file():
            raise _no_run(folder, str(manifest.get("status")), str(manifest.get("verb", "run")))
        summary = read_json(folder / "summary.json")
        return cls(folder, manifest, summary, *(_table(folder / f"{name}.parquet") for name in TABLES))

    @property
    def scenario(self) -> str:
        """Label of the scenario arm."""
        return str(self.manifest["arms"]["scenario"])

    @property
    def baseline(self) -> str:
        """Label of the baseline arm."""
        return str(self.manifest["arms"]["baseline"])

    @property
    def status(self) -> str:
        """`done`; `partial` when some runs failed; `running` or `interrupted` when a longer study is under way here."""
        return str(self.manifest["status"])

    @property
    def failures(self) -> pd.DataFrame:
        """One row a failed run: draw, replication, error, message, file with the whole traceback."""
        columns = ["draw", "replication", "error", "message", "file"]
        return pd.DataFrame(self.manifest.get("failures", []), columns=columns)

    @property
    def exit_code(self) -> int:
        """0 when every run is there, 1 when some failed."""
        return 1 if self.manifest.get("failures") else 0

    def yearly(self, indicator: str, group: str = "all") -> pd.DataFrame:
        """Values of one indicator: one row a run (scenario, draw, replication), one column a year (int).

        Raises ConfigurationError for an indicator or group that the result does not hold.
        """
        self._known("indicator", indicator, self.indicators["indicator"])
        self._known("group", group, self.indicators["group"])
        return by_year(self.indicators, indicator, group)

    def band(self, indicator: str, group: str = "all") -> pd.DataFrame:
        """Over all runs, by scenario and year: columns `p05`, `median`, `p95`, and `mean`."""
        values = self.yearly(indicator, group).reset_index().melt([*RUN], var_name="year")
        parts = values.groupby(["scenario", "year"])["value"]
        quantiles = {"p05": 0.05, "median": 0.5, "p95": 0.95}
        return pd.DataFrame({name: parts.quantile(at) for name, at in quantiles.items()} | {"mean": parts.mean()})

    def difference(self, indicator: str, group: str = "all") -> pd.DataFrame:
        """Scenario minus baseline, paired: one row a (draw, replication), one column a year."""
        wide = self.yearly(indicator, group)
        return runs_of(wide, self.scenario) - runs_of(wide, self.baseline)

    def query(self, sql: str) -> pd.DataFrame:
        """What an SQL query of DuckDB gives on the tables of the folder; see `query`."""
        return query(self.folder, sql)

    @staticmethod
    def _known(kind: str, name: str, column: pd.Series) -> None:
        if name not in (known := set(column.unique())):
            raise unknown_name(kind, name, known)


def _table(path: Path) -> pd.DataFrame:
    try:
        return pq.read_table(path).to_pandas()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> DataError:
    why = "it is missing" if isinstance(error, FileNotFoundError) else str(error)
    why_zh = "文件不存在" if isinstance(error, FileNotFoundError) else str(error)
    return DataError(f"Cannot read {path}: {why}.", f"无法读取 {path}：{why_zh}。")


def _no_run(folder: Path, status: str, verb: str) -> DataError:
    if verb != "run":
        return DataError(f"{folder} is a result of {verb}, not of run.", f"{folder} 是 {verb} 的结果，而不是 run 的。")
    return DataError(
        f"{folder} holds no finished study (status {status!r}); run the same command again to go on where it stopped.",
        f"{folder} 中的研究尚未完成（状态 {status!r}）；重新执行同一命令即可从中断处继续。",
    )
