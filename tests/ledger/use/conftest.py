"""A synthetic town written down as ledgers, imported into a home of the test's own."""

import numpy as np
import pandas as pd
import pytest
import yaml

from migrant_sim.ledger.importing import Order, import_ledgers
from migrant_sim.paths import folder
from migrant_sim.population import PopulationSpec, Region, build
from migrant_sim.population.register_tables import CODES
from migrant_sim.published import imported_regions
from migrant_sim.published.own import forget

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
            "list": words("list", homes.list[np.searchsorted(homes.settlement, np.arange(len(places)))]),
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


def small_region(persons=2600):
    plain = yaml.safe_load((folder("conf") / "region" / "minning.yaml").read_text(encoding="utf-8"))
    return Region.from_mapping(plain | {"name": "small", "scopes": {"registered": {"persons": persons}}})


@pytest.fixture(scope="session")
def made():
    """A synthetic town of 2 600 persons, everybody simulated."""
    return build(small_region(), PopulationSpec(scale=1.0), 7)


@pytest.fixture
def tables(made):
    """The same as clean tables that a test may spoil."""
    return ledgers_of(made)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A user's home of this test alone."""
    monkeypatch.setenv("MIGRANT_SIM_HOME", str(tmp_path / "home"))
    forget()
    yield tmp_path / "home"
    forget()


@pytest.fixture
def put_in(home, tmp_path):
    """Writes tables as files, imports them, and gives back what the import says and the region."""

    def put(tables, **changes):
        name = changes.pop("name", "my_county")
        files = as_files(tables, tmp_path / f"files of {name}")
        given = {"title_en": "My county", "title_zh": "我县", "base": "minning"} | changes
        about = import_ledgers(Order(files=tuple(files), name=name, **given))
        return about, Region.from_mapping(yaml.safe_load(imported_regions()[name].read_text(encoding="utf-8")))

    return put


@pytest.fixture
def csv_files():
    """Writes tables as files and gives back their paths."""
    return as_files
