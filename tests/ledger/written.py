"""A synthetic population written down as ledgers: the canonical columns and codes, as clean tables or CSV files."""

import numpy as np
import pandas as pd

from migrant_sim.population.register_tables import CODES

WORDS = {name: {int(code): word for word, code in reversed(codes.items())} for name, codes in CODES.items()}
WORDS["activity"][8] = "training"


def words(name, codes):
    return pd.Series([WORDS[name][int(code)] for code in codes], dtype="string")


def ledgers_of(made):
    """Clean tables of a population as `checking.check` gives them; nothing is missing but incomes and pay."""
    persons, homes, places = made.persons, made.households, made.settlements
    alive, there = np.flatnonzero(persons.alive == 1), np.flatnonzero(homes.present == 1)
    settlements = pd.DataFrame(
        {
            "settlement_id": pd.Series([f"S{row}" for row in range(len(places))], dtype="string"),
            "county": pd.Series([made.county_names[code] for code in places.county], dtype="string"),
            "track": words("track", places.track),
            "list": words("list", places.list),
        }
    )
    households = pd.DataFrame(
        {
            "household_id": pd.Series([f"H{row}" for row in there], dtype="string"),
            "settlement_id": pd.Series([f"S{row}" for row in homes.settlement[there]], dtype="string"),
            "group": words("group", homes.group[there]),
            "size": pd.Series(homes.size[there], dtype="Int64"),
            "land": pd.Series(homes.land[there], dtype="Float64"),
            "leased": pd.Series(homes.leased[there] == 1, dtype="boolean"),
            "herd": pd.Series(homes.herd[there], dtype="Float64"),
            "dibao": pd.Series(homes.dibao[there] > 0, dtype="boolean"),
            "registered_poor": pd.Series(homes.registered_poor[there] == 1, dtype="boolean"),
        }
    )
    activity = persons.activity[alive]
    people = pd.DataFrame(
        {
            "household_id": pd.Series([f"H{row}" for row in persons.household[alive]], dtype="string"),
            "sex": words("sex", persons.sex[alive]),
            "birth": pd.Series(persons.born[alive], dtype="Int64"),
            "education": words("education", persons.education[alive]),
            "health": words("health", persons.health[alive]),
            "labour": pd.Series(persons.labour[alive] == 1, dtype="boolean"),
            "activity": words("activity", activity),
            "certificate": pd.Series(persons.certificate[alive] == 1, dtype="boolean"),
        }
    )
    return {"settlements": settlements, "households": households, "persons": people}


def as_files(tables, folder):
    """The tables as CSV files that `ledger import` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        text = table.copy()
        for column in text:
            if str(text[column].dtype) == "boolean":
                text[column] = text[column].map({True: "yes", False: "no"})
        if "birth" in text:
            text["birth"] = [f"{m // 12}-{m % 12 + 1:02d}" if pd.notna(m) else "" for m in text["birth"]]
        text.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig")
    return [str(path) for path in sorted(folder.iterdir())]
