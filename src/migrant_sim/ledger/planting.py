"""Errors planted in a demonstration ledger, one kind after the other, each in households of its own.

What was planted is listed (table, row, column, code of `messages.kinds`), so that a check can be compared with it. Rows
count as Excel does: the header is row 1; a problem of a header has row 1, of a whole column row 0.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from .invented import generator

Tables = dict[str, pd.DataFrame]
FIRST_ROW = 2
ID = {"id_number": None}


class Planted(NamedTuple):
    """One planted error: where it stands and the code of the problem that a check must report there."""

    table: str
    row: int
    column: str
    code: str


class Cell(NamedTuple):
    """A kind that one wrong cell makes: its table and column, the words in Chinese and English, other cells to set."""

    table: str
    column: str
    zh: Any
    en: Any
    also: Mapping[str, Any] = {}


# The head of a household is meant where the table is that of persons.
CELLS: Mapping[str, Cell] = {
    "not_number": Cell("persons", "courses", "几次", "a few"),
    "not_whole": Cell("persons", "months_worked", 7.5, 7.5),
    "not_date": Cell("persons", "birth", "八五年春", "spring of 85", ID),
    "out_of_range": Cell("persons", "months_worked", 15, 15),
    "unknown_word": Cell("persons", "education", "私塾", "private tutor"),
    "unknown_relation": Cell("persons", "relation", "邻居朋友", "friend next door"),
    "missing": Cell("persons", "sex", None, None),
    "id_length": Cell("persons", "id_number", "9900011985", "9900011985"),
    "id_old": Cell("persons", "id_number", "990001850312001", "990001850312001"),
    "id_as_number": Cell("persons", "id_number", 990001198503120000.0, 990001198503120000.0),
    "unknown_settlement": Cell("households", "settlement_id", "S9999", "S9999"),
    "unknown_enterprise": Cell("persons", "enterprise_id", "E9999", "E9999"),
    "after_reference": Cell("persons", "birth", "2021-06", "2021-06", ID),
    "too_old": Cell("persons", "birth", "1899-03", "1899-03", ID),
    "working_child": Cell("persons", "birth", "2008-05", "2008-05", {**ID, "activity": "casual", "labour": "yes"}),
    "long_cell": Cell("households", "address", "长" * 3000, "long " * 600),
    "formula_error": Cell("households", "land", "#REF!", "#REF!"),
}


def plant(tables: Tables, share: float, seed: int, language: str) -> tuple[Tables, list[Planted]]:
    """Worded tables with errors in about `share` of the households, one of every kind at least; and what was planted.

    With a share of 0 nothing is planted.
    """
    tables = {name: frame.copy() for name, frame in tables.items()}
    if share <= 0:
        return tables, []
    homes, persons = tables["households"], tables["persons"]
    kinds = len(CELLS) + len(CHANGES)
    each = max(1, min(round(share * len(homes) / kinds), len(homes) // kinds - 1))
    first = np.flatnonzero(~persons["household_id"].duplicated().to_numpy())
    larger = np.flatnonzero(homes["size"].to_numpy(dtype=np.int64) > 1)
    order = generator(seed, "planted").permutation(larger)
    spots = [np.sort(order[place * each : (place + 1) * each]) for place in range(kinds)]
    _set(tables, "households", "head_id_number", np.concatenate(spots), None)
    planted: list[Planted] = []
    for rows, (code, cell) in zip(spots, CELLS.items(), strict=False):
        planted += _wrong_cells(tables, code, cell, (rows, first[rows]), language)
    for rows, (code, change) in zip(spots[len(CELLS) :], CHANGES.items(), strict=True):
        planted += [Planted(*spot, code) for spot in change(tables, rows, first[rows])]
    for code, last in COLUMNS.items():
        planted += [Planted(*spot, code) for spot in last(tables, language)]
    return tables, planted


Spots = list[tuple[str, int, str]]


def _wrong_cells(
    tables: Tables, code: str, cell: Cell, rows: tuple[np.ndarray, np.ndarray], language: str
) -> list[Planted]:
    from .writing import words

    here = rows[cell.table == "persons"]
    for column, value in cell.also.items():
        _set(tables, cell.table, column, here, words(cell.table, column, language).get(value, value))
    spots = _set(tables, cell.table, cell.column, here, cell.zh if language == "zh" else cell.en)
    return [Planted(*spot, code) for spot in spots]


def _set(tables: Tables, table: str, column: str, rows: np.ndarray, values: Any) -> Spots:
    changed = tables[table][column].to_numpy(dtype=object).copy()
    changed[rows] = values
    tables[table][column] = changed
    return [(table, int(row) + FIRST_ROW, column) for row in rows]


def _id_digit(tables: Tables, homes: np.ndarray, heads: np.ndarray) -> Spots:
    numbers = tables["persons"]["id_number"].to_numpy()[heads]
    wrong = [number[:-1] + ("1" if number[-1] != "1" else "2") for number in numbers]
    return _set(tables, "persons", "id_number", heads, wrong)


def _id_birth(tables: Tables, homes: np.ndarray, heads: np.ndarray) -> Spots:
    births = tables["persons"]["birth"].to_numpy()[heads]
    return _set(tables, "persons", "birth", heads, [f"{int(birth[:4]) - 3}{birth[4:]}" for birth in births])


def _id_sex(tables: Tables, homes: np.ndarray, heads: np.ndarray) -> Spots:
    sexes = tables["persons"]["sex"].to_numpy()
    one = sexes[0]
    other = next(sex for sex in sexes if sex is not None and sex != one)
    return _set(tables, "persons", "sex", heads, [other if sex == one else one for sex in sexes[heads]])


def _unknown_household(tables: Tables, homes: np.ndarray, heads: np.ndarray) -> Spots:
    return _set(tables, "persons", "household_id", heads + 1, "H999999")


def _heads(tables: Tables, homes: np.ndarray, heads: np.ndarray) -> Spots:
    relation = tables["persons"]["relation"].to_numpy()[heads]
    _set(tables, "persons", "relation", heads + 1, relation)
    return [("persons", int(row) + FIRST_ROW, "household_id") for row in heads]


def _size_differs(tables: Tables, homes: np.ndarray, heads: np.ndarray) -> Spots:
    size = tables["households"]["size"].to_numpy()[homes]
    return _set(tables, "households", "size", homes, size + 2)


def _income_gap(tables: Tables, homes: np.ndarray, heads: np.ndarray) -> Spots:
    income = tables["households"]["disposable_income"].to_numpy()[homes]
    return _set(tables, "households", "disposable_income", homes, income * 3 + 60_000)


def _income_sum(tables: Tables, homes: np.ndarray, heads: np.ndarray) -> Spots:
    _set(tables, "households", "wage_income", homes, 40_000)
    rest = [tables["households"][name].to_numpy()[homes] for name in ("operating_income", "property_income")]
    total = 40_000 + sum(rest) + tables["households"]["transfer_income"].to_numpy()[homes]
    return _set(tables, "households", "disposable_income", homes, np.rint((total * 1.04).astype(float)))


def _empty_household(tables: Tables, homes: np.ndarray, heads: np.ndarray) -> Spots:
    more = tables["households"].iloc[homes].copy()
    more["household_id"] = [f"H9{row:05d}" for row in range(len(more))]
    for name in ("head", "phone", "size"):
        more[name] = None
    return _appended(tables, "households", more, "household_id")


def _duplicate_key(tables: Tables, homes: np.ndarray, heads: np.ndarray) -> Spots:
    more = tables["households"].iloc[homes].copy()
    more["land"] = 3.3
    return _appended(tables, "households", more, "household_id")


def _duplicate_person(tables: Tables, homes: np.ndarray, heads: np.ndarray) -> Spots:
    """A head again as a member of the first household."""
    more = tables["persons"].iloc[heads].copy()
    more["household_id"] = tables["persons"]["household_id"].to_numpy()[0]
    return _appended(tables, "persons", more, "id_number")


def _duplicate_row(tables: Tables, homes: np.ndarray, heads: np.ndarray) -> Spots:
    """A row twice; only rows without an ID number, which are else found as the same person."""
    _set(tables, "persons", "id_number", heads, None)
    return _appended(tables, "persons", tables["persons"].iloc[heads], "household_id")


def _appended(tables: Tables, table: str, more: pd.DataFrame, column: str) -> Spots:
    start = len(tables[table]) + FIRST_ROW
    tables[table] = pd.concat([tables[table], more], ignore_index=True)
    return [(table, start + row, column) for row in range(len(more))]


CHANGES: Mapping[str, Callable[[Tables, np.ndarray, np.ndarray], Spots]] = {
    "id_digit": _id_digit,
    "id_birth": _id_birth,
    "id_sex": _id_sex,
    "unknown_household": _unknown_household,
    "heads": _heads,
    "size_differs": _size_differs,
    "income_gap": _income_gap,
    "income_sum": _income_sum,
    "empty_household": _empty_household,
    "duplicate_key": _duplicate_key,
    "duplicate_person": _duplicate_person,
    "duplicate_row": _duplicate_row,
}


def _over_quota(tables: Tables, language: str) -> Spots:
    return _set(tables, "posts", "filled", np.array([0]), tables["posts"]["quota"].to_numpy()[0] + 5)


def _over_places(tables: Tables, language: str) -> Spots:
    places = tables["enterprises"]["places"].to_numpy()[0]
    return _set(tables, "enterprises", "vacancies", np.array([0]), places + 3)


def _moved_in(tables: Tables, language: str) -> Spots:
    last = len(tables["enterprises"]) - 1
    places = tables["enterprises"]["places"].to_numpy()[last]
    return _set(tables, "enterprises", "jobs_moved_in", np.array([last]), places + 7)


def _empty_settlement(tables: Tables, language: str) -> Spots:
    more = tables["settlements"].iloc[[0]].assign(settlement_id="S8888")
    return _appended(tables, "settlements", more, "settlement_id")


def _unit_suspect(tables: Tables, language: str) -> Spots:
    """Pay of a year in the column of a month."""
    pay = tables["persons"]["monthly_pay"].to_numpy(dtype=object)
    tables["persons"]["monthly_pay"] = [each if each is None or each != each else each * 15 for each in pay]
    return [("persons", 0, "monthly_pay")]


def _personal_elsewhere(tables: Tables, language: str) -> Spots:
    return _set(tables, "posts", "kind", np.array([1]), "990001198503120000")


def _personal_number(tables: Tables, language: str) -> Spots:
    """An ID number in place of a number of the register."""
    return _set(tables, "posts", "post_id", np.array([2]), "990001198503120000")


def _missing_share(tables: Tables, language: str) -> Spots:
    rows = np.arange(0, len(tables["households"]), 3)
    _set(tables, "households", "registered_poor", rows, None)
    return [("households", 0, "registered_poor")]


def _unknown_column(tables: Tables, language: str) -> Spots:
    name = "备注信息" if language == "zh" else "Remarks of staff"
    tables["enterprises"][name] = "=1+1"
    return [("enterprises", 1, name)]


def _unit_converted(tables: Tables, language: str) -> Spots:
    name = "财产净收入（万元）" if language == "zh" else "Property income (10 000 yuan)"
    homes = tables["households"]
    if language == "zh":
        homes["property_income"] = homes["property_income"] / 10_000
        tables["households"] = homes.rename(columns={"property_income": name})
        return [("households", 1, name)]
    return []


def _absent_column(tables: Tables, language: str) -> Spots:
    tables["settlements"] = tables["settlements"].drop(columns="list")
    return [("settlements", 1, "list")]


COLUMNS: Mapping[str, Callable[[Tables, str], Spots]] = {
    "over_quota": _over_quota,
    "over_places": _over_places,
    "moved_in_over_places": _moved_in,
    "empty_settlement": _empty_settlement,
    "unit_suspect": _unit_suspect,
    "personal_elsewhere": _personal_elsewhere,
    "personal_number": _personal_number,
    "missing_share": _missing_share,
    "unknown_column": _unknown_column,
    "unit_converted": _unit_converted,
    "absent_column": _absent_column,
}
