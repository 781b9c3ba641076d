"""Checked ledgers as the tables of an imported region: ids become row numbers, free texts codes, nothing personal."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS = {
    "track": ("village", "town"),
    "list": ("none", "region", "county"),
    "group": ("policy", "labour", "self"),
    "relation": ("head", "spouse", "other"),
    "sex": ("male", "female"),
    "education": ("none", "primary", "junior", "senior", "tertiary"),
    "health": ("well", "chronic", "ill", "disabled"),
    "activity": (
        *("farm", "casual", "local", "county", "region", "outside", "self_employed", "post"),
        *("training", "student", "searching", "none"),
    ),
    "kind": ("park", "workshop", "farm_base", "livestock_base", "community", "processing", "leisure"),
}
HEADS = ("户主", "本人", "本人或户主", "head")
SPOUSES = ("配偶", "妻", "妻子", "夫", "丈夫", "之妻", "之夫", "spouse", "wife", "husband")
MONEY = ("wage_income", "operating_income", "property_income", "transfer_income", "disposable_income")
HOUSEHOLD = ("group", "size", "land", "leased", "herd", "dibao", "registered_poor", *MONEY)
PERSON = (
    *("relation", "sex", "birth", "education", "health", "labour", "activity", "monthly_pay", "months_worked"),
    *("certificate", "courses", "enterprise_id"),
)
FLAGS = ("leased", "dibao", "registered_poor", "labour", "certificate")
WHOLE = ("birth", "size", "months_worked", "courses")
Frames = dict[str, pd.DataFrame]


def clean_tables(tables: "Mapping[str, pd.DataFrame]", county: "Mapping[str, int]") -> Frames:
    """The five tables; `county` gives the number of each county by the name in the ledgers.

    Households stand settlement by settlement and persons household by household, otherwise as in the sources. Tables
    must be without errors: every id that is referred to is there, but for enterprises (missing: row -1).
    """
    places = tables["settlements"].reset_index(drop=True)
    homes, people = tables["households"], tables["persons"]
    settlements = pd.DataFrame({"county_number": places["county"].map(dict(county)).to_numpy(np.int32)})
    for name in ("track", "list"):
        settlements[name] = _coded(_column(places, name), name)
    home_place = _row_of(homes["settlement_id"], places["settlement_id"])
    order = np.argsort(home_place, kind="stable")
    homes, home_place = homes.iloc[order].reset_index(drop=True), home_place[order]
    households = pd.DataFrame({"settlement_id": home_place.astype(np.int32)})
    for name in HOUSEHOLD:
        households[name] = _typed(_column(homes, name), name)
    home = _row_of(people["household_id"], homes["household_id"])
    order = np.argsort(home, kind="stable")
    people, home = people.iloc[order].reset_index(drop=True), home[order]
    persons = pd.DataFrame({"household_id": home.astype(np.int32)})
    firms = tables.get("enterprises", pd.DataFrame()).reset_index(drop=True)
    for name in PERSON:
        persons[name] = _person_column(people, name, firms)
    return {
        "settlements": settlements,
        "households": households,
        "persons": persons,
        "enterprises": _enterprises(firms, county),
        "posts": _posts(tables.get("posts", pd.DataFrame()), places),
    }


def _person_column(people: pd.DataFrame, name: str, firms: pd.DataFrame) -> "pd.Series":
    column = _column(people, name)
    if name == "relation":
        return _relation(column)
    if name == "enterprise_id":
        known = firms["enterprise_id"] if "enterprise_id" in firms else pd.Series([], dtype="string")
        return pd.Series(_row_of(column, known), dtype=np.int32)
    return _typed(column, name)


def _column(frame: pd.DataFrame, name: str) -> "pd.Series":
    """A column, all missing where the ledgers do not have it."""
    return frame[name] if name in frame else pd.Series(pd.NA, index=frame.index, dtype="object")


def _typed(column: "pd.Series", name: str) -> "pd.Series":
    if name in WORDS:
        return _coded(column, name)
    if name in FLAGS:
        return column.astype("boolean").reset_index(drop=True)
    if name in WHOLE:
        return column.astype("Int32").reset_index(drop=True)
    return column.astype("Float64").reset_index(drop=True)


def _coded(column: "pd.Series", name: str) -> "pd.Series":
    coded = pd.Categorical(column.astype("object"), categories=list(WORDS[name]))
    return pd.Series(coded)


def _relation(column: "pd.Series") -> "pd.Series":
    """Head, spouse or other: the text itself could name somebody and is not kept."""
    words = column.astype("object").where(column.notna(), None)
    coded = words.map(lambda word: None if word is None else _relation_of(str(word).strip().lower()))
    return _coded(coded.reset_index(drop=True), "relation")


def _relation_of(word: str) -> str:
    return "head" if word in HEADS else "spouse" if word in SPOUSES else "other"


def _row_of(ids: "pd.Series", known: "pd.Series") -> np.ndarray:
    """(n,) row of each id among the known ones, -1 where missing or unknown."""
    return pd.Index(known.astype("object")).get_indexer(ids.astype("object"))


def _enterprises(firms: pd.DataFrame, county: "Mapping[str, int]") -> pd.DataFrame:
    number = _column(firms, "county").map(dict(county)).fillna(-1).astype(np.int32).reset_index(drop=True)
    rows = pd.DataFrame({"county_number": number, "kind": _coded(_column(firms, "kind"), "kind")})
    for name in ("places", "vacancies", "monthly_wage", "jobs_moved_in"):
        rows[name] = _column(firms, name).astype("Float64").reset_index(drop=True)
    return rows[rows["county_number"] >= 0].reset_index(drop=True)


def _posts(posts: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    row = _row_of(_column(posts, "settlement_id"), places["settlement_id"]) if len(posts) else np.zeros(0, np.int64)
    rows = pd.DataFrame({"settlement_id": row.astype(np.int32)})
    for name in ("quota", "filled", "monthly_pay"):
        rows[name] = _column(posts, name).astype("Float64").reset_index(drop=True)
    return rows[rows["settlement_id"] >= 0].reset_index(drop=True)
