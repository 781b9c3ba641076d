"""Errors planted in a demonstration ledger, one function a kind, each in households of its own.

What was planted is listed (table, row, column, code), so that a check can be compared with it. Rows count as Excel does:
the header is row 1. A problem of a whole column or table has row 0.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from .invented import generator

Tables = dict[str, pd.DataFrame]
FIRST_ROW = 2
REFERENCE_YEAR = 2020


class Planted(NamedTuple):
    """One planted error: where it stands and the code of the problem that a check must report there."""

    table: str
    row: int
    column: str
    code: str


class Spot(NamedTuple):
    """Where to plant: rows of households, of one person and of all persons of each of them."""

    homes: np.ndarray
    persons: np.ndarray


def plant(tables: Tables, share: float, seed: int, zh: bool) -> tuple[Tables, list[Planted]]:
    """Worded tables with errors in about `share` of the households, at least one of every kind; and what was planted."""
    tables = {name: frame.copy() for name, frame in tables.items()}
    if share <= 0:
        return tables, []
    homes = tables["households"]
    each = max(1, min(round(share * len(homes) / len(KINDS)), len(homes) // (2 * len(KINDS))))
    order = generator(seed, "planted").permutation(len(homes))[: each * len(KINDS)]
    heads = np.searchsorted(tables["persons"]["household_id"].to_numpy(dtype=str), homes["household_id"].to_numpy(str))
    planted: list[Planted] = []
    for place, (code, kind) in enumerate(KINDS.items()):
        rows = np.sort(order[place * each : (place + 1) * each])
        planted += [Planted(*spot, code) for spot in kind(tables, Spot(rows, heads[rows]), zh)]
    for code, kind in LAST.items():
        planted += [Planted(*spot, code) for spot in kind(tables, Spot(order[:0], order[:0]), zh)]
    return tables, planted


Spots = list[tuple[str, int, str]]


def _set(tables: Tables, table: str, column: str, rows: np.ndarray, values: object) -> Spots:
    frame = tables[table]
    frame.iloc[rows, frame.columns.get_loc(column)] = values  # type: ignore[index]
    return [(table, int(row) + FIRST_ROW, column) for row in rows]


def _text_for_number(tables: Tables, spot: Spot, zh: bool) -> Spots:
    return _set(tables, "persons", "months_worked", spot.persons, "约八个月" if zh else "about eight")


def _out_of_range(tables: Tables, spot: Spot, zh: bool) -> Spots:
    return _set(tables, "persons", "months_worked", spot.persons, 15)


def _unknown_code(tables: Tables, spot: Spot, zh: bool) -> Spots:
    return _set(tables, "persons", "education", spot.persons, "私塾" if zh else "private school")


def _missing(tables: Tables, spot: Spot, zh: bool) -> Spots:
    return _set(tables, "persons", "sex", spot.persons, None)


def _check_digit(tables: Tables, spot: Spot, zh: bool) -> Spots:
    column = tables["persons"]["id_number"].to_numpy()
    wrong = [number[:-1] + ("1" if number[-1] != "1" else "2") for number in column[spot.persons]]
    _set(tables, "households", "head_id_number", spot.homes, None)
    return _set(tables, "persons", "id_number", spot.persons, wrong)


def _age(tables: Tables, spot: Spot, zh: bool) -> Spots:
    births = tables["persons"]["birth"].to_numpy()[spot.persons]
    return _set(tables, "persons", "birth", spot.persons, [f"{int(b[:4]) - 3}{b[4:]}" for b in births])


def _sex(tables: Tables, spot: Spot, zh: bool) -> Spots:
    male, female = ("男", "女") if zh else ("male", "female")
    sexes = tables["persons"]["sex"].to_numpy()[spot.persons]
    return _set(tables, "persons", "sex", spot.persons, [female if sex == male else male for sex in sexes])


def _without_household(tables: Tables, spot: Spot, zh: bool) -> Spots:
    row = spot.persons + 1  # a member after the head, so that the household keeps one
    frame = tables["persons"]
    row = np.where(np.append(frame["household_id"].to_numpy(), "")[row] == frame["household_id"].to_numpy()[row - 1],
                   row, row - 1)
    return _set(tables, "persons", "household_id", row, "H999999")


def _unknown_enterprise(tables: Tables, spot: Spot, zh: bool) -> Spots:
    return _set(tables, "persons", "enterprise_id", spot.persons, "E9999")


def _income(tables: Tables, spot: Spot, zh: bool) -> Spots:
    income = tables["households"]["disposable_income"].to_numpy()[spot.homes]
    return _set(tables, "households", "disposable_income", spot.homes, income + 20_000)


def _after_reference(tables: Tables, spot: Spot, zh: bool) -> Spots:
    _set(tables, "persons", "id_number", spot.persons, None)
    _set(tables, "households", "head_id_number", spot.homes, None)
    return _set(tables, "persons", "birth", spot.persons, f"{REFERENCE_YEAR + 1}-06")


def _unknown_settlement(tables: Tables, spot: Spot, zh: bool) -> Spots:
    return _set(tables, "households", "settlement_id", spot.homes, "S9999")


def _empty_households(tables: Tables, spot: Spot, zh: bool) -> Spots:
    """Households of their own at the end of the list, without a member."""
    frame = tables["households"]
    more = frame.iloc[spot.homes].copy()
    more["household_id"] = [f"H9{row:05d}" for row in range(len(more))]
    for name in ("head", "head_id_number", "phone", "address", "size"):
        more[name] = None
    start = len(frame)
    tables["households"] = pd.concat([frame, more], ignore_index=True)
    return [("households", start + row + FIRST_ROW, "household_id") for row in range(len(more))]


def _twice(tables: Tables, spot: Spot, zh: bool) -> Spots:
    """The first household again at the end."""
    frame = tables["households"]
    tables["households"] = pd.concat([frame, frame.iloc[:1]], ignore_index=True)
    return [("households", len(frame) + FIRST_ROW, "household_id")]


def _id_twice(tables: Tables, spot: Spot, zh: bool) -> Spots:
    frame = tables["persons"]
    taken = frame.iloc[0][["id_number", "birth", "sex"]].to_list()
    for name, value in zip(("id_number", "birth", "sex"), taken, strict=True):
        _set(tables, "persons", name, np.array([len(frame) - 1]), value)
    return [("persons", len(frame) - 1 + FIRST_ROW, "id_number")]


def _above_quota(tables: Tables, spot: Spot, zh: bool) -> Spots:
    quota = tables["posts"]["quota"].to_numpy()[:1]
    return _set(tables, "posts", "filled", np.array([0]), quota + 5)


KINDS: Mapping[str, Callable[[Tables, Spot, bool], Spots]] = {}
LAST: Mapping[str, Callable[[Tables, Spot, bool], Spots]] = {}
