"""Newer official figures that the user brought (`ledger series`): kept in the user's home, read by every later run.

A figure stands beside the shipped ones; where both speak of the same year the user has said which one counts, and only
a figure that counts is kept here. Some feed a parameter of the month instead of a yearly series: `FEEDS` says which.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import ClassVar, NamedTuple

from ..paths import folder, user_home
from .reading import read_rows
from .rows import Figure, Parameter

FILE = "series.csv"
REGIONS = "regions"
RURAL_MEAN = "rural_income_pc"
_BASE, _SPREAD = 2020, 0.05  # ASSUMPTION: a figure taken back to 2020 is known to 5 % (low and high)


@dataclass(frozen=True, kw_only=True)
class OwnFigure(Figure):
    """A figure of the user's; `published` is its date, `replaces` whether a shipped one of the year gives way to it."""

    WORDS: ClassVar[dict[str, tuple[str, ...]]] = {**Figure.WORDS, "replaces": ("yes", "no")}

    published: str
    replaces: str


class Feed(NamedTuple):
    """A figure that stands for a parameter of 2020: which, how often a year it is paid, and what takes it back."""

    parameter: str
    times: float
    growth: str  # id of a yearly growth, or `RURAL_MEAN`


FEEDS: Mapping[str, Feed] = {
    "rural_dibao_standard": Feed("dibao_line_ningxia", 1.0, RURAL_MEAN),
    "rural_dibao_standard_month": Feed("dibao_line_ningxia", 12.0, RURAL_MEAN),
    "local_wage_month": Feed("labor_wage_local_2020", 1.0, "labor_wage_growth_nominal"),
    "outside_wage_month": Feed("labor_wage_outside_2020", 1.0, "labor_wage_growth_nominal"),
}
FED_FROM = ("宁夏", "全国", "中国")  # a parameter stands for every region; figures of other places feed none
_NOTHING = Feed("", 1.0, "")
UNITS: Mapping[str, str] = {  # of the figures that feed runs
    RURAL_MEAN: "yuan/person/yr",
    "rural_dibao_standard": "yuan/person/yr",
    "rural_dibao_standard_month": "yuan/person/month",
    "local_wage_month": "yuan/month",
    "outside_wage_month": "yuan/month",
}


def own_figures() -> tuple[OwnFigure, ...]:
    """The user's figures in the order of the file; none without a home. One process reads the file once."""
    return _read(os.environ.get("MIGRANT_SIM_HOME", ""))


def own_hash() -> str:
    """sha256 of the user's figures, empty where there are none: it belongs to the key of every run."""
    rows = own_figures()
    return _hash(rows) if rows else ""


@lru_cache(maxsize=8)
def _hash(rows: tuple[OwnFigure, ...]) -> str:
    return sha256(repr(rows).encode()).hexdigest()


def forget() -> None:
    """Read the file anew the next time: it has been changed."""
    _read.cache_clear()
    _fed.cache_clear()


@lru_cache(maxsize=8)
def _read(named: str) -> tuple[OwnFigure, ...]:
    path = user_home() / FILE
    return read_rows(path, OwnFigure) if path.is_file() else ()


def overlaid(shipped: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The shipped rows with the user's; those that give way count as context."""
    if not (own := own_figures()):
        return shipped
    replaced = {place_of(row) for row in own if row.replaces == "yes"}
    kept = (replace(row, role="context") if place_of(row) in replaced else row for row in shipped)
    return (*kept, *own)


def place_of(row: Figure) -> tuple[str, str, int, str]:
    """What two figures share that speak of the same thing."""
    return row.indicator, row.region, row.year, row.period


def own_parameter(name: str) -> Parameter | None:
    """A parameter that the user's figures or an imported region give; None where they do not speak of it."""
    if "@" in name:
        return _of_region(name)
    if not own_figures():
        return None
    return _fed(own_figures(), name)


@lru_cache(maxsize=64)
def _fed(own: tuple[OwnFigure, ...], name: str) -> Parameter | None:
    fed = [row for row in own if row.region in FED_FROM and FEEDS.get(row.indicator, _NOTHING).parameter == name]
    if not fed:
        return None
    from . import load_folder, series

    rows = load_folder(folder("data"))
    latest = max(fed, key=lambda row: row.year)
    feed = FEEDS[latest.indicator]
    growth = 1.0
    if feed.growth == RURAL_MEAN:
        growth = _growth_of_mean(series(RURAL_MEAN), latest.year, rows["rural_growth_ex_post"].central)
    else:
        growth = (1.0 + rows[feed.growth].central) ** (latest.year - _BASE)
    value = float(f"{latest.value * feed.times / growth:.12g}")
    return replace(
        rows[name],
        low=value * (1.0 - _SPREAD),
        central=value,
        high=value * (1.0 + _SPREAD),
        distribution="normal",
        region=latest.region,
        year=str(latest.year),
        source=latest.source,
        seen="yes",
        original_seen="no",
        grade="B",
        note=f"USER: {latest.value:g} {latest.unit} of {latest.year}, taken back to {_BASE} by the growth of "
        f"{feed.growth} ({growth:.4f}). ASSUMPTION on spread: 5 %.",
    )


def _growth_of_mean(means: Mapping[int, float], year: int, usual: float) -> float:
    """The rural mean of a year over that of 2020, past the last known one at its usual growth."""
    last = min(max(means), year)
    first = means[last] if last in means else means[min(means)]
    return first / means[_BASE] * (1.0 + usual) ** (year - last)


def _of_region(name: str) -> Parameter | None:
    path = region_folder(name.partition("@")[2]) / "parameters.csv"
    if not path.is_file():
        return None
    rows = {row.id: row for row in _region_rows(path, path.stat().st_mtime_ns)}
    return rows.get(name)


@lru_cache(maxsize=16)
def _region_rows(path: Path, stamp: int) -> tuple[Parameter, ...]:
    return read_rows(path, Parameter)


def region_folder(name: str) -> Path:
    """The folder of an imported region; it need not be there."""
    return user_home() / REGIONS / name


def imported_regions() -> dict[str, Path]:
    """The configuration file of every imported region by name, in order.

    A region that was being replaced when the import was killed is first put back in its place.
    """
    home = user_home() / REGIONS
    if not home.is_dir():
        return {}
    for old in home.glob(".*.old-*"):
        place = home / old.name[1:].rpartition(".old-")[0]
        if not place.exists():
            with suppress(OSError):
                old.rename(place)
    return {path.parent.name: path for path in sorted(home.glob("[!.]*/region.yaml"))}


def shipped_regions() -> list[str]:
    """Names of the regions that come with the package; no import may take one."""
    return sorted(path.stem for path in (folder("conf") / "region").glob("*.yaml"))


def fed_by(row: Figure) -> Iterator[str]:
    """What of a run a figure feeds: a parameter's id, or the rural mean; nothing for a figure that no run reads."""
    if row.indicator in FEEDS and row.region in FED_FROM:
        yield FEEDS[row.indicator].parameter
    if row.indicator == RURAL_MEAN:
        yield RURAL_MEAN
