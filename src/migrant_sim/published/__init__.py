"""The shipped figures: parameters with ranges, published series, population margins and the policy texts' own rows."""

import hashlib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from ..errors import DataError
from ..paths import folder
from .laws import inverse
from .mixtures import check_mixtures
from .mixtures import mixture_parts as mixture_parts
from .own import OwnFigure as OwnFigure
from .own import imported_regions as imported_regions
from .own import overlaid
from .own import own_figures as own_figures
from .own import own_hash as own_hash
from .own import own_parameter as own_parameter
from .own import region_folder as region_folder
from .own import shipped_regions as shipped_regions
from .posteriors import Posterior as Posterior
from .posteriors import posterior as posterior
from .posteriors import posterior_names as posterior_names
from .reading import read_rows
from .rows import PROGRAMMES as PROGRAMMES
from .rows import TREATMENTS as TREATMENTS
from .rows import ClauseTreatment as ClauseTreatment
from .rows import Eligibility as Eligibility
from .rows import Figure as Figure
from .rows import Margin as Margin
from .rows import Parameter as Parameter
from .rows import PolicyMeasure as PolicyMeasure
from .rows import PolicyMechanism as PolicyMechanism
from .rows import PolicyTarget as PolicyTarget
from .rows import Treatment as Treatment


def parameters() -> tuple[Parameter, ...]:
    """Every parameter row: the published ones, then the project's own assumptions."""
    return tuple(load_folder(folder("data")).values())


def parameter(parameter_id: str) -> Parameter:
    """The row of one id; DataError with the nearest id when there is none."""
    if (own := own_parameter(parameter_id)) is not None:
        return own
    rows = load_folder(folder("data"))
    if parameter_id not in rows:
        raise _unknown("parameter", "参数", parameter_id, rows)
    return rows[parameter_id]


@cache
def load_folder(data: Path) -> Mapping[str, Parameter]:
    """Parameter rows by id of a data folder, both files; DataError for a bad row or an id that stands in both."""
    first, second = (load_parameters(data / "published" / name) for name in ("parameters.csv", "assumptions.csv"))
    rows = {row.id: row for row in first}
    for row in second:
        if row.id in rows:
            name, other = "published/assumptions.csv", "published/parameters.csv"
            raise DataError(
                f"{name}, column parameter_id: {row.id!r} stands in {other} too; expected: an id used once.",
                f"{name}，parameter_id 列：{row.id!r} 也见于 {other}；应为：不重复的编号。",
            )
        rows[row.id] = row
    check_mixtures(rows, "published/parameters.csv, assumptions.csv")
    return rows


def load_parameters(path: Path) -> tuple[Parameter, ...]:
    """The rows of one parameter file; DataError, naming file, row and column, for a row that is not complete."""
    return read_rows(path, Parameter)


def quantile(parameter_id: str, u: float) -> float:
    """The value below which a prior lies with probability `u`, 0 < u < 1, in the parameter's unit.

    Rounded to 12 significant digits. Raises DataError for a row whose role is not `prior`.
    """
    row = parameter(parameter_id)
    if row.role != "prior":
        raise DataError(
            f"{parameter_id!r} has the role {row.role!r} and is never drawn; expected: a row with the role 'prior'.",
            f"{parameter_id!r} 的角色是 {row.role!r}，不可抽样；应为角色 'prior' 的行。",
        )
    return inverse(row, u)


def series(indicator: str, region: str = "宁夏", group: str | None = None) -> dict[int, float]:
    """Observed values of an indicator by year; where a year has several rows the best grade wins.

    Raises DataError for an indicator that the region (and group) lacks, for rows in different units, and where equally
    graded rows of one year disagree, as they do when they stand for different groups and none is named.
    """
    rows = [row for row in figures(indicator, region, group) if row.role == "observation" and not row.period]
    if not rows:
        raise _unknown("yearly series", "年度序列", f"{indicator} / {region} / {group or '*'}", _series_names())
    best: dict[int, Figure] = {}
    for row in sorted(rows, key=lambda row: (row.year, row.grade)):
        kept = best.setdefault(row.year, row)
        if row.unit != kept.unit or row.grade == kept.grade and row.value != kept.value:
            both = " / ".join(f"{one.group} {one.value:g} {one.unit}" for one in (kept, row))
            raise DataError(
                f"{indicator!r} of {region!r} has rows for {row.year} that disagree: {both}; expected: name one group.",
                f"{region!r} 的 {indicator!r} 在 {row.year} 年有不一致的行：{both}；请指定 group。",
            )
    return {year: row.value for year, row in best.items()}


def figures(indicator: str | None = None, region: str | None = None, group: str | None = None) -> tuple[Figure, ...]:
    """Rows of the published series, of every role and period, that match what is given."""
    wanted = {"indicator": indicator, "region": region, "group": group}
    given = {name: value for name, value in wanted.items() if value is not None}
    return tuple(
        row
        for row in overlaid(_figures(folder("data")))
        if all(getattr(row, name) == value for name, value in given.items())
    )


@cache
def _figures(data: Path) -> tuple[Figure, ...]:
    return load_figures(data / "published" / "series.csv")


def load_figures(path: Path) -> tuple[Figure, ...]:
    """The rows of one series file; DataError, naming file, row and column, for a row that is not complete."""
    return read_rows(path, Figure)


def _series_names() -> set[str]:
    return {f"{row.indicator} / {row.region} / {row.group}" for row in figures() if row.role == "observation"}


def margin(table: str) -> list[Margin]:
    """The cells of one population margin in file order; DataError with the nearest name for an unknown table."""
    tables = _margins(folder("data"))
    if table not in tables:
        raise _unknown("margin table", "边际表", table, tables)
    return list(tables[table])


@cache
def _margins(data: Path) -> dict[str, list[Margin]]:
    tables: dict[str, list[Margin]] = {}
    for row in load_margins(data / "published" / "margins.csv"):
        tables.setdefault(row.table, []).append(row)
    return tables


def load_margins(path: Path) -> tuple[Margin, ...]:
    """The rows of one margin file; DataError, naming file, row and column, for a row that is not complete."""
    return read_rows(path, Margin)


@cache
def _targets(data: Path) -> tuple[PolicyTarget, ...]:
    return read_rows(data / "policy" / "targets.csv", PolicyTarget)


def targets(programme: str | None = None) -> tuple[PolicyTarget, ...]:
    """The targets that the policy texts set, of one programme or of all."""
    return tuple(row for row in _targets(folder("data")) if programme in (None, row.programme))


@cache
def measures() -> tuple[PolicyMeasure, ...]:
    """The measures that the policy texts order."""
    return read_rows(folder("data") / "policy" / "measures.csv", PolicyMeasure)


@cache
def mechanisms() -> tuple[PolicyMechanism, ...]:
    """The vocabulary of mechanisms that the measures share."""
    return read_rows(folder("data") / "policy" / "mechanisms.csv", PolicyMechanism)


@cache
def treatments() -> tuple[Treatment, ...]:
    """What the model does with each mechanism."""
    return read_rows(folder("data") / "policy" / "treatments.csv", Treatment)


@cache
def clause_treatments() -> tuple[ClauseTreatment, ...]:
    """Clauses whose treatment is not that of their mechanisms."""
    return read_rows(folder("data") / "policy" / "clause_treatments.csv", ClauseTreatment)


@cache
def eligibility() -> tuple[Eligibility, ...]:
    """Whom each instrument is for, in words."""
    return read_rows(folder("data") / "policy" / "eligibility.csv", Eligibility)


def data_hash() -> str:
    """Sha256 over name and bytes of every shipped data file, in name order, and over the user's own figures."""
    shipped, own = _shipped_hash(folder("data")), own_hash()
    return hashlib.sha256(f"{shipped}\0{own}".encode()).hexdigest() if own else shipped


@cache
def _shipped_hash(data: Path) -> str:
    return hash_folder(data)


def data_files(data: Path) -> list[Path]:
    """The files of a data folder that decide a result, in name order: tables, and provenance of posterior samples."""
    files = [path for path in data.rglob("*") if path.suffix in (".csv", ".yaml")]
    return sorted(files, key=lambda path: path.relative_to(data).as_posix())


def hash_folder(data: Path) -> str:
    """Sha256 over name and bytes of every csv file below a folder, and of every yaml (provenance), in name order."""
    digest = hashlib.sha256()
    for path in data_files(data):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(data).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _unknown(kind: str, kind_zh: str, name: str, known: Iterable[str]) -> DataError:
    near = get_close_matches(name, list(known), n=1, cutoff=0.3)
    hint, hint_zh = (f"; nearest: {near[0]!r}", f"；最接近的是 {near[0]!r}") if near else ("", "")
    return DataError(f"Unknown {kind} {name!r}{hint}.", f"未知的{kind_zh} {name!r}{hint_zh}。")
