"""Demonstration ledgers hold nobody, agree with themselves, and every planted error is found where it was planted."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from migrant_sim.errors import ConfigurationError
from migrant_sim.ledger.checking import check
from migrant_sim.ledger.demo import demo_tables, population_of, repeated, rows_of, write_demo
from migrant_sim.ledger.invented import AREA, CHECKS, PHONE, check_number, id_numbers, phones
from migrant_sim.ledger.planting import CELLS, CHANGES, COLUMNS
from migrant_sim.ledger.schema import TABLES
from migrant_sim.ledger.writing import header
from migrant_sim.scenario import load_scenario

ROOT = Path(__file__).parents[2]
MINNING = load_scenario(region="minning").region


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return demo_tables(MINNING, 200, 3)


def test_a_known_id_number_has_its_check_digit() -> None:
    known = np.array([11010519491231002], dtype=np.int64)  # the example of GB 11643
    assert CHECKS[check_number(known)].tolist() == ["X"]


def test_numbers_belong_to_nobody_and_differ(tables: dict[str, pd.DataFrame]) -> None:
    numbers = tables["persons"]["id_number"]
    assert numbers.str.fullmatch(r"99\d{15}[\dX]").all() and numbers.is_unique and AREA == 990000
    held = pd.concat([tables["households"]["phone"], tables["persons"]["phone"].dropna()])
    assert held.str.fullmatch(r"100\d{8}").all() and held.is_unique and PHONE == 10**10


def test_numbers_differ_among_a_million() -> None:
    births = np.full(1_200_000, 19800101)
    assert len(set(id_numbers(births, np.arange(len(births)) % 2))) == len(births)
    assert len(np.unique(phones(1_200_000).astype(str))) == 1_200_000


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_errors_nothing_is_wrong(form: str, language: str, tmp_path: Path) -> None:
    write_demo(tmp_path, MINNING, (150, 5, 0.0), (language, form))
    assert check([tmp_path]).problems == ()


@pytest.mark.parametrize(("form", "language"), [("csv", "zh"), ("xlsx", "en")])
def test_every_planted_error_is_found_in_its_place(form: str, language: str, tmp_path: Path) -> None:
    files = write_demo(tmp_path, MINNING, (300, 1, 0.2), (language, form))
    planted = pd.read_csv(files[-1], keep_default_na=False)
    found = {(one.row, one.column, one.code) for one in check(files[:-1]).problems}

    def names(table: str, column: str) -> set[str]:
        field = TABLES[table].by_id.get(column)
        return {header(table, column, language), *([field.zh] if field else [])}

    missed = [
        row
        for row in planted.itertuples()
        if not {(row.row, name, row.code) for name in names(str(row.table), str(row.column))} & found
    ]
    assert missed == []
    wanted = {*CELLS, *CHANGES, *COLUMNS} - ({"unit_converted"} if language == "en" else set())
    assert set(planted["code"]) == wanted and len(wanted) > 35


def test_equal_arguments_give_equal_bytes(tmp_path: Path) -> None:
    written = [write_demo(tmp_path / name, MINNING, (120, 7, 0.1), ("zh", "xlsx")) for name in ("one", "two")]
    first, second = ([path.read_bytes() for path in files] for files in written)
    assert first == second


def test_households_beyond_a_block_come_again_with_other_births() -> None:
    rows = rows_of(population_of(MINNING, 120, 1))
    twice = repeated(rows, 2 * len(rows.homes), 1)
    one, other = (twice.people[twice.people["home"] // len(rows.homes) == turn] for turn in (0, 1))
    assert len(one) == len(other) and (one["born"].to_numpy() != other["born"].to_numpy()).mean() > 0.8
    assert ((2020 * 12 + 11 - other["born"]) // 12 == other["age"]).all()


def test_too_few_households_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="at least 100"):
        demo_tables(MINNING, 20, 1)


def test_the_shipped_county_is_small_clean_and_synthetic() -> None:
    county = ROOT / "data/ledger/county"
    checked = check([county])
    assert checked.problems == () and len(checked.tables["households"]) == 400
    assert sum(path.stat().st_size for path in county.iterdir()) < 1e6
    assert "没有真实的人" in (county / "README.md").read_text(encoding="utf-8")
    numbers = pd.read_csv(county / "persons.csv", dtype=str)["身份证号"]
    assert numbers.str.startswith("99").all()
