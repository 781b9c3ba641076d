import re

import pandas as pd
import pytest

from migrant_sim.paths import folder
from migrant_sim.reports.units import unit_after, unit_words


@pytest.mark.parametrize(
    ("unit", "chinese", "english"),
    [("share/yr", " 比例/年", " share/yr"), ("days", " 天", " days"), ("ratio", "", ""), ("-", "", ""), (None, "", "")],
)
def test_units_after_a_number_are_in_the_language_of_the_face(unit, chinese, english):
    assert unit_after(unit, "zh") == chinese and unit_after(unit, "en") == english


@pytest.mark.parametrize("table", ["parameters", "assumptions", "observations", "margins", "readings"])
def test_every_unit_that_a_report_may_show_has_chinese_words(table):
    place = "policy" if table == "readings" else "published"
    rows = pd.read_csv(folder("data") / place / f"{table}.csv")
    foreign = {unit: unit_words(unit, "zh") for unit in rows["unit"].dropna().unique()}
    assert {unit for unit, words in foreign.items() if re.search("[A-Za-z]{2}", words.replace("LPR", ""))} == set()
