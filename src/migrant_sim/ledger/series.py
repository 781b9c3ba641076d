"""`ledger series`: newer official figures, kept in the user's home and used by every later run.

A figure that a shipped one of the same thing and year contradicts is refused until the user says which counts; one of
the same value is taken note of and changes nothing.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError, DataError, bad_value, unknown_name
from ..paths import user_home
from ..published import OwnFigure, own_figures
from ..published.own import FILE, RURAL_MEAN, UNITS, fed_by, forget, place_of
from ..result import write_text

if TYPE_CHECKING:
    from ..published import Figure

USER, SHIPPED = "user", "shipped"
ALIASES = {
    "rural_income": RURAL_MEAN,
    "dibao_line": "rural_dibao_standard",
    "dibao_line_month": "rural_dibao_standard_month",
    "local_wage": "local_wage_month",
    "outside_wage": "outside_wage_month",
}
# spellings of the units of the figures that feed runs
SPELT = {
    "yuan/person/yr": ("yuan/person/yr", "yuan/person/year", "元/人/年", "元/人·年", "元/年", "元", "yuan/yr", "yuan"),
    "yuan/person/month": ("yuan/person/month", "元/人/月", "元/人·月", "元/月", "yuan/month"),
    "yuan/month": ("yuan/month", "元/月", "元/人/月", "yuan/person/month"),
}
TIMES = {"万元": 10_000.0, "10 000 yuan": 10_000.0, "10000 yuan": 10_000.0}
BOUNDS = {  # of a figure in its unit: beyond, the unit is wrong
    RURAL_MEAN: (1_000.0, 200_000.0),
    "rural_dibao_standard": (500.0, 50_000.0),
    "rural_dibao_standard_month": (50.0, 5_000.0),
    "local_wage_month": (500.0, 50_000.0),
    "outside_wage_month": (500.0, 50_000.0),
}
YEARS = (1990, 2100)
Row = dict[str, Any]


@dataclass(frozen=True)
class Conflict:
    """A figure of the user's and the shipped one of the same thing and year."""

    mine: OwnFigure
    shipped: "Figure"


def take(files: Sequence[str], accept: object = None) -> list[Row]:
    """Take the figures of ledgers (the table `series`); what is kept afterwards is given back.

    Raises DataError for ledgers with errors and for a figure that cannot be right, ConfigurationError for a figure that
    contradicts a shipped one while `accept` does not say which counts. Nothing is then written.
    """
    if accept not in (None, USER, SHIPPED):
        raise unknown_name("accept", str(accept), (USER, SHIPPED))
    taken = [_figure(row) for row in _given(files)]
    _once(taken)
    conflicts = [found for row in taken if (found := _conflict(row)) is not None]
    if conflicts and accept is None:
        raise _undecided(conflicts)
    theirs = {place_of(conflict.mine) for conflict in conflicts}
    if accept == SHIPPED:
        taken = [row for row in taken if place_of(row) not in theirs]
    taken = [replace(row, replaces="yes" if place_of(row) in theirs else "no") for row in taken]
    new = {place_of(row) for row in taken}
    _keep([*(row for row in own_figures() if place_of(row) not in new), *(row for row in taken if not _same(row))])
    return listed()


def listed() -> list[Row]:
    """The figures kept, each with what it feeds and the shipped figure that gave way to it."""
    return [_listed(row) for row in own_figures()]


def remove(name: str) -> list[Row]:
    """Forget the figures `indicator:region`, or those of one year, `indicator:region:year`; what is left is given back.

    Raises ConfigurationError when no such figure is kept.
    """
    indicator, _, rest = name.partition(":")
    wanted = f"{ALIASES.get(indicator, indicator)}:{rest}" if rest else ALIASES.get(indicator, indicator)
    kept = [row for row in own_figures() if not f"{_id(row, True)}:".startswith(f"{wanted}:")]
    if len(kept) == len(own_figures()):
        raise unknown_name("figure", name, [_id(row, True) for row in own_figures()] or ["(none)"])
    _keep(kept)
    return listed()


def _given(files: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """The rows of the table `series` of ledgers that have been checked."""
    from .checking import check
    from .importing import Refused

    checked = check(files)
    if checked.errors:
        raise Refused(checked.problems)
    if "series" not in checked.tables or checked.tables["series"].empty:
        raise DataError(
            "The files hold no table of published figures (series: series_id, year, value, unit, source).",
            "文件中没有公布数据表（列：指标编号、年份、数值、单位、出处）。",
        )
    for row in checked.tables["series"].to_dict("records"):
        yield {str(name): value for name, value in row.items()}


def _figure(row: Mapping[str, Any]) -> OwnFigure:
    """A row of a ledger as a figure in the unit of its series.

    Raises ConfigurationError for an unknown series, DataError for another unit or a figure out of bounds.
    """
    name, _, region = str(row["series_id"]).strip().partition(":")
    indicator, region = ALIASES.get(name.strip(), name.strip()), region.strip() or "宁夏"
    like = _like(indicator, region)
    unit = UNITS.get(indicator) or (like[-1].unit if like else "")
    if not unit:
        raise unknown_name("series", str(row["series_id"]), sorted({*UNITS, *ALIASES, *_known()}), 8)
    year, value = int(row["year"]), _in_unit(float(row["value"]), str(row["unit"]).strip(), unit, indicator)
    if not YEARS[0] <= year <= YEARS[1]:
        raise bad_value(f"{indicator}, year", year, f"{YEARS[0]} to {YEARS[1]}", f"{YEARS[0]} 至 {YEARS[1]}")
    published = row.get("published")
    return OwnFigure(
        indicator=indicator,
        region=region,
        group=like[-1].group if like else "",
        year=year,
        period="",
        value=value,
        unit=unit,
        source=str(row["source"]).strip(),
        original_seen="no",
        grade="A",
        role="observation",
        note="USER",
        published=str(published) if isinstance(published, str) else "",
        replaces="no",
    )


def _shipped() -> "tuple[Figure, ...]":
    from ..paths import folder
    from ..published import load_figures

    return load_figures(folder("data") / "published" / "series.csv")


def _known() -> set[str]:
    return {row.indicator for row in _shipped() if row.role == "observation" and not row.period}


def _like(indicator: str, region: str) -> "list[Figure]":
    """Shipped yearly rows of the series, the earliest first; of the region where there are any."""
    rows = [row for row in _shipped() if row.indicator == indicator and row.role == "observation" and not row.period]
    return sorted([row for row in rows if row.region == region] or rows, key=lambda row: row.year)


def _in_unit(value: float, given: str, unit: str, indicator: str) -> float:
    """The value in the unit of its series."""
    times, plain = 1.0, given
    for word, factor in TIMES.items():
        if given.startswith(word):
            times, plain = factor, given.replace(word, "元", 1)
    if plain not in SPELT.get(unit, (unit,)):
        allowed = ", ".join(SPELT.get(unit, (unit,)))
        raise DataError(
            f"The figure {indicator} is in {given!r}; allowed: {allowed} (or 万元 for 10 000 yuan).",
            f"{indicator} 的单位为 {given!r}；可用的有：{allowed}（或以万元计）。",
        )
    low, high = BOUNDS.get(indicator, (float("-inf"), float("inf")))
    if not low <= value * times <= high:
        raise DataError(
            f"{indicator} = {value * times:g} {unit} cannot be right: {low:g} to {high:g} is; check the unit.",
            f"{indicator} = {value * times:g}（{unit}）不合理；应在 {low:g} 至 {high:g} 之间，请核对单位。",
        )
    return float(f"{value * times:.12g}")


def _once(taken: Iterable[OwnFigure]) -> None:
    """Refuse two values of one thing and year."""
    values: dict[Any, float] = {}
    for row in taken:
        if values.setdefault(place_of(row), row.value) != row.value:
            raise DataError(
                f"The files give two values of {_id(row, True)}: {values[place_of(row)]:g} and {row.value:g}.",
                f"文件中 {_id(row, True)} 有两个数值：{values[place_of(row)]:g} 和 {row.value:g}。",
            )


def _of_same(row: OwnFigure) -> "list[Figure]":
    """Shipped observations of the same thing and year, the best grade first."""
    rows = [other for other in _shipped() if other.role == "observation" and place_of(other) == place_of(row)]
    return sorted(rows, key=lambda other: other.grade)


def _conflict(row: OwnFigure) -> Conflict | None:
    same = _of_same(row)
    return Conflict(row, same[0]) if same and same[0].value != row.value else None


def _same(row: OwnFigure) -> bool:
    """Whether the shipped figure says just that already."""
    same = _of_same(row)
    return bool(same) and same[0].value == row.value


def _undecided(conflicts: Sequence[Conflict]) -> ConfigurationError:
    english, chinese = [], []
    for mine, theirs in ((conflict.mine, conflict.shipped) for conflict in conflicts):
        english.append(
            f"{_id(mine, True)}: yours {mine.value:g} ({mine.source}), shipped {theirs.value:g} {theirs.unit} "
            f"({theirs.source}, grade {theirs.grade})"
        )
        chinese.append(
            f"{_id(mine, True)}：您的数值 {mine.value:g}（{mine.source}），自带数值 {theirs.value:g} {theirs.unit}"
            f"（{theirs.source}，等级 {theirs.grade}）"
        )
    return ConfigurationError(
        f"Figures contradict shipped ones: {'; '.join(english)}. Nothing was taken; "
        "say accept=user to use yours, or accept=shipped to leave those out.",
        f"与自带数据不一致：{'；'.join(chinese)}。未采用任何数据；"
        "用 accept=user 采用您的数值，或用 accept=shipped 舍去它们。",
    )


def _keep(rows: Iterable[OwnFigure]) -> None:
    """Write the file whole or not at all; without figures there is none."""
    path = user_home() / FILE
    ordered = sorted(rows, key=place_of)
    if not ordered:
        path.unlink(missing_ok=True)
        forget()
        return
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = [field.name for field in fields(OwnFigure)]
    writer.writerow(names)
    for row in ordered:
        values = vars(row) | {"value": f"{row.value:.12g}"}
        writer.writerow([values[name] for name in names])
    write_text(path, text.getvalue())
    forget()


def _id(row: OwnFigure, year: bool = False) -> str:
    return f"{row.indicator}:{row.region}" + (f":{row.year}" if year else "")


def _listed(row: OwnFigure) -> Row:
    given_way = _of_same(row) if row.replaces == "yes" else []
    return {
        "id": _id(row, True),
        **{
            name: getattr(row, name) for name in ("indicator", "region", "year", "value", "unit", "source", "published")
        },
        "feeds": next(fed_by(row), None),
        "replaces": {"value": given_way[0].value, "source": given_way[0].source} if given_way else None,
    }


def lines(rows: Sequence[Row], language: str) -> list[str]:
    """What a terminal shows of the figures kept."""
    chinese = language == "zh"
    if not rows:
        return ["没有补充的公布数据。" if chinese else "No figures of your own are kept."]
    said = []
    for row in rows:
        feeds, old = row["feeds"], row["replaces"]
        used = (f"用于 {feeds}" if chinese else f"feeds {feeds}") if feeds else ""
        used = used or ("仅留存，模型不读取" if chinese else "kept; no run reads it")
        given = (
            (f"；替代自带的 {old['value']:g}" if chinese else f"; in place of the shipped {old['value']:g}")
            if old
            else ""
        )
        said.append(f"{row['id']} = {row['value']:g} {row['unit']}  {row['source']}  [{used}{given}]")
    return said
