"""One run's rows in key order, labelled with their run; what is wrong in them is refused."""

import numpy as np
import pandas as pd
import pytest

from migrant_sim.experiments.tidying import SCHEMAS, tidy
from migrant_sim.result import COST_COLUMNS, INDICATOR_COLUMNS

OWN = list(INDICATOR_COLUMNS[3:])


def indicators(*rows):
    return pd.DataFrame([dict(zip(OWN, row, strict=True)) for row in rows], columns=OWN)


def test_rows_stand_in_key_order_with_their_run_whatever_their_numbers():
    for value in (1.0, 2.0):  # the second table has the texts of the first
        frame = indicators(("2021", "b", "all", value, "yuan"), ("2020", "a", "all", np.nan, "share"))
        table = tidy("indicators", frame, "arm", (3, 1)).to_pylist()
        assert [row["indicator"] for row in table] == ["a", "b"]
        assert [row["unit"] for row in table] == ["share", "yuan"]
        assert [row["value"] for row in table] == [None, value]
        assert {(row["scenario"], row["draw"], row["replication"]) for row in table} == {("arm", 3, 1)}


def test_an_arm_that_spends_nothing_has_a_table_without_rows():
    made = tidy("costs", pd.DataFrame([], columns=list(COST_COLUMNS[3:])), "continuation", (0, 0))
    assert made.num_rows == 0 and made.schema.equals(SCHEMAS["costs"])


def test_tables_that_differ_in_a_text_or_a_year_are_put_in_order_anew():
    one, two = (indicators(("2021", name, "all", 1.0, "yuan")) for name in ("a", "b"))
    assert tidy("indicators", one, "arm", (0, 0))["indicator"].to_pylist() == ["a"]
    assert tidy("indicators", two, "arm", (0, 0))["indicator"].to_pylist() == ["b"]
    row = dict.fromkeys(COST_COLUMNS[3:], 1.0) | dict.fromkeys(("measure", "clause", "fund"), "x")
    for year in (2021, 2022):
        made = tidy("costs", pd.DataFrame([row | {"year": year}], columns=list(COST_COLUMNS[3:])), "arm", (0, 0))
        assert made["year"].to_pylist() == [year]


def test_groups_that_were_not_asked_for_are_left_out():
    frame = indicators(*(("2021", "a", group, 1.0, "yuan") for group in ("all", "quintile:1", "county:x")))
    kept = tidy("indicators", frame, "arm", (0, 0), ("quintile",))["group"].to_pylist()
    assert kept == ["all", "quintile:1"]


def test_a_key_that_comes_twice_an_infinity_and_wrong_columns_are_refused():
    row = ("2021", "a", "all", 1.0, "yuan")
    with pytest.raises(ValueError, match="twice"):
        tidy("indicators", indicators(row, row), "arm", (0, 0))
    with pytest.raises(ValueError, match="infinite"):
        tidy("indicators", indicators((*row[:3], np.inf, "yuan")), "arm", (0, 0))
    with pytest.raises(ValueError, match="columns"):
        tidy("indicators", indicators(row).drop(columns="unit"), "arm", (0, 0))
