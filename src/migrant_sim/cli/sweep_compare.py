"""`compare` of two sweeps: the points that both hold, side by side."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import DataError, bad_value

if TYPE_CHECKING:
    import pandas as pd

RATIO = "income_ratio"


def compared_sweeps(first: Path, second: Path) -> "pd.DataFrame":
    """One row a point of both sweeps, by its label: the income ratio of A, B and B minus A over the runs of both.

    Medians; the difference is paired by draw and replication, with its 5th and 95th percentile; `effect` is the ratio
    less that of the point's own baseline, `P` the chance of the target, in each sweep as its summary has them.
    Raises DataError when they share no point, or a point's year or runs differ altogether.
    """
    import pandas as pd

    rows = []
    told, others = (_summary(folder) for folder in (first, second))
    for label in (each for each in told if each in others):
        a, b = told[label], others[label]
        if a["year"] is None or a["year"] != b["year"]:
            continue
        own, other = (_ratios(folder, label, str(int(a["year"]))) for folder in (first, second))
        if not len(moved := (other - own).dropna()):
            continue
        low, middle, high = moved.quantile([0.05, 0.5, 0.95])
        values = {"A": own[moved.index].median(), "B": other[moved.index].median(), "B-A": middle}
        values |= {"p05": low, "p95": high}
        for letter, row in (("A", a), ("B", b)):
            values |= {f"effect {letter}": row["effect"], f"P {letter}": row["probability"]}
        rows.append({"scenario": label, "year": int(a["year"]), "runs": len(moved), **values})
    if not rows:
        raise DataError(
            f"{first} and {second} share no point with the same runs and year to compare.",
            f"{first} 与 {second} 没有模拟和年份相同的点可比较。",
        )
    return pd.DataFrame(rows).set_index("scenario")


def check_alike(sweeps: tuple[bool, ...], folders: tuple[Path, ...]) -> None:
    """Raise ConfigurationError for a sweep beside a run, which have different tables."""
    if len(set(sweeps)) > 1:
        given = [str(folder) for folder in folders]
        raise bad_value("results", given, "two runs, or two sweeps", "两个 run 结果，或两个 sweep 结果")


def _summary(folder: Path) -> dict[str, dict[str, Any]]:
    """The rows of a sweep's summary by label."""
    import pandas as pd

    rows: list[Any] = pd.read_parquet(folder / "summary.parquet").to_dict("records")
    return {row["scenario"]: row for row in rows}


def _ratios(folder: Path, label: str, year: str) -> "pd.Series":
    """The ratio of everybody in a year, by draw and replication."""
    from ..experiments.partitions import Partitions

    wanted = [("group", "==", "all"), ("indicator", "==", RATIO), ("period", "==", year)]
    rows = Partitions(folder).read("indicators", label, filters=wanted).to_pandas()
    return rows.set_index(["draw", "replication"])["value"]
