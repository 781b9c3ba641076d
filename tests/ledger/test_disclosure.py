"""Small cells are suppressed, and no line gives a suppressed cell away."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from migrant_sim.ledger.disclosure import PRIMARY, SECONDARY, SHOWN, marked, rounded, safe, scarce, suppression

TABLES = st.integers(2, 6).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 40), min_size=columns, max_size=columns), min_size=2, max_size=6)
)


def test_the_smallest_other_cell_follows_a_suppressed_one() -> None:
    reason = suppression(np.array([5.0, 20, 30, 100]), [np.array(["group"] * 4)])
    assert reason.tolist() == [PRIMARY, SECONDARY, "", ""]


def test_two_small_cells_that_together_stay_small_take_a_third() -> None:
    reason = suppression(np.array([3.0, 4, 30, 100]), [np.array(["group"] * 4)])
    assert reason.tolist() == [PRIMARY, PRIMARY, SECONDARY, ""]


def test_an_empty_cell_hides_nobody() -> None:
    assert suppression(np.array([0.0, 5, 30, 100]), [np.array(["group"] * 4)]).tolist()[2] == SECONDARY
    assert suppression(np.array([0.0, 50, 30]), [np.array(["group"] * 3)]).tolist() == [PRIMARY, "", ""]


@settings(max_examples=60)
@given(TABLES)
def test_no_row_or_column_has_one_hidden_cell_that_its_total_would_tell(cells: list[list[int]]) -> None:
    persons = np.array(cells, dtype=float)
    row, column = (index.ravel() for index in np.indices(persons.shape))
    hidden = (suppression(persons.ravel(), [row, column]) != "").reshape(persons.shape)
    assert hidden[persons < 10].all()
    for line, mask in [*zip(persons, hidden, strict=True), *zip(persons.T, hidden.T, strict=True)]:
        held = line[mask & (line > 0)]
        assert len(held) == 0 or mask.all() or (len(held) > 1 and held.sum() >= 10)


def test_safe_hides_every_statistic_of_a_small_group_and_never_shows_zero() -> None:
    frame = pd.DataFrame(
        {
            "group": ["all", "group:self_moved", "group:policy", "group:labour"] * 2,
            "year": [2020] * 4 + [2021] * 4,
            "value": np.arange(8.0) + 1,
            "low": np.arange(8.0),
            "unit": "share",
        }
    )
    counts = {"all": 500.0, "group:self_moved": 4.0, "group:policy": 400.0, "group:labour": 96.0}
    out = safe(frame, counts)
    assert out["suppressed"].tolist() == ["", PRIMARY, "", SECONDARY] * 2
    assert out["value"].isna().tolist() == out["low"].isna().tolist() == [False, True, False, True] * 2
    assert out["year"].notna().all() and "suppressed" not in frame
    assert marked(out["value"], out["suppressed"]).tolist()[:4] == ["1", SHOWN, "3", SHOWN]


def test_a_group_that_is_counted_but_not_shown_still_protects() -> None:
    frame = pd.DataFrame({"group": ["all", "group:policy", "group:labour"], "value": [1.0, 2.0, 3.0]})
    out = safe(frame, {"all": 500.0, "group:self_moved": 4.0, "group:policy": 400.0, "group:labour": 96.0})
    assert out["suppressed"].tolist() == ["", "", SECONDARY]


def test_a_group_that_nobody_counted_is_hidden_and_a_synthetic_region_hides_nothing() -> None:
    frame = pd.DataFrame({"group": ["all", "county:甲"], "value": [1.0, 2.0]})
    assert safe(frame, {"all": 100.0})["suppressed"].tolist() == ["", PRIMARY]
    assert (safe(frame, {})["suppressed"] == "").all()


def test_rounding_keeps_figures_zero_and_missing() -> None:
    values = pd.Series([12345.0, -0.012345, 0.0, np.nan])
    assert rounded(values, 2).iloc[:3].tolist() == [12000.0, -0.012, 0.0] and np.isnan(rounded(values, 2).iloc[3])


def test_a_share_that_few_people_make_up_is_hidden_with_another_of_its_line() -> None:
    groups, counts = ["all", "county:a", "county:b", "county:c"], {"all": 3000.0, "county:a": 400.0}
    counts |= {"county:b": 1600.0, "county:c": 1000.0}

    def told(values: list[float], unit: str, name: str = "i") -> list[str]:
        rows = {"scenario": "s", "period": "2025", "indicator": name, "group": groups, "unit": unit, "median": values}
        return list(scarce(pd.DataFrame(rows), counts, 10))

    assert told([0.1, 0.02, 0.1, 0.2], "share") == ["", "primary", "secondary", ""]  # 8 persons, two households of four
    assert told([0.9, 0.98, 0.9, 0.8], "share") == ["", "primary", "secondary", ""]  # the rest is as few
    assert told([0.1, 0.0, 0.1, 0.2], "share") == ["", "", "", ""]  # nobody
    assert told([900, 4, 500, 396], "persons") == ["", "primary", "", "secondary"]
    assert told([900, 4, 500, 396], "yuan/person/year") == ["", "", "", ""]
    assert told([0.1, 0.02, 0.1, 0.2], "share", "quintile_share") == ["", "", "", ""]  # counts nobody
