"""What the configuration file of an imported region says: its own people, and the rest from a shipped region."""

import re
from collections.abc import Mapping, Sequence
from math import floor, log10
from typing import TYPE_CHECKING, Any

from ..errors import DataError
from ..months import month_number
from ..population import Margins
from .problems import MASK

if TYPE_CHECKING:
    import pandas as pd

EASY_PERSONS = 50_000  # simulated unless population.scale says otherwise: minutes on a small machine
_KINDS = "市县区"
_PLACE = re.compile(r"[^\W\d_]{1,12}[市县区州]")
KEPT = ("programme", "verdict_target", "verdict_reason_en", "verdict_reason_zh", "targets", "posterior")


def counties_of(
    names: "pd.Series", base: Mapping[str, Any], margins: Margins
) -> tuple[tuple[str, ...], dict[str, int]]:
    """The region's counties, and the number of each by the name in the ledgers.

    Counties of Ningxia are those of the margins, with 市, 县 or 区 or without; elsewhere they are just numbered.
    Raises DataError for a county that nobody knows.
    """
    given = sorted({str(name).strip() for name in names})
    if base.get("synthetic"):
        return (), {name: number for number, name in enumerate(given)}
    rows = {str(name).strip(): row for row, name in reversed(list(enumerate(names, 1)))}
    found = {name: _county(name, rows[name], margins.counties) for name in given}
    counties = tuple(county for county in margins.counties if county in found.values())
    here = {name: counties.index(county) for name, county in found.items()}
    return counties, {str(name): here[str(name).strip()] for name in set(names)}


def _county(name: str, row: int, known: Sequence[str]) -> str:
    """The county that a name means; the settlement of that `row` has it. What may be no place is not repeated."""
    stem = name.rpartition("市")[2] if name not in known and name.rpartition("市")[2] else name
    for wanted in (name, stem):
        alike = [county for county in known if county == wanted or county.rstrip(_KINDS) == wanted.rstrip(_KINDS)]
        if wanted in known or len(alike) == 1:
            return wanted if wanted in known else alike[0]
    listed, told = ", ".join(known), name if _PLACE.fullmatch(name) else MASK
    raise DataError(
        f"Nothing was imported: settlements, column county, settlement {row}: {told!r} is no county "
        f"of the base region; allowed: {listed}.",
        f"未导入：安置点表的县（市、区）列，第 {row} 个安置点：{told!r} 不是基础地区的县；"
        f"可用的有：{'、'.join(known)}。",
    )


def region_mapping(
    about: Mapping[str, Any], base: Mapping[str, Any], counties: Sequence[str], settlements: "pd.DataFrame"
) -> dict[str, Any]:
    """The region as its yaml file has it; the key of its files is still to be put in."""
    lists = settlements["list"].value_counts()
    own = {path: row["id"] for path, row in about["start"].items()}
    scope = base["scopes"][base["default_scope"]]
    made: dict[str, Any] = {
        "name": about["name"],
        "title_en": about["title_en"],
        "title_zh": about["title_zh"],
        "counties": list(counties),
        "scopes": {"ledger": {"persons": about["persons"], "self_moved": _self_moved(scope)}},
        "default_scope": "ledger",
        "region_led": int(lists.get("region", 0)),
        "county_led": int(lists.get("county", 0)),
        **{key: base[key] for key in KEPT if key in base},
        "series_region": base.get("series_region", "宁夏"),
        "priors": {**(base.get("priors") or {}), **own},
    }
    if base.get("synthetic"):
        made["synthetic"] = _synthetic(base, settlements)
    made["register"] = {
        "base": about["base"],
        "key": "",
        "reference": month_number(about["reference"]),
        "coverage": about["coverage"],
        "households": about["counts"]["households"],
        "imputations": about["imputations"],
        "scale": easy_scale(about["persons"]),
        "share": _share(about["persons"], base),
    }
    return made


def _self_moved(scope: Any) -> float:
    return float(scope.get("self_moved", 0.0)) if isinstance(scope, Mapping) else 0.0


def _persons(scope: Any) -> float:
    return float(scope["persons"] if isinstance(scope, Mapping) else scope)


def _synthetic(base: Mapping[str, Any], settlements: "pd.DataFrame") -> dict[str, float]:
    """Counties as many as the ledgers name, each with the mean residents of those of the base (assumption)."""
    known, count = base["synthetic"], int(settlements["county_number"].nunique())
    part = count / known["counties"]
    return {"counties": count, "residents": known["residents"] * part, "rural": known["rural"] * part}


def _share(persons: float, base: Mapping[str, Any]) -> float:
    """The region's part of the relocated people that the share of migrants among rural residents stands for."""
    from ..population import published_margins

    whole = _persons(base["scopes"][base["default_scope"]])
    if not base.get("synthetic"):
        margins = published_margins()
        whole = margins.persons_in(margins.counties)
    return min(1.0, persons / whole)


def easy_scale(persons: float) -> float:
    """The scale at which a run takes minutes: everybody in a small region, two digits of a share in a large one."""
    exact = EASY_PERSONS / persons
    if exact >= 1.0:
        return 1.0
    unit = 10.0 ** (floor(log10(exact)) - 1)
    return round(floor(exact / unit) * unit, 12)
